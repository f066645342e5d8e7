// Firms that one region courts and another counts as its own
// ---
// zh: 甲地招引与乙地自有的企业对照
// parameters:
//   a: {type: region, example: "442000", description: "Region that courts firms, by code or name"}
//   b: {type: region, example: "440000", description: "Region whose own firms they are held against, by code or name"}
//   own: {type: string, many: true, default: "representative,chain-leader,key", description: Roles in which b counts a firm as its own}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   enterprise: {type: string, zh: 企业, description: Canonical name}
//   standing: {type: string, zh: 情形, values: [both, courted only, own only], description: "both: a courts it and b counts it as its own; courted only: b's texts do not name it so; own only: a does not court it"}
//   courted: {type: json, zh: 甲地原文, description: "Where a courts it: policy, clause, name, quote, start, end, tier, read_by"}
//   counted: {type: json, zh: 乙地原文, description: "Where b counts it: policy, clause, name, role, quote, start, end, tier, read_by"}
// ---
// Variants of a name that mean one firm count as one. Courted only says nothing of where a firm is at home.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)-[:HAS_CLAUSE*0..8]->(c)-[n:NAMES]->(e:Enterprise)
WHERE n.tier IN tiers AND ((r.id = $a AND n.role = 'attraction-target') OR (r.id = $b AND n.role IN $own))
WITH e, r, p, c, n
ORDER BY p.id, n.start
WITH e, collect({courted: r.id = $a AND n.role = 'attraction-target', policy: p.id, clause: coalesce(c.path, ''), name: n.name,
                 role: n.role, quote: n.quote, start: n.start, end: n.end, tier: n.tier,
                 read_by: CASE WHEN n.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}) AS found
WITH e, [x IN found WHERE x.courted] AS courted, [x IN found WHERE NOT x.courted] AS counted
RETURN e.name AS enterprise,
       CASE WHEN size(counted) = 0 THEN 'courted only' WHEN size(courted) = 0 THEN 'own only' ELSE 'both' END AS standing,
       [x IN courted | {policy: x.policy, clause: x.clause, name: x.name, quote: x.quote, start: x.start, end: x.end,
         tier: x.tier, read_by: x.read_by}] AS courted,
       [x IN counted | {policy: x.policy, clause: x.clause, name: x.name, role: x.role, quote: x.quote, start: x.start, end: x.end,
         tier: x.tier, read_by: x.read_by}] AS counted
ORDER BY standing, enterprise
