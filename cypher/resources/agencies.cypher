// Agencies
// ---
// zh: 单位
// item: agency
// parameters:
//   id: {type: string, required: false, example: "420000:省经济和信息化厅", description: "Only the agency with this id"}
//   after: {type: string, default: "", description: "Where the page begins: behind this id; empty for the first one"}
//   region: {type: region, required: false, description: "Region whose body it is, by code or name; all when not given"}
//   function: {type: string, required: false, description: "Code or Chinese name of a function (industry-and-it, 工业和信息化); all when not given"}
//   name: {type: string, required: false, description: Words that one of its names holds; all when not given}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many rows at most}
// columns:
//   id: {type: string, zh: 编号, required: true, description: "Code of the region, : and name"}
//   name: {type: string, zh: 单位, required: true, description: "Full name with its region: 湖北省经济和信息化厅"}
//   short: {type: string, zh: 简称, required: true, description: "With the word of its level only: 省经济和信息化厅"}
//   aliases: {type: list, zh: 原文名称, detail: true, description: Names printed in the loaded policies}
//   region: {type: string, zh: 地区, description: Chinese name of the region whose body it is}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   functions: {type: list, zh: 职能代码, detail: true, description: "Codes of what it is for; empty where its name does not tell"}
//   functions_zh: {type: list, zh: 职能, description: The same in Chinese}
//   leads: {type: integer, zh: 牵头条款数, required: true, description: Number of clauses that it is printed as leading}
//   responsible: {type: integer, zh: 责任条款数, required: true, description: Number of clauses it has a duty for without leading}
//   led: {type: json, zh: 牵头条款, detail: true, description: "Each lead: id of the clause, title, name as printed, tier, read_by, policy, clause, quote, start, end"}
// ---
// What it leads is what a document prints as led by it (牵头); being listed first is none.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (a:Agency)
WHERE a.id > $after AND ($id IS NULL OR a.id = $id)
  AND ($name IS NULL OR a.name CONTAINS $name OR a.short CONTAINS $name OR size([x IN a.aliases WHERE x CONTAINS $name]) > 0)
OPTIONAL MATCH (a)-[:BELONGS_TO]->(r:Region)
OPTIONAL MATCH (a)-[:HAS_FUNCTION]->(f:Function)
WITH tiers, a, r, f
ORDER BY f.order
WITH tiers, a, r, collect(f.id) AS functions, collect(f.zh) AS functions_zh
WHERE ($region IS NULL OR r.id = $region) AND ($function IS NULL OR $function IN functions OR $function IN functions_zh)
WITH tiers, a, r, functions, functions_zh
ORDER BY a.id
LIMIT toInteger($limit)
OPTIONAL MATCH (a)-[d:LEADS|RESPONSIBLE_FOR]->(c)
WHERE d.tier IN tiers
WITH a, r, functions, functions_zh, d, c.id AS held, coalesce(c.order, -1) AS place, coalesce(c.path, '') AS clause,
     CASE WHEN c.path IS NULL THEN '' ELSE c.title END AS title
WITH *
ORDER BY d.policy, place, d.start, d.name
WITH a, r, functions, functions_zh,
     count(DISTINCT CASE WHEN type(d) = 'LEADS' THEN held END) AS leads,
     count(DISTINCT CASE WHEN type(d) = 'RESPONSIBLE_FOR' THEN held END) AS responsible,
     collect(CASE WHEN type(d) = 'LEADS' THEN
       {id: held, title: title, name: d.name, tier: d.tier,
        read_by: CASE WHEN d.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END,
        policy: d.policy, clause: clause, quote: d.quote, start: d.start, end: d.end} END) AS led
RETURN a.id AS id, a.name AS name, a.short AS short, a.aliases AS aliases, r.name AS region, r.id AS region_code,
       functions, functions_zh, leads, responsible, led
ORDER BY id
