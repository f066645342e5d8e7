// Parks, bases, zones and towns that policies name
// ---
// zh: 各地文件点名的园区与载体
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   place: {type: string, zh: 载体, description: Canonical name}
//   printed: {type: list, zh: 原文名称, description: Names as printed}
//   mentions: {type: json, zh: 原文, description: "Each mention: policy, clause, name, quote, start, end, tier, read_by"}
// ---
// One row a place and region of the policies that name it. Their sizes, where printed, are in places/areas.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (e:Place)<-[n:NAMES]-(c)
WHERE n.tier IN tiers
MATCH (p:Policy {id: n.policy})
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH p, r, c, n, e
WHERE $region IS NULL OR r.id = $region
WITH p.id AS policy, r, c, n, e
ORDER BY policy, n.start, n.name
WITH r, e, collect(DISTINCT n.name) AS printed,
     collect({policy: policy, clause: coalesce(c.path, ''), name: n.name, quote: n.quote, start: n.start, end: n.end, tier: n.tier,
              read_by: CASE WHEN n.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}) AS mentions
RETURN r.name AS region, r.id AS region_code, e.name AS place, printed, mentions
ORDER BY region_code, place
