// A person's judgements on what was read: each fact of the list gets its buttons once they are asked for.
const begin = document.getElementById("judge");
const said = document.getElementById("judge-words");
const dialog = document.getElementById("correction");
if (begin && said) {
  const words = JSON.parse(said.textContent);
  const list = document.querySelector("#facts ol");
  const status = document.getElementById("judged");
  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);
  const fixed = new Set(["id", "version", "kind", "policy", "start", "end", "tier", "confidence", "reviewed", "rule", "because", "amounts", "evidence"]);
  const title = (fact) => [fact.agency ?? fact.instrument ?? fact.metric ?? fact.name ?? fact.title ?? fact.kind, fact.role ?? fact.mode ?? fact.value].filter((one) => one !== undefined && one !== null).join(" · ");
  const trust = (fact) => (fact.reviewed ? `${words.reviewed} (${fact.reviewed.by})` : words.machine);

  const send = async (fact, judgement) => {
    const answer = await fetch(`/api/v1/facts/${encodeURIComponent(fact.id)}/judgements`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ version: fact.version, ...judgement }),
    }).catch(() => null);
    const body = await answer?.json().catch(() => ({}));
    if (!answer?.ok) throw new Error(body?.detail ?? "");
    status.textContent = words.saved;
    await fill();
    return body;
  };
  const ask = (fact, verdict) => {
    const form = dialog.querySelector("form");
    const fields = dialog.querySelector(".fields");
    const alert = dialog.querySelector("[role=alert]");
    dialog.querySelector("h2").textContent = `${words[verdict]}: ${title(fact)}`;
    dialog.querySelector("blockquote").textContent = fact.quote ?? "";
    alert.hidden = true;
    form.elements.by.value = sessionStorage.getItem("judge") ?? "";
    const open = verdict === "correct" ? Object.entries(fact).filter(([name, value]) => !fixed.has(name) && (value === null || typeof value !== "object")) : [];
    fields.replaceChildren(...open.map(([name, value]) => {
      const label = make("label", `${name} `);
      label.append(Object.assign(document.createElement("input"), { name: `field-${name}`, value: value ?? "" }));
      return label;
    }));
    form.onsubmit = async (event) => {
      event.preventDefault();
      const judgement = { verdict, by: form.elements.by.value.trim(), why: form.elements.why.value.trim() };
      if (verdict === "correct") {
        judgement.corrected = {};
        for (const [name, value] of open) {
          const now = form.elements[`field-${name}`].value;
          if (now !== String(value ?? "")) judgement.corrected[name] = now === "" ? null : typeof value === "number" ? Number(now) : now;
        }
      }
      try {
        sessionStorage.setItem("judge", judgement.by);
        await send(fact, judgement);
        dialog.close();
      } catch (error) {
        alert.textContent = error.message;
        alert.hidden = false;
      }
    };
    dialog.showModal();
  };
  const fill = async () => {
    const answer = await fetch(`/api/v1/policies/${encodeURIComponent(begin.dataset.policy)}/facts`).catch(() => null);
    if (!answer?.ok) {
      status.textContent = (await answer?.json().catch(() => null))?.detail ?? "";
      return;
    }
    const facts = (await answer.text()).trim().split("\n").map((line) => JSON.parse(line)).filter((fact) => fact.kind !== "policy" && fact.kind !== "clause");
    list.replaceChildren(...facts.map((fact) => {
      const item = make("li", "", { className: "judging" });
      item.dataset.fact = fact.id;
      const where = make("a", title(fact), { href: `?start=${fact.start}&end=${fact.end}#here` });
      item.append(where, make("small", `${fact.clause} · ${fact.kind} · ${trust(fact)}`));
      for (const verdict of ["confirm", "reject", "correct"]) {
        const button = make("button", words[verdict], { type: "button", className: "quiet" });
        button.dataset.verdict = verdict;
        button.addEventListener("click", () => ask(fact, verdict));
        item.append(button, " ");
      }
      return item;
    }));
  };
  dialog.querySelector("[value=cancel]").addEventListener("click", () => dialog.close());
  begin.hidden = false;
  begin.addEventListener("click", () => {
    begin.hidden = true;
    fill();
  });
}
