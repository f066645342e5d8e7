// Instruments of two regions that one of them uses more strongly
// ---
// zh: 两地共有而力度不同的政策工具
// parameters:
//   a: {type: region, example: "420000", description: "Region with the stronger mode, by code or name"}
//   b: {type: region, example: "442000", description: "Region with the weaker mode, by code or name"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   instrument: {type: string, zh: 工具代码, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, description: Chinese name of the instrument}
//   state_a: {type: string, zh: 甲地状态, values: [funded, provided, facilitated], description: Strongest mode in a}
//   state_b: {type: string, zh: 乙地状态, values: [provided, facilitated, encouraged], description: Strongest mode in b}
//   a_measure: {type: json, zh: 甲地原文, description: "The measure of a: policy, clause, act, amounts, quote, start, end, tier, read_by"}
//   b_measure: {type: json, zh: 乙地原文, description: "The same of b"}
// ---
// A gap of strength, not of code: both have the instrument, and a funds what b only provides, helps with or encourages.
// What a has and b has not at all is in compare/gaps.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
WHERE r.id IN [$a, $b] AND NOT coalesce(p.stub, false)
MATCH (m:Measure {policy: p.id})
WHERE m.tier IN tiers
WITH p, r, m, CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 ELSE 1 END AS strength
ORDER BY strength DESC, coalesce(p.issued_on, '') DESC, p.id, m.start, m.id
WITH m.instrument AS code,
     collect({region: r.id, strength: strength, policy: p.id, clause: m.clause, act: m.act, amounts: m.amounts,
              quote: m.quote, start: m.start, end: m.end, tier: m.tier,
              read_by: CASE WHEN m.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}) AS used
WITH code, [x IN used WHERE x.region = $a][0] AS of_a, [x IN used WHERE x.region = $b][0] AS of_b
WHERE of_a.strength > of_b.strength
MATCH (i:Instrument {id: code})
WITH i, of_a, of_b, ['encouraged', 'facilitated', 'provided', 'funded'] AS states
RETURN i.id AS instrument, i.zh AS instrument_zh, states[of_a.strength - 1] AS state_a, states[of_b.strength - 1] AS state_b,
       {policy: of_a.policy, clause: of_a.clause, act: of_a.act, amounts: of_a.amounts, quote: of_a.quote,
        start: of_a.start, end: of_a.end, tier: of_a.tier, read_by: of_a.read_by} AS a_measure,
       {policy: of_b.policy, clause: of_b.clause, act: of_b.act, amounts: of_b.amounts, quote: of_b.quote,
        start: of_b.start, end: of_b.end, tier: of_b.tier, read_by: of_b.read_by} AS b_measure
ORDER BY i.order
