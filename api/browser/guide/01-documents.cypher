// The documents, where they apply, and what they cite
// A Policy applies to a Region; regions lie in one another. A document that others cite or answer and that was
// not loaded is there as a stub (`stub: true`), known by its title only. RELATED_TO comes from plan.yaml, not from the text.
MATCH drawn = (p:Policy)-[:APPLIES_TO|CITES|RELATED_TO]->()
WHERE NOT coalesce(p.stub, false)
RETURN drawn
