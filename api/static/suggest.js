// Names that begin to match while one types; the form works without.
const input = document.getElementById("q");
const list = document.getElementById("suggestions");
let waiting = 0;
let asked = null;
input?.addEventListener("input", () => {
  clearTimeout(waiting);
  asked?.abort();
  const words = input.value.trim();
  if (!words) return;
  waiting = setTimeout(async () => {
    asked = new AbortController();
    const answer = await fetch(`/api/v1/search?limit=10&q=${encodeURIComponent(words)}`, { signal: asked.signal }).catch(() => null);
    if (!answer?.ok) return;
    const names = (await answer.json()).items.filter((hit) => hit.rank <= 1 && hit.name).map((hit) => hit.name);
    list.replaceChildren(...[...new Set(names)].map((name) => Object.assign(document.createElement("option"), { value: name })));
  }, 200);
});
