// What a region's policies do not use
// ---
// zh: 某地文件未涉及的政策工具
// parameters:
//   region: {type: region, example: "441900", description: "Region, by code or name"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   group: {type: string, zh: 类别, description: Group of the taxonomy}
//   instrument: {type: string, zh: 工具代码, description: Code of the instrument}
//   instrument_zh: {type: string, zh: 政策工具, description: Chinese name of the instrument}
//   state: {type: string, zh: 状态, values: [to be checked, silent, unknown], description: "silent: all texts were read in full and say nothing; unknown: one of them is a summary or lacks annexes; to be checked: facts below the asked tier name it"}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person read all of the texts for measures, or the machine alone did"}
//   policies: {type: list, zh: 文件, description: Ids of the policies that were read}
// ---
// By code of the taxonomy: an instrument stands here when no measure with it counts. Words that no instrument covers
// (names of firms, figures) are not looked for; text/count-words does that. No rows when the region has no policy.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (:Region {id: $region})<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false)
WITH tiers, p
ORDER BY p.id
WITH tiers, collect(p.id) AS policies,
     collect(coalesce(p.candidate_instruments, [])) AS maybe,
     sum(CASE WHEN p.completeness = 'full' THEN 0 ELSE 1 END) AS partial,
     sum(CASE WHEN 'measure' IN coalesce(p.reviewed_kinds, []) THEN 0 ELSE 1 END) AS unread
WHERE size(policies) > 0
WITH tiers, policies, reduce(all = [], codes IN maybe | all + codes) AS maybe, partial, unread
OPTIONAL MATCH (m:Measure)
WHERE m.policy IN policies
WITH policies, maybe, partial, unread,
     collect(DISTINCT CASE WHEN m.tier IN tiers THEN m.instrument END) AS has, collect(DISTINCT m.instrument) AS named
MATCH (i:Instrument)
WHERE NOT i.id IN has
RETURN i.group AS group, i.id AS instrument, i.zh AS instrument_zh,
       CASE WHEN i.id IN maybe OR i.id IN named THEN 'to be checked' WHEN partial > 0 THEN 'unknown' ELSE 'silent' END AS state,
       CASE WHEN unread > 0 THEN 'machine' ELSE 'reviewed' END AS read_by, policies
ORDER BY i.order
