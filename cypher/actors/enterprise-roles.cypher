// Firms that policies name, with their roles
// ---
// zh: 各地文件点名的企业与角色
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   policy: {type: policy, required: false, description: "Policy, by id; all when not given"}
//   role: {type: string, required: false, values: [representative, chain-leader, key, attraction-target, project-owner, partner, other], description: Role in which the firm is named; all when not given}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   enterprise: {type: string, zh: 企业, description: Canonical name}
//   name: {type: string, zh: 原文名称, description: Name as printed}
//   role: {type: string, zh: 角色, values: [representative, chain-leader, key, attraction-target, project-owner, partner, other], description: Role in which the clause names it}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure the fact is}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
// ---
// One row a mention. The role is the one that the clause gives it; a firm may stand in several.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (e:Enterprise)<-[n:NAMES]-(c)
WHERE n.tier IN tiers AND ($policy IS NULL OR n.policy = $policy) AND ($role IS NULL OR n.role = $role)
MATCH (p:Policy {id: n.policy})
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH p, r, c, n, e
WHERE $region IS NULL OR r.id = $region
RETURN r.name AS region, r.id AS region_code, p.id AS policy, coalesce(c.path, '') AS clause, e.name AS enterprise,
       n.name AS name, n.role AS role,
       n.tier AS tier, CASE WHEN n.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       n.quote AS quote, n.start AS start, n.end AS end
ORDER BY region_code, policy, start, enterprise
