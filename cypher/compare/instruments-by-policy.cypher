// Policies and the instruments of a group or family
// ---
// zh: 各文件使用的政策工具
// parameters:
//   group: {type: string, required: false, values: [fiscal, finance, innovation, talent, space, market, enterprise, governance], example: finance, description: Group of the taxonomy; all when not given}
//   family: {type: string, required: false, values: [supply, environment, demand], description: "Family of instruments (Rothwell and Zegveld); all when not given"}
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   instrument: {type: string, zh: 工具代码, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, description: Chinese name of the instrument}
//   state: {type: string, zh: 状态, values: [funded, provided, facilitated, encouraged, to be checked, silent, unknown], description: "Strongest mode in this policy; to be checked when only facts below the asked tier say so; with none unknown when its text is a summary or lacks annexes, else silent"}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: "How sure the measure is that the cell rests on; empty without one"}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for that measure, in a cell without one for the whole text; else the machine alone read it"}
//   clauses: {type: list, zh: 条款, description: Printed numbers of the clauses whose measures count}
//   measures: {type: json, zh: 原文, detail: true, description: "Each measure, strongest first: clause, mode, act, amounts, quote, start, end, tier, read_by"}
// ---
// The cells of compare/region-instrument-matrix policy by policy: what a letter recalls and what a plan commits to
// stay apart. An instrument may cover several means; their words are in the quotes.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
WHERE NOT coalesce(p.stub, false) AND ($region IS NULL OR r.id = $region)
WITH tiers, r.name AS region, r.id AS region_code, p.id AS policy,
     CASE WHEN p.completeness = 'full' THEN 'silent' ELSE 'unknown' END AS nothing,
     CASE WHEN 'measure' IN coalesce(p.reviewed_kinds, []) THEN 'reviewed' ELSE 'machine' END AS read_all,
     coalesce(p.candidate_instruments, []) AS maybe
OPTIONAL MATCH (m:Measure {policy: policy})
WITH region, region_code, policy, nothing, read_all, maybe, m,
     CASE WHEN m.tier IN tiers THEN 1 ELSE 0 END AS counts,
     CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 ELSE 1 END AS strength
ORDER BY counts DESC, strength DESC, m.start, m.id
WITH region, region_code, policy, nothing, read_all, maybe,
     collect(CASE WHEN m IS NULL THEN null ELSE
       {instrument: m.instrument, counts: counts, strength: strength, clause: m.clause, mode: m.mode, act: m.act,
        amounts: m.amounts, quote: m.quote, start: m.start, end: m.end, tier: m.tier, reviewed: m.reviewed} END) AS found
MATCH (i:Instrument)
WHERE ($group IS NULL OR i.group = $group) AND ($family IS NULL OR i.family = $family)
WITH region, region_code, policy, nothing, read_all, i, [x IN found WHERE x.instrument = i.id] AS used, i.id IN maybe AS maybe
WITH region, region_code, policy, nothing, read_all, i, used, maybe, used[0] AS best, [x IN used WHERE x.counts = 1] AS counted
RETURN region, region_code, policy, i.id AS instrument, i.zh AS instrument_zh,
       CASE WHEN best.counts = 1 THEN ['encouraged', 'facilitated', 'provided', 'funded'][best.strength - 1]
            WHEN best IS NOT NULL OR maybe THEN 'to be checked'
            ELSE nothing END AS state,
       CASE WHEN best IS NOT NULL THEN best.tier WHEN maybe THEN 'candidate' END AS tier,
       CASE WHEN best.reviewed IS NOT NULL THEN 'reviewed' WHEN best IS NULL THEN read_all ELSE 'machine' END AS read_by,
       [x IN counted | x.clause] AS clauses,
       [x IN used | {clause: x.clause, mode: x.mode, act: x.act, amounts: x.amounts, quote: x.quote, start: x.start,
                     end: x.end, tier: x.tier, read_by: CASE WHEN x.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}] AS measures
ORDER BY region_code, policy, i.order
