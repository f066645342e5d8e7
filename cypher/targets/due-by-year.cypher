// Targets that fall due in a year
// ---
// zh: 某年到期的量化目标
// parameters:
//   year: {type: integer, default: 2026, minimum: 1990, maximum: 2100, description: Year in which the targets fall due}
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   metric: {type: string, zh: 指标, description: "What is counted, in the document's words"}
//   op: {type: string, zh: 关系, values: [">=", "<=", "~", "="], description: "At least, at most, about, exactly"}
//   value: {type: number, zh: 数值, description: Number as printed; the lower one of a range}
//   value_max: {type: number, zh: 数值上限, detail: true, description: Upper number of a range}
//   unit: {type: string, zh: 单位, description: Unit as printed}
//   normal_value: {type: number, zh: 换算值, detail: true, description: "Derived: value in normal_unit"}
//   normal_value_max: {type: number, zh: 换算上限, detail: true, description: "Derived: upper number of a range in normal_unit"}
//   normal_unit: {type: string, zh: 换算单位, detail: true, description: "Derived: 元 for money, 1 for shares, else the unit without 万 or 亿"}
//   year: {type: integer, zh: 年份, description: Year printed for the target}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure the fact is}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
// ---
// Quantified goals whose own sentence, or the heading over it, prints the year. Metric, scope and year of two
// targets may differ: side by side is not comparable. Achieved figures are no targets and are not here.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (t:Target {year: $year})
WHERE t.tier IN tiers
MATCH (p:Policy {id: t.policy})
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH r, p, t
WHERE $region IS NULL OR r.id = $region
RETURN r.name AS region, r.id AS region_code, p.id AS policy, t.clause AS clause,
       t.metric AS metric, t.op AS op, t.value AS value, t.value_max AS value_max, t.unit AS unit,
       t.normal_value AS normal_value, t.normal_value_max AS normal_value_max, t.normal_unit AS normal_unit,
       t.year AS year, t.tier AS tier, CASE WHEN t.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       t.quote AS quote, t.start AS start, t.end AS end
ORDER BY region_code, policy, start, t.id
