// Industries that policies are about
// ---
// zh: 产业
// item: industry
// parameters:
//   id: {type: string, required: false, example: 激光, description: "Only the industry with this id"}
//   after: {type: string, default: "", description: "Where the page begins: behind this id; empty for the first one"}
//   name: {type: string, required: false, description: Words that its name holds; all when not given}
//   region: {type: region, required: false, description: "Region whose policies count, by code or name; all when not given"}
//   policy: {type: policy, required: false, description: "Policy, by id; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many rows at most}
// columns:
//   id: {type: string, zh: 编号, detail: true, required: true, description: Id of the industry}
//   name: {type: string, zh: 产业, required: true, description: Canonical name}
//   documents: {type: integer, zh: 文件数, required: true, description: Number of policies that are about it}
//   regions: {type: list, zh: 地区, description: Chinese names of the regions they are for}
//   mentions: {type: json, zh: 原文, detail: true, description: "Where each says so: name as printed, tier, read_by, policy, quote, start, end"}
// ---
// An industry or technology field that a policy says it is about; what it only mentions is not here.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (i:Industry)<-[f:FOCUSES_ON]-(p:Policy)
WHERE i.id > $after AND ($id IS NULL OR i.id = $id) AND ($name IS NULL OR i.name CONTAINS $name) AND f.tier IN tiers
  AND ($policy IS NULL OR p.id = $policy) AND ($region IS NULL OR p.region = $region)
WITH DISTINCT tiers, i
ORDER BY i.id
LIMIT toInteger($limit)
MATCH (i)<-[f:FOCUSES_ON]-(p:Policy)
WHERE f.tier IN tiers
OPTIONAL MATCH (r:Region {id: p.region})
WITH i, f, p.id AS policy, r.name AS region
WITH *
ORDER BY policy, f.start
WITH i, count(DISTINCT policy) AS documents, collect(DISTINCT region) AS regions,
     collect({name: f.name, tier: f.tier, read_by: CASE WHEN f.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END,
              policy: policy, quote: f.quote, start: f.start, end: f.end}) AS mentions
RETURN i.id AS id, i.name AS name, documents, regions, mentions
ORDER BY id
