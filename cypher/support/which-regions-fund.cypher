// Which regions support an instrument of policy, and how
// ---
// zh: 哪些地区扶持某类政策工具
// parameters:
//   instrument:
//     type: instrument
//     default: first-of-kind
//     description: "Instrument of policy, by code or label (first-of-kind, 首台套, 首台（套）)"
//   as_of:
//     type: date
//     default: today
//     description: Day against which the end of a policy's period is held
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   state:
//     type: string
//     zh: 状态
//     values: [funded, provided, facilitated, encouraged, silent, unknown]
//     description: "The strongest mode over the region's policies; with no measure unknown when one of its texts is a summary or lacks annexes, else silent"
//   policy: {type: string, zh: 文件, description: Policy of the strongest measure}
//   clause: {type: string, zh: 条款, description: "Printed number of its clause, from the outermost in"}
//   mode: {type: string, zh: 方式, detail: true, values: [funds, provides, facilitates, encourages], description: How the clause uses the instrument}
//   act: {type: string, zh: 性质, detail: true, values: [commits, recalls], description: "New in this document, or policy already in force that it describes"}
//   rate: {type: number, zh: 比例, detail: true, description: "Rate as a fraction, where printed"}
//   cap_yuan: {type: number, zh: 上限（元）, detail: true, description: "Ceiling in yuan, where printed"}
//   amounts: {type: json, zh: 金额, description: "Every printed amount: type, value, per, basis, condition"}
//   lead: {type: list, zh: 牵头单位, description: "Agencies printed as leading this very clause; empty where none is printed"}
//   responsible: {type: list, zh: 责任单位, detail: true, description: Other agencies printed as responsible for this very clause}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: "Offset behind the quote: text[start:end] is the quote"}
//   period_end: {type: integer, zh: 规划期末, detail: true, description: "Last year of the policy's period, where printed; in a row without a measure the latest of the region's policies"}
//   ended: {type: string, zh: 规划期已过, values: ["true", "false", "unknown"], description: "Whether that period is over on as_of; it is the period of the policy's own goals, not its validity as law"}
//   also: {type: json, zh: 其他条款, detail: true, description: "The other measures with this instrument, strongest first"}
// ---
// One row for each region that has a policy. State, policy, clause and quote are those of the strongest
// measure (funds, provides, facilitates, encourages); among equals the latest issue comes first, then the
// order of clauses. Measures that a document only recalls count, their act says so. Nothing is inferred:
// an agency or an amount that is not printed stays empty. No rows at all: there is no such instrument.
WITH replace(replace(toLower($instrument), '（', '('), '）', ')') AS wanted
MATCH (i:Instrument)
WHERE wanted IN i.aliases
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false)
OPTIONAL MATCH (p)-[:HAS_CLAUSE*0..8]->(c)-[:DEPLOYS]->(m:Measure {instrument: i.id})
OPTIONAL MATCH (c)<-[l:LEADS]-(:Agency)
WITH r, p, c, m, l
ORDER BY l.start, l.name
WITH r, p, c, m, collect(l.name) AS lead
OPTIONAL MATCH (c)<-[d:RESPONSIBLE_FOR]-(:Agency)
WITH r, p, c, m, lead, d
ORDER BY d.start, d.name
WITH r, p, c, m, lead, collect(d.name) AS responsible
WITH r, p, c, m, lead, responsible,
     CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 WHEN 'encourages' THEN 1 ELSE 0 END AS strength
ORDER BY strength DESC, coalesce(p.issued_on, '') DESC, coalesce(c.order, -1), p.id, m.id
WITH r,
     collect(CASE WHEN m IS NULL THEN null ELSE {
       strength: strength, policy: p.id, clause: m.clause, mode: m.mode, act: m.act, rate: m.rate, cap_yuan: m.cap_yuan,
       amounts: m.amounts, lead: lead, responsible: responsible, quote: m.quote, start: m.start, end: m.end,
       period_end: p.period_end} END) AS found,
     collect(DISTINCT p.completeness) AS completeness,
     max(p.period_end) AS horizon,
     sum(CASE WHEN p.period_end IS NULL THEN 1 ELSE 0 END) AS undated
WITH r, found, completeness, horizon, undated, found[0] AS best
WITH r, found, best,
     CASE WHEN best IS NULL THEN horizon ELSE best.period_end END AS period_end,
     CASE WHEN best IS NOT NULL THEN ['encouraged', 'facilitated', 'provided', 'funded'][best.strength - 1]
          WHEN size([x IN completeness WHERE x <> 'full']) > 0 THEN 'unknown'
          ELSE 'silent' END AS state,
     best IS NULL AND undated > 0 AS open_ended,
     coalesce(best.strength, 0) AS strength
RETURN r.name AS region, r.id AS region_code, state,
       best.policy AS policy, best.clause AS clause, best.mode AS mode, best.act AS act,
       best.rate AS rate, best.cap_yuan AS cap_yuan, coalesce(best.amounts, []) AS amounts,
       coalesce(best.lead, []) AS lead, coalesce(best.responsible, []) AS responsible,
       best.quote AS quote, best.start AS start, best.end AS end,
       period_end,
       CASE WHEN period_end IS NULL THEN 'unknown'
            WHEN period_end >= date($as_of).year THEN 'false'
            WHEN open_ended THEN 'unknown'
            ELSE 'true' END AS ended,
       [x IN found[1..] | {policy: x.policy, clause: x.clause, mode: x.mode, act: x.act, rate: x.rate,
                            cap_yuan: x.cap_yuan, amounts: x.amounts, lead: x.lead, responsible: x.responsible,
                            quote: x.quote, start: x.start, end: x.end, period_end: x.period_end}] AS also
ORDER BY strength DESC, region_code
