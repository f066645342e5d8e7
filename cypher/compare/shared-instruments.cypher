// Instruments that two regions both use, side by side
// ---
// zh: 两地共有的政策工具对照
// parameters:
//   a: {type: region, example: "420000", description: "One region, by code or name"}
//   b: {type: region, example: "442000", description: "The other region, by code or name"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   instrument: {type: string, zh: 工具代码, required: true, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, required: true, description: Chinese name of the instrument}
//   state_a: {type: string, zh: 甲地状态, required: true, values: [funded, provided, facilitated, encouraged], description: Strongest mode in a}
//   state_b: {type: string, zh: 乙地状态, required: true, values: [funded, provided, facilitated, encouraged], description: Strongest mode in b}
//   of_a: {type: json, zh: 甲地原文, detail: true, description: "The measures of a, strongest first: mode, act, rate, cap_yuan, amounts, lead, responsible, tier, read_by, policy, clause, quote, start, end"}
//   of_b: {type: json, zh: 乙地原文, detail: true, description: "The same of b"}
// ---
// By code of the taxonomy. What only one of them has is in compare/gaps; where one is the stronger in
// compare/stronger-modes. Agencies are those printed for the very clause.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE r.id IN [$a, $b] AND NOT coalesce(p.stub, false)
WITH tiers, r.id AS region, p.id AS policy, coalesce(p.issued_on, '') AS issued
MATCH (m:Measure {policy: policy})<-[:DEPLOYS]-(c)
WHERE m.tier IN tiers
OPTIONAL MATCH (c)<-[d:LEADS|RESPONSIBLE_FOR]-(g:Agency)
WHERE d.tier IN tiers
WITH region, policy, issued, m, coalesce(c.order, -1) AS place, d, g.id AS agency
WITH *
ORDER BY d.start, agency
WITH region, policy, issued, m, place, collect(CASE WHEN type(d) = 'LEADS' THEN d.name END) AS lead,
     collect(CASE WHEN type(d) = 'RESPONSIBLE_FOR' THEN d.name END) AS responsible,
     CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 ELSE 1 END AS strength
ORDER BY strength DESC, issued DESC, place, policy, m.id
WITH m.instrument AS code,
     collect({region: region, strength: strength, mode: m.mode, act: m.act, rate: m.rate, cap_yuan: m.cap_yuan,
              amounts: m.amounts, lead: lead, responsible: responsible, tier: m.tier,
              read_by: CASE WHEN m.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END,
              policy: policy, clause: m.clause, quote: m.quote, start: m.start, end: m.end}) AS used
WITH code, [x IN used WHERE x.region = $a] AS of_a, [x IN used WHERE x.region = $b] AS of_b
WHERE size(of_a) > 0 AND size(of_b) > 0
MATCH (i:Instrument {id: code})
WITH i, of_a, of_b, of_a[0] AS best_a, of_b[0] AS best_b, ['encouraged', 'facilitated', 'provided', 'funded'] AS states
RETURN i.id AS instrument, i.zh AS instrument_zh, states[best_a.strength - 1] AS state_a, states[best_b.strength - 1] AS state_b,
       [x IN of_a | {mode: x.mode, act: x.act, rate: x.rate, cap_yuan: x.cap_yuan, amounts: x.amounts, lead: x.lead,
                     responsible: x.responsible, tier: x.tier, read_by: x.read_by, policy: x.policy, clause: x.clause,
                     quote: x.quote, start: x.start, end: x.end}] AS of_a,
       [x IN of_b | {mode: x.mode, act: x.act, rate: x.rate, cap_yuan: x.cap_yuan, amounts: x.amounts, lead: x.lead,
                     responsible: x.responsible, tier: x.tier, read_by: x.read_by, policy: x.policy, clause: x.clause,
                     quote: x.quote, start: x.start, end: x.end}] AS of_b
ORDER BY i.order, instrument
