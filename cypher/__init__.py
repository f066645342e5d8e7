"""Named Cypher queries, one file each under a topic, and the catalogue that reads them."""
