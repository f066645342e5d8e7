// Clauses in which given words are printed
// ---
// zh: 按词语检索条款与原文
// parameters:
//   words: {type: string, many: true, example: 政策, description: "Words as printed, in simplified characters; each is searched by itself"}
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   policy: {type: policy, required: false, description: "Policy, by id; all when not given"}
//   window: {type: integer, default: 40, minimum: 0, maximum: 1000, description: Characters of the text shown on either side}
//   most: {type: integer, default: 200, minimum: 1, maximum: 10000, description: "Most occurrences shown of one word in one policy, from the first on; text/count-words counts all"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: "Printed number of the innermost clause; empty before the first one"}
//   word: {type: string, zh: 词语, description: The words that were found}
//   quote: {type: string, zh: 原文, description: The words with the window around them}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
//   word_start: {type: integer, zh: 词起, detail: true, description: Offset of the words themselves}
//   word_end: {type: integer, zh: 词止, detail: true, description: Offset behind them}
// ---
// One row an occurrence, in the order of the text. For what no kind of fact holds: a baseline, an area, a promise.
// No row says nothing about a policy whose text is no full one; text/count-words tells the two apart.
MATCH (p:Policy)
WHERE p.text IS NOT NULL AND ($policy IS NULL OR p.id = $policy)
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH p, r
WHERE $region IS NULL OR r.id = $region
UNWIND [w IN $words WHERE w <> ''] AS word
WITH p, r, word, split(p.text, word) AS parts
WHERE size(parts) > 1
UNWIND range(0, CASE WHEN size(parts) - 1 < $most THEN size(parts) - 1 ELSE $most END - 1) AS before
WITH p, r, word, reduce(at = before * size(word), part IN parts[0..before + 1] | at + size(part)) AS at
WITH p, r, word, at, CASE WHEN at > $window THEN at - $window ELSE 0 END AS start,
     CASE WHEN at + size(word) + $window < size(p.text) THEN at + size(word) + $window ELSE size(p.text) END AS end
WITH r.name AS region, r.id AS region_code, p.id AS policy, word, at, start, end, substring(p.text, start, end - start) AS quote
OPTIONAL MATCH (c:Clause {policy: policy})
WHERE c.start <= at AND at < c.end
WITH region, region_code, policy, word, at, start, end, quote, c.path AS path, c.start AS below
ORDER BY below DESC
WITH region, region_code, policy, word, at, start, end, quote, collect(path)[0] AS path
RETURN region, region_code, policy, coalesce(path, '') AS clause, word, quote, start, end, at AS word_start, at + size(word) AS word_end
ORDER BY region_code, policy, word_start, word
