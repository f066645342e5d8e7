// Clauses
// ---
// zh: 条款
// item: clause
// parameters:
//   id: {type: string, required: false, example: "hubei-laser-2024#6/19", description: "Only the clause with this id"}
//   after: {type: string, default: "", description: "Where the page begins: behind this id; empty for the first one"}
//   after_key: {type: number, required: false, description: "Where the page begins in the order asked for: sort_key of the row with the id given as after"}
//   policy: {type: policy, required: false, description: "Policy, by id; all when not given"}
//   region: {type: region, required: false, description: "Region whose policies count, by code or name; all when not given"}
//   path: {type: clause, required: false, description: "Printed number, such as 6/19; all when not given"}
//   leaf: {type: boolean, required: false, description: "true: only clauses with none below them; false: only those with some; all when not given"}
//   agency: {type: agency, required: false, description: "Agency with a duty for them, by any of its names; all when not given"}
//   role: {type: string, required: false, values: [lead, responsible], description: "What that agency does; either when not given. Without an agency: clauses for which any agency does it"}
//   instrument: {type: instrument, required: false, description: "Instrument that they use, by code or label; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many rows at most}
// columns:
//   id: {type: string, zh: 编号, required: true, description: "Id of the clause: policy, # and printed number"}
//   path: {type: string, zh: 序号, required: true, description: "Printed numbers from the outermost in: 6/17"}
//   title: {type: string, zh: 标题, required: true, description: Heading without its number}
//   text: {type: string, zh: 正文, detail: true, required: true, description: Heading and body without the clauses below it}
//   above: {type: string, zh: 上级条款, detail: true, description: Id of the clause above it}
//   is_leaf: {type: boolean, zh: 最末级, detail: true, required: true, description: Whether no clause stands below it}
//   lead: {type: list, zh: 牵头单位, description: Agencies printed as leading this very clause}
//   responsible: {type: list, zh: 责任单位, description: Other agencies printed as responsible for it}
//   duties: {type: json, zh: 职责原文, detail: true, description: "Each of them: agency (canonical), name as printed, role, tier, read_by, policy, clause, quote, start, end"}
//   instruments: {type: list, zh: 工具代码, description: Codes of the instruments that it uses}
//   region: {type: string, zh: 地区, description: Chinese name of the region the policy is for}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   clause_start: {type: integer, zh: 条款起, detail: true, required: true, description: Offset of the printed number in the clean text of the policy}
//   clause_end: {type: integer, zh: 条款止, detail: true, required: true, description: Offset behind the clause with all below it}
//   policy: {type: string, zh: 文件, required: true, description: Id of the policy}
//   clause: {type: string, zh: 条款, required: true, description: "Printed number of the clause, empty before the first one"}
//   quote: {type: string, zh: 原文, required: true, description: The heading}
//   start: {type: integer, zh: 起, detail: true, required: true, description: Offset of the heading in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, required: true, description: Offset behind it}
//   sort_key: {type: number, zh: 排序值, detail: true, required: true, description: "Derived: what the rows are ordered by before their id"}
// ---
// Policy by policy in the order of the text. The quote is the heading: it finds the clause.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
OPTIONAL MATCH (a:Agency {name: $agency})-[d:LEADS|RESPONSIBLE_FOR]->(h:Clause)
WHERE d.tier IN tiers AND ($role IS NULL OR ($role = 'lead') = (type(d) = 'LEADS'))
WITH tiers, collect(DISTINCT h.id) AS of_agency
OPTIONAL MATCH (:Instrument {id: $instrument})<-[:OF_TYPE]-(m:Measure)<-[:DEPLOYS]-(u:Clause)
WHERE m.tier IN tiers
WITH tiers, of_agency, collect(DISTINCT u.id) AS using, split($after, '\u0023')[0] AS after_policy
MATCH (p:Policy)
WHERE NOT coalesce(p.stub, false) AND p.id >= after_policy AND ($policy IS NULL OR p.id = $policy)
  AND ($region IS NULL OR p.region = $region) AND ($id IS NULL OR $id STARTS WITH p.id)
WITH tiers, of_agency, using, after_policy, p.id AS policy
MATCH (c:Clause {policy: policy})
WHERE ($id IS NULL OR c.id = $id) AND ($path IS NULL OR c.path = $path) AND ($leaf IS NULL OR c.is_leaf = $leaf)
  AND ($agency IS NULL OR c.id IN of_agency) AND ($instrument IS NULL OR c.id IN using)
  AND (policy > after_policy OR c.order > coalesce($after_key, -1))
  AND ($role IS NULL OR $agency IS NOT NULL
       OR size([(c)<-[d:LEADS|RESPONSIBLE_FOR]-(:Agency) WHERE d.tier IN tiers AND ($role = 'lead') = (type(d) = 'LEADS') | 1]) > 0)
WITH tiers, policy, c.id AS id, c.order AS sort_key
WITH *
ORDER BY policy, sort_key
LIMIT toInteger($limit)
MATCH (c:Clause {id: id})
OPTIONAL MATCH (c)<-[:HAS_CLAUSE]-(above:Clause)
OPTIONAL MATCH (:Policy {id: c.policy})-[:APPLIES_TO]->(r:Region)
WITH tiers, c, above.id AS above, r.name AS region, r.id AS region_code
OPTIONAL MATCH (c)-[e:DEPLOYS]->(m:Measure)
WHERE e.tier IN tiers
WITH tiers, c, above, region, region_code, m
ORDER BY m.instrument
WITH tiers, c, above, region, region_code, collect(DISTINCT m.instrument) AS instruments
OPTIONAL MATCH (c)<-[d:LEADS|RESPONSIBLE_FOR]-(a:Agency)
WHERE d.tier IN tiers
WITH c, above, region, region_code, instruments, d, a
ORDER BY d.start, a.id
WITH c, c.order AS sort_key, above, region, region_code, instruments,
     collect(CASE WHEN d IS NULL THEN null ELSE
       {agency: a.name, name: d.name, role: CASE WHEN type(d) = 'LEADS' THEN 'lead' ELSE 'responsible' END, tier: d.tier,
        read_by: CASE WHEN d.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END,
        policy: c.policy, clause: c.path, quote: d.quote, start: d.start, end: d.end} END) AS duties
RETURN c.id AS id, c.path AS path, c.title AS title, c.text AS text, above, c.is_leaf AS is_leaf,
       [x IN duties WHERE x.role = 'lead' | x.name] AS lead, [x IN duties WHERE x.role = 'responsible' | x.name] AS responsible,
       duties, instruments, region, region_code, c.start AS clause_start, c.end AS clause_end,
       c.policy AS policy, c.path AS clause, c.title AS quote, c.title_start AS start, c.title_end AS end,
       sort_key
ORDER BY policy, sort_key
