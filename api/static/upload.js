// Sends a document, then follows its job from stage to stage.
const form = document.getElementById("upload");
const stages = document.getElementById("stages");
const outcome = document.getElementById("outcome");
const words = JSON.parse(form.dataset.words);
const input = form.elements.file;
const chosen = document.getElementById("chosen");
const say = (...parts) => outcome.replaceChildren(...parts);
const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);

input.addEventListener("change", () => (chosen.textContent = input.files[0]?.name ?? ""));
for (const kind of ["dragover", "drop"]) {
  form.addEventListener(kind, (event) => {
    event.preventDefault();
    if (kind === "drop" && event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      chosen.textContent = input.files[0].name;
    }
  });
}
const at = (stage) => {
  let behind = true;
  for (const item of stages.children) {
    if (item.dataset.stage === stage) behind = false;
    item.className = item.dataset.stage === stage ? "now" : behind ? "done" : "";
  }
};
const fail = (problem) => say(element("p", `${words.failed} ${problem.detail ?? ""}`, { className: "notice" }), ...(problem.errors ?? []).map((one) => element("p", one)));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const metadata = {};
  for (const name of ["region", "id"]) if (form.elements[name].value.trim()) metadata[name] = form.elements[name].value.trim();
  let sent;
  if (input.files[0]) {
    const body = new FormData();
    body.append("metadata", JSON.stringify(metadata));
    body.append("file", input.files[0]);
    sent = { method: "POST", body };
  } else {
    sent = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: form.elements.text.value, metadata }) };
  }
  say();
  stages.hidden = false;
  at(stages.firstElementChild.dataset.stage);
  let answer = await fetch("/api/v1/policies", sent).catch(() => null);
  if (!answer) return fail({});
  let job = await answer.json().catch(() => ({}));
  if (!answer.ok) return fail(job);
  while (job.state === "queued" || job.state === "running") {
    at(job.stage);
    await new Promise((wake) => setTimeout(wake, 400));
    answer = await fetch(job.self).catch(() => null);
    if (answer?.ok) job = await answer.json();
  }
  if (job.state === "failed") return fail(job.problem);
  at("");
  for (const item of stages.children) item.className = "done";
  const { result } = job;
  const links = element("p", "");
  links.append(element("a", words.read, { href: `/policies/${encodeURIComponent(result.id)}`, className: "button" }), " ");
  if (result.region) links.append(element("a", words.matrix, { href: "/#matrix" }));
  say(element("p", words.done.replace("{title}", result.title ?? result.id).replace("{clauses}", result.clauses).replace("{facts}", result.facts)), ...result.warnings.map((one) => element("p", one, { className: "none" })), links);
});
