// The largest ceilings of support, and who qualifies
// ---
// zh: 最高补助上限与适用对象
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   rows: {type: integer, default: 20, minimum: 1, maximum: 1000, description: Number of rows}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   instrument: {type: string, zh: 工具代码, description: Code of the instrument}
//   cap_yuan: {type: number, zh: 上限（元）, description: Printed ceiling in yuan}
//   rate: {type: number, zh: 比例, description: "Rate as a fraction, where exactly one is printed with it"}
//   amounts: {type: json, zh: 金额, detail: true, description: "Every printed amount of the measure: type, value, per, basis, condition"}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure the fact is}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
//   sentence: {type: string, zh: 整句, description: "Derived: the sentence around the quote, which says who qualifies and for what a ceiling is"}
//   sentence_start: {type: integer, zh: 句起, detail: true, description: Offset of the sentence}
//   sentence_end: {type: integer, zh: 句止, detail: true, description: Offset behind it}
// ---
// Only amounts printed as a ceiling (最高, 不超过): an award of a fixed sum, the size of a fund and a budget are none.
// Whether a ceiling is for a project, a firm or a year stands in the sentence, or nowhere.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
WHERE p.text IS NOT NULL AND ($region IS NULL OR r.id = $region)
MATCH (m:Measure {policy: p.id})
WHERE m.cap_yuan IS NOT NULL AND m.tier IN tiers
WITH p, r, m, replace(p.text, '\n', '。') AS text
WITH p, r, m, m.start - size(last(split(substring(text, 0, m.start), '。'))) AS sentence_start,
     m.end + size(split(substring(text, m.end), '。')[0]) AS sentence_end
RETURN r.name AS region, r.id AS region_code, p.id AS policy, m.clause AS clause, m.instrument AS instrument,
       m.cap_yuan AS cap_yuan, m.rate AS rate, m.amounts AS amounts,
       m.tier AS tier, CASE WHEN m.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       m.quote AS quote, m.start AS start, m.end AS end,
       substring(p.text, sentence_start, sentence_end - sentence_start) AS sentence, sentence_start, sentence_end
ORDER BY cap_yuan DESC, region_code, policy, start, m.id
LIMIT toInteger($rows)
