// A big graph in few strokes: vis-network makes an object of each link and paints each box with care, too slowly for
// a processor alone. Here all links are one path, and boxes are plain ones while the picture is moved.
const FACE = "system-ui, 'Noto Sans CJK SC', sans-serif";

class Sketch {
  constructor(network, nodes, links, groups) {
    Object.assign(this, { network, nodes, links, groups, boxes: [], lines: [], moves: false, rests: true, chosen: null });
    network.on("beforeDrawing", (context) => this.draw(context));
    network.on("dragStart", () => (this.moves = true));
    network.on("dragEnd", () => (this.moves = false));
    network.on("zoom", () => {
      this.rests = false;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => {
        this.rests = true;
        network.redraw();
      }, 300);
    });
  }

  // Takes over where things stand; to be called whenever nodes or links come, go, hide or show.
  place() {
    const at = this.network.getPositions();
    this.boxes = this.nodes.get({ filter: (node) => !node.hidden }).map((node) => {
      const { left, top, right, bottom } = this.network.getBoundingBox(node.id);
      const look = this.groups[node.group];
      return { id: node.id, left, top, right, bottom, ...at[node.id], fill: look.color.background, ink: look.font.color, lines: node.label.split("\n") };
    });
    this.boxes.sort((one, other) => (one.fill < other.fill ? -1 : one.fill > other.fill ? 1 : 0));
    const shown = new Set(this.boxes.map((box) => box.id));
    this.lines = this.links.get({ filter: (link) => shown.has(link.from) && shown.has(link.to) }).map((link) => ({ link, from: at[link.from], to: at[link.to] }));
    this.path = this.pathOf(this.lines);
    this.choose(this.chosen);
  }

  // Emphasises the links of a node, or none.
  choose(id) {
    this.chosen = id;
    this.near = id === null ? null : this.pathOf(this.lines.filter(({ link }) => link.from === id || link.to === id));
  }

  // The link that passes a point at most `far` away, if any.
  linkAt({ x, y }, far) {
    let nearest = null;
    for (const { link, from, to } of this.lines) {
      const [wide, high] = [to.x - from.x, to.y - from.y];
      const share = Math.min(1, Math.max(0, ((x - from.x) * wide + (y - from.y) * high) / (wide * wide + high * high || 1)));
      const distance = Math.hypot(x - from.x - share * wide, y - from.y - share * high);
      if (distance < far) [nearest, far] = [link, distance];
    }
    return nearest;
  }

  pathOf(lines) {
    const path = new Path2D();
    for (const { from, to } of lines) {
      path.moveTo(from.x, from.y);
      path.lineTo(to.x, to.y);
    }
    return path;
  }

  draw(context) {
    if (!this.path) return;
    const { a: scale, e, f } = context.getTransform();
    const view = { left: -e / scale, top: -f / scale, right: (context.canvas.width - e) / scale, bottom: (context.canvas.height - f) / scale };
    if (this.moves) this.drawBoxes(context, view);
    else if (this.rests) this.drawLinks(context, view, 1 / scale);
  }

  drawLinks(context, view, pixel) {
    context.strokeStyle = "#98a3b0";
    context.lineWidth = pixel; // wider lines are filled as areas, which takes many times as long
    context.globalAlpha = Math.min(1, 0.15 + this.network.getScale());
    context.stroke(this.path);
    context.globalAlpha = 1;
    if (this.near) {
      context.strokeStyle = "#1a5296";
      context.lineWidth = 2 * pixel;
      context.stroke(this.near);
    }
    if (pixel > 2.5) return;
    context.fillStyle = "#98a3b0";
    context.beginPath();
    for (const { from, to } of this.lines) {
      const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
      if (x < view.left || x > view.right || y < view.top || y > view.bottom) continue;
      const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
      const [wide, high] = [(7 * (to.x - from.x)) / length, (7 * (to.y - from.y)) / length];
      context.moveTo(x + wide, y + high);
      context.lineTo(x - wide - high / 2, y - high + wide / 2);
      context.lineTo(x - wide + high / 2, y - high - wide / 2);
    }
    context.fill();
  }

  drawBoxes(context, view) {
    const seen = this.boxes.filter((box) => box.left < view.right && box.right > view.left && box.top < view.bottom && box.bottom > view.top);
    for (const { fill, left, top, right, bottom } of seen) {
      context.fillStyle = fill;
      context.fillRect(left, top, right - left, bottom - top);
    }
    if (15 * this.network.getScale() < LEGIBLE) return;
    context.font = `15px ${FACE}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const { x, y, ink, lines } of seen) {
      context.fillStyle = ink;
      lines.forEach((line, number) => context.fillText(line, x, y + 15 * (number - (lines.length - 1) / 2)));
    }
  }
}
