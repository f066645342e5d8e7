"""Parts of the graph to be drawn or taken out: what lies around a node, ways between two nodes, subgraphs.

``steps`` walks, a bounded number of nodes at a time; ``neighbourhood``, ``paths`` and ``subgraph`` say where
to; ``pages`` cuts what was reached into pages of nodes and relationships. Statements are made from
``graph.model`` and run alike on both engines: no procedure, no label or type that a user has written.
"""
