// Measures with money: rate, ceiling and the printed amounts
// `mode` is how a clause uses its instrument: funds, provides, facilitates or encourages. `rate` and `cap_yuan` are there
// only where printed; `amounts` are JSON texts with everything printed about money. `act: 'recalls'` is money that is
// not new in this document.
MATCH (p:Policy)-[:HAS_CLAUSE*0..8]->()-[:DEPLOYS]->(m:Measure {mode: 'funds'})-[:OF_TYPE]->(i:Instrument)
WHERE m.tier = 'certain' AND size(m.amounts) > 0
RETURN p.region AS region, p.id AS policy, m.clause AS clause, i.zh AS instrument, m.rate AS rate, m.cap_yuan AS cap_yuan,
       m.act AS act, m.amounts AS amounts
ORDER BY region, policy, m.start, m.id
