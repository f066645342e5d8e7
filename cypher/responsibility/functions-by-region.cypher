// Which agencies lead what in which region, by what they are for
// ---
// zh: 各地按职能的牵头与责任条款
// parameters:
//   function: {type: string, required: false, description: "Code or Chinese name of a function (industry-and-it, 工业和信息化); all when not given"}
//   region: {type: region, required: false, description: "Region whose policies count, by code or name; all when not given"}
// columns:
//   function: {type: string, zh: 职能代码, detail: true, description: Code of the function}
//   function_zh: {type: string, zh: 职能, description: Chinese name of the function}
//   region: {type: string, zh: 地区, description: Chinese name of the region the policies are for}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   agencies: {type: list, zh: 单位, description: "Agencies with that function that have duties there, by full name"}
//   leads: {type: integer, zh: 牵头条款数, description: Number of clauses that one of them is printed as leading}
//   led: {type: list, zh: 牵头条款, description: "Those clauses: policy and printed number"}
//   responsible: {type: integer, zh: 责任条款数, description: Number of clauses they have a duty for without leading}
//   evidence: {type: json, zh: 原文, detail: true, description: "For each lead policy, clause, title, agency, the name as printed, quote, start, end"}
// ---
// Makes 省经信厅 and 市工信局 comparable. A department with several fields (教育和体育局) counts under each of its
// functions; bodies whose name tells none (working groups, firms) are left out. Only printed leads count as leads.
MATCH (f:Function)<-[:HAS_FUNCTION]-(a:Agency)-[d:LEADS|RESPONSIBLE_FOR]->(c)<-[:HAS_CLAUSE*0..8]-(p:Policy)
WHERE $function IS NULL OR f.id = $function OR f.zh = $function
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH f, a, d, c, p, r
WHERE $region IS NULL OR r.id = $region
WITH f, a, d, c, p, r
ORDER BY p.id, coalesce(c.order, -1), d.start, a.id
WITH f, r,
     collect(DISTINCT a.name) AS agencies,
     collect(DISTINCT CASE WHEN type(d) = 'LEADS' THEN p.id + ' ' + coalesce(c.path, '') END) AS led,
     count(DISTINCT CASE WHEN type(d) = 'LEADS' THEN c.id END) AS leads,
     count(DISTINCT CASE WHEN type(d) = 'RESPONSIBLE_FOR' THEN c.id END) AS responsible,
     collect(CASE WHEN type(d) = 'LEADS' THEN {policy: p.id, clause: coalesce(c.path, ''), title: c.title, agency: a.name,
       name: d.name, quote: d.quote, start: d.start, end: d.end} END) AS evidence
RETURN f.id AS function, f.zh AS function_zh, r.name AS region, r.id AS region_code, agencies, leads, led,
       responsible, evidence
ORDER BY f.order, leads DESC, responsible DESC, region_code
