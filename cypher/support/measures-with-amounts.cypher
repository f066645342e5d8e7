// Measures with a printed amount or rate
// ---
// zh: 写明金额或比例的措施
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   instrument: {type: instrument, required: false, description: "Instrument of policy, by code or label; all when not given"}
//   mode: {type: string, required: false, values: [funds, provides, facilitates, encourages], description: How the clause uses the instrument; all when not given}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   instrument: {type: string, zh: 工具代码, detail: true, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, description: Chinese name of the instrument}
//   mode: {type: string, zh: 方式, values: [funds, provides, facilitates, encourages], description: How the clause uses the instrument}
//   act: {type: string, zh: 性质, values: [commits, recalls], description: "New in this document, or already in force"}
//   rate: {type: number, zh: 比例, description: "Rate as a fraction, when exactly one is printed"}
//   cap_yuan: {type: number, zh: 上限（元）, description: Highest printed ceiling in yuan}
//   amounts: {type: json, zh: 金额, description: "Every printed amount: type (cap, amount, rate, budget, fund-size), value in yuan or as a fraction, per, basis, condition"}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure the fact is}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
// ---
// Money in yuan, rates as fractions. Budgets and sizes of funds are listed with their type: they are no subsidies.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (i:Instrument)<-[:OF_TYPE]-(m:Measure)<-[:DEPLOYS]-(c)
WHERE size(m.amounts) > 0 AND m.tier IN tiers
  AND ($instrument IS NULL OR replace(replace(toLower($instrument), '（', '('), '）', ')') IN i.aliases)
  AND ($mode IS NULL OR m.mode = $mode)
MATCH (p:Policy {id: m.policy})
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH r, p, c, m, i
WHERE $region IS NULL OR r.id = $region
RETURN r.name AS region, r.id AS region_code, p.id AS policy, m.clause AS clause,
       i.id AS instrument, i.zh AS instrument_zh, m.mode AS mode, m.act AS act,
       m.rate AS rate, m.cap_yuan AS cap_yuan, m.amounts AS amounts,
       m.tier AS tier, CASE WHEN m.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       m.quote AS quote, m.start AS start, m.end AS end
ORDER BY region_code, policy, coalesce(c.order, -1), start, m.id
