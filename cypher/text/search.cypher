// Search: names, headings and words of the texts
// ---
// zh: 检索名称、条款标题与正文
// parameters:
//   words: {type: string, example: 首台, description: "Words as printed, one character is enough; small and capital letters are alike"}
//   region: {type: region, required: false, description: "Region whose policies are searched, by code or name; all when not given"}
//   instrument: {type: instrument, required: false, description: "Only clauses that use this instrument, by code or label"}
//   doc_type: {type: string, required: false, description: "Only policies of this kind as printed, such as 行动计划"}
//   year: {type: integer, required: false, description: Only policies issued in this year}
//   after_rank: {type: integer, default: -1, minimum: -1, maximum: 4, description: "Rank of the last row of the page before"}
//   after_id: {type: string, required: false, description: "Id of the last row of the page before"}
//   most: {type: integer, default: 50, minimum: 1, maximum: 1001, description: "Rows of one kind at most"}
// columns:
//   rank: {type: integer, zh: 级, description: "0 the name itself, 1 in a name, 2 in a heading or title, 3 in the text of a clause, 4 before the first clause"}
//   kind: {type: string, zh: 类型, values: [region, instrument, agency, industry, enterprise, institution, place, fund, event, policy, clause], description: What was found}
//   id: {type: string, zh: 标识, description: Its id}
//   name: {type: string, zh: 名称, description: "Its name, title or heading; of an instrument the Chinese label"}
//   policy: {type: string, zh: 文件, description: Policy of a clause or of a text}
//   clause: {type: string, zh: 条款, description: Printed number of the clause}
//   quote: {type: string, zh: 原文, description: Words of the clean text around the first place}
//   start: {type: integer, zh: 起, detail: true, description: Offset of the quote in the clean text of the policy}
//   end: {type: integer, zh: 止, detail: true, description: Offset behind the quote}
//   word_start: {type: integer, zh: 词起, detail: true, description: Offset of the words themselves}
//   word_end: {type: integer, zh: 词止, detail: true, description: Offset behind them}
// ---
// Each kind comes in the order of rank and id; the rows of all kinds are merged by whoever asks. Names are left out
// where policies are chosen by region, kind, year or instrument.
WITH toLower(trim($words)) AS words
MATCH (n:Region)
WHERE words <> '' AND $region IS NULL AND $instrument IS NULL AND $doc_type IS NULL AND $year IS NULL
  AND (toLower(n.name) CONTAINS words OR toLower(coalesce(n.en, '')) CONTAINS words)
WITH n, n.name AS name, words
WITH n, name, CASE WHEN toLower(name) = words OR toLower(n.short) = words OR toLower(coalesce(n.en, '')) = words THEN 0 ELSE 1 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND n.id > $after_id)
RETURN rank, 'region' AS kind, n.id AS id, name, null AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (n:Instrument)
WHERE words <> '' AND $region IS NULL AND $instrument IS NULL AND $doc_type IS NULL AND $year IS NULL
  AND (toLower(n.zh) CONTAINS words OR toLower(n.en) CONTAINS words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS words))
WITH n, n.zh AS name, words
WITH n, name, CASE WHEN toLower(name) = words OR toLower(n.en) = words OR n.id = words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) = words) THEN 0 ELSE 1 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND n.id > $after_id)
RETURN rank, 'instrument' AS kind, n.id AS id, name, null AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (n:Agency)
WHERE words <> '' AND $region IS NULL AND $instrument IS NULL AND $doc_type IS NULL AND $year IS NULL
  AND (toLower(n.name) CONTAINS words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS words))
WITH n, n.name AS name, words
WITH n, name, CASE WHEN toLower(name) = words OR toLower(n.short) = words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) = words) THEN 0 ELSE 1 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND n.id > $after_id)
RETURN rank, 'agency' AS kind, n.id AS id, name, null AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (n:Industry)
WHERE words <> '' AND $region IS NULL AND $instrument IS NULL AND $doc_type IS NULL AND $year IS NULL
  AND (toLower(n.name) CONTAINS words)
WITH n, n.name AS name, words
WITH n, name, CASE WHEN toLower(name) = words OR false THEN 0 ELSE 1 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND n.id > $after_id)
RETURN rank, 'industry' AS kind, n.id AS id, name, null AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (n:Enterprise)
WHERE words <> '' AND $region IS NULL AND $instrument IS NULL AND $doc_type IS NULL AND $year IS NULL
  AND (toLower(n.name) CONTAINS words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS words))
WITH n, n.name AS name, words
WITH n, name, CASE WHEN toLower(name) = words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) = words) THEN 0 ELSE 1 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND n.id > $after_id)
RETURN rank, 'enterprise' AS kind, n.id AS id, name, null AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (n:Institution)
WHERE words <> '' AND $region IS NULL AND $instrument IS NULL AND $doc_type IS NULL AND $year IS NULL
  AND (toLower(n.name) CONTAINS words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS words))
