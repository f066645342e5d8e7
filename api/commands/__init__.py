"""The commands, grouped by subject; each module has ``register(app)``."""
