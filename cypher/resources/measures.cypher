// Measures
// ---
// zh: 政策措施
// item: measure
// parameters:
//   id: {type: string, required: false, example: "hubei-laser-2024#6/19!first-of-kind", description: "Only the measure with this id"}
//   after: {type: string, default: "", description: "Where the page begins: behind this id; empty for the first one"}
//   after_key: {type: number, required: false, description: "Where the page begins in the order asked for: sort_key of the row with the id given as after"}
//   instrument: {type: instrument, many: true, required: false, description: "Instruments, by code or label; all when not given"}
//   group: {type: string, required: false, values: [fiscal, finance, innovation, talent, space, market, enterprise, governance], description: Group of the taxonomy; all when not given}
//   family: {type: string, required: false, values: [supply, environment, demand], description: "Family of instruments (Rothwell and Zegveld); all when not given"}
//   mode: {type: string, required: false, values: [funds, provides, facilitates, encourages], description: How the clause uses the instrument; all when not given}
//   act: {type: string, required: false, values: [commits, recalls], description: "New in that document, or already in force; both when not given"}
//   region: {type: region, required: false, description: "Region whose policies count, by code or name; all when not given"}
//   policy: {type: policy, required: false, description: "Policy, by id; all when not given"}
//   min_cap: {type: number, required: false, minimum: 0, description: Least ceiling in yuan; measures without a printed one are left out}
//   max_cap: {type: number, required: false, minimum: 0, description: Largest ceiling in yuan; measures without a printed one are left out}
//   min_rate: {type: number, required: false, minimum: 0, description: "Least rate as a fraction; measures without exactly one printed are left out"}
//   max_rate: {type: number, required: false, minimum: 0, description: "Largest rate as a fraction; measures without exactly one printed are left out"}
//   has_amount: {type: boolean, required: false, description: "Whether an amount, rate, budget or size of a fund is printed; either when not given"}
//   agency: {type: agency, required: false, description: "Agency with a duty for the clause, by any of its names; all when not given"}
//   industry: {type: string, required: false, description: "Industry that the policy is about, by name; all when not given"}
//   sort: {type: string, default: id, values: [id, -cap_yuan, -rate], description: "Order: by id, or the largest ceiling or rate first; without one comes last"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
//   limit: {type: integer, default: 100, minimum: 1, maximum: 1000, description: How many rows at most}
// columns:
//   id: {type: string, zh: 编号, required: true, description: "Id of the measure: clause, ! and code of the instrument"}
//   instrument: {type: string, zh: 工具代码, required: true, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, required: true, description: Chinese name of the instrument}
//   instrument_en: {type: string, zh: 英文名, detail: true, required: true, description: English name of the instrument}
//   group: {type: string, zh: 类别, required: true, description: Group of the taxonomy}
//   family: {type: string, zh: 族, detail: true, required: true, values: [supply, environment, demand], description: Family of instruments (Rothwell and Zegveld)}
//   mode: {type: string, zh: 方式, required: true, values: [funds, provides, facilitates, encourages], description: How the clause uses the instrument}
//   act: {type: string, zh: 性质, required: true, values: [commits, recalls], description: "New in this document, or already in force"}
//   rate: {type: number, zh: 比例, description: "Rate as a fraction, when exactly one is printed"}
//   cap_yuan: {type: number, zh: 上限（元）, description: Highest printed ceiling in yuan}
//   amounts: {type: json, zh: 金额, description: "Every printed amount: type (cap, amount, rate, budget, fund-size), value in yuan or as a fraction, per, basis, condition"}
//   lead: {type: list, zh: 牵头单位, description: Agencies printed as leading the clause}
//   responsible: {type: list, zh: 责任单位, detail: true, description: Other agencies printed as responsible for it}
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
// One row an instrument and clause. An agency stands here when it is printed for this very clause; none is inferred.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
OPTIONAL MATCH (:Industry {name: $industry})<-[f:FOCUSES_ON]-(q:Policy)
WHERE f.tier IN tiers
WITH tiers, collect(DISTINCT q.id) AS about
OPTIONAL MATCH (a:Agency {name: $agency})-[d:LEADS|RESPONSIBLE_FOR]->(h)-[:DEPLOYS]->(n:Measure)
WHERE d.tier IN tiers
WITH tiers, about, collect(DISTINCT n.id) AS of_agency
MATCH (i:Instrument)
WHERE ($instrument IS NULL OR i.id IN $instrument) AND ($group IS NULL OR i.group = $group)
  AND ($family IS NULL OR i.family = $family)
WITH tiers, about, of_agency, collect(i.id) AS codes
MATCH (p:Policy)
WHERE NOT coalesce(p.stub, false) AND ($policy IS NULL OR p.id = $policy) AND ($region IS NULL OR p.region = $region)
  AND ($industry IS NULL OR p.id IN about) AND ($id IS NULL OR $id STARTS WITH p.id)
WITH tiers, of_agency, codes, p.id AS policy, p.region AS region_code
MATCH (m:Measure {policy: policy})
WHERE ($id IS NULL OR m.id = $id) AND m.instrument IN codes AND m.tier IN tiers AND ($mode IS NULL OR m.mode = $mode)
  AND ($act IS NULL OR m.act = $act) AND ($agency IS NULL OR m.id IN of_agency)
  AND ($min_cap IS NULL OR m.cap_yuan >= $min_cap) AND ($max_cap IS NULL OR m.cap_yuan <= $max_cap)
  AND ($min_rate IS NULL OR m.rate >= $min_rate) AND ($max_rate IS NULL OR m.rate <= $max_rate)
  AND ($has_amount IS NULL OR (size(m.amounts) > 0) = $has_amount)
WITH tiers, region_code, m,
     CASE $sort WHEN '-cap_yuan' THEN -coalesce(m.cap_yuan, -1.0) WHEN '-rate' THEN -coalesce(m.rate, -1.0) ELSE 0.0 END AS sort_key
WHERE ($after_key IS NULL AND m.id > $after) OR sort_key > $after_key OR (sort_key = $after_key AND m.id > $after)
WITH tiers, region_code, m, sort_key
ORDER BY sort_key, m.id
LIMIT toInteger($limit)
MATCH (i:Instrument {id: m.instrument})
OPTIONAL MATCH (r:Region {id: region_code})
OPTIONAL MATCH (m)<-[:DEPLOYS]-(c)<-[d:LEADS|RESPONSIBLE_FOR]-(a:Agency)
WHERE d.tier IN tiers
WITH i, m, sort_key, r, d, a.id AS agency
WITH *
ORDER BY d.start, agency
WITH i, m, sort_key, r, collect(CASE WHEN type(d) = 'LEADS' THEN d.name END) AS lead,
     collect(CASE WHEN type(d) = 'RESPONSIBLE_FOR' THEN d.name END) AS responsible
RETURN m.id AS id, i.id AS instrument, i.zh AS instrument_zh, i.en AS instrument_en, i.group AS group, i.family AS family,
       m.mode AS mode, m.act AS act, m.rate AS rate, m.cap_yuan AS cap_yuan, m.amounts AS amounts, lead, responsible,
       r.name AS region, r.id AS region_code,
       m.tier AS tier, CASE WHEN m.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       m.confidence AS confidence, m.reviewed AS reviewed_by, m.reviewed_on AS reviewed_on, m.verdict AS verdict,
       m.policy AS policy, m.clause AS clause, m.quote AS quote, m.start AS start, m.end AS end, sort_key
ORDER BY sort_key, id
