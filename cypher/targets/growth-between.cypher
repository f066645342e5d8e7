// Growth that a policy's own targets imply
// ---
// zh: 目标之间隐含的增速
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   metric: {type: string, zh: 指标, description: "What is counted, in the document's words"}
//   from_year: {type: integer, zh: 起年, description: Year of the earlier target}
//   from_value: {type: number, zh: 起值, description: Its number as printed}
//   to_year: {type: integer, zh: 止年, description: Year of the later target}
//   to_value: {type: number, zh: 止值, description: Its number as printed}
//   unit: {type: string, zh: 单位, description: Unit of both as printed}
//   growth: {type: number, zh: 年均增速, description: "Derived: growth a year as a fraction"}
//   formula: {type: string, zh: 算式, description: "Derived: how growth comes from the two targets"}
//   bounds: {type: list, zh: 关系, description: "Relations of the two (>=, <=, ~, =): growth between bounds is no bound itself"}
//   evidence: {type: json, zh: 原文, detail: true, description: "Both targets: policy, clause, quote, start, end, tier, read_by"}
// ---
// Each target with the next later one of the same policy, metric and unit. Printed nowhere: derived from the two.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
WHERE NOT coalesce(p.stub, false) AND ($region IS NULL OR r.id = $region)
MATCH (t:Target {policy: p.id})
WHERE t.tier IN tiers AND t.year IS NOT NULL AND t.value > 0
WITH p, r, t
ORDER BY t.year, t.start
WITH p, r, t.metric AS metric, t.unit AS unit, collect(t) AS found
UNWIND range(0, size(found) - 1) AS k
WITH p, r, metric, unit, found[k] AS one, found[k + 1] AS later
WHERE later IS NOT NULL AND one.year < later.year
WITH p, r, metric, unit, one, later, (later.value / one.value) ^ (1.0 / (later.year - one.year)) - 1 AS growth
RETURN r.name AS region, r.id AS region_code, p.id AS policy, metric, one.year AS from_year, one.value AS from_value,
       later.year AS to_year, later.value AS to_value, unit, growth,
       '(' + toString(later.value) + ' / ' + toString(one.value) + ') ^ (1 / ' + toString(later.year - one.year) + ') - 1' AS formula,
       [one.op, later.op] AS bounds,
       [{policy: p.id, clause: one.clause, quote: one.quote, start: one.start, end: one.end, tier: one.tier,
         read_by: CASE WHEN one.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END},
        {policy: p.id, clause: later.clause, quote: later.quote, start: later.start, end: later.end, tier: later.tier,
         read_by: CASE WHEN later.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}] AS evidence
ORDER BY region_code, policy, metric, from_year
