// Areas printed in policies, in square kilometres
// ---
// zh: 文件所载面积（折合平方公里）
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   units: {type: string, many: true, default: "亩,公顷,平方公里,平方千米", values: [亩, 公顷, 平方公里, 平方千米, 平方米], description: "Units to look for"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   place: {type: string, zh: 载体, description: "Place whose name stands right before the area, as printed; empty where none does"}
//   value: {type: number, zh: 数值, description: "Derived: number as printed, 万 written out"}
//   unit: {type: string, zh: 单位, description: Unit as printed}
//   km2: {type: number, zh: 平方公里, description: "Derived: the area in square kilometres"}
//   formula: {type: string, zh: 算式, description: "Derived: how km2 comes about"}
//   printed: {type: integer, zh: 次数, description: "How often the same area of the same place is printed; it counts once"}
//   evidence: {type: json, zh: 原文, description: "Each time: policy, clause, quote, start, end"}
// ---
// Found by words: no kind of fact holds an area. 1 亩 is 2000/3 square metres. A number that is printed with 约 or 以上 is
// shown as it is; the words are in the quote.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '万'] AS figures
MATCH (p:Policy)
WHERE p.text IS NOT NULL
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH tiers, figures, p, r
WHERE $region IS NULL OR r.id = $region
UNWIND $units AS unit
WITH tiers, figures, p, r, unit, split(p.text, unit) AS parts
WHERE size(parts) > 1
UNWIND range(0, size(parts) - 2) AS k
WITH tiers, figures, p, r, unit, reduce(at = k * size(unit), x IN parts[0..k + 1] | at + size(x)) AS at
WITH tiers, figures, p, r, unit, at, substring(p.text, CASE WHEN at > 12 THEN at - 12 ELSE 0 END, CASE WHEN at > 12 THEN 12 ELSE at END) AS before
WITH tiers, p, r, unit, at, before,
     [k IN range(1, size(before)) WHERE size([j IN range(size(before) - k, size(before) - 1) WHERE NOT substring(before, j, 1) IN figures]) = 0] AS runs
WHERE size(runs) > 0
WITH tiers, p, r, unit, at, last(runs) AS width, substring(before, size(before) - last(runs)) AS number
WHERE substring(number, 0, 1) <> '万' AND substring(number, 0, 1) <> '.'
WITH tiers, p, r, unit, at, width, CASE WHEN at - width > 60 THEN at - width - 60 ELSE 0 END AS begin,
     toFloat(replace(number, '万', '')) * CASE WHEN number CONTAINS '万' THEN 10000 ELSE 1 END AS value
OPTIONAL MATCH (c:Clause {policy: p.id})
WHERE c.start <= at AND at < c.end
WITH tiers, p, r, unit, at, width, begin, value, c
ORDER BY c.start DESC
WITH tiers, p, r, unit, at, width, begin, value, coalesce(collect(c.path)[0], '') AS clause
OPTIONAL MATCH (p)-[:HAS_CLAUSE*0..8]->(h)-[n:NAMES]->(:Place)
WHERE coalesce(h.path, '') = clause AND n.tier IN tiers AND substring(p.text, begin, at - width - begin) CONTAINS n.name
WITH p, r, unit, at, width, begin, value, clause, n.name AS name,
     last(split(substring(p.text, begin, at - width - begin), n.name)) AS gap
WITH p, r, unit, at, width, value, clause,
     CASE WHEN size(gap) <= 12 AND NOT gap CONTAINS '。' AND NOT gap CONTAINS '、' THEN name END AS name, gap
ORDER BY size(gap), size(name) DESC
WITH p, r, unit, at, width, value, clause, collect(name)[0] AS place
WITH p, r, unit, at, width, value, clause, place,
     CASE WHEN place IS NOT NULL THEN at - width - 12 - size(place) WHEN at - width > 20 THEN at - width - 20 ELSE 0 END AS lowest
WITH p, r, unit, at, value, clause, place,
     CASE WHEN place IS NULL THEN lowest ELSE lowest + size(substring(p.text, lowest, at - width - lowest))
          - size(last(split(substring(p.text, lowest, at - width - lowest), place))) - size(place) END AS start
ORDER BY p.id, at
WITH r, place, value, unit,
     collect({policy: p.id, clause: clause, quote: substring(p.text, start, at + size(unit) - start), start: start, end: at + size(unit)}) AS evidence,
     CASE unit WHEN '亩' THEN 2000.0 / 3 / 1000000 WHEN '公顷' THEN 0.01 WHEN '平方米' THEN 0.000001 ELSE 1.0 END AS factor
RETURN r.name AS region, r.id AS region_code, place, value, unit, value * factor AS km2,
       toString(value) + ' ' + unit + ' * ' + CASE unit WHEN '亩' THEN '2000 / 3 / 1000000' WHEN '公顷' THEN '0.01' WHEN '平方米' THEN '0.000001' ELSE '1' END AS formula,
       size(evidence) AS printed, evidence
ORDER BY region_code, place, km2 DESC