WITH n, n.name AS name, words
WITH n, name, CASE WHEN toLower(name) = words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) = words) THEN 0 ELSE 1 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND n.id > $after_id)
RETURN rank, 'institution' AS kind, n.id AS id, name, null AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (n:Place)
WHERE words <> '' AND $region IS NULL AND $instrument IS NULL AND $doc_type IS NULL AND $year IS NULL
  AND (toLower(n.name) CONTAINS words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS words))
WITH n, n.name AS name, words
WITH n, name, CASE WHEN toLower(name) = words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) = words) THEN 0 ELSE 1 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND n.id > $after_id)
RETURN rank, 'place' AS kind, n.id AS id, name, null AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (n:Fund)
WHERE words <> '' AND $region IS NULL AND $instrument IS NULL AND $doc_type IS NULL AND $year IS NULL
  AND (toLower(n.name) CONTAINS words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS words))
WITH n, n.name AS name, words
WITH n, name, CASE WHEN toLower(name) = words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) = words) THEN 0 ELSE 1 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND n.id > $after_id)
RETURN rank, 'fund' AS kind, n.id AS id, name, null AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (n:Event)
WHERE words <> '' AND $region IS NULL AND $instrument IS NULL AND $doc_type IS NULL AND $year IS NULL
  AND (toLower(n.name) CONTAINS words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS words))
WITH n, n.name AS name, words
WITH n, name, CASE WHEN toLower(name) = words OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) = words) THEN 0 ELSE 1 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND n.id > $after_id)
RETURN rank, 'event' AS kind, n.id AS id, name, null AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (p:Policy)
WHERE words <> '' AND NOT coalesce(p.stub, false) AND $instrument IS NULL AND toLower(coalesce(p.title, '')) CONTAINS words
  AND ($region IS NULL OR p.region = $region) AND ($doc_type IS NULL OR p.doc_type = $doc_type)
  AND ($year IS NULL OR p.issued_on STARTS WITH toString($year))
WITH p, CASE WHEN toLower(p.title) = words THEN 0 ELSE 2 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND p.id > $after_id)
RETURN rank, 'policy' AS kind, p.id AS id, p.title AS name, p.id AS policy, null AS clause, null AS quote, null AS start, null AS end, null AS word_start, null AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (p:Policy)
WHERE words <> '' AND p.text IS NOT NULL AND $instrument IS NULL
  AND ($region IS NULL OR p.region = $region) AND ($doc_type IS NULL OR p.doc_type = $doc_type)
  AND ($year IS NULL OR p.issued_on STARTS WITH toString($year))
OPTIONAL MATCH (c:Clause {policy: p.id, order: 0})
WITH p, words, substring(p.text, 0, coalesce(c.start, size(p.text))) AS before
WHERE toLower(before) CONTAINS words AND (4 > $after_rank OR p.id > $after_id)
WITH p, words, size(split(toLower(before), words)[0]) AS at
WITH p, words, at, CASE WHEN at > 40 THEN at - 40 ELSE 0 END AS start,
     CASE WHEN at + size(words) + 80 < size(p.text) THEN at + size(words) + 80 ELSE size(p.text) END AS end
RETURN 4 AS rank, 'policy' AS kind, p.id AS id, p.title AS name, p.id AS policy, null AS clause, substring(p.text, start, end - start) AS quote, start, end, at AS word_start, at + size(words) AS word_end
ORDER BY rank, id LIMIT $most
UNION ALL
WITH toLower(trim($words)) AS words
MATCH (c:Clause)
WHERE words <> '' AND toLower(c.text) CONTAINS words
MATCH (p:Policy {id: c.policy})
WHERE p.text IS NOT NULL
  AND ($region IS NULL OR p.region = $region) AND ($doc_type IS NULL OR p.doc_type = $doc_type)
  AND ($year IS NULL OR p.issued_on STARTS WITH toString($year))
  AND ($instrument IS NULL OR EXISTS { (c)-[:DEPLOYS]->(:Measure {instrument: $instrument}) })
WITH p, c, words, CASE WHEN toLower(c.title) CONTAINS words THEN 2 ELSE 3 END AS rank
WHERE rank > $after_rank OR (rank = $after_rank AND c.id > $after_id)
WITH p, c, words, rank
ORDER BY rank, c.id LIMIT $most
WITH p, c, words, rank, c.title_start + size(split(toLower(c.text), words)[0]) AS at
WITH p, c, words, rank, at, CASE WHEN at - 40 > c.start THEN at - 40 ELSE c.start END AS start,
     CASE WHEN at + size(words) + 80 < c.own_end THEN at + size(words) + 80 ELSE c.own_end END AS end
RETURN rank, 'clause' AS kind, c.id AS id, c.title AS name, p.id AS policy, c.path AS clause, substring(p.text, start, end - start) AS quote, start, end, at AS word_start, at + size(words) AS word_end
ORDER BY rank, id
