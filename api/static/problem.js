// A problem of the API in the language of the page: what its kind means, then its detail as the API words it.
const explained = (problem) => {
  const said = JSON.parse(document.getElementById("problem-words").textContent);
  const paragraph = (text, more = {}) => Object.assign(document.createElement("p"), { textContent: text, ...more });
  if (!problem?.detail) return [paragraph(said.no_answer)];
  const detail = paragraph(problem.detail, { lang: "en" });
  const meaning = said.kinds[problem.type];
  if (!meaning) return [detail];
  detail.prepend(Object.assign(document.createElement("span"), { textContent: `${said.detail}：`, lang: document.documentElement.lang }));
  detail.className = "none";
  return [paragraph(meaning), detail];
};
