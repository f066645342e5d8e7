// Who leads the clauses on a topic
// ---
// zh: 按主题查牵头与责任单位
// parameters:
//   instruments: {type: instrument, many: true, example: talent-recruitment, description: "Instruments that make the topic, by code or label"}
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   policy: {type: string, zh: 文件, description: Id of the policy}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   title: {type: string, zh: 标题, description: Heading of the clause}
//   instruments_used: {type: list, zh: 工具代码, description: Which of the instruments the clause uses}
//   lead_state: {type: string, zh: 牵头状态, values: [stated, to be checked, not stated], description: "Whether a lead is printed for this very clause (being listed first is none); to be checked when only facts below the asked tier say so"}
//   lead: {type: list, zh: 牵头单位, description: Agencies printed as leading it}
//   responsible: {type: list, zh: 责任单位, description: "Other agencies printed as responsible, in the order of the text"}
//   duties: {type: json, zh: 原文, detail: true, description: "Each of them: agency (canonical), agency_id, name, role, quote, start, end, tier, read_by"}
// ---
// A clause is on the topic when a measure with one of the instruments counts there. Only what is printed for the clause
// itself is shown: no lead is taken from the order of a list or from the clause above.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
WHERE NOT coalesce(p.stub, false) AND ($region IS NULL OR r.id = $region)
MATCH (m:Measure {policy: p.id})<-[:DEPLOYS]-(c)
WHERE m.instrument IN $instruments AND m.tier IN tiers
WITH tiers, p, r, c, m
ORDER BY m.start, m.instrument
WITH tiers, p, r, c, collect(DISTINCT m.instrument) AS used
OPTIONAL MATCH (c)<-[d:LEADS|RESPONSIBLE_FOR]-(a:Agency)
WITH tiers, p, r, c, used, d, a
ORDER BY d.start, a.id
WITH tiers, p, r, c, used,
     collect(CASE WHEN d IS NULL THEN null ELSE
       {agency: a.name, agency_id: a.id, name: d.name, role: CASE WHEN type(d) = 'LEADS' THEN 'lead' ELSE 'responsible' END,
        quote: d.quote, start: d.start, end: d.end, tier: d.tier,
        read_by: CASE WHEN d.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END} END) AS duties
WITH p, r, c, used, [x IN duties WHERE x.tier IN tiers] AS duties, [x IN duties WHERE x.role = 'lead'] AS leads, tiers
WITH p, r, c, used, duties, size(leads) AS any_lead, [x IN leads WHERE x.tier IN tiers | x.name] AS lead
RETURN r.name AS region, r.id AS region_code, p.id AS policy, coalesce(c.path, '') AS clause,
       CASE WHEN c.path IS NULL THEN '' ELSE c.title END AS title, used AS instruments_used,
       CASE WHEN size(lead) > 0 THEN 'stated' WHEN any_lead > 0 THEN 'to be checked' ELSE 'not stated' END AS lead_state,
       lead, [x IN duties WHERE x.role = 'responsible' | x.name] AS responsible, duties
ORDER BY region_code, policy, coalesce(c.order, -1)
