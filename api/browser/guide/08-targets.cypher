// Goals with numbers, and what they come to
// A Target has `metric`, `op`, `value` and `unit` as printed. `normal_value` in `normal_unit` is derived: 亿元 and 万元 come
// to 元, shares to 1. Two goals are comparable when metric, scope and year are the same; no query decides that for you.
MATCH (p:Policy)-[:HAS_CLAUSE*0..8]->()-[:SETS]->(t:Target)
WHERE t.tier = 'certain'
RETURN p.id AS policy, t.year AS year, t.metric AS metric, t.op AS op, t.value AS value, t.unit AS unit,
       t.normal_value AS normal_value, t.normal_unit AS normal_unit, t.quote AS quote
ORDER BY year, policy, t.start, t.id
