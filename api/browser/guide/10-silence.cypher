// Silent is not unknown
// A region whose documents say nothing of an instrument is silent when all its texts were read in full, and unknown when
// one is a summary or lacks annexes (`completeness`). Never read an empty answer as a no before this query.
MATCH (i:Instrument {id: 'first-of-kind'})
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false)
OPTIONAL MATCH (p)-[:HAS_CLAUSE*0..8]->()-[:DEPLOYS]->(m:Measure {instrument: i.id, tier: 'certain'})
WITH r, count(m) AS measures, sum(CASE WHEN p.completeness = 'full' THEN 0 ELSE 1 END) AS partial
RETURN r.name AS region, measures,
       CASE WHEN measures > 0 THEN 'says something' WHEN partial > 0 THEN 'unknown' ELSE 'silent' END AS state
ORDER BY region
