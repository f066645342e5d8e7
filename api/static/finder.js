// Finds nodes by their names in either language and goes through the hits; says how many there are and which it is.
class Finder {
  constructor(nodes, look, none) {
    Object.assign(this, { nodes, look, none, at: null, field: document.getElementById("find"), said: document.getElementById("hits") });
    this.field.addEventListener("input", () => {
      this.at = null;
      this.go(1);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return; // Enter also ends what an input method composes
      event.preventDefault();
      this.go(event.shiftKey ? -1 : 1);
    });
    document.getElementById("next").addEventListener("click", () => this.go(1));
    document.getElementById("previous").addEventListener("click", () => this.go(-1));
  }

  plain(text) {
    return text.normalize("NFKC").toLowerCase().replaceAll(/[\s\p{Bidi_Control}]/gu, "");
  }

  // What is in the picture changes between two steps: kinds are hidden, nodes come in.
  hits() {
    const asked = this.plain(this.field.value);
    const has = (name) => name && this.plain(name).includes(asked);
    return asked ? this.nodes.getIds({ filter: (node) => !node.hidden && (has(node.title) || has(node.other)) }) : [];
  }

  go(step) {
    const hits = this.hits();
    if (hits.length) {
      const before = hits.indexOf(this.at);
      const number = before < 0 ? (step > 0 ? 0 : hits.length - 1) : (before + step + hits.length) % hits.length;
      this.at = hits[number];
      this.said.textContent = `${number + 1} / ${hits.length}`;
      this.look(this.at);
    } else {
      this.at = null;
      this.said.textContent = this.plain(this.field.value) && this.none;
    }
  }
}
