// Firms that more than one document names
// NAMES leads from a clause to what it names: Enterprise, Institution, Place, Fund, Event. `name` on it is the printed
// form, `role` what a firm is there for. One firm under two printed names is one node; MAY_BE marks what nobody decided.
MATCH (p:Policy)-[:HAS_CLAUSE*0..8]->()-[:NAMES]->(e:Enterprise)
WITH e, count(DISTINCT p.id) AS documents
WHERE documents > 1
RETURN e, documents, [way = (:Policy)-[:HAS_CLAUSE*1..8]->(:Clause)-[:NAMES]->(e) | way] AS named
ORDER BY documents DESC, e.id
