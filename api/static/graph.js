// The network that the server placed; a click shows what a node or link rests on, a double click what lies around it.
const data = JSON.parse(document.getElementById("graph-data").textContent);
const words = JSON.parse(document.getElementById("graph-words").textContent);
const place = document.getElementById("network");
const panel = document.getElementById("fact");
const facts = data.facts;
const big = data.nodes.length > data.settled;

const nodes = new vis.DataSet(data.nodes);
const edges = new vis.DataSet(data.edges);
place.replaceChildren();
const network = new vis.Network(place, { nodes, edges: big ? [] : edges }, {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  groups: data.groups,
  nodes: {
    margin: 8,
    font: { size: 15, face: FACE },
    scaling: { label: { drawThreshold: LEGIBLE } },
  },
  edges: { color: { color: "#98a3b0", highlight: "#1a5296" }, width: 1, smooth: { type: "continuous" }, arrows: { to: { scaleFactor: 0.5 } } },
  interaction: { hideNodesOnDrag: big, dragNodes: !big, hover: !big, tooltipDelay: 150, keyboard: { enabled: true, bindToWindow: false, autoFocus: false } },
});
const sketch = big ? new Sketch(network, nodes, edges, data.groups) : null;
const landmarks = new Landmarks(network, nodes, edges);
const stand = () => {
  sketch?.place();
  landmarks.place();
};
const permalink = new Permalink(network);
const { hidden } = permalink;
const conceal = (kind, isHidden) => nodes.update(nodes.getIds({ filter: (node) => node.group === kind }).map((id) => ({ id, hidden: isHidden })));
const legend = new Legend(document.querySelector(".tools .kinds"), hidden, data.groups, words.labels, (kind, isHidden) => {
  conceal(kind, isHidden);
  stand();
  permalink.remember();
});
for (const kind of hidden) conceal(kind, true);

const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);
const show = (id) => {
  const shown = nodes.get(id) ?? edges.get(id);
  if (!shown) return;
  const fact = facts[id] ?? {};
  const kind = shown.group ?? fact.kind;
  const content = panel.querySelector(".content");
  content.replaceChildren(element("h2", shown.title), element("p", [words.labels[kind] ?? kind, words[fact.read_by], words[fact.tier]].filter(Boolean).join(" · "), { className: "none" }));
  if (fact.quote) {
    const quote = document.createElement("blockquote");
    quote.lang = "zh-Hans";
    quote.append(element("a", fact.quote, { href: fact.reader, title: words.text }));
    content.append(quote, element("small", fact.where));
  }
  if (nodes.get(id)) content.append(element("button", words.expand, { type: "button", onclick: () => expand(id) }));
  if (fact.page) content.append(element("p", ""), element("a", words.open, { href: fact.page }));
  panel.hidden = false;
};
const hide = () => {
  panel.hidden = true;
  network.unselectAll();
  sketch?.choose(null);
  permalink.remember();
};
const choose = (id) => {
  network.selectNodes([id]);
  sketch?.choose(id);
  show(id);
  permalink.remember();
};
const look = (id) => {
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
  permalink.moved(false);
  choose(id);
};

