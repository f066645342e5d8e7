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
WITH tiers, r, p
ORDER BY p.id
WITH tiers, r,
     collect({policy: p.id, codes: coalesce(p.candidate_instruments, [])}) AS maybe,
     collect(p.id) AS policies,
     CASE WHEN sum(CASE WHEN p.completeness <> 'full' THEN 1 ELSE 0 END) > 0 THEN 'unknown' ELSE 'silent' END AS nothing,
     CASE WHEN sum(CASE WHEN 'measure' IN coalesce(p.reviewed_kinds, []) THEN 0 ELSE 1 END) > 0 THEN 'machine' ELSE 'reviewed' END AS read_all
UNWIND policies AS policy
MATCH (p:Policy {id: policy})
WITH tiers, r, maybe, nothing, read_all, policy, coalesce(p.issued_on, '') AS issued
OPTIONAL MATCH (m:Measure {policy: policy})<-[:DEPLOYS]-(c)
WITH tiers, r, maybe, nothing, read_all, policy, issued, coalesce(c.order, -1) AS place, m,
     CASE WHEN m.tier IN tiers THEN 1 ELSE 0 END AS counts,
     CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 WHEN 'encourages' THEN 1 ELSE 0 END AS strength
ORDER BY counts DESC, strength DESC, issued DESC, place, policy, m.id
WITH r, maybe, nothing, read_all, m.instrument AS code,
     collect(CASE WHEN m IS NULL THEN null ELSE
       {counts: counts, strength: strength, cap_yuan: m.cap_yuan, policy: policy, clause: m.clause, tier: m.tier,
        reviewed: m.reviewed, quote: m.quote, start: m.start, end: m.end, amounts: m.amounts} END) AS used
WITH r, maybe, nothing, read_all, collect({code: code, used: used}) AS cells
MATCH (i:Instrument)
WHERE ($group IS NULL OR i.group = $group) AND ($family IS NULL OR i.family = $family)
WITH r, i, nothing, read_all, coalesce([x IN cells WHERE x.code = i.id][0].used, []) AS used,
     [x IN maybe WHERE i.id IN x.codes | x.policy] AS maybe
WITH r, i, nothing, read_all, used, used[0] AS best, maybe[0] AS maybe, [x IN used WHERE x.counts = 1] AS counted
WITH r, i, nothing, read_all, used, best, maybe, counted, CASE WHEN size(counted) > 0 THEN counted ELSE used END AS shown
RETURN r.name AS region, r.id AS region_code, i.group AS group, i.id AS instrument, i.zh AS instrument_zh,
       CASE WHEN best.counts = 1 THEN ['encouraged', 'facilitated', 'provided', 'funded'][best.strength - 1]
            WHEN best IS NOT NULL OR maybe IS NOT NULL THEN 'to be checked'
            ELSE nothing END AS state,
       CASE WHEN best IS NOT NULL THEN best.tier WHEN maybe IS NOT NULL THEN 'candidate' END AS tier,
       CASE WHEN best IS NULL THEN read_all WHEN best.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       size(counted) AS measures,
       size(used) - size(counted) AS to_check,
       reduce(most = null, x IN shown | CASE WHEN x.cap_yuan IS NULL THEN most WHEN most IS NULL OR x.cap_yuan > most THEN x.cap_yuan ELSE most END) AS cap_yuan,
       coalesce(best.policy, maybe) AS policy, best.clause AS clause,
       best.quote AS quote, best.start AS start, best.end AS end,
       [x IN counted WHERE size(x.amounts) > 0 |
         {amounts: x.amounts, tier: x.tier, read_by: CASE WHEN x.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END,
          policy: x.policy, clause: x.clause, quote: x.quote, start: x.start, end: x.end}] AS printed
ORDER BY region_code, i.order, instrument
