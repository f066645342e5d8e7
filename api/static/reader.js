// Text and list of facts point at each other; the page has both without.
const text = document.getElementById("text");
const facts = document.getElementById("facts");
const lit = (numbers) => {
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
  for (const number of numbers) {
    document.getElementById(`f-${number}`)?.classList.add("lit");
    for (const piece of text.querySelectorAll(`[data-facts~="${number}"]`)) piece.classList.add("lit");
  }
};
text?.addEventListener("click", (event) => {
  const piece = event.target.closest("[data-facts]");
  if (!piece) return;
  const numbers = piece.dataset.facts.split(" ");
  lit(numbers);
  document.getElementById(`f-${numbers[0]}`)?.scrollIntoView({ block: "nearest", behavior: "smooth" });
});
facts?.addEventListener("click", (event) => {
  const item = event.target.closest("li[id]");
  if (item) lit([item.id.slice(2)]);
});
document.getElementById("here")?.scrollIntoView({ block: "center" });
