// Instruments that one region uses and another does not
// ---
// zh: 甲地有而乙地没有的政策工具
// parameters:
//   a: {type: region, example: "420000", description: "Region that has them, by code or name"}
//   b: {type: region, example: "442000", description: "Region that lacks them, by code or name"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   instrument: {type: string, zh: 工具代码, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, description: Chinese name of the instrument}
//   state_a: {type: string, zh: 甲地状态, values: [funded, provided, facilitated, encouraged, to be checked], description: "Strongest mode in which a uses it; to be checked when only facts below the asked tier say so"}
//   state_b: {type: string, zh: 乙地状态, values: [to be checked, silent, unknown], description: "silent: b's texts were read in full and say nothing; unknown: one of them is a summary or lacks annexes, so b may have it; to be checked: facts below the asked tier say that b has it"}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure a's strongest measure is}
//   read_by_a: {type: string, zh: 甲地审读, values: [reviewed, machine], description: "Whether a person vouches for a's measure, or the machine alone read it"}
//   read_by_b: {type: string, zh: 乙地审读, values: [reviewed, machine], description: "Whether a person read all of b's texts for measures, or the machine alone did"}
//   measures: {type: integer, zh: 条数, description: Number of a's measures with it that count}
//   policy: {type: string, zh: 文件, description: Policy of a's strongest measure}
//   clause: {type: string, zh: 条款, description: Printed number of its clause}
//   act: {type: string, zh: 性质, detail: true, values: [commits, recalls], description: "New in that document, or already in force"}
//   lead: {type: list, zh: 牵头单位, required: true, description: "Agencies printed as leading its clause, by the names printed there, by facts that count; empty where none is printed"}
//   led_by: {type: json, zh: 牵头原文, required: true, detail: true, description: "For each of them, and for those that only facts below the asked tier give: agency, name, policy, clause, quote, start, end, tier, read_by"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
//   amounts: {type: json, zh: 金额, detail: true, description: "Every printed amount of that measure: type, value, per, basis, condition"}
// ---
// By code of the taxonomy. Measures below the asked tier neither give a the instrument nor take it from the list
// of what b lacks: they make a state to be checked. No rows when b has no policy: nothing was read, so nothing can be said of it.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (:Region {id: $b})<-[:APPLIES_TO]-(q:Policy)
WHERE NOT coalesce(q.stub, false)
OPTIONAL MATCH (n:Measure {policy: q.id})
WITH tiers,
     collect(DISTINCT CASE WHEN n.tier IN tiers THEN n.instrument END) AS has,
     collect(DISTINCT n.instrument) AS named,
     collect(coalesce(q.candidate_instruments, [])) AS maybe,
     collect(DISTINCT q.completeness) AS completeness, count(q) AS texts,
     sum(CASE WHEN 'measure' IN coalesce(q.reviewed_kinds, []) THEN 0 ELSE 1 END) AS unread
WHERE texts > 0
WITH tiers, has, reduce(all = named, codes IN maybe | all + codes) AS maybe,
     CASE WHEN unread > 0 THEN 'machine' ELSE 'reviewed' END AS read_by_b,
     CASE WHEN size([x IN completeness WHERE x <> 'full']) > 0 THEN 'unknown' ELSE 'silent' END AS nothing
MATCH (:Region {id: $a})<-[:APPLIES_TO]-(p:Policy)
MATCH (m:Measure {policy: p.id})<-[:DEPLOYS]-(c)
WHERE NOT m.instrument IN has
MATCH (i:Instrument {id: m.instrument})
OPTIONAL MATCH (c)<-[d:LEADS]-(g:Agency)
WITH tiers, maybe, read_by_b, nothing, p.id AS policy, coalesce(p.issued_on, '') AS issued, coalesce(c.order, -1) AS place,
     m, i, d, g.name AS agency
WITH *
ORDER BY d.start, agency
WITH tiers, maybe, read_by_b, nothing, policy, issued, place, m, i,
     collect(CASE WHEN d IS NOT NULL
             THEN {agency: agency, name: d.name, policy: policy, clause: m.clause, quote: d.quote, start: d.start, end: d.end,
                   tier: d.tier, read_by: CASE WHEN d.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}
             END) AS led_by
WITH tiers, maybe, read_by_b, nothing, policy, issued, place, m, i, led_by,
     CASE WHEN m.tier IN tiers THEN 1 ELSE 0 END AS counts,
     CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 ELSE 1 END AS strength
ORDER BY counts DESC, strength DESC, issued DESC, place, policy, m.id
WITH tiers, maybe, read_by_b, nothing, i,
     collect({counts: counts, strength: strength, policy: policy, led_by: led_by, clause: m.clause,
              act: m.act, quote: m.quote, start: m.start, end: m.end, tier: m.tier, reviewed: m.reviewed, amounts: m.amounts}) AS used
WITH tiers, maybe, read_by_b, nothing, i, used, used[0] AS best
RETURN i.id AS instrument, i.zh AS instrument_zh,
       CASE WHEN best.counts = 1 THEN ['encouraged', 'facilitated', 'provided', 'funded'][best.strength - 1]
            ELSE 'to be checked' END AS state_a,
       CASE WHEN i.id IN maybe THEN 'to be checked' ELSE nothing END AS state_b,
       best.tier AS tier, CASE WHEN best.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by_a, read_by_b,
       size([x IN used WHERE x.counts = 1]) AS measures, best.policy AS policy, best.clause AS clause, best.act AS act,
       [x IN best.led_by WHERE x.tier IN tiers | x.name] AS lead, best.led_by AS led_by,
       best.quote AS quote, best.start AS start, best.end AS end,
       best.amounts AS amounts
ORDER BY i.order, instrument
