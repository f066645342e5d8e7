// Targets side by side, and what keeps them from being compared
// ---
// zh: 各地目标对照与可比性
// parameters:
//   words: {type: string, many: true, required: false, example: 产, description: "Words of which the metric holds at least one; all targets when not given"}
//   year: {type: integer, required: false, minimum: 1990, maximum: 2100, description: Year in which the targets fall due; all when not given}
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: Printed number of the clause; empty in a row without a target}
//   state: {type: string, zh: 状态, values: [stated, to be checked, silent, unknown], description: "stated: the target is printed; to be checked: only targets below the asked tier fit; silent, unknown: none fits, and the policy's text is full or not"}
//   metric: {type: string, zh: 指标, description: "What is counted, in the document's words"}
//   op: {type: string, zh: 关系, values: [">=", "<=", "~", "="], description: "At least, at most, about, exactly"}
//   value: {type: number, zh: 数值, description: Number as printed; the lower one of a range}
//   value_max: {type: number, zh: 数值上限, detail: true, description: Upper number of a range}
//   unit: {type: string, zh: 单位, description: Unit as printed}
//   normal_value: {type: number, zh: 换算值, description: "Derived: value in normal_unit"}
//   normal_value_max: {type: number, zh: 换算上限, detail: true, description: "Derived: upper number of a range in normal_unit"}
//   normal_unit: {type: string, zh: 换算单位, description: "Derived: 元 for money, 1 for shares, else the unit without 万 or 亿"}
//   year: {type: integer, zh: 年份, description: Year printed for the target}
//   years: {type: json, zh: 本文件目标年份, detail: true, description: "Years in which any targets of this policy fall due, whatever was asked for"}
//   scope: {type: list, zh: 范围, description: Industries that the policy is about}
//   comparison: {type: string, zh: 可比性, values: [comparable, not comparable, nothing to compare], description: "Derived: whether a target of another policy here has the same metric, unit, year and scope"}
//   differs: {type: list, zh: 不可比之处, description: "Derived: where the nearest target of another policy differs: metric, unit, year, scope"}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure the fact is}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
//   id: {type: string, zh: 编号, detail: true, description: Id of the target; empty in a row without one}
// ---
// Different metrics, scopes or years are shown side by side and never ranked. A row without a target stands for a policy
// in which none fits; achieved figures (baselines) are no targets and are not here.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
WHERE NOT coalesce(p.stub, false) AND ($region IS NULL OR r.id = $region)
OPTIONAL MATCH (p)-[:FOCUSES_ON]->(f:Industry)
WITH tiers, p, r, f
ORDER BY f.name
WITH tiers, p, r, collect(DISTINCT f.name) AS scope
OPTIONAL MATCH (t:Target {policy: p.id})
WITH tiers, p, r, scope, t
ORDER BY t.start, t.id
WITH tiers, p, r, scope, collect(t) AS targets, collect(DISTINCT t.year) AS years
WITH tiers, p, r, scope, targets, [y IN range(1990, 2100) WHERE y IN years] AS years,
     [t IN targets WHERE ($year IS NULL OR t.year = $year)
       AND ($words IS NULL OR size([w IN $words WHERE t.metric CONTAINS w]) > 0)] AS fit
WITH p, r, scope, years, fit, [t IN fit WHERE t.tier IN tiers] AS counted
UNWIND CASE WHEN size(counted) = 0 THEN [null] ELSE counted END AS t
WITH t.metric AS metric, t.normal_unit AS unit, t.year AS year, scope, collect(DISTINCT p.id) AS policies,
     collect({region: r.name, region_code: r.id, policy: p.id, completeness: p.completeness, years: years, fit: size(fit), t: t}) AS found
WITH collect({metric: metric, unit: unit, year: year, scope: scope, found: found,
              only: CASE WHEN size(policies) = 1 THEN policies[0] ELSE '' END}) AS kinds
UNWIND kinds AS kind
UNWIND kind.found AS row
WITH kind.scope AS scope, row, row.t AS t,
     reduce(least = 99, o IN kinds | CASE WHEN o.metric IS NULL OR o.only = row.policy THEN least ELSE
       reduce(smaller = least, score IN [CASE WHEN o.metric = kind.metric THEN 0 ELSE 24 END
           + CASE WHEN o.unit = kind.unit THEN 0 ELSE 20 END + CASE WHEN o.year = kind.year THEN 0 ELSE 18 END
           + CASE WHEN o.scope = kind.scope THEN 0 ELSE 17 END] | CASE WHEN score < smaller THEN score ELSE smaller END) END) AS least
RETURN row.region AS region, row.region_code AS region_code, row.policy AS policy, coalesce(t.clause, '') AS clause,
       CASE WHEN t IS NOT NULL THEN 'stated' WHEN row.fit > 0 THEN 'to be checked'
            WHEN row.completeness = 'full' THEN 'silent' ELSE 'unknown' END AS state,
       t.metric AS metric, t.op AS op, t.value AS value, t.value_max AS value_max, t.unit AS unit,
       t.normal_value AS normal_value, t.normal_value_max AS normal_value_max, t.normal_unit AS normal_unit, t.year AS year, row.years AS years, scope,
       CASE WHEN t IS NULL OR least = 99 THEN 'nothing to compare' WHEN least = 0 THEN 'comparable' ELSE 'not comparable' END AS comparison,
       CASE WHEN t IS NULL OR least = 99 THEN [] ELSE
         [x IN [['metric', 8], ['unit', 4], ['year', 2], ['scope', 1]] WHERE (least % 16 / x[1]) % 2 = 1 | x[0]] END AS differs,
       t.tier AS tier, CASE WHEN t IS NULL THEN null WHEN t.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       t.quote AS quote, t.start AS start, t.end AS end, t.id AS id
ORDER BY region_code, policy, start, id
