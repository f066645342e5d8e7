// Events that policies name
// ---
// zh: 展会
// item: event
// parameters:
//   id: {type: string, required: false, example: 深圳国际激光展, description: "Only the event with this id"}
//   after: {type: string, default: "", description: "Where the page begins: behind this id; empty for the first one"}
//   name: {type: string, required: false, description: Words that one of its names holds; all when not given}
//   region: {type: region, required: false, description: "Region whose policies count, by code or name; all when not given"}
//   policy: {type: policy, required: false, description: "Policy, by id; all when not given"}
//   documents: {type: integer, default: 1, minimum: 1, description: Least number of policies that name it}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many rows at most}
// columns:
//   id: {type: string, zh: 编号, detail: true, required: true, description: Id of the event}
//   name: {type: string, zh: 展会, required: true, description: Canonical name}
//   aliases: {type: list, zh: 原文名称, description: Names printed in the loaded policies}
//   documents: {type: integer, zh: 文件数, required: true, description: Number of policies that name it}
//   regions: {type: list, zh: 地区, description: Chinese names of the regions they are for}
//   mentions: {type: json, zh: 原文, detail: true, description: "Each mention: name as printed, tier, read_by, policy, clause, quote, start, end"}
// ---
// Exhibitions and fairs. All of its mentions are shown,
// those that fit what was asked for and the others.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (e:Event)<-[n:NAMES]-(h)
WHERE e.id > $after AND ($id IS NULL OR e.id = $id) AND n.tier IN tiers AND ($policy IS NULL OR n.policy = $policy)
  AND ($name IS NULL OR e.name CONTAINS $name OR size([x IN e.aliases WHERE x CONTAINS $name]) > 0)
OPTIONAL MATCH (:Policy {id: n.policy})-[:APPLIES_TO]->(r:Region)
WITH tiers, e, r
WHERE $region IS NULL OR r.id = $region
WITH DISTINCT tiers, e
MATCH (e)<-[n:NAMES]-(h)
WHERE n.tier IN tiers
WITH tiers, e, count(DISTINCT n.policy) AS documents
WHERE documents >= $documents
WITH tiers, e, documents
ORDER BY e.id
LIMIT toInteger($limit)
MATCH (e)<-[n:NAMES]-(c)
WHERE n.tier IN tiers
OPTIONAL MATCH (:Policy {id: n.policy})-[:APPLIES_TO]->(r:Region)
WITH e, documents, n, coalesce(c.path, '') AS clause, r.name AS region
WITH *
ORDER BY n.policy, n.start, n.name
WITH e, documents, collect(DISTINCT region) AS regions,
     collect({name: n.name, tier: n.tier, read_by: CASE WHEN n.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END,
              policy: n.policy, clause: clause, quote: n.quote, start: n.start, end: n.end}) AS mentions
RETURN e.id AS id, e.name AS name, e.aliases AS aliases, documents, regions, mentions
ORDER BY id
