// Targets
// ---
// zh: 量化目标
// item: target
// parameters:
//   id: {type: string, required: false, example: "hubei-laser-2024#1@1", description: "Only the target with this id"}
//   after: {type: string, default: "", description: "Where the page begins: behind this id; empty for the first one"}
//   after_key: {type: number, required: false, description: "Where the page begins in the order asked for: sort_key of the row with the id given as after"}
//   metric: {type: string, many: true, required: false, description: "Words of which the metric holds at least one; all when not given"}
//   year: {type: integer, required: false, minimum: 1990, maximum: 2100, description: Year in which it falls due; all when not given}
//   region: {type: region, required: false, description: "Region whose policies count, by code or name; all when not given"}
//   policy: {type: policy, required: false, description: "Policy, by id; all when not given"}
//   industry: {type: string, required: false, description: "Industry that the policy is about, by name; all when not given"}
//   unit: {type: string, required: false, description: "Unit as printed or normalised, such as 亿元 or 元; all when not given"}
//   sort: {type: string, default: id, values: [id, year, -year], description: "Order: by id or by year, with - the latest first; without a year comes last"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many rows at most}
// columns:
//   id: {type: string, zh: 编号, required: true, description: "Id of the target: clause, @ and number"}
//   metric: {type: string, zh: 指标, required: true, description: "What is counted, in the document's words"}
//   op: {type: string, zh: 关系, required: true, values: [">=", "<=", "~", "="], description: "At least, at most, about, exactly"}
//   value: {type: number, zh: 数值, required: true, description: Number as printed; the lower one of a range}
//   value_max: {type: number, zh: 数值上限, detail: true, description: Upper number of a range}
//   unit: {type: string, zh: 单位, required: true, description: Unit as printed}
//   normal_value: {type: number, zh: 换算值, detail: true, description: "Derived: value in normal_unit"}
//   normal_value_max: {type: number, zh: 换算上限, detail: true, description: "Derived: upper number of a range in normal_unit"}
//   normal_unit: {type: string, zh: 换算单位, detail: true, description: "Derived: 元 for money, 1 for shares, else the unit without 万 or 亿"}
//   year: {type: integer, zh: 年份, description: Year printed for the target}
//   region: {type: string, zh: 地区, description: Chinese name of the region the policy is for}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   tier: {type: string, zh: 等级, required: true, values: [certain, likely, candidate], description: How sure the fact is}
//   read_by: {type: string, zh: 审读, required: true, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   confidence: {type: number, zh: 置信度, detail: true, description: "How often facts like it were right on documents left out, where measured"}
//   reviewed_by: {type: string, zh: 审读人, detail: true, description: Who vouches for it}
//   reviewed_on: {type: date, zh: 审读日期, detail: true, description: When}
//   verdict: {type: string, zh: 审读结论, detail: true, values: [confirm, correct, add], description: "Whether the machine read it so, otherwise, or not at all"}
//   policy: {type: string, zh: 文件, required: true, description: Id of the policy}
//   clause: {type: string, zh: 条款, required: true, description: "Printed number of the clause, empty before the first one"}
//   quote: {type: string, zh: 原文, required: true, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, required: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, required: true, description: Offset behind the quote}
//   sort_key: {type: number, zh: 排序值, detail: true, required: true, description: "Derived: what the rows are ordered by before their id"}
// ---
// Forward-looking quantified goals. Metric, scope and year of two targets may differ: side by side is not comparable.
// Achieved figures are no targets and are not here.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
OPTIONAL MATCH (:Industry {name: $industry})<-[f:FOCUSES_ON]-(q:Policy)
WHERE f.tier IN tiers
WITH tiers, collect(DISTINCT q.id) AS about
MATCH (p:Policy)
WHERE NOT coalesce(p.stub, false) AND ($policy IS NULL OR p.id = $policy) AND ($region IS NULL OR p.region = $region)
  AND ($industry IS NULL OR p.id IN about) AND ($id IS NULL OR $id STARTS WITH p.id)
WITH tiers, p.id AS policy, p.region AS region_code
MATCH (t:Target {policy: policy})
WHERE ($id IS NULL OR t.id = $id) AND t.tier IN tiers AND ($year IS NULL OR t.year = $year)
  AND ($unit IS NULL OR t.unit = $unit OR t.normal_unit = $unit)
  AND ($metric IS NULL OR size([w IN $metric WHERE t.metric CONTAINS w]) > 0)
WITH region_code, t, CASE $sort WHEN 'year' THEN coalesce(t.year, 9999) WHEN '-year' THEN -coalesce(t.year, 0) ELSE 0 END AS sort_key
WHERE ($after_key IS NULL AND t.id > $after) OR sort_key > $after_key OR (sort_key = $after_key AND t.id > $after)
WITH region_code, t, sort_key
ORDER BY sort_key, t.id
LIMIT toInteger($limit)
OPTIONAL MATCH (r:Region {id: region_code})
RETURN t.id AS id, t.metric AS metric, t.op AS op, t.value AS value, t.value_max AS value_max, t.unit AS unit,
       t.normal_value AS normal_value, t.normal_value_max AS normal_value_max, t.normal_unit AS normal_unit, t.year AS year,
       r.name AS region, r.id AS region_code,
       t.tier AS tier, CASE WHEN t.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       t.confidence AS confidence, t.reviewed AS reviewed_by, t.reviewed_on AS reviewed_on, t.verdict AS verdict,
       t.policy AS policy, t.clause AS clause, t.quote AS quote, t.start AS start, t.end AS end, sort_key
ORDER BY sort_key, id
