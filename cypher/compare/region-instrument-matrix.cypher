// Regions and instruments: who does what
// ---
// zh: 地区与政策工具对照
// parameters:
//   group: {type: string, required: false, values: [fiscal, finance, innovation, talent, space, market, enterprise, governance], description: Group of the taxonomy; all when not given}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   group: {type: string, zh: 类别, description: Group of the taxonomy}
//   instrument: {type: string, zh: 工具代码, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, description: Chinese name of the instrument}
//   state:
//     type: string
//     zh: 状态
//     values: [funded, provided, facilitated, encouraged, silent, unknown]
//     description: "The strongest mode over the region's policies; with no measure unknown when one of its texts is a summary or lacks annexes, else silent"
//   measures: {type: integer, zh: 条数, description: Number of measures with this instrument}
//   cap_yuan: {type: number, zh: 最高上限（元）, description: Highest printed ceiling among them in yuan}
//   policy: {type: string, zh: 文件, description: Policy of the strongest measure}
//   clause: {type: string, zh: 条款, description: Printed number of its clause}
// ---
// One row a region that has a policy and an instrument of the taxonomy, with the states of
// support/which-regions-fund, which shows the words behind a cell.
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false)
OPTIONAL MATCH (p)-[:HAS_CLAUSE*0..8]->(c)-[:DEPLOYS]->(m:Measure)
WITH r, p, c, m,
     CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 WHEN 'encourages' THEN 1 ELSE 0 END AS strength
ORDER BY strength DESC, coalesce(p.issued_on, '') DESC, coalesce(c.order, -1), p.id, m.id
WITH r,
     collect(CASE WHEN m IS NULL THEN null ELSE
       {instrument: m.instrument, strength: strength, cap_yuan: m.cap_yuan, policy: p.id, clause: m.clause} END) AS found,
     collect(DISTINCT p.completeness) AS completeness
WITH r, found, CASE WHEN size([x IN completeness WHERE x <> 'full']) > 0 THEN 'unknown' ELSE 'silent' END AS nothing
MATCH (i:Instrument)
WHERE $group IS NULL OR i.group = $group
WITH r, i, nothing, [x IN found WHERE x.instrument = i.id] AS used
WITH r, i, nothing, used, used[0] AS best
RETURN r.name AS region, r.id AS region_code, i.group AS group, i.id AS instrument, i.zh AS instrument_zh,
       CASE WHEN best IS NULL THEN nothing
            ELSE ['encouraged', 'facilitated', 'provided', 'funded'][best.strength - 1] END AS state,
       size(used) AS measures,
       reduce(most = null, x IN used | CASE WHEN x.cap_yuan IS NULL THEN most WHEN most IS NULL OR x.cap_yuan > most THEN x.cap_yuan ELSE most END) AS cap_yuan,
       best.policy AS policy, best.clause AS clause
ORDER BY region_code, i.order, instrument
