// Regions
// ---
// zh: 地区
// item: region
// parameters:
//   id: {type: string, required: false, example: "420000", description: "Only the region with this code"}
//   after: {type: string, default: "", description: "Where the page begins: behind this code; empty for the first one"}
//   part_of: {type: region, required: false, description: "Region that holds them, at whatever depth, by code or name; all when not given"}
//   level: {type: string, required: false, values: [country, province, prefecture, county, town, zone], description: Level of the division; all when not given}
//   with_policies: {type: boolean, default: true, description: "Only regions that a loaded policy is for; false: also those above them and those of agencies"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many rows at most}
// columns:
//   code: {type: string, zh: 代码, required: true, description: "GB/T 2260 code; of a zone the code of its division and a Latin name"}
//   name: {type: string, zh: 名称, required: true, description: "Full name: 湖北省, 中山市"}
//   short: {type: string, zh: 简称, required: true, description: "Without the ending of its level: 湖北, 中山"}
//   en: {type: string, zh: 英文名, description: "Name in English, where our table has one"}
//   level: {type: string, zh: 级别, required: true, values: [country, province, prefecture, county, town, zone], description: Level of the division}
//   part_of: {type: string, zh: 上级代码, description: Code of the region above}
//   policies: {type: integer, zh: 文件数, required: true, description: Number of loaded policies that are for this very region}
// ---
// In the order of the codes. A region given by its code is shown with or without policies.
OPTIONAL MATCH (:Region {id: $part_of})<-[:PART_OF*1..5]-(b:Region)
WITH collect(DISTINCT b.id) AS below
MATCH (r:Region)
WHERE r.id > $after AND ($id IS NULL OR r.id = $id) AND ($level IS NULL OR r.level = $level)
  AND ($part_of IS NULL OR r.id IN below)
OPTIONAL MATCH (r)<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false)
WITH r, count(p) AS policies
WHERE policies > 0 OR NOT $with_policies OR $id IS NOT NULL
WITH r, policies
ORDER BY r.id
LIMIT toInteger($limit)
OPTIONAL MATCH (r)-[:PART_OF]->(above:Region)
RETURN r.id AS code, r.name AS name, r.short AS short, r.en AS en, r.level AS level, above.id AS part_of, policies
ORDER BY code
