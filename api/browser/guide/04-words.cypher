// Every statement leads back to its words
// Facts carry `quote`, `start` and `end`: offsets into `text` of their policy, so that text[start:end] is the quote. The
// last column cuts the words out of the document and says whether they are the same.
MATCH (p:Policy {id: 'hubei-laser-2024'})-[:HAS_CLAUSE*1..8]->(c:Clause)-[:DEPLOYS]->(m:Measure)
RETURN c.path AS clause, m.quote AS quote, m.start AS start, m.end AS end,
       substring(p.text, m.start, m.end - m.start) = m.quote AS same
ORDER BY start, quote
