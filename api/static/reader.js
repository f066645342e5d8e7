// Text and list of facts point at each other; the page has both without.
const text = document.getElementById("text");
const facts = document.getElementById("facts");
if (text && facts) {
  const pieces = (anchor) => text.querySelectorAll(`[data-facts~="${anchor}"]`);
  const item = (anchor) => document.getElementById(`f-${anchor}`);
  const lit = (anchors) => {
    for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
    for (const anchor of anchors) {
      item(anchor)?.classList.add("lit");
      for (const piece of pieces(anchor)) piece.classList.add("lit");
    }
  };
  // One of the marks takes part in the order of Tab, the arrows lead to the others.
  const stops = () => [...text.querySelectorAll("[data-begins]")];
  const stopAt = (stop) => {
    for (const one of stops()) one.tabIndex = one === stop ? 0 : -1;
  };
  const prepare = () => {
    for (const one of stops()) one.setAttribute("role", "button");
    stopAt(stops()[0]);
  };
  const tell = (piece) => {
    const anchors = piece.dataset.facts.split(" ");
    lit(anchors);
    const first = item((piece.dataset.begins ?? "").split(" ")[0]) ?? item(anchors[0]);
    first?.scrollIntoView({ block: "nearest" });
    return first;
  };
  text.addEventListener("click", (event) => {
    const piece = event.target.closest("[data-facts]");
    if (piece) tell(piece);
  });
  text.addEventListener("keydown", (event) => {
    const all = stops();
    const at = all.indexOf(event.target);
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      tell(event.target)?.querySelector("a")?.focus({ preventScroll: true });
    }
    const next = all[{ ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key]];
    if (!next) return;
    event.preventDefault();
    stopAt(next);
    next.focus();
  });
  facts.addEventListener("click", (event) => {
    const anchor = event.target.closest("li[id]")?.id.slice(2);
    if (!anchor) return;
    lit([anchor]);
    const [first] = pieces(anchor);
    if (first) stopAt(first);
  });
  // A link to a fact shows it in both; where this tier or reading has no such fact, the words it was read from.
  const arrive = () => {
    const [, kind, anchor, start, end] = location.hash.match(/^#([ft])-((\d+)-(\d+)(?:-\d+)?)$/) ?? [];
    if (!kind) return;
    const [first] = pieces(anchor);
    if (!first && !item(anchor)) {
      const there = new URL(location);
      there.searchParams.set("start", start);
      there.searchParams.set("end", end);
      there.hash = "here";
      location.replace(there);
      return;
    }
    lit([anchor]);
    item(anchor)?.scrollIntoView({ block: "nearest" });
    if (kind === "t" || matchMedia("(min-width: 62rem)").matches) first?.scrollIntoView({ block: "center" });
  };
  prepare();
  document.querySelector(".keys").hidden = stops().length === 0;
  document.addEventListener("marked", prepare);
  addEventListener("hashchange", arrive);
  document.getElementById("here")?.scrollIntoView({ block: "center" });
  arrive();
}
