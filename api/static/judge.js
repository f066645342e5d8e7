// A person's judgements on what was read: each fact of the list gets its buttons once they are asked for.
const begin = document.getElementById("judge");
const judgeWords = document.getElementById("judge-words");
const dialog = document.getElementById("correction");
if (begin && judgeWords) {
  const words = JSON.parse(judgeWords.textContent);
  const { kinds, fields, amounts, units, tiers } = words.form;
  const list = document.querySelector("#facts ol");
  const status = document.getElementById("judged");
  const make = (tag, text, more = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), { textContent: text }, more);
    made.append(...children);
    return made;
  };
  const labelled = (label, ...controls) => make("label", label, {}, ...controls);
  const select = (name, choices, value) => make("select", "", { name }, ...choices.map(([code, said]) => make("option", said, { value: code, selected: code === value })));
  const number = (name, value, more = {}) => make("input", "", { name, type: "number", step: "any", value: value ?? "", ...more });
  const text = (input) => (input.value.trim() === "" ? null : input.value.trim());
  const figure = (input) => (input.value === "" ? null : Number(input.value));

  // Each maker gives what is shown of a field and how its value is read.
  const makers = {
    text: (field, value) => {
      const input = make("input", "", { name: field.name, value: value ?? "", lang: "zh-Hans" });
      return { shown: labelled(field.label, input), read: () => text(input) };
    },
    long: (field, value) => {
      const input = make("textarea", "", { name: field.name, value: value ?? "", rows: 2, lang: "zh-Hans" });
      return { shown: labelled(field.label, input), read: () => text(input) };
    },
    number: (field, value) => {
      const input = number(field.name, value, { step: "1" });
      return { shown: labelled(field.label, input), read: () => figure(input) };
    },
    range: (field, value) => {
      const [low, high] = Array.isArray(value) ? value : [value, null];
      const from = number(field.name, low);
      const to = number(`${field.name}-to`, high, { placeholder: words.to, ariaLabel: words.to });
      return { shown: labelled(field.label, make("span", "", { className: "pair" }, from, to)), read: () => (figure(to) === null ? figure(from) : [figure(from), figure(to)]) };
    },
    choice: (field, value) => {
      const input = select(field.name, field.nullable ? [["", "—"], ...field.choices] : field.choices, value ?? "");
      return { shown: labelled(field.label, input), read: () => (field.nullable && input.value === "" ? null : input.value) };
    },
    amounts: (field, value) => {
      const entries = [];
      const shown = make("fieldset", "", { name: field.name }, make("legend", field.label));
      const add = make("button", words.add, { type: "button", className: "quiet" });
      const entry = (given) => {
        const type = select("type", amounts.types, given.type);
        const sum = number("value", given.value, { min: "0" });
        const said = make("output", "");
        const say = () => {
          const [unit, size] = units.find(([, least]) => figure(sum) >= least) ?? units.at(-1);
          said.textContent = figure(sum) === null ? "" : type.value === "rate" ? `= ${+(figure(sum) * 100).toFixed(4)}% (${words.rate})` : `= ${+(figure(sum) / size).toFixed(4)}${unit}`;
        };
        const more = ["per", "basis", "condition"].map((name) => make("input", "", { name, value: given[name] ?? "", lang: "zh-Hans" }));
        const remove = make("button", words.remove, { type: "button", className: "quiet" });
        const row = make("div", "", { className: "entry" }, labelled(amounts.labels.type, type), labelled(amounts.labels.value, make("span", "", { className: "pair" }, sum, said)), ...more.map((input) => labelled(amounts.labels[input.name], input)), remove);
        const one = { read: () => ({ type: type.value, value: figure(sum), ...Object.fromEntries(more.filter(text).map((input) => [input.name, text(input)])) }) };
        remove.addEventListener("click", () => {
          entries.splice(entries.indexOf(one), 1);
          row.remove();
          add.focus();
        });
        type.addEventListener("change", say);
        sum.addEventListener("input", say);
        say();
        entries.push(one);
        add.before(row);
        return type;
      };
      shown.append(add);
      (value ?? []).forEach(entry);
      add.addEventListener("click", () => entry({ type: "cap" }).focus());
      return { shown, read: () => entries.map((one) => one.read()) };
    },
  };

  const worded = (fact, name) => {
    const choices = fields[fact.kind]?.find((field) => field.name === name)?.choices ?? [];
    return choices.find(([code]) => code === fact[name])?.[1] ?? fact[name];
  };
  const title = (fact) => {
    const what = ["agency", "instrument", "metric", "name"].find((name) => fact[name] !== undefined) ?? "quote";
    const how = fact.value === undefined ? worded(fact, fact.kind === "measure" ? "mode" : "role") : `${worded(fact, "op")} ${[fact.value].flat().join("–")}${fact.unit}`;
    return [worded(fact, what), how, fact.year].filter((one) => one !== undefined && one !== null).join(" · ");
  };
  // The facts that the page lists and marks, by the place of their words.
  const listed = (page) => [...page.querySelectorAll("#facts li[id]")].map(({ id, className, dataset }) => ({ anchor: id.slice(2), kind: className, says: dataset.says }));
  let shown = listed(document);
  const known = (fact) => {
    const here = shown.filter(({ anchor }) => `${anchor}-`.startsWith(`${fact.start}-${fact.end}-`));
    const says = fact.agency ?? fact.instrument ?? fact.metric ?? fact.name;
    return here.find((one) => one.says === says) ?? here[0];
  };
  const reread = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    shown = listed(page);
    for (const part of ["#text", "#facts-title"]) document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
    document.dispatchEvent(new Event("marked"));
  };

  const trust = (fact) => (fact.reviewed ? `${words.reviewed} (${fact.reviewed.by})` : `${words.machine} · ${tiers[fact.tier]}`);

  const send = async (fact, judgement) => {
    const answer = await fetch(`/api/v1/facts/${encodeURIComponent(fact.id)}/judgements`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ version: fact.version, ...judgement }),
    }).catch(() => null);
    const body = await answer?.json().catch(() => null);
    if (!answer?.ok) return { problem: body };
    await reread().catch(() => null); // it is stored; the marks follow with the next one
    await fill();
    status.textContent = words.saved;
    return { changed: body.changed };
  };
  const ask = (fact, verdict) => {
    const form = dialog.querySelector("form");
    const alert = dialog.querySelector("[role=alert]");
    dialog.querySelector("h2").textContent = `${words[verdict]}: ${title(fact)}`;
    dialog.querySelector("blockquote").textContent = fact.quote ?? "";
    dialog.querySelector(".sure").hidden = verdict === "reject";
    alert.hidden = true;
    form.elements.by.value = sessionStorage.getItem("judge") ?? "";
    form.elements.why.value = "";
    form.querySelector(".sure select").value = fact.tier === "candidate" ? "candidate" : "certain";
    const open = verdict === "correct" ? fields[fact.kind].map((field) => ({ name: field.name, ...makers[field.type](field, fact[field.name]) })) : [];
    dialog.querySelector(".fields").replaceChildren(...open.map(({ shown }) => shown));
    const before = open.map(({ read }) => JSON.stringify(read()));
    form.onsubmit = async (event) => {
      event.preventDefault();
      const judgement = { verdict, by: form.elements.by.value.trim(), why: form.elements.why.value.trim() };
      if (verdict !== "reject") judgement.tier = form.querySelector(".sure select").value;
      if (verdict === "correct") {
        judgement.corrected = Object.fromEntries(open.filter(({ read }, at) => JSON.stringify(read()) !== before[at]).map(({ name, read }) => [name, read()]));
      }
      sessionStorage.setItem("judge", judgement.by);
      const { problem, changed } = await send(fact, judgement);
      if (changed) {
        dialog.close();
        list.querySelector(`[data-fact="${CSS.escape(changed[0]?.id ?? fact.id)}"] [data-verdict=${verdict}]`)?.focus();
        return;
      }
      alert.replaceChildren(...explained(problem));
      alert.hidden = false;
    };
    dialog.showModal();
  };
  const candidates = new URLSearchParams(location.search).get("tiers") === "candidate";
  const fill = async () => {
    const answer = await fetch(`/api/v1/policies/${encodeURIComponent(begin.dataset.policy)}/facts?candidates=${candidates}`).catch(() => null);
    if (!answer?.ok) {
      status.replaceChildren(...explained(await answer?.json().catch(() => null)));
      return;
    }
    const facts = (await answer.text()).trim().split("\n").map((line) => JSON.parse(line)).filter((fact) => kinds[fact.kind]);
    list.replaceChildren(...facts.map((fact) => {
      const one = known(fact);
      const item = make("li", "", one ? { className: `judging ${one.kind}`, id: `f-${one.anchor}` } : { className: "judging" });
      item.dataset.fact = fact.id;
      const where = make("a", title(fact), { href: one ? `#t-${one.anchor}` : `?start=${fact.start}&end=${fact.end}#here` });
      item.append(where, make("small", `${fact.kind === "focus" ? words.whole : fact.clause || words.preamble} · ${kinds[fact.kind]} · ${trust(fact)}`));
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
    status.textContent = words.loading;
    fill().then(() => status.textContent === words.loading && (status.textContent = ""));
  });
}
