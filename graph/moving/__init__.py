"""The graph on its way in and out: forms of export that other programs read, and copies between engines.

``entries`` reads the graph in an order that only depends on what it holds, a part at a time. From there
``cypher_script``, ``graphml`` and ``neo4j_csv`` write their form and ``copying`` another graph; ``mark``
notes on a graph that a copy into it is under way, so that one that was interrupted is known to whoever
comes next.
"""
