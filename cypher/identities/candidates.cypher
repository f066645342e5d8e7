// Names that may be one and were not merged
// ---
// zh: 可能为同一主体而未合并的名称
// parameters:
//   kind: {type: string, required: false, values: [Agency, Enterprise, Institution, Place, Fund, Event], description: Label of the nodes; all when not given}
// columns:
//   kind: {type: string, zh: 类型, description: "Label of both nodes: Agency, Enterprise, Institution, Place, Fund, Event"}
//   one: {type: string, zh: 名称一, description: Canonical name of the first}
//   other: {type: string, zh: 名称二, description: Canonical name of the second}
//   reason: {type: string, zh: 理由, description: Why they may be one}
//   rule: {type: string, zh: 规则, detail: true, description: "Rule that proposes the pair, or judged for a stored judgement that is unsure"}
//   by: {type: string, zh: 来源, description: "rule, or the person who judged it unsure"}
//   one_id: {type: string, zh: 代码一, detail: true, description: Id of the first}
//   other_id: {type: string, zh: 代码二, detail: true, description: Id of the second}
//   one_aliases: {type: list, zh: 名称一原文, detail: true, description: Names of the first in the loaded policies}
//   other_aliases: {type: list, zh: 名称二原文, detail: true, description: Names of the second in the loaded policies}
// ---
// No answer treats them as one. `policygraph identities judge ONE OTHER positive` merges them, `negative` takes the
// pair off this list; both are stored judgements and can be taken back.
MATCH (a)-[m:MAY_BE]->(b)
WHERE $kind IS NULL OR labels(a)[0] = $kind
RETURN labels(a)[0] AS kind, a.name AS one, b.name AS other, m.reason AS reason, m.rule AS rule, m.by AS by,
       a.id AS one_id, b.id AS other_id, a.aliases AS one_aliases, b.aliases AS other_aliases
ORDER BY kind, one, other, one_id, other_id