// A caption in lines, without marks that turn the direction of writing and cut between characters.
const lines = (caption) => {
  const short = [...caption.replaceAll(/\p{Bidi_Control}/gu, "")].slice(0, 60).join("");
  return short.replaceAll(/(.{8,14}?) /gu, "$1\n").replaceAll(/(\S{26})(?=\S)/gu, "$1\n");
};
// What the server calls things in the reader's language: names of ours have one in English, too.
const english = document.documentElement.lang === "en";
const named = (node) => (english && node.properties.en) || node.caption;
const said = (link) => words.types[link.type].replace("{name}", () => link.properties.name ?? "").trim();
// What lies around a node comes in; the problem where it cannot, else null, and whether there is more.
const around = async (id) => {
  const tiers = permalink.address.searchParams.get("tiers") ?? "certain";
  const answer = await fetch(`/api/v1/graph/neighbourhood?limit=60&links=300&tiers=${encodeURIComponent(tiers)}&of=${encodeURIComponent(id)}`).catch(() => null);
  if (!answer?.ok) return { problem: explained(await answer?.json().catch(() => null)) };
  const found = await answer.json();
  const centre = network.getPosition(id);
  const fresh = found.nodes.filter((node) => !nodes.get(node.id));
  nodes.add(fresh.map((node, number) => {
    const angle = (2 * Math.PI * number) / fresh.length;
    const far = 240 + 60 * (number % 3);
    const other = english ? node.caption : node.properties.en;
    return { id: node.id, label: lines(named(node)), title: named(node), other, group: node.label, shape: "box", hidden: hidden.has(node.label), x: centre.x + far * Math.cos(angle), y: centre.y + far * Math.sin(angle) };
  }));
  edges.add(found.links.filter((link) => !edges.get(link.id)).map((link) => ({ id: link.id, from: link.source, to: link.target, title: said(link), arrows: "to" })));
  for (const one of [...found.nodes, ...found.links]) {
    facts[one.id] ??= {
      ...(one.type && { kind: one.type }),
      tier: one.tier,
      read_by: one.read_by,
      ...(one.evidence && {
        quote: one.evidence.quote,
        reader: one.evidence.links.reader,
        where: `${one.evidence.policy} ${one.evidence.clause ?? ""}`,
      }),
    };
  }
  legend.add(fresh.map((node) => node.label));
  stand();
  return { notes: [found.next && words.cut.replace("{nodes}", found.nodes.length), !permalink.keep(id) && words.kept].filter(Boolean) };
};
const expand = async (id) => {
  panel.setAttribute("aria-busy", "true");
  const { problem, notes } = await around(id);
  panel.removeAttribute("aria-busy");
  const content = panel.querySelector(".content");
  if (problem) content.replaceChildren(...problem);
  else if (notes.length) content.append(...notes.map((note) => element("p", note, { className: "none" })));
  else return;
  panel.hidden = false;
};

network.on("click", (event) => {
  const id = event.nodes[0] ?? event.edges[0] ?? sketch?.linkAt(event.pointer.canvas, 8 / network.getScale())?.id;
  if (id === undefined) return hide();
  sketch?.choose(event.nodes[0] ?? null);
  show(id);
  permalink.remember();
});
network.on("dragEnd", ({ nodes: moved }) => (moved.length ? landmarks.place() : permalink.moved(true)));
let waiting;
const movedSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => permalink.moved(true), 300);
};
network.on("zoom", movedSoon);
place.addEventListener("keyup", (event) => event.key !== "Tab" && movedSoon());
network.on("doubleClick", (event) => event.nodes[0] && expand(event.nodes[0]));
panel.querySelector(".close").addEventListener("click", hide);
document.getElementById("fit").addEventListener("click", () => {
  network.fit({ animation: false });
  permalink.moved(false);
});
document.getElementById("full").addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.getElementById("canvas").requestFullscreen()));
document.getElementById("png").addEventListener("click", () => {
  place.querySelector("canvas").toBlob((blob) => {
    const link = element("a", "", { href: URL.createObjectURL(blob), download: "policygraph.png" });
    link.click();
    URL.revokeObjectURL(link.href);
  });
});
const finder = new Finder(nodes, look, words.no_hit);

// As the reader who made the address left it; what it names and the graph does not have is passed over.
network.once("afterDrawing", async () => {
  network.fit({ animation: false });
  stand();
  for (const id of permalink.expanded) {
    const { problem } = nodes.get(id) ? await around(id) : {}; // one may have come in by another
    if (!problem) continue;
    permalink.keep(id);
    panel.querySelector(".content").replaceChildren(...problem);
    panel.hidden = false;
  }
  if (permalink.expanded.length) network.fit({ animation: false });
  const { at, camera } = permalink;
  if (at && nodes.get(at)) camera ? choose(at) : look(at);
  if (camera) network.moveTo({ ...camera, animation: false });
  document.documentElement.dataset.settled = "true";
});
