// Which agencies lead what in which region, by what they are for
// ---
// zh: 各地按职能的牵头与责任条款
// parameters:
//   function: {type: string, required: false, description: "Code or Chinese name of a function (industry-and-it, 工业和信息化); all when not given"}
//   region: {type: region, required: false, description: "Region whose policies count, by code or name; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   function: {type: string, zh: 职能代码, detail: true, description: Code of the function}
//   function_zh: {type: string, zh: 职能, description: Chinese name of the function}
//   region: {type: string, zh: 地区, description: Chinese name of the region the policies are for; null where it is not known}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   agencies: {type: list, zh: 单位, description: "Agencies with that function that have duties there, by full name"}
//   leads: {type: integer, zh: 牵头条款数, description: Number of clauses that one of them is printed as leading}
//   led: {type: list, zh: 牵头条款, description: "Those clauses: policy and printed number"}
//   responsible: {type: integer, zh: 责任条款数, description: Number of clauses they have a duty for without leading}
//   to_check: {type: integer, zh: 待核对项数, description: Number of further duties that only facts below the asked tier give}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: "The least sure of the facts that count; where none counts, of those to check"}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for all of them, or the machine alone read some"}
//   evidence: {type: json, zh: 原文, detail: true, description: "For each lead policy, clause, title, agency, the name as printed, quote, start, end, tier, read_by"}
// ---
// Makes 省经信厅 and 市工信局 comparable. A department with several fields (教育和体育局) counts under each of its
// functions; bodies whose name tells none (working groups, firms) are left out. Only printed leads count as leads.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (f:Function)<-[:HAS_FUNCTION]-(a:Agency)-[d:LEADS|RESPONSIBLE_FOR]->(c)
WHERE $function IS NULL OR f.id = $function OR f.zh = $function
MATCH (p:Policy {id: d.policy})
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH tiers, f, a, d, c, p, r
WHERE $region IS NULL OR r.id = $region
WITH tiers, f.id AS function, f.zh AS function_zh, f.order AS f_order, r.name AS region, r.id AS region_code,
     a.id AS agency_id, a.name AS agency, p.id AS policy, coalesce(c.order, -1) AS place, c.id AS held,
     coalesce(c.path, '') AS clause, c.title AS title, d.name AS name, d.quote AS quote, d.start AS start, d.end AS end,
     d.tier AS tier, d.reviewed AS reviewed, d.tier IN tiers AS counts, type(d) = 'LEADS' AS leading, type(d) AS kind
WITH *
ORDER BY policy, place, start, agency_id
WITH tiers, function, function_zh, f_order, region, region_code,
     collect(DISTINCT CASE WHEN counts THEN agency END) AS agencies,
     collect(DISTINCT CASE WHEN counts AND leading THEN policy + ' ' + clause END) AS led,
     count(DISTINCT CASE WHEN counts AND leading THEN held END) AS leads,
     count(DISTINCT CASE WHEN counts AND NOT leading THEN held END) AS responsible,
     count(DISTINCT CASE WHEN NOT counts THEN kind + ' ' + agency_id + ' ' + held END) AS to_check,
     collect({tier: tier, reviewed: reviewed}) AS every,
     collect(CASE WHEN counts AND leading THEN {policy: policy, clause: clause, title: title, agency: agency, name: name,
       quote: quote, start: start, end: end, tier: tier,
       read_by: CASE WHEN reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END} END) AS evidence
WITH function, function_zh, f_order, region, region_code, agencies, led, leads, responsible, to_check, evidence,
     CASE WHEN leads + responsible > 0 THEN [x IN every WHERE x.tier IN tiers] ELSE every END AS shown
WITH function, function_zh, f_order, region, region_code, agencies, led, leads, responsible, to_check, evidence,
     [x IN shown | x.tier] AS least, [x IN shown WHERE x.reviewed IS NULL] AS unread
RETURN function, function_zh, region, region_code, agencies, leads, led, responsible, to_check,
       CASE WHEN 'candidate' IN least THEN 'candidate' WHEN 'likely' IN least THEN 'likely' ELSE 'certain' END AS tier,
       CASE WHEN size(unread) = 0 THEN 'reviewed' ELSE 'machine' END AS read_by, evidence
ORDER BY f_order, leads DESC, responsible DESC, region_code
