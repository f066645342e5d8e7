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
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   state:
//     type: string
//     zh: 状态
//     values: [funded, provided, facilitated, encouraged, to be checked, silent, unknown]
//     description: "The strongest mode over the region's policies; to be checked when only facts below the asked tier say so; with none unknown when one of its texts is a summary or lacks annexes, else silent"
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: "How sure the measure is that the row rests on; empty without one"}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for that measure, in a row without one for all of the region's texts; else the machine alone read it"}
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
//   duty_tier: {type: string, zh: 职责等级, detail: true, values: [certain, likely, candidate], description: The least sure of the agencies named in the row; empty where none is}
//   reviewed_by: {type: string, zh: 审读人, detail: true, description: Who vouches for the measure}
//   also: {type: json, zh: 其他条款, detail: true, description: "The other measures with this instrument: those that count first, strongest first, each with its tier"}
// ---
// One row for each region that has a policy. State, policy, clause and quote are those of the strongest
// measure (funds, provides, facilitates, encourages); among equals the latest issue comes first, then the
// order of clauses. Measures below the asked tier make no state: where nothing else is there the row is to be
// checked and shows them (a candidate that was not loaded: its policy alone). Measures that a document only recalls count, their act says so. Nothing is inferred:
// an agency or an amount that is not printed stays empty. No rows at all: there is no such instrument.
WITH replace(replace(toLower($instrument), '（', '('), '）', ')') AS wanted,
     CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (i:Instrument)
WHERE wanted IN i.aliases
WITH tiers, i
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false)
OPTIONAL MATCH (m:Measure {policy: p.id, instrument: i.id})<-[:DEPLOYS]-(c)
WITH tiers, r, m, c, p.id AS policy, coalesce(p.issued_on, '') AS issued, p.period_end AS until, p.completeness AS completeness,
     CASE WHEN i.id IN coalesce(p.candidate_instruments, []) THEN p.id END AS may,
     CASE WHEN 'measure' IN coalesce(p.reviewed_kinds, []) THEN 0 ELSE 1 END AS unread
OPTIONAL MATCH (c)<-[l:LEADS]-(:Agency)
WITH tiers, r, policy, issued, until, completeness, may, unread, c, m, l
ORDER BY l.start, l.name
WITH tiers, r, policy, issued, until, completeness, may, unread, c, m, collect(l.name) AS lead, collect(l.tier) AS lead_tiers
OPTIONAL MATCH (c)<-[d:RESPONSIBLE_FOR]-(:Agency)
WITH tiers, r, policy, issued, until, completeness, may, unread, c, m, lead, lead_tiers, d
ORDER BY d.start, d.name
WITH tiers, r, policy, issued, until, completeness, may, unread, c, m, lead, lead_tiers, collect(d.name) AS responsible,
     collect(d.tier) AS other_tiers
WITH r, policy, issued, until, completeness, may, unread, coalesce(c.order, -1) AS place, m, lead, responsible,
     lead_tiers + other_tiers AS duty_tiers,
     CASE WHEN m.tier IN tiers THEN 1 ELSE 0 END AS counts,
     CASE m.mode WHEN 'funds' THEN 4 WHEN 'provides' THEN 3 WHEN 'facilitates' THEN 2 WHEN 'encourages' THEN 1 ELSE 0 END AS strength
ORDER BY counts DESC, strength DESC, issued DESC, place, policy, m.id
WITH r,
     collect(CASE WHEN m IS NULL THEN null ELSE {
       counts: counts, strength: strength, policy: policy, clause: m.clause, mode: m.mode, act: m.act, rate: m.rate,
       cap_yuan: m.cap_yuan, amounts: m.amounts, lead: lead, responsible: responsible, quote: m.quote,
       start: m.start, end: m.end, period_end: until, tier: m.tier, reviewed: m.reviewed,
       duty_tier: CASE WHEN size(duty_tiers) = 0 THEN null WHEN 'candidate' IN duty_tiers THEN 'candidate'
                       WHEN 'likely' IN duty_tiers THEN 'likely' ELSE 'certain' END} END) AS found,
     min(may) AS maybe,
     collect(DISTINCT completeness) AS completeness,
     max(until) AS horizon,
     sum(CASE WHEN until IS NULL THEN 1 ELSE 0 END) AS undated,
     sum(unread) AS unread
WITH r, found, maybe, completeness, horizon, undated, unread, found[0] AS best
WITH r, found, best, maybe, unread,
     CASE WHEN best IS NULL THEN horizon ELSE best.period_end END AS period_end,
     CASE WHEN best.counts = 1 THEN ['encouraged', 'facilitated', 'provided', 'funded'][best.strength - 1]
          WHEN best IS NOT NULL OR maybe IS NOT NULL THEN 'to be checked'
          WHEN size([x IN completeness WHERE x <> 'full']) > 0 THEN 'unknown'
          ELSE 'silent' END AS state,
     best IS NULL AND undated > 0 AS open_ended,
     CASE WHEN best.counts = 1 THEN best.strength + 1 WHEN best IS NOT NULL OR maybe IS NOT NULL THEN 1 ELSE 0 END AS standing
RETURN r.name AS region, r.id AS region_code, state,
       CASE WHEN best IS NOT NULL THEN best.tier WHEN maybe IS NOT NULL THEN 'candidate' END AS tier,
       CASE WHEN best IS NOT NULL AND best.reviewed IS NOT NULL THEN 'reviewed'
            WHEN best IS NULL AND unread = 0 THEN 'reviewed'
            ELSE 'machine' END AS read_by,
       coalesce(best.policy, maybe) AS policy, best.clause AS clause, best.mode AS mode, best.act AS act,
       best.rate AS rate, best.cap_yuan AS cap_yuan, coalesce(best.amounts, []) AS amounts,
       coalesce(best.lead, []) AS lead, coalesce(best.responsible, []) AS responsible,
       best.quote AS quote, best.start AS start, best.end AS end,
       period_end,
       CASE WHEN period_end IS NULL THEN 'unknown'
            WHEN period_end >= date($as_of).year THEN 'false'
            WHEN open_ended THEN 'unknown'
            ELSE 'true' END AS ended,
       best.duty_tier AS duty_tier, best.reviewed AS reviewed_by,
       [x IN found[1..] | {policy: x.policy, clause: x.clause, mode: x.mode, act: x.act, rate: x.rate,
                            cap_yuan: x.cap_yuan, amounts: x.amounts, lead: x.lead, responsible: x.responsible,
                            quote: x.quote, start: x.start, end: x.end, period_end: x.period_end,
                            tier: x.tier, reviewed_by: x.reviewed}] AS also
ORDER BY standing DESC, region_code
