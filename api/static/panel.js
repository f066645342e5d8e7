// A cell opens beside the matrix; without this script its link loads the page with the cell open.
const panel = document.getElementById("panel");
if (panel) {
  const close = panel.querySelector(".close");
  const content = panel.querySelector(".content");
  let opener = null;
  let asked = 0; // which cell was asked for last: an answer that comes late is not shown over it
  const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  const mark = (link) => {
    document.querySelector("td.open")?.classList.remove("open");
    link.closest("td").classList.add("open");
    opener = link;
    panel.hidden = false;
  };
  const shut = () => {
    asked += 1;
    panel.removeAttribute("aria-busy");
    panel.hidden = true;
    document.querySelector("td.open")?.classList.remove("open");
    opener?.focus();
  };
  close.hidden = false;
  close.addEventListener("click", shut);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) shut();
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-cell]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const number = (asked += 1);
    panel.setAttribute("aria-busy", "true");
    content.replaceChildren(element("h2", panel.dataset.wait, { id: "panel-title", className: "none" }));
    mark(link);
    const answer = await fetch(`/cell?${link.dataset.cell}`).catch(() => null);
    const text = answer?.ok ? await answer.text().catch(() => null) : null;
    if (number !== asked) return;
    panel.removeAttribute("aria-busy");
    if (text === null) {
      const failed = element("h2", panel.dataset.failed, { id: "panel-title", className: "notice" });
      content.replaceChildren(failed, element("a", panel.dataset.page, { href: link.href }));
      panel.focus();
      return;
    }
    content.innerHTML = text;
    panel.focus({ preventScroll: matchMedia("(min-width: 62rem)").matches });
    history.replaceState(null, "", link.href);
  });
}
