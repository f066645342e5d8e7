// Enterprises named in more than one document
// ---
// zh: 在多份文件中出现的企业
// parameters:
//   documents: {type: integer, default: 2, minimum: 1, description: Least number of documents}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   enterprise: {type: string, zh: 企业, description: Canonical name}
//   documents: {type: integer, zh: 文件数, description: Number of policies that name it}
//   to_check: {type: integer, zh: 待核对文件数, description: Number of further policies that only facts below the asked tier give}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: "The least sure of the mentions that count; where none counts, of those to check"}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for all of them, or the machine alone read some"}
//   policies: {type: list, zh: 文件, description: "Ids of the policies, those to check among them"}
//   regions: {type: list, zh: 地区, description: Chinese names of the regions they are for}
//   roles: {type: list, zh: 角色, description: "Roles it is named in (representative, chain-leader, key, attraction-target, project-owner, partner, other)"}
//   printed: {type: list, zh: 原文名称, description: Names as printed}
//   mentions: {type: json, zh: 原文, detail: true, description: "Each mention: policy, region, clause, role, name as printed, quote, start, end, tier, read_by"}
// ---
// Variants of a name that mean one firm count as one; the names as printed are kept. Mentions below the asked tier
// do not count as documents: they stand in to_check.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (e:Enterprise)<-[n:NAMES]-(c)
MATCH (p:Policy {id: n.policy})
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH tiers, r, p.id AS policy, c, n, e
ORDER BY policy, n.start, r.id, n.name
WITH tiers, e,
     collect(DISTINCT policy) AS policies,
     collect(DISTINCT CASE WHEN n.tier IN tiers THEN policy END) AS counted,
     collect(DISTINCT r.name) AS regions,
     collect(DISTINCT n.role) AS roles,
     collect(DISTINCT n.name) AS printed,
     collect({policy: policy, region: r.name, clause: coalesce(c.path, ''), role: n.role, name: n.name, quote: n.quote,
              start: n.start, end: n.end, tier: n.tier, reviewed: n.reviewed,
              read_by: CASE WHEN n.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}) AS mentions
WHERE size(policies) >= $documents
WITH e, policies, counted, regions, roles, printed, mentions,
     CASE WHEN size(counted) > 0 THEN [x IN mentions WHERE x.tier IN tiers] ELSE mentions END AS shown
WITH e, policies, counted, regions, roles, printed, mentions,
     [x IN shown | x.tier] AS least, [x IN shown WHERE x.reviewed IS NULL] AS unread
RETURN e.name AS enterprise, size(counted) AS documents, size(policies) - size(counted) AS to_check,
       CASE WHEN 'candidate' IN least THEN 'candidate' WHEN 'likely' IN least THEN 'likely' ELSE 'certain' END AS tier,
       CASE WHEN size(unread) = 0 THEN 'reviewed' ELSE 'machine' END AS read_by,
       policies, regions, roles, printed, mentions
ORDER BY documents DESC, enterprise
