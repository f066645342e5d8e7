"""The web application: REST under /api/v1, health, pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.staticfiles import StaticFiles

from api import problems
from api.bookmarks import BookmarkHeader
from api.browser.place import BrowserSettings
from api.headers import Heads, SecurityHeaders
from api.links import PREFIX
from api.routes import browser, compare, health, pages, policies, queries, regions, resources
from api.routes.browser import Workplace
from api.state import Graph
from api.strict import only_known_parameters
from graph.settings import GraphSettings

_HERE = Path(__file__).resolve().parent
_DESCRIPTION = "从产业政策原文读出的知识图谱：地区比较、政策工具、责任单位、目标，每条结论可回溯到原文字句。"

_BOOKMARKS = (
    "On a server or cluster every answer carries the header Policygraph-Bookmark; a request that carries it on"
    " is answered once the graph has come to that state."
)


def create_app(settings: GraphSettings | None = None, bound: str | None = None) -> FastAPI:
    """The application over the graph of ``settings`` (default: of the environment).

    One store a process: it opens when the application starts and closes when it ends. ``bound`` is the
    address the server listens on; only where it is known to be loopback a page shows the analysts' password.
    """
    graph = Graph(settings or GraphSettings.load())
    workplace = Workplace(graph.settings, BrowserSettings.load(), bound)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(graph.warm_up)
        try:
            yield
        finally:
            await run_in_threadpool(graph.close)
            workplace.jar.close()

    app = FastAPI(
        title="policygraph",
        version=metadata.version("policygraph"),
        description=f"{_DESCRIPTION}\n\n{_BOOKMARKS}",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        responses=problems.responses(422, 500, 503),
    )
    app.state.graph = graph
    app.state.workplace = workplace
    app.add_middleware(Heads)
    app.add_middleware(BookmarkHeader)
    app.add_middleware(SecurityHeaders)
    problems.install(app)
    strict = [Depends(only_known_parameters)]
    for module in (regions, resources, policies, compare, queries):
        app.include_router(module.router(), prefix=PREFIX, dependencies=strict)
    app.include_router(health.router())
    templates = pages.templates()
    app.include_router(pages.router(templates))
    app.include_router(browser.router(templates))
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    _describe(app)
    return app


def _describe(app: FastAPI) -> None:
    """Give the OpenAPI document the one error shape instead of the framework's own."""
    generated = app.openapi

    def openapi() -> dict[str, Any]:
        document = generated()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas["Problem"] = problems.Problem.model_json_schema()
        return document

    app.openapi = openapi  # type: ignore[method-assign]
