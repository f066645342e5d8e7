// Policies
// ---
// zh: 政策文件
// item: policy
// parameters:
//   id: {type: string, required: false, example: hubei-laser-2024, description: "Only the policy with this id"}
//   after: {type: string, default: "", description: "Where the page begins: behind this id; empty for the first one"}
//   after_key: {type: number, required: false, description: "Where the page begins in the order asked for: sort_key of the row with the id given as after"}
//   region: {type: region, required: false, description: "Region they are for, by code or name; all when not given"}
//   below: {type: boolean, default: false, description: Whether policies of the regions below that region count too}
//   doc_type: {type: string, required: false, description: "Kind of document as printed, such as 行动计划; all when not given"}
//   issued_from: {type: date, required: false, description: First day of issue; all when not given}
//   issued_to: {type: date, required: false, description: Last day of issue; all when not given}
//   completeness: {type: string, required: false, values: [full, summary, annex-missing], description: How much of the document the text holds; all when not given}
//   industry: {type: string, required: false, description: "Industry that they are about, by name; all when not given"}
//   sort: {type: string, default: id, values: [id, issued_on, -issued_on, period_end, -period_end], description: "Order: by id, day of issue or end of the period; with - the latest first; what is not printed comes last"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many rows at most}
// columns:
//   id: {type: string, zh: 文件, required: true, description: Id of the policy}
//   title: {type: string, zh: 标题, description: Title as printed}
//   doc_number: {type: string, zh: 文号, description: Document number as printed}
//   doc_type: {type: string, zh: 文种, description: Kind of document as printed}
//   issuer: {type: string, zh: 发文机关, description: "Issuing body as printed; joint issuers joined by 、"}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code of the region it is for}
//   region: {type: string, zh: 地区, description: Its Chinese name}
//   issued_on: {type: date, zh: 成文日期, description: "Day of signature or issue, ISO 8601"}
//   period_start: {type: integer, zh: 规划期初, description: First year of the period it prints for itself or its goals}
//   period_end: {type: integer, zh: 规划期末, description: Last year of that period}
//   completeness: {type: string, zh: 完整性, values: [full, summary, annex-missing], description: How much of the document the text holds}
//   industries: {type: list, zh: 产业, description: Industries that it is about}
//   reviewed_by: {type: list, zh: 审读人, detail: true, description: Who judged facts of it; empty where only the machine read it}
//   sort_key: {type: number, zh: 排序值, detail: true, required: true, description: "Derived: what the rows are ordered by before their id"}
// ---
// What a policy says of itself; empty where it is not printed. Policies that are only cited are not here.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
OPTIONAL MATCH (:Region {id: $region})<-[:PART_OF*1..5]-(b:Region)
WHERE $below
WITH tiers, collect(DISTINCT b.id) AS below
OPTIONAL MATCH (:Industry {name: $industry})<-[f:FOCUSES_ON]-(q:Policy)
WHERE f.tier IN tiers
WITH tiers, below, collect(DISTINCT q.id) AS about
MATCH (p:Policy)
WHERE NOT coalesce(p.stub, false) AND ($id IS NULL OR p.id = $id)
  AND ($region IS NULL OR p.region = $region OR p.region IN below)
  AND ($doc_type IS NULL OR p.doc_type = $doc_type)
  AND ($issued_from IS NULL OR p.issued_on >= $issued_from) AND ($issued_to IS NULL OR p.issued_on <= $issued_to)
  AND ($completeness IS NULL OR p.completeness = $completeness)
  AND ($industry IS NULL OR p.id IN about)
WITH tiers, p.id AS id, p.title AS title, p.doc_number AS doc_number, p.doc_type AS doc_type, p.issuer AS issuer,
     p.region AS region_code, p.issued_on AS issued_on, p.period_start AS period_start, p.period_end AS period_end,
     p.completeness AS completeness, coalesce(p.reviewed_by, []) AS reviewed_by,
     CASE $sort WHEN 'issued_on' THEN coalesce(toInteger(replace(p.issued_on, '-', '')), 99999999)
                WHEN '-issued_on' THEN coalesce(-toInteger(replace(p.issued_on, '-', '')), 0)
                WHEN 'period_end' THEN coalesce(p.period_end, 99999999)
                WHEN '-period_end' THEN coalesce(-p.period_end, 0)
                ELSE 0 END AS sort_key
WHERE ($after_key IS NULL AND id > $after) OR sort_key > $after_key OR (sort_key = $after_key AND id > $after)
WITH tiers, id, title, doc_number, doc_type, issuer, region_code, issued_on, period_start, period_end, completeness,
     reviewed_by, sort_key
ORDER BY sort_key, id
LIMIT toInteger($limit)
OPTIONAL MATCH (r:Region {id: region_code})
OPTIONAL MATCH (:Policy {id: id})-[f:FOCUSES_ON]->(i:Industry)
WHERE f.tier IN tiers
WITH id, title, doc_number, doc_type, issuer, region_code, r, issued_on, period_start, period_end, completeness,
     reviewed_by, sort_key, i
ORDER BY i.name
RETURN id, title, doc_number, doc_type, issuer, region_code, r.name AS region, issued_on, period_start, period_end,
       completeness, collect(DISTINCT i.name) AS industries, reviewed_by, sort_key
ORDER BY sort_key, id
