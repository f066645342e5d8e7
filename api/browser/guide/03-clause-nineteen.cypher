// Hubei's clause 十九, as the document has it
// The way from the region down to the clause; what the clause does (Measure, with the words that say so), which instrument
// of policy each measure is; and who is printed under it: 牵头单位 (LEADS) and 责任单位 (RESPONSIBLE_FOR). The name as
// printed stands on the relationship, the full name on the Agency. A clause without a printed lead has no LEADS.
MATCH clause = (:Region)<-[:APPLIES_TO]-(:Policy {id: 'hubei-laser-2024'})-[:HAS_CLAUSE*1..8]->(c:Clause {path: '6/19'})
RETURN clause,
       [way = (c)<-[:LEADS|RESPONSIBLE_FOR]-(:Agency) | way] AS bodies,
       [way = (c)-[:DEPLOYS]->(:Measure)-[:OF_TYPE]->(:Instrument) | way] AS measures
