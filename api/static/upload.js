// Sends a document, then follows its job from stage to stage.
const form = document.getElementById("upload");
const stages = document.getElementById("stages");
const outcome = document.getElementById("outcome");
const words = JSON.parse(document.getElementById("upload-words").textContent);
const progress = document.getElementById("progress");
const bar = document.getElementById("bar");
const said = document.getElementById("said");
const MISSED = 20; // looks at a job without an answer, one each 0.4 s, before the page says so
const input = form.elements.file;
const chosen = document.getElementById("chosen");
const say = (...parts) => outcome.replaceChildren(...parts);
const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);

// A function puts values in: in a plain replacement a title's own $& would be taken for a command.
const filled = (sentence, values) => sentence.replaceAll(/\{(\w+)\}/g, (_, name) => values[name]);

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
// What was noted, in the language of the page; in English, as it came, where the page has no words for it.
const note = (sentence) => {
  for (const [pattern, said] of words.notes) {
    const found = sentence.match(pattern);
    if (found) return element("li", said.replaceAll(/\{(\d)\}/g, (_, number) => found[number]));
  }
  return element("li", sentence, { lang: "en" });
};
const at = (stage) => {
  const items = [...stages.children];
  const now = items.findIndex((item) => item.dataset.stage === stage);
  items.forEach((item, number) => {
    const over = number < now || now === items.length - 1;
    item.className = over ? "done" : number === now ? "now" : "";
    number === now ? item.setAttribute("aria-current", "step") : item.removeAttribute("aria-current");
  });
  bar.value = now === items.length - 1 ? items.length : now;
  const sentence = filled(words.step, { number: now + 1, total: items.length, stage: items[now].textContent });
  if (said.textContent !== sentence) said.textContent = sentence;
};
const fail = (problem) => {
  stages.querySelector(".now")?.classList.replace("now", "failed");
  const notice = element("div", "", { className: "notice" });
  notice.append(element("strong", words.failed), ...explained(problem), ...(problem?.errors ?? []).map((one) => element("p", one, { lang: "en" })));
  say(notice);
};
const done = (result) => {
  const links = element("p", "");
  links.append(element("a", words.read, { href: `/policies/${encodeURIComponent(result.id)}`, className: "button" }), " ");
  if (result.region) links.append(element("a", words.matrix, { href: `/?tiers=likely&sort=${encodeURIComponent(result.region)}#matrix` }));
  const told = { ...result, title: result.title ?? result.id };
  const counted = filled(words.done, told);
  const noted = result.warnings.map(note);
  const list = element("ul", "");
  list.append(...noted);
  say(element("p", counted), element("p", words.checked, { className: "none" }), ...(noted.length ? [element("p", words.noted), list] : []), links);
};
const asked = async (address, how) => {
  const answer = await fetch(address, how).catch(() => null);
  return { ok: answer?.ok ?? false, body: (await answer?.json().catch(() => null)) ?? null };
};
const follow = async (job) => {
  let missed = 0;
  while (job.state === "queued" || job.state === "running") {
    at(job.stage);
    await new Promise((wake) => setTimeout(wake, 400));
    const { ok, body } = await asked(job.self);
    if (ok) [job, missed] = [body, 0];
    else if (++missed === MISSED) return fail(body);
  }
  at(job.stage);
  if (job.state === "failed") return fail(job.problem);
  return done(job.result);
};

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
  const button = form.querySelector("button");
  button.disabled = true;
  say();
  progress.hidden = false;
  progress.scrollIntoView({ block: "nearest" });
  at(stages.firstElementChild.dataset.stage);
  const { ok, body } = await asked("/api/v1/policies", sent);
  await (ok ? follow(body) : fail(body));
  button.disabled = false;
});
