// A cell opens beside the matrix; without this script its link loads the page with the cell open.
const panel = document.getElementById("panel");
if (panel) {
  const close = panel.querySelector(".close");
  const content = panel.querySelector(".content");
  let opener = null;
  const shut = () => {
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
    const answer = await fetch(`/cell?${link.dataset.cell}`).catch(() => null);
    if (!answer?.ok) {
      location.href = link.href;
      return;
    }
    content.innerHTML = await answer.text();
    document.querySelector("td.open")?.classList.remove("open");
    link.closest("td").classList.add("open");
    opener = link;
    panel.hidden = false;
    panel.focus({ preventScroll: matchMedia("(min-width: 62rem)").matches });
    history.replaceState(null, "", link.href);
  });
}
