// Instruments that one region uses and another does not
// ---
// zh: 甲地有而乙地没有的政策工具
// parameters:
//   a: {type: region, example: "420000", description: "Region that has them, by code or name"}
//   b: {type: region, example: "442000", description: "Region that lacks them, by code or name"}
// columns:
//   instrument: {type: string, zh: 工具代码, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, description: Chinese name of the instrument}
//   state_a: {type: string, zh: 甲地状态, values: [funded, provided, facilitated, encouraged], description: Strongest mode in which a uses it}
//   state_b: {type: string, zh: 乙地状态, values: [silent, unknown], description: "silent: b's texts were read in full and say nothing; unknown: one of them is a summary or lacks annexes, so b may have it"}
//   measures: {type: integer, zh: 条数, description: Number of a's measures with it}
//   policy: {type: string, zh: 文件, description: Policy of a's strongest measure}
//   clause: {type: string, zh: 条款, description: Printed number of its clause}
//   act: {type: string, zh: 性质, detail: true, values: [commits, recalls], description: "New in that document, or already in force"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
// ---
// By code of the taxonomy. No rows when b has no policy: nothing was read, so nothing can be said of it.
MATCH (:Region {id: $b})<-[:APPLIES_TO]-(q:Policy)
WHERE NOT coalesce(q.stub, false)
OPTIONAL MATCH (q)-[:HAS_CLAUSE*0..8]->()-[:DEPLOYS]->(n:Measure)
WITH collect(DISTINCT n.instrument) AS has, collect(DISTINCT q.completeness) AS completeness, count(q) AS texts
WHERE texts > 0
WITH has, CASE WHEN size([x IN completeness WHERE x <> 'full']) > 0 THEN 'unknown' ELSE 'silent' END AS state_b
MATCH (:Region {id: $a})<-[:APPLIES_TO]-(p:Policy)-[:HAS_CLAUSE*0..8]->(c)-[:DEPLOYS]->(m:Measure)-[:OF_TYPE]->(i:Instrument)
WHERE NOT i.id IN has
WITH state_b, p, c, m, i,
     CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 ELSE 1 END AS strength
ORDER BY strength DESC, coalesce(p.issued_on, '') DESC, coalesce(c.order, -1), p.id, m.id
WITH state_b, i,
     collect({strength: strength, policy: p.id, clause: m.clause, act: m.act, quote: m.quote, start: m.start, end: m.end}) AS used
WITH state_b, i, used, used[0] AS best
RETURN i.id AS instrument, i.zh AS instrument_zh,
       ['encouraged', 'facilitated', 'provided', 'funded'][best.strength - 1] AS state_a, state_b,
       size(used) AS measures, best.policy AS policy, best.clause AS clause, best.act AS act,
       best.quote AS quote, best.start AS start, best.end AS end
ORDER BY i.order, instrument
