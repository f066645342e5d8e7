// How many clauses hold the words, by region, instrument, kind and year of the policy
// ---
// zh: 检索结果按地区、工具、文种、年份分布
// parameters:
//   words: {type: string, example: 首台, description: "Words as printed, one character is enough; small and capital letters are alike"}
//   region: {type: region, required: false, description: "Region whose policies are searched, by code or name; all when not given"}
//   instrument: {type: instrument, required: false, description: "Only clauses that use this instrument, by code or label"}
//   doc_type: {type: string, required: false, description: "Only policies of this kind as printed, such as 行动计划"}
//   year: {type: integer, required: false, description: Only policies issued in this year}
// columns:
//   facet: {type: string, zh: 分面, values: [region, instrument, doc_type, year], description: What is counted by}
//   value: {type: string, zh: 值, description: "Code of the region or instrument, kind or year; empty where none is printed"}
//   label: {type: string, zh: 名称, description: Chinese name of the value}
//   clauses: {type: integer, zh: 条款数, description: Number of clauses}
// ---
// A clause that uses several instruments counts under each of them.
WITH toLower(trim($words)) AS words
MATCH (c:Clause)
WHERE words <> '' AND toLower(c.text) CONTAINS words
MATCH (p:Policy {id: c.policy})
WHERE p.text IS NOT NULL
  AND ($region IS NULL OR p.region = $region) AND ($doc_type IS NULL OR p.doc_type = $doc_type)
  AND ($year IS NULL OR p.issued_on STARTS WITH toString($year))
  AND ($instrument IS NULL OR EXISTS { (c)-[:DEPLOYS]->(:Measure {instrument: $instrument}) })
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
WITH r.id AS value, r.name AS label, count(c) AS clauses
RETURN 'region' AS facet, coalesce(value, '') AS value, label, clauses
ORDER BY clauses DESC, value
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (c:Clause)
WHERE words <> '' AND toLower(c.text) CONTAINS words
MATCH (p:Policy {id: c.policy})
WHERE p.text IS NOT NULL
  AND ($region IS NULL OR p.region = $region) AND ($doc_type IS NULL OR p.doc_type = $doc_type)
  AND ($year IS NULL OR p.issued_on STARTS WITH toString($year))
  AND ($instrument IS NULL OR EXISTS { (c)-[:DEPLOYS]->(:Measure {instrument: $instrument}) })
MATCH (c)-[:DEPLOYS]->(m:Measure)-[:OF_TYPE]->(i:Instrument)
WITH i.id AS value, i.zh AS label, count(DISTINCT c.id) AS clauses
RETURN 'instrument' AS facet, value, label, clauses
ORDER BY clauses DESC, value
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (c:Clause)
WHERE words <> '' AND toLower(c.text) CONTAINS words
MATCH (p:Policy {id: c.policy})
WHERE p.text IS NOT NULL
  AND ($region IS NULL OR p.region = $region) AND ($doc_type IS NULL OR p.doc_type = $doc_type)
  AND ($year IS NULL OR p.issued_on STARTS WITH toString($year))
  AND ($instrument IS NULL OR EXISTS { (c)-[:DEPLOYS]->(:Measure {instrument: $instrument}) })
WITH coalesce(p.doc_type, '') AS value, count(c) AS clauses
RETURN 'doc_type' AS facet, value, value AS label, clauses
ORDER BY clauses DESC, value
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (c:Clause)
WHERE words <> '' AND toLower(c.text) CONTAINS words
MATCH (p:Policy {id: c.policy})
WHERE p.text IS NOT NULL
  AND ($region IS NULL OR p.region = $region) AND ($doc_type IS NULL OR p.doc_type = $doc_type)
  AND ($year IS NULL OR p.issued_on STARTS WITH toString($year))
  AND ($instrument IS NULL OR EXISTS { (c)-[:DEPLOYS]->(:Measure {instrument: $instrument}) })
WITH substring(coalesce(p.issued_on, ''), 0, 4) AS value, count(c) AS clauses
RETURN 'year' AS facet, value, value AS label, clauses
ORDER BY clauses DESC, value
