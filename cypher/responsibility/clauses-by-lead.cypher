// The clauses of a policy with who leads each
// ---
// zh: 一份文件各条款的牵头单位
// parameters:
//   policy: {type: policy, example: hubei-laser-2024, description: "Policy, by id"}
//   agency: {type: agency, required: false, description: "Agency that leads, by any of its names; all clauses when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   title: {type: string, zh: 标题, description: Heading of the clause}
//   lead_state: {type: string, zh: 牵头状态, values: [stated, to be checked, not stated, no duty printed], description: "stated: a lead is printed for this clause; to be checked: only facts below the asked tier say so; not stated: bodies are responsible and none leads; no duty printed: no body is named for it"}
//   lead: {type: list, zh: 牵头单位, description: Agencies printed as leading it}
//   responsible: {type: list, zh: 责任单位, description: Other agencies printed as responsible}
//   duties: {type: json, zh: 原文, detail: true, description: "Each of them: agency (canonical), name, role, quote, start, end, tier, read_by"}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the clause's printed number}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the clause with all below it}
// ---
// Every numbered clause in the order of the text, those above others among them.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (c:Clause {policy: $policy})
OPTIONAL MATCH (c)<-[d:LEADS|RESPONSIBLE_FOR]-(a:Agency)
WITH tiers, c, d, a
ORDER BY d.start, a.id
WITH tiers, c,
     collect(CASE WHEN d IS NULL THEN null ELSE
       {agency: a.name, name: d.name, role: CASE WHEN type(d) = 'LEADS' THEN 'lead' ELSE 'responsible' END,
        quote: d.quote, start: d.start, end: d.end, tier: d.tier,
        read_by: CASE WHEN d.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END} END) AS duties
WITH tiers, c, [x IN duties WHERE x.tier IN tiers] AS duties, [x IN duties WHERE x.role = 'lead'] AS every_lead
WITH c, duties, size(every_lead) AS any_lead, [x IN every_lead WHERE x.tier IN tiers] AS leads
WHERE $agency IS NULL OR $agency IN [x IN leads | x.agency]
RETURN c.path AS clause, c.title AS title,
       CASE WHEN size(leads) > 0 THEN 'stated' WHEN any_lead > 0 THEN 'to be checked' WHEN size(duties) > 0 THEN 'not stated' ELSE 'no duty printed' END AS lead_state,
       [x IN leads | x.name] AS lead, [x IN duties WHERE x.role = 'responsible' | x.name] AS responsible, duties,
       c.start AS start, c.end AS end
ORDER BY c.order
