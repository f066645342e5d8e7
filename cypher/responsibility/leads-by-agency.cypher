// How many clauses each agency leads
// ---
// zh: 各单位牵头的条款
// parameters:
//   region: {type: region, required: false, description: "Region whose policies count, by code or name; all when not given"}
//   policy: {type: policy, required: false, description: Id of one policy; all when not given}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region the policy is for}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   agency: {type: string, zh: 牵头单位, description: "Agency, with its region's name"}
//   short: {type: string, zh: 简称, detail: true, description: The same with the word of its level only}
//   clauses: {type: integer, zh: 条款数, description: Number of clauses it is printed as leading}
//   listed: {type: list, zh: 条款, description: "Those clauses: policy and printed number"}
//   evidence: {type: json, zh: 原文, detail: true, description: "For each of them policy, clause, title, the name as printed, quote, start, end"}
// ---
// Counts only where a document prints the lead (牵头); being listed first is none. A clause with several
// leads counts for each of them.
MATCH (p:Policy)-[:HAS_CLAUSE*0..8]->(c)<-[l:LEADS]-(a:Agency)
WHERE $policy IS NULL OR p.id = $policy
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH r, p, c, l, a
WHERE $region IS NULL OR r.id = $region
WITH r, p, c, l, a
ORDER BY p.id, coalesce(c.order, -1), l.start
WITH r, a,
     collect(DISTINCT p.id + ' ' + coalesce(c.path, '')) AS listed,
     collect({policy: p.id, clause: coalesce(c.path, ''), title: c.title, name: l.name, quote: l.quote, start: l.start, end: l.end}) AS evidence
RETURN r.name AS region, r.id AS region_code, a.name AS agency, a.short AS short, size(listed) AS clauses, listed, evidence
ORDER BY region_code, clauses DESC, agency
