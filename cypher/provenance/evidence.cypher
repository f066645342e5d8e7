// Everything a policy is read to say, with its words
// ---
// zh: 一份文件的全部事实与原文
// parameters:
//   policy: {type: policy, example: hubei-laser-2024, description: Id of the policy}
//   clause: {type: string, required: false, description: "Printed number of a clause, such as 6/19; all when not given"}
// columns:
//   policy: {type: string, zh: 文件, detail: true, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: "Printed number of the clause, empty before the first one"}
//   clause_title: {type: string, zh: 条款标题, description: Heading of the clause}
//   relation: {type: string, zh: 关系, description: "Type of the relationship: DEPLOYS, SETS, LEADS, RESPONSIBLE_FOR, NAMES"}
//   kind: {type: string, zh: 类型, description: "Label of the node: Measure, Target, Agency, Enterprise, Institution, Place, Fund, Event"}
//   says: {type: string, zh: 内容, description: "Code of the instrument, metric, or name as printed"}
//   how: {type: string, zh: 方式, description: "Mode of a measure, value of a target, role of an enterprise"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, description: "Offset behind the quote: text[start:end] is the quote"}
//   rule: {type: string, zh: 规则, detail: true, description: Rule of the extractor that found it}
// ---
// In the order of the text. The clean text itself is at /api/v1/policies/{id}/text.
MATCH (p:Policy {id: $policy})-[:HAS_CLAUSE*0..8]->(c)-[e:DEPLOYS|SETS|LEADS|RESPONSIBLE_FOR|NAMES]-(n)
WHERE $clause IS NULL OR coalesce(c.path, '') = $clause
RETURN p.id AS policy, coalesce(c.path, '') AS clause, CASE WHEN c.path IS NULL THEN '' ELSE c.title END AS clause_title,
       type(e) AS relation, labels(n)[0] AS kind,
       coalesce(e.name, n.instrument, n.metric, n.name) AS says,
       coalesce(n.mode, e.role,
         n.op + ' ' + CASE WHEN n.value = toInteger(n.value) THEN toString(toInteger(n.value)) ELSE toString(n.value) END
           + CASE WHEN n.value_max IS NULL THEN ''
                  WHEN n.value_max = toInteger(n.value_max) THEN '-' + toString(toInteger(n.value_max))
                  ELSE '-' + toString(n.value_max) END
           + n.unit) AS how,
       e.quote AS quote, e.start AS start, e.end AS end, n.rule AS rule
ORDER BY start, end, clause, relation, kind, says
