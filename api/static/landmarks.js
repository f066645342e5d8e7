// Names of what most of a graph leads to, as big on the screen however small the picture is: boxes can only be read
// from near, and a graph of some hundred nodes comes whole.
const NAMED = ["Region", "Policy", "Instrument", "Industry", "Agency", "Function", "Enterprise", "Institution", "Place", "Fund", "Event"];
const LEGIBLE = 9; // pixels from which on the boxes' own words are drawn

class Landmarks {
  constructor(network, nodes, links) {
    Object.assign(this, { network, nodes, links, most: 60, size: 12, long: 14 });
    const style = getComputedStyle(document.documentElement);
    [this.ink, this.ground] = ["--ink", "--card"].map((name) => style.getPropertyValue(name));
    network.on("afterDrawing", (context) => this.draw(context));
  }

  // Takes over what is there; to be called whenever nodes or links come, go, hide or show.
  place() {
    const degrees = new Map();
    for (const { from, to } of this.links.get()) for (const end of [from, to]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
    const found = this.nodes.get({ filter: (node) => !node.hidden && NAMED.includes(node.group) });
    found.sort((one, other) => (other.group === "Region") - (one.group === "Region") || (degrees.get(other.id) ?? 0) - (degrees.get(one.id) ?? 0));
    const at = this.network.getPositions(found.map((node) => node.id));
    const measuring = document.createElement("canvas").getContext("2d");
    measuring.font = this.font(this.size);
    this.named = found.map(({ id, group, title }) => {
      const words = this.cut([...title.replaceAll(/\p{Bidi_Control}/gu, "")]);
      return { ...at[id], moves: group === "Region" || group === "Policy", words, half: measuring.measureText(words).width / 2 + this.size / 4 };
    });
  }

  // At most `long` Chinese characters, or twice as many Latin ones, which are half as wide.
  cut(letters) {
    let wide = 0;
    const end = letters.findIndex((letter) => (wide += letter < "\u2e80" ? 0.5 : 1) > this.long);
    return end < 0 ? letters.join("") : `${letters.slice(0, end - 1).join("").trimEnd()}…`;
  }

  font(size) {
    return `600 ${size}px ${FACE}`;
  }

  // As many names as there is room for, those that most leads to first; few regions and policies may move a line.
  draw(context) {
    const scale = this.network.getScale();
    if (!this.named || 15 * scale >= LEGIBLE) return;
    const size = this.size / scale;
    context.font = this.font(size);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = size / 3;
    context.strokeStyle = this.ground;
    context.fillStyle = this.ink;
    const { clientWidth, clientHeight } = this.network.canvas.frame.canvas;
    const { x: left, y: top } = this.network.DOMtoCanvas({ x: 0, y: 0 });
    const { x: right, y: bottom } = this.network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
    const taken = [];
    for (const { x, y, moves, words, half } of this.named) {
      if (taken.length === this.most) break;
      const [wide, high] = [half / scale, size * 0.65];
      if (x < left || x > right || y < top || y > bottom) continue;
      const across = Math.min(Math.max(x, left + wide), right - wide);
      const free = (down) => !taken.some((one) => Math.abs(one.across - across) < one.wide + wide && Math.abs(one.down - down) < one.high + high);
      const down = (moves ? [y, y + 2 * high, y - 2 * high] : [y]).find(free);
      if (down === undefined) continue;
      taken.push({ across, down, wide, high });
      context.strokeText(words, across, down);
      context.fillText(words, across, down);
    }
    this.shown = taken.length;
  }
}
