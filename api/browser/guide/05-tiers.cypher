// How sure the facts are, and who vouches for them
// `tier` is certain (a person vouches for it, or facts like it were right 95 times in 100), likely or candidate; `reviewed`
// names the person and is absent where only the machine read. Ask for `tier = 'certain'` where an answer has to hold.
MATCH (p:Policy)-[:HAS_CLAUSE*0..8]->()-[f:DEPLOYS|SETS|NAMES]->()
RETURN p.id AS policy, type(f) AS kind, f.tier AS tier, count(*) AS facts, count(f.reviewed) AS reviewed
ORDER BY policy, kind, tier
