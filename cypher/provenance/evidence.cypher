// Everything a policy is read to say, with its words
// ---
// zh: 一份文件的全部事实与原文
// parameters:
//   policy: {type: policy, example: hubei-laser-2024, description: Id of the policy}
//   clause: {type: string, required: false, description: "Printed number of a clause, such as 6/19; all when not given"}
//   tiers: {type: string, default: candidate, values: [certain, likely, candidate], description: "Least tier of the facts to show: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   policy: {type: string, zh: 文件, detail: true, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: "Printed number of the clause, empty before the first one; null for an industry, which the policy as a whole is about"}
//   clause_title: {type: string, zh: 条款标题, description: "Heading of the clause; empty too for what the policy cites"}
//   relation: {type: string, zh: 关系, description: "Type of the relationship: DEPLOYS, SETS, LEADS, RESPONSIBLE_FOR, NAMES, FOCUSES_ON, CITES"}
//   kind: {type: string, zh: 类型, description: "Label of the node: Measure, Target, Agency, Enterprise, Institution, Place, Fund, Event, Industry, Policy (a cited one)"}
//   says: {type: string, zh: 内容, description: "Code of the instrument, metric, or name or title as printed"}
//   how: {type: string, zh: 方式, description: "Mode of a measure, value of a target, role of an enterprise"}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure the fact is}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, description: "Offset behind the quote: text[start:end] is the quote"}
//   rule: {type: string, zh: 规则, detail: true, description: Rule of the extractor that found it}
//   confidence: {type: number, zh: 置信度, detail: true, description: "How often facts like it were right on documents left out, where measured"}
//   reviewed_by: {type: string, zh: 审读人, detail: true, description: Who vouches for it}
//   reviewed_on: {type: date, zh: 审读日期, detail: true, description: When}
//   verdict: {type: string, zh: 审读结论, detail: true, values: [confirm, correct, add], description: "Whether the machine read it so, otherwise, or not at all"}
// ---
// In the order of the text, whatever its tier. The clean text itself is at /api/v1/policies/{id}/text.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (p:Policy {id: $policy})-[:HAS_CLAUSE*0..8]->(c)-[e:DEPLOYS|SETS|LEADS|RESPONSIBLE_FOR|NAMES|FOCUSES_ON|CITES]-(n)
WHERE e.tier IN tiers AND (type(e) <> 'CITES' OR startNode(e).id = p.id)
WITH p, c, e, n, CASE type(e) WHEN 'FOCUSES_ON' THEN null ELSE coalesce(c.path, e.clause, '') END AS clause
WHERE $clause IS NULL OR clause = $clause
RETURN p.id AS policy, clause, CASE WHEN c.path IS NULL THEN '' ELSE c.title END AS clause_title,
       type(e) AS relation, labels(n)[0] AS kind,
       coalesce(e.name, e.title, n.instrument, n.metric, n.name) AS says,
       coalesce(n.mode, e.role,
         n.op + ' ' + CASE WHEN n.value = toInteger(n.value) THEN toString(toInteger(n.value)) ELSE toString(n.value) END
           + CASE WHEN n.value_max IS NULL THEN ''
                  WHEN n.value_max = toInteger(n.value_max) THEN '-' + toString(toInteger(n.value_max))
                  ELSE '-' + toString(n.value_max) END
           + n.unit) AS how,
       e.tier AS tier, CASE WHEN e.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       e.quote AS quote, e.start AS start, e.end AS end, n.rule AS rule, e.confidence AS confidence,
       e.reviewed AS reviewed_by, e.reviewed_on AS reviewed_on, e.verdict AS verdict
ORDER BY start, end, clause, relation, kind, says
