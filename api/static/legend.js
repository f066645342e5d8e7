// The kinds of nodes in the picture, each with a box that hides it; kinds come in when nodes of them do.
class Legend {
  constructor(place, hidden, groups, names, changed) {
    Object.assign(this, { place, hidden, groups, names, changed });
    for (const box of place.querySelectorAll("[data-kind]")) this.follow(box);
  }

  follow(box) {
    const { kind } = box.dataset;
    box.checked = !this.hidden.has(kind);
    box.addEventListener("change", () => {
      box.checked ? this.hidden.delete(kind) : this.hidden.add(kind);
      this.changed(kind, !box.checked);
    });
  }

  // An entry like those the page came with for each kind that has none yet.
  add(kinds) {
    const known = new Set([...this.place.querySelectorAll("[data-kind]")].map((box) => box.dataset.kind));
    const first = this.place.querySelector("label");
    for (const kind of new Set(kinds)) {
      if (!first || known.has(kind)) continue;
      const entry = first.cloneNode(true);
      const box = entry.querySelector("[data-kind]");
      box.dataset.kind = kind;
      entry.querySelector("rect").setAttribute("fill", this.groups[kind].color.background);
      entry.lastChild.textContent = ` ${this.names[kind]}`;
      this.follow(box);
      this.place.append(entry);
    }
  }
}
