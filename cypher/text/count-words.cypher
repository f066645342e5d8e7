// How often words are printed in each policy
// ---
// zh: 各文件中词语出现次数
// parameters:
//   words: {type: string, many: true, example: 政策, description: "Words as printed, in simplified characters; each is counted by itself"}
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   word: {type: string, zh: 词语, description: The words that were counted}
//   state: {type: string, zh: 状态, values: [named, silent, unknown], description: "named: printed at least once; silent: not printed, and the text is a full one; unknown: not printed in a summary or a text without its annexes"}
//   count: {type: integer, zh: 次数, description: Number of occurrences in the clean text}
//   clauses: {type: list, zh: 条款, description: Printed numbers of the innermost clauses that hold them}
// ---
// Zero is an answer here. What is not printed in a summary may well stand in the document itself.
MATCH (p:Policy)
WHERE p.text IS NOT NULL
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH p, r
WHERE $region IS NULL OR r.id = $region
UNWIND [w IN $words WHERE w <> ''] AS word
OPTIONAL MATCH (c:Clause {policy: p.id})
WHERE substring(p.text, c.start, c.own_end - c.start) CONTAINS word
WITH p, r, word, c
ORDER BY c.order
WITH p, r, word, collect(c.path) AS clauses, size(split(p.text, word)) - 1 AS count
RETURN r.name AS region, r.id AS region_code, p.id AS policy, word,
       CASE WHEN count > 0 THEN 'named' WHEN p.completeness = 'full' THEN 'silent' ELSE 'unknown' END AS state,
       count, clauses
ORDER BY region_code, policy, word
