"""The graph: its declared model, the store over the neo4j driver, the writer."""
