// Policies of a region and those of the regions above it
// ---
// zh: 下级文件与上级文件的关系
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   above: {type: string, zh: 上级文件, description: Id of a policy of a region that holds this one}
//   above_region: {type: string, zh: 上级地区, description: Chinese name of that region}
//   cites: {type: string, zh: 是否引用, values: ["true", "false"], description: "Whether the text names the policy above in 《》"}
//   link: {type: string, zh: 关系依据, values: [cited, confirmed, inferred, region only], description: "cited: by title in the text; confirmed: known from plan.yaml as certain; inferred: from a common industry or an unconfirmed relation of plan.yaml; region only: nothing but the regions joins them"}
//   kind: {type: string, zh: 关系, values: [implements, succeeds, answers, amends, related], description: "Kind of the relation in plan.yaml, where there is one"}
//   note: {type: string, zh: 说明, description: What plan.yaml knows of it}
//   shared: {type: list, zh: 共同产业, description: "Derived: industries that both are about, by name"}
// ---
// That a city lies in a province does not make its plan an answer to the province's: without a citation it is inferred.
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)-[:PART_OF*1..4]->(u:Region)<-[:APPLIES_TO]-(q:Policy)
WHERE NOT coalesce(p.stub, false) AND NOT coalesce(q.stub, false) AND ($region IS NULL OR r.id = $region)
OPTIONAL MATCH (p)-[k:CITES]->(q)
OPTIONAL MATCH (p)-[o:RELATED_TO]->(q)
WITH r.name AS region, r.id AS region_code, p.id AS policy, q.id AS above, u.name AS above_region,
     count(k) AS cited, collect(o)[0] AS known
WITH region, region_code, policy, above, above_region, cited, known IS NOT NULL AS related, known.status AS status,
     known.kind AS kind, known.note AS note
OPTIONAL MATCH (:Policy {id: policy})-[:FOCUSES_ON]->(f:Industry)<-[:FOCUSES_ON]-(:Policy {id: above})
WITH region, region_code, policy, above, above_region, cited, related, status, kind, note, f.name AS focus
ORDER BY focus
WITH region, region_code, policy, above, above_region, cited, related, status, kind, note,
     collect(DISTINCT focus) AS shared
RETURN region, region_code, policy, above, above_region,
       CASE WHEN cited > 0 THEN 'true' ELSE 'false' END AS cites,
       CASE WHEN cited > 0 THEN 'cited' WHEN status = 'confirmed' THEN 'confirmed'
            WHEN related OR size(shared) > 0 THEN 'inferred' ELSE 'region only' END AS link,
       kind, note, shared
ORDER BY region_code, policy, above
