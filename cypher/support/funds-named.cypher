// Funds that policies name, with sizes where printed
// ---
// zh: 各地文件提到的基金
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   state: {type: string, zh: 状态, values: [funded, provided, facilitated, encouraged, named, silent, unknown], description: "How the clause uses funds for industry; named: a fund is named there and no such measure; silent, unknown: the policy names none, and its text is full or not"}
//   funds: {type: json, zh: 基金, description: "Funds named in the clause: name, quote, start, end, tier, read_by"}
//   sizes: {type: json, zh: 规模, description: "Printed sizes of funds in yuan"}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure that fact is}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
// ---
// A row a clause that names a fund or uses one, or a row without clause for a policy that does neither. Sizes are of
// the clause: which fund they belong to is told by its words alone. A fund's size is no subsidy.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
WHERE NOT coalesce(p.stub, false) AND ($region IS NULL OR r.id = $region)
OPTIONAL MATCH (p)-[:HAS_CLAUSE*0..8]->(c)-[n:NAMES]->(:Fund)
WHERE n.tier IN tiers
WITH tiers, p, r, c, n
ORDER BY n.start, n.name
WITH tiers, p, r, c, collect({name: n.name, quote: n.quote, start: n.start, end: n.end, tier: n.tier,
       read_by: CASE WHEN n.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}) AS named
WITH tiers, p, r, collect(CASE WHEN c IS NULL THEN null ELSE {clause: coalesce(c.path, ''), funds: named} END) AS named
OPTIONAL MATCH (m:Measure {policy: p.id, instrument: 'industry-fund'})
WHERE m.tier IN tiers
WITH p, r, named, collect(CASE WHEN m IS NULL THEN null ELSE
       {clause: m.clause, mode: m.mode, amounts: m.amounts, quote: m.quote, start: m.start, end: m.end, tier: m.tier,
        read_by: CASE WHEN m.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END} END) AS used
WITH p, r, named, used, [x IN used | x.clause] AS of_use
WITH p, r, named, used, of_use + [x IN named WHERE NOT x.clause IN of_use | x.clause] AS clauses
UNWIND CASE WHEN size(clauses) = 0 THEN [null] ELSE clauses END AS clause
WITH p, r, clause, [x IN named WHERE x.clause = clause][0] AS names, [x IN used WHERE x.clause = clause][0] AS used_here
WITH p, r, clause, used_here, coalesce(names.funds, []) AS funds
RETURN r.name AS region, r.id AS region_code, p.id AS policy, clause,
       CASE WHEN used_here IS NOT NULL THEN
              CASE used_here.mode WHEN 'funds' THEN 'funded' WHEN 'provides' THEN 'provided' WHEN 'facilitates' THEN 'facilitated' ELSE 'encouraged' END
            WHEN clause IS NOT NULL THEN 'named' WHEN p.completeness = 'full' THEN 'silent' ELSE 'unknown' END AS state,
       funds, coalesce(used_here.amounts, []) AS sizes,
       coalesce(used_here.tier, funds[0].tier) AS tier, coalesce(used_here.read_by, funds[0].read_by) AS read_by,
       coalesce(used_here.quote, funds[0].quote) AS quote, coalesce(used_here.start, funds[0].start) AS start,
       coalesce(used_here.end, funds[0].end) AS end
ORDER BY region_code, policy, start
