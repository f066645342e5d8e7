// The outline of one document
// HAS_CLAUSE leads from a policy to its outermost clauses and from a clause to the next lower ones. `path` is the printed
// number in Arabic figures from the outermost in (六 and 十九 are 6/19), `title` the heading, `text` the clause's own words.
MATCH drawn = (p:Policy {id: 'hubei-laser-2024'})-[:HAS_CLAUSE*1..8]->(:Clause)
RETURN drawn
