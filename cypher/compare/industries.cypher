// Industries and regions: who is about what
// ---
// zh: 地区与产业对照
// parameters:
//   industry: {type: string, required: false, description: "Industry, by name; all when not given"}
//   regions: {type: region, many: true, required: false, description: "Regions, by code or name; all that have a policy when not given"}
//   shared_by: {type: integer, default: 1, minimum: 1, description: Least number of those regions whose policies are about the industry}
//   after: {type: string, default: "", description: "Where the page begins: behind the industry of this name; empty for the first one"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many industries at most}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   industry: {type: string, zh: 产业, required: true, description: Canonical name of the industry}
//   region: {type: string, zh: 地区, required: true, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, required: true, description: GB/T 2260 code}
//   state: {type: string, zh: 状态, required: true, values: [stated, to be checked, silent, unknown], description: "stated: a policy says that it is about it; to be checked: only facts below the asked tier say so; silent: all texts are full and none does; unknown: one of them is a summary or lacks annexes"}
//   mentions: {type: json, zh: 原文, detail: true, description: "Where policies say so: name as printed, tier, read_by, policy, quote, start, end"}
//   instruments: {type: list, zh: 工具代码, detail: true, description: Codes of the instruments that those policies use}
//   targets: {type: integer, zh: 目标数, required: true, description: Number of targets that those policies set}
// ---
// One row an industry and region. A policy's measures and targets are of the policy: whether one is for the industry
// alone is told by its words.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false) AND ($regions IS NULL OR r.id IN $regions)
WITH tiers, r.id AS code, r.name AS region, p.id AS policy, p.completeness AS completeness
OPTIONAL MATCH (m:Measure {policy: policy})
WHERE m.tier IN tiers
WITH tiers, code, region, policy, completeness, m.instrument AS instrument
ORDER BY instrument
WITH tiers, code, region, policy, completeness, collect(DISTINCT instrument) AS instruments
OPTIONAL MATCH (t:Target {policy: policy})
WHERE t.tier IN tiers
WITH tiers, code, region, policy, completeness, instruments, count(t) AS targets
OPTIONAL MATCH (:Policy {id: policy})-[f:FOCUSES_ON]->(i:Industry)
WHERE $industry IS NULL OR i.name = $industry
WITH tiers, code, region, policy, completeness, instruments, targets, f, i
ORDER BY f.start
WITH tiers, code, region, policy, completeness, instruments, targets,
     collect(CASE WHEN f IS NULL THEN null ELSE
       {industry: i.name, name: f.name, tier: f.tier, counts: f.tier IN tiers,
        read_by: CASE WHEN f.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END,
        policy: policy, quote: f.quote, start: f.start, end: f.end} END) AS found
ORDER BY policy
WITH code, region, collect({policy: policy, instruments: instruments, targets: targets, found: found}) AS read,
     CASE WHEN sum(CASE WHEN completeness <> 'full' THEN 1 ELSE 0 END) > 0 THEN 'unknown' ELSE 'silent' END AS nothing
WITH code, region, read, nothing, reduce(all = [], text IN read | all + text.found) AS found
WITH collect({code: code, region: region, read: read, found: found, nothing: nothing}) AS places
UNWIND places AS place
UNWIND place.found AS one
WITH places, place.code AS code, one.industry AS industry, one.counts AS counts
WITH places, industry, count(DISTINCT CASE WHEN counts THEN code END) AS stated
WHERE industry > $after AND (stated >= $shared_by OR $shared_by = 1)
WITH places, industry
ORDER BY industry
LIMIT toInteger($limit)
UNWIND places AS place
WITH industry, place, [x IN place.found WHERE x.industry = industry] AS found
WITH industry, place, found, [x IN found WHERE x.counts] AS counted
WITH industry, place, counted, CASE WHEN size(counted) > 0 THEN counted ELSE found END AS shown
WITH industry, place, counted, shown, [x IN shown | x.policy] AS policies
RETURN industry, place.region AS region, place.code AS region_code,
       CASE WHEN size(counted) > 0 THEN 'stated' WHEN size(shown) > 0 THEN 'to be checked' ELSE place.nothing END AS state,
       [x IN shown | {name: x.name, tier: x.tier, read_by: x.read_by, policy: x.policy, quote: x.quote, start: x.start,
                      end: x.end}] AS mentions,
       reduce(all = [], text IN [x IN place.read WHERE x.policy IN policies] |
         all + [code IN text.instruments WHERE NOT code IN all]) AS instruments,
       reduce(sum = 0, text IN [x IN place.read WHERE x.policy IN policies] | sum + text.targets) AS targets
ORDER BY industry, region_code
