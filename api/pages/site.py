"""All pages together."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import compare, docs, home, instruments, policies, regions, search


def router() -> APIRouter:
    """The routes of all pages."""
    routes = APIRouter()
    for module in (home, compare, policies, instruments, regions, search, docs):
        routes.include_router(module.router())
    return routes
