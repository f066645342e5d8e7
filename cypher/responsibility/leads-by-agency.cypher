// How many clauses each agency leads
// ---
// zh: 各单位牵头的条款
// parameters:
//   region: {type: region, required: false, description: "Region whose policies count, by code or name; all when not given"}
//   policy: {type: policy, required: false, description: Id of one policy; all when not given}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region the policy is for; null where it is not known}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   agency: {type: string, zh: 牵头单位, description: "Agency, with its region's name"}
//   short: {type: string, zh: 简称, detail: true, description: The same with the word of its level only}
//   clauses: {type: integer, zh: 条款数, description: Number of clauses it is printed as leading}
//   to_check: {type: integer, zh: 待核对条款数, description: Number of further ones that only facts below the asked tier give}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: "The least sure of the facts that count; where none counts, of those to check"}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for all of them, or the machine alone read some"}
//   listed: {type: list, zh: 条款, description: "The clauses that count: policy and printed number"}
//   evidence: {type: json, zh: 原文, detail: true, description: "For each of them and of those to check policy, clause, title, the name as printed, quote, start, end, tier, read_by"}
// ---
// Counts only where a document prints the lead (牵头); being listed first is none. A clause with several
// leads counts for each of them.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (a:Agency)-[l:LEADS]->(c)
WHERE $policy IS NULL OR l.policy = $policy
MATCH (p:Policy {id: l.policy})
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH tiers, r, p, c, l, a
WHERE $region IS NULL OR r.id = $region
WITH tiers, r.name AS region, r.id AS region_code, a.id AS id, a.name AS agency, a.short AS short, p.id AS policy,
     coalesce(c.order, -1) AS place, coalesce(c.path, '') AS clause, c.title AS title, l.name AS name, l.quote AS quote,
     l.start AS start, l.end AS end, l.tier AS tier, l.reviewed AS reviewed
WITH *
ORDER BY policy, place, start, name
WITH tiers, region, region_code, id, agency, short,
     collect(DISTINCT policy + ' ' + clause) AS every,
     collect(DISTINCT CASE WHEN tier IN tiers THEN policy + ' ' + clause END) AS listed,
     collect({policy: policy, clause: clause, title: title, name: name, quote: quote, start: start, end: end, tier: tier,
              reviewed: reviewed, read_by: CASE WHEN reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END}) AS evidence
WITH region, region_code, agency, short, every, listed, evidence,
     CASE WHEN size(listed) > 0 THEN [x IN evidence WHERE x.tier IN tiers] ELSE evidence END AS shown
WITH region, region_code, agency, short, every, listed, evidence, [x IN shown | x.tier] AS least,
     [x IN shown WHERE x.reviewed IS NULL] AS unread
RETURN region, region_code, agency, short, size(listed) AS clauses, size(every) - size(listed) AS to_check,
       CASE WHEN 'candidate' IN least THEN 'candidate' WHEN 'likely' IN least THEN 'likely' ELSE 'certain' END AS tier,
       CASE WHEN size(unread) = 0 THEN 'reviewed' ELSE 'machine' END AS read_by,
       listed, evidence
ORDER BY region_code, clauses DESC, agency
