"""The OpenAPI document: what the framework makes of the routes, completed for people and for makers of clients."""
