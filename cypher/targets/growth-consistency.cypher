// Stated growth against a printed base and the target it should lead to
// ---
// zh: 所述增速与基期、目标值是否相符
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   growth: {type: string, many: true, default: "增长,增速", description: Words of which the metric of a stated rate holds one}
//   measured: {type: string, many: true, default: "产值,营收,收入,规模,增加值,销售额", description: "Words for what grows: base and target must both hold one and the same"}
//   base: {type: string, required: false, description: "Words that must stand in the base's own words, to choose among several; all bases when not given"}
//   tolerance: {type: number, default: 0.01, description: "How far implied and stated rate may lie apart and still agree, as a fraction"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   stated: {type: number, zh: 所述增速, description: Printed growth a year as a fraction}
//   base_year: {type: integer, zh: 基期, description: Year printed in the base's words}
//   base_value: {type: number, zh: 基期值, description: "Derived: number printed there, 万 written out"}
//   target_year: {type: integer, zh: 目标年, description: Year of the target}
//   target_value: {type: number, zh: 目标值, description: Number of the target as printed}
//   unit: {type: string, zh: 单位, description: Unit of both}
//   implied: {type: number, zh: 隐含增速, description: "Derived: growth a year that base and target imply, as a fraction"}
//   projected: {type: number, zh: 按所述增速推算, description: "Derived: what the stated rate makes of the base by the target's year"}
//   verdict: {type: string, zh: 结论, values: [agrees, does not agree], description: "Derived: whether implied and stated rate lie within the tolerance"}
//   bounds: {type: list, zh: 上下界, description: "Which of the inputs are printed as bounds: stated, base, target. With any the verdict is of the printed numbers only"}
//   formula: {type: string, zh: 算式, description: "Derived: how implied and projected come about"}
//   base_quote: {type: string, zh: 基期原文, description: Words of the clean text that give the base; found by words and no fact of the graph}
//   base_start: {type: integer, zh: 基期起, detail: true, description: Their offset in the clean text}
//   base_end: {type: integer, zh: 基期止, detail: true, description: Offset behind them}
//   evidence: {type: json, zh: 原文, detail: true, description: "Stated rate and target: policy, clause, quote, start, end, tier, read_by"}
// ---
// A base is a stretch between commas that prints a year before the target's, a word for what grows and a number in the
// target's unit, and is no target itself nor a figure of a named firm. Whether it has the scope of the target is for the
// reader: its words stand in
// base_quote.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
WHERE p.text IS NOT NULL AND ($region IS NULL OR r.id = $region)
MATCH (s:Target {policy: p.id})
WHERE s.tier IN tiers AND s.unit IN ['%', '％'] AND size([w IN $growth WHERE s.metric CONTAINS w]) > 0
MATCH (t:Target {policy: p.id, clause: s.clause})
WHERE t.tier IN tiers AND t.year IS NOT NULL AND t.normal_unit = '元' AND t.value > 0
UNWIND [w IN $measured WHERE t.metric CONTAINS w] AS word
WITH DISTINCT p, r, s, t, word,
     replace(replace(replace(replace(p.text, '\n', '，'), '。', '，'), ',', '，'), '、', '，') AS text
WITH p, r, s, t, word, text, split(text, t.unit) AS parts
UNWIND range(0, size(parts) - 2) AS k
WITH p, r, s, t, word, reduce(at = k * size(t.unit), x IN parts[0..k + 1] | at + size(x)) AS at, last(split(parts[k], '，')) AS part
WHERE part CONTAINS word AND part CONTAINS '年' AND ($base IS NULL OR part CONTAINS $base)
WITH p, r, s, t, at, part, size(part) AS length, [y IN split(part, '年') WHERE size(y) >= 4 | substring(y, size(y) - 4, 4)] AS years
WITH p, r, s, t, at, part, length,
     [y IN years WHERE y >= '1990' AND y < toString(t.year) AND size([k IN range(0, 3) WHERE NOT substring(y, k, 1) IN ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']]) = 0] AS years,
     [k IN range(1, CASE WHEN length < 12 THEN length ELSE 12 END)
       WHERE size([j IN range(length - k, length - 1) WHERE NOT substring(part, j, 1) IN ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '万']]) = 0] AS runs
WHERE size(years) > 0 AND size(runs) > 0
OPTIONAL MATCH (o:Target {policy: p.id})
WHERE o.start <= at AND at <= o.end
WITH p, r, s, t, at, part, length, toInteger(years[0]) AS base_year, substring(part, length - last(runs)) AS number, count(o) AS targets
WHERE targets = 0 AND size(replace(number, '万', '')) > 0 AND substring(number, 0, 1) <> '.' AND substring(number, 0, 1) <> '万'
WITH p, r, s, t, at, part, length, base_year,
     toFloat(replace(number, '万', '')) * CASE WHEN number CONTAINS '万' THEN 10000 ELSE 1 END AS base_value,
     s.value / 100 AS stated, substring(p.text, at, size(t.unit) + 2) AS tail
WHERE base_value > 0
OPTIONAL MATCH (p)-[:HAS_CLAUSE*0..8]->()-[e:NAMES]->(:Enterprise)
WHERE at - length <= e.start AND e.end <= at
WITH p, r, s, t, at, part, length, base_year, base_value, stated, tail, count(e) AS firms
WHERE firms = 0
WITH p, r, s, t, at, part, length, base_year, base_value, stated, tail, t.year - base_year AS years,
     (t.value / base_value) ^ (1.0 / (t.year - base_year)) - 1 AS implied
RETURN r.name AS region, r.id AS region_code, p.id AS policy, t.clause AS clause, stated, base_year, base_value,
       t.year AS target_year, t.value AS target_value, t.unit AS unit, implied,
       base_value * (1 + stated) ^ years AS projected,
       CASE WHEN abs(implied - stated) <= $tolerance THEN 'agrees' ELSE 'does not agree' END AS verdict,
       CASE WHEN s.op IN ['>=', '<='] THEN ['stated'] ELSE [] END
       + CASE WHEN part CONTAINS '超' OR part CONTAINS '突破' OR part CONTAINS '不足' OR tail CONTAINS '以' THEN ['base'] ELSE [] END
       + CASE WHEN t.op IN ['>=', '<='] THEN ['target'] ELSE [] END AS bounds,
       'implied = (' + toString(t.value) + ' / ' + toString(base_value) + ') ^ (1 / ' + toString(years) + ') - 1; projected = '
       + toString(base_value) + ' * (1 + ' + toString(stated) + ') ^ ' + toString(years) AS formula,
       substring(p.text, at - length, length + size(t.unit)) AS base_quote, at - length AS base_start, at + size(t.unit) AS base_end,
       [{policy: p.id, clause: s.clause, quote: s.quote, start: s.start, end: s.end, tier: s.tier,
         read_by: CASE WHEN s.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END},
        {policy: p.id, clause: t.clause, quote: t.quote, start: t.start, end: t.end, tier: t.tier,
         read_by: CASE WHEN t.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}] AS evidence
ORDER BY region_code, policy, base_start
