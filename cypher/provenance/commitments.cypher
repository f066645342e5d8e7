// What a document that mostly recalls commits to
// ---
// zh: 答复类文件中的新承诺
// parameters:
//   policy: {type: policy, required: false, description: "Policy, by id; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   act: {type: string, zh: 性质, values: [commits, recalls], description: "New in this document, or already in force"}
//   instrument: {type: string, zh: 工具代码, description: Code of the instrument}
//   mode: {type: string, zh: 方式, values: [funds, provides, facilitates, encourages], description: How the clause uses it}
//   amounts: {type: json, zh: 金额, description: Every printed amount}
//   names: {type: list, zh: 所涉文件, description: "Titles in 《》 that the same sentence names, as printed"}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure the fact is}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
//   sentence: {type: string, zh: 整句, detail: true, description: "Derived: the sentence around the quote"}
//   sentence_start: {type: integer, zh: 句起, detail: true, description: Offset of the sentence}
//   sentence_end: {type: integer, zh: 句止, detail: true, description: Offset behind it}
// ---
// Replies and reports describe policy already in force; what they add to it is easily overlooked. All measures of
// policies that recall at least one, new ones first. What is recalled was not created by the document.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (m:Measure {act: 'recalls'})
WHERE m.tier IN tiers AND ($policy IS NULL OR m.policy = $policy)
WITH DISTINCT tiers, m.policy AS policy
MATCH (p:Policy {id: policy})-[:APPLIES_TO]->(r:Region)
WHERE p.text IS NOT NULL
MATCH (m:Measure {policy: policy})
WHERE m.tier IN tiers
WITH p, r, m, replace(p.text, '\n', '。') AS text
WITH p, r, m, m.start - size(last(split(substring(text, 0, m.start), '。'))) AS sentence_start,
     m.end + size(split(substring(text, m.end), '。')[0]) AS sentence_end
WITH p.id AS policy, r.name AS region, r.id AS region_code, m.id AS id, m.clause AS clause, m.act AS act,
     m.instrument AS instrument, m.mode AS mode, m.amounts AS amounts, m.tier AS tier, m.reviewed AS reviewed,
     m.quote AS quote, m.start AS start, m.end AS end, sentence_start, sentence_end,
     substring(p.text, sentence_start, sentence_end - sentence_start) AS sentence
OPTIONAL MATCH (:Policy {id: policy})-[k:CITES]->(:Policy)
WHERE k.start >= sentence_start AND k.end <= sentence_end
WITH policy, region, region_code, id, clause, act, instrument, mode, amounts, tier, reviewed, quote, start, end,
     sentence_start, sentence_end, sentence, k.title AS name, k.start AS place
ORDER BY place
WITH policy, region, region_code, id, clause, act, instrument, mode, amounts, tier, reviewed, quote, start, end,
     sentence_start, sentence_end, sentence, collect(name) AS names
RETURN region, region_code, policy, clause, act, instrument, mode, amounts, names,
       tier, CASE WHEN reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       quote, start, end, sentence, sentence_start, sentence_end
ORDER BY region_code, policy, act, start, id
