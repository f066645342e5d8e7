"""All pages together."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import (
    agencies,
    compare,
    docs,
    graphs,
    home,
    instruments,
    method,
    policies,
    regions,
    search,
    targets,
    upload,
)


def router() -> APIRouter:
    """The routes of all pages."""
    routes = APIRouter()
    for module in (
        home,
        compare,
        policies,
        instruments,
        regions,
        targets,
        agencies,
        graphs,
        search,
        upload,
        method,
        docs,
    ):
        routes.include_router(module.router())
    return routes
