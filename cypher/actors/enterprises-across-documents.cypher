// Enterprises named in more than one document
// ---
// zh: 在多份文件中出现的企业
// parameters:
//   documents: {type: integer, default: 2, minimum: 1, description: Least number of documents}
// columns:
//   enterprise: {type: string, zh: 企业, description: Canonical name}
//   documents: {type: integer, zh: 文件数, description: Number of policies that name it}
//   policies: {type: list, zh: 文件, description: Ids of those policies}
//   regions: {type: list, zh: 地区, description: Chinese names of the regions they are for}
//   roles: {type: list, zh: 角色, description: "Roles it is named in (representative, chain-leader, key, attraction-target, project-owner, partner, other)"}
//   printed: {type: list, zh: 原文名称, description: Names as printed}
//   mentions: {type: json, zh: 原文, detail: true, description: "Each mention: policy, region, clause, role, name as printed, quote, start, end"}
// ---
// Variants of a name that mean one firm count as one; the names as printed are kept.
MATCH (p:Policy)-[:HAS_CLAUSE*0..8]->(c)-[n:NAMES]->(e:Enterprise)
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH r, p, c, n, e
ORDER BY p.id, n.start, r.id
WITH e,
     collect(DISTINCT p.id) AS policies,
     collect(DISTINCT r.name) AS regions,
     collect(DISTINCT n.role) AS roles,
     collect(DISTINCT n.name) AS printed,
     collect({policy: p.id, region: r.name, clause: coalesce(c.path, ''), role: n.role, name: n.name, quote: n.quote, start: n.start, end: n.end}) AS mentions
WHERE size(policies) >= $documents
RETURN e.name AS enterprise, size(policies) AS documents, policies, regions, roles, printed, mentions
ORDER BY documents DESC, enterprise
