// Loaded policies that may be what a cited title became
// ---
// zh: 被引文件可能的后续文件
// parameters:
//   region: {type: region, required: false, description: "Region, by code or name; all when not given"}
//   likeness: {type: number, default: 0.5, minimum: 0, maximum: 1, description: "Least likeness of the titles, from 0 to 1"}
//   frame: {type: string, many: true, default: "关于,推动,促进,加快,推进,培育,壮大,支持,若干,高质量,战略性支柱,战略性新兴,产业,集群,发展,行动计划,行动方案,实施方案,实施意见,规划,计划,方案,意见,措施,政策,办法,的", description: "Words that any title may hold, left out before titles are held against each other"}
//   tiers: {type: string, default: certain, values: [certain, likely, candidate], description: "Least tier of the facts that count: certain (measured, or a person vouches for them), likely, candidate (where they were loaded)"}
// columns:
//   region: {type: string, zh: 地区, description: Chinese name of the region}
//   region_code: {type: string, zh: 代码, detail: true, description: GB/T 2260 code}
//   cited_title: {type: string, zh: 被引文件, description: Title as printed where it is cited}
//   cited_by: {type: string, zh: 引用文件, description: Policy that cites it}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   possible: {type: string, zh: 可能的后续文件, description: Loaded policy of the same region whose title is like it}
//   possible_title: {type: string, zh: 其标题, description: Its title as printed}
//   likeness: {type: number, zh: 标题相似度, description: "Derived: share of character pairs that the titles have in common (Dice), without region, brackets and frame words"}
//   periods: {type: string, zh: 规划期, values: [same, differ, not printed], description: "Derived: whether the cited title prints the years of the loaded policy's period"}
//   status: {type: string, zh: 状态, values: [confirmed, unconfirmed], description: "confirmed only where the loaded policy's plan says so; a likeness confirms nothing"}
//   note: {type: string, zh: 说明, description: "What plan.yaml knows of the relation"}
//   tier: {type: string, zh: 等级, values: [certain, likely, candidate], description: How sure the fact is}
//   read_by: {type: string, zh: 审读, values: [reviewed, machine], description: "Whether a person vouches for it, or the machine alone read it"}
//   quote: {type: string, zh: 原文, description: Words of the clean text that show it}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
// ---
// For titles that are cited and whose text is not loaded. A like title may be a successor, a draft or another plan.
WITH CASE $tiers WHEN 'likely' THEN ['certain', 'likely'] WHEN 'candidate' THEN ['certain', 'likely', 'candidate'] ELSE ['certain'] END AS tiers
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)-[k:CITES]->(s:Policy)
WHERE s.stub AND k.tier IN tiers AND ($region IS NULL OR r.id = $region)
MATCH (r)<-[:APPLIES_TO]-(q:Policy)
WHERE NOT q.stub AND q.id <> p.id AND q.title IS NOT NULL
WITH r, p, k, s, q,
     replace(split(replace(k.title, '（', '('), '(')[0], r.name, '') AS one, replace(split(replace(q.title, '（', '('), '(')[0], r.name, '') AS other
WITH r, p, k, s, q, reduce(title = one, w IN $frame | replace(title, w, '')) AS one, reduce(title = other, w IN $frame | replace(title, w, '')) AS other
WHERE size(one) > 1 AND size(other) > 1
WITH r, p, k, s, q,
     [i IN range(0, size(one) - 2) | substring(one, i, 2)] AS one, [i IN range(0, size(other) - 2) | substring(other, i, 2)] AS other
WITH r, p, k, s, q, 1.0 * (size([x IN one WHERE x IN other]) + size([x IN other WHERE x IN one])) / (size(one) + size(other)) AS likeness
WHERE likeness >= $likeness
OPTIONAL MATCH (q)-[o:RELATED_TO {kind: 'succeeds'}]->(s)
WITH r, p, k, q, likeness, collect(o) AS known
RETURN r.name AS region, r.id AS region_code, k.title AS cited_title, p.id AS cited_by, k.clause AS clause,
       q.id AS possible, q.title AS possible_title, likeness,
       CASE WHEN q.period_start IS NULL OR q.period_end IS NULL OR NOT k.title CONTAINS '20' THEN 'not printed'
            WHEN k.title CONTAINS toString(q.period_start) AND k.title CONTAINS toString(q.period_end) THEN 'same'
            ELSE 'differ' END AS periods,
       coalesce(known[0].status, 'unconfirmed') AS status, known[0].note AS note,
       k.tier AS tier, CASE WHEN k.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by, k.quote AS quote, k.start AS start, k.end AS end
ORDER BY region_code, cited_title, likeness DESC, possible, cited_by, start
