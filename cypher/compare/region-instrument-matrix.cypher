// Regions and instruments: who does what
// ---
// zh: 地区与政策工具对照
// parameters:
//   group: {type: string, required: false, values: [fiscal, finance, innovation, talent, space, market, enterprise, governance], description: Group of the taxonomy; all when not given}
//   family: {type: string, required: false, values: [supply, environment, demand], description: "Family of instruments (Rothwell and Zegveld); all when not given"}
//   regions: {type: region, many: true, required: false, description: "Regions, by code or name; all that have a policy when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   group: {type: string, zh: 类别, description: Group of the taxonomy}
//   instrument: {type: string, zh: 工具代码, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, description: Chinese name of the instrument}
//   state:
//     type: string
//     zh: 状态
//     values: [funded, provided, facilitated, encouraged, to be checked, silent, unknown]
//     description: "The strongest mode over the region's policies; to be checked when only facts below the asked tier say so; with none unknown when one of its texts is a summary or lacks annexes, else silent"
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: "How sure the measure is that the cell rests on; empty without one"}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for that measure, in a cell without one for all of the region's texts; else the machine alone read it"}
//   measures: {type: integer, zh: 条数, description: Number of measures with this instrument that count}
//   to_check: {type: integer, zh: 待核对条数, description: Number of those below the asked tier}
//   cap_yuan: {type: number, zh: 最高上限（元）, description: Highest printed ceiling among them in yuan}
//   policy: {type: string, zh: 文件, description: Policy of the strongest measure}
//   clause: {type: string, zh: 条款, description: Printed number of its clause}
//   quote: {type: string, zh: 原文, detail: true, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
//   printed: {type: json, zh: 金额, detail: true, description: "Measures among them that print amounts: amounts, tier, read_by, policy, clause, quote, start, end"}
// ---
// One row a region that has a policy and an instrument of the taxonomy, with the states of
// support/which-regions-fund, which shows the words behind a cell.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false) AND ($regions IS NULL OR r.id IN $regions)
WITH tiers, r.id AS region, p.id AS policy, coalesce(p.issued_on, '') AS issued
OPTIONAL MATCH (m:Measure {policy: policy})<-[:DEPLOYS]-(c)
WITH region, policy, issued, coalesce(c.order, -1) AS place, m.id AS id, m.instrument AS code, m.clause AS clause,
     m.cap_yuan AS cap_yuan, m.tier AS tier, m.reviewed AS reviewed, m.amounts AS amounts,
     CASE WHEN size(m.amounts) > 0 THEN m.quote END AS words, m.start AS start, m.end AS end,
     CASE WHEN m.tier IN tiers THEN 1 ELSE 0 END AS counts,
     CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 WHEN 'encourages' THEN 1 ELSE 0 END AS strength
WITH *, 10 * counts + strength AS rank
ORDER BY rank DESC, issued DESC, place, policy, id
WITH region, code,
     collect(CASE WHEN id IS NOT NULL THEN
       {id: id, counts: counts, strength: strength, policy: policy, clause: clause, tier: tier, reviewed: reviewed} END)[0] AS best,
     sum(counts) AS counted, count(id) AS used,
     max(CASE WHEN counts = 1 THEN cap_yuan END) AS cap_counted, max(cap_yuan) AS cap_used,
     collect(CASE WHEN counts = 1 AND size(amounts) > 0 THEN
       {amounts: amounts, tier: tier, read_by: CASE WHEN reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END,
        policy: policy, clause: clause, quote: words, start: start, end: end} END) AS printed
WITH region, collect({code: code, best: best, counted: counted, used: used, printed: printed,
                      cap: CASE WHEN counted > 0 THEN cap_counted ELSE cap_used END}) AS cells
MATCH (r:Region {id: region})
WITH r, cells,
     CASE WHEN size([(r)<-[:APPLIES_TO]-(p:Policy) WHERE NOT coalesce(p.stub, false) AND p.completeness <> 'full' | 1]) > 0
          THEN 'unknown' ELSE 'silent' END AS nothing,
     CASE WHEN size([(r)<-[:APPLIES_TO]-(p:Policy) WHERE NOT coalesce(p.stub, false)
                       AND NOT 'measure' IN coalesce(p.reviewed_kinds, []) | 1]) > 0
          THEN 'machine' ELSE 'reviewed' END AS read_all
MATCH (i:Instrument)
WHERE ($group IS NULL OR i.group = $group) AND ($family IS NULL OR i.family = $family)
WITH r, i, nothing, read_all, [x IN cells WHERE x.code = i.id][0] AS cell
WITH r, i, nothing, read_all, cell, cell.best AS best, coalesce(cell.best.id, '') AS measure,
     CASE WHEN cell IS NULL THEN
       reduce(first = null, x IN [(r)<-[:APPLIES_TO]-(p:Policy) WHERE i.id IN coalesce(p.candidate_instruments, []) | p.id] |
              CASE WHEN first IS NULL OR x < first THEN x ELSE first END) END AS maybe
OPTIONAL MATCH (m:Measure {id: measure})
RETURN r.name AS region, r.id AS region_code, i.group AS group, i.id AS instrument, i.zh AS instrument_zh,
       CASE WHEN best.counts = 1 THEN ['encouraged', 'facilitated', 'provided', 'funded'][best.strength - 1]
            WHEN best IS NOT NULL OR maybe IS NOT NULL THEN 'to be checked'
            ELSE nothing END AS state,
       CASE WHEN best IS NOT NULL THEN best.tier WHEN maybe IS NOT NULL THEN 'candidate' END AS tier,
       CASE WHEN best IS NULL THEN read_all WHEN best.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       coalesce(cell.counted, 0) AS measures,
       coalesce(cell.used - cell.counted, 0) AS to_check,
       cell.cap AS cap_yuan,
       coalesce(best.policy, maybe) AS policy, best.clause AS clause,
       m.quote AS quote, m.start AS start, m.end AS end, coalesce(cell.printed, []) AS printed
ORDER BY region_code, i.order, instrument
