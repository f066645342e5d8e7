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
//   unit: {type: string, zh: 单位, description: Unit as printed}
//   normal_value: {type: number, zh: 换算值, description: "Derived: value in normal_unit"}
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
WITH collect({p: p, r: r, scope: scope, years: years, fit: size(fit), t: t}) AS every
UNWIND every AS row
WITH row.p AS p, row.r AS r, row.scope AS scope, row.years AS years, row.fit AS fit, row.t AS t,
     [o IN every WHERE o.t IS NOT NULL AND o.p.id <> row.p.id |
       CASE WHEN o.t.metric = row.t.metric THEN [] ELSE ['metric'] END
       + CASE WHEN o.t.normal_unit = row.t.normal_unit THEN [] ELSE ['unit'] END
       + CASE WHEN o.t.year = row.t.year THEN [] ELSE ['year'] END
       + CASE WHEN o.scope = row.scope THEN [] ELSE ['scope'] END] AS others
WITH p, r, scope, years, fit, t, others,
     reduce(least = 9, x IN others | CASE WHEN size(x) < least THEN size(x) ELSE least END) AS least
RETURN r.name AS region, r.id AS region_code, p.id AS policy, coalesce(t.clause, '') AS clause,
       CASE WHEN t IS NOT NULL THEN 'stated' WHEN fit > 0 THEN 'to be checked'
            WHEN p.completeness = 'full' THEN 'silent' ELSE 'unknown' END AS state,
       t.metric AS metric, t.op AS op, t.value AS value, t.unit AS unit,
       t.normal_value AS normal_value, t.normal_unit AS normal_unit, t.year AS year, years, scope,
       CASE WHEN t IS NULL OR size(others) = 0 THEN 'nothing to compare' WHEN least = 0 THEN 'comparable' ELSE 'not comparable' END AS comparison,
       CASE WHEN t IS NULL OR size(others) = 0 THEN [] ELSE [x IN others WHERE size(x) = least][0] END AS differs,
       t.tier AS tier, CASE WHEN t IS NULL THEN null WHEN t.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       t.quote AS quote, t.start AS start, t.end AS end
ORDER BY region_code, policy, start
