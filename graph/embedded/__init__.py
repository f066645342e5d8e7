"""The bundled engine: ArcadeDB's Bolt server in a process of its own, on loopback, shared by all who use one directory.

Who does what:

- A *client* (``client.attach``) takes a shared lease on ``clients.lock`` for as long as it uses the
  graph, then finds the supervisor through ``engine.lock`` or starts one. Starting is serialised by
  ``start.lock``.
- The *supervisor* (``python -m graph.embedded.supervisor``) holds ``supervisor.lock`` while it
  lives, keeps the engine running, restarts it on the same port when it dies, and publishes what it
  knows in ``engine.lock``.
- The operating system frees a lock when its holder ends in whatever way, so neither a crash nor a
  reused process number can be mistaken for a living client or supervisor.

Who stops the engine: the supervisor, once nobody has held a lease for the grace period. It then
holds the leases exclusively until the engine is down, so that a client arriving in that moment
waits and starts a new one. Should the supervisor itself be killed, a guard process that waits for
the end of a pipe stops the engine, and the next client starts anew.
"""
