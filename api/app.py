"""The web application: REST under /api/v1, health, pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.staticfiles import StaticFiles

from api import access, conduct, problems
from api.addresses import Addresses
from api.answers import Answers, Shelf
from api.browser.place import BrowserSettings
from api.documents.settings import DocumentSettings
from api.jobs.office import Office
from api.keys import KeyRing
from api.links import PREFIX
from api.meters import Meters
from api.openapi import complete
from api.pages import network, renderer, site
from api.routes import (
    browser,
    compare,
    cypher,
    documents,
    export,
    health,
    jobs,
    judgements,
    metrics,
    policies,
    queries,
    regions,
    resources,
    search,
)
from api.routes import graph as parts
from api.routes import problems as kinds
from api.routes.browser import Workplace
from api.routes.cypher import CypherSettings, Desk
from api.settings import ServiceSettings
from api.state import Graph
from api.strict import only_known_parameters
from graph.settings import GraphSettings

_HERE = Path(__file__).resolve().parent
_DESCRIPTION = "从产业政策原文读出的知识图谱：地区比较、政策工具、责任单位、目标，每条结论可回溯到原文字句。"

_BOOKMARKS = (
    "On a server or cluster every answer carries the header Policygraph-Bookmark; a request that carries it on"
    " is answered once the graph has come to that state."
)


def create_app(
    settings: GraphSettings | None = None, bound: str | None = None, service: ServiceSettings | None = None
) -> FastAPI:
    """The application over the graph of ``settings`` (default: of the environment), behaving as ``service`` says.

    One store a process: it opens when the application starts and closes when it ends. ``bound`` is the
    address the server listens on; only where it is known to be loopback requests of this machine need no
    key, and a page shows the analysts' password.
    """
    graph = Graph(settings or GraphSettings.load())
    service = service or ServiceSettings.load()
    meters = Meters()
    workplace = Workplace(graph.settings, BrowserSettings.load(), bound)
    desk = Desk(graph.settings, CypherSettings.load())
    office = Office(graph, DocumentSettings.load())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(graph.warm_up)
        await run_in_threadpool(office.open)
        warming = asyncio.create_task(run_in_threadpool(network.warm_up))  # beside the first requests
        try:
            yield
        finally:
            await asyncio.gather(warming, return_exceptions=True)
            await run_in_threadpool(office.close)
            await run_in_threadpool(desk.close)
            await run_in_threadpool(graph.close)
            workplace.jar.close()

    app = FastAPI(
        title="policygraph",
        version=metadata.version("policygraph"),
        description=f"{_DESCRIPTION}\n\n{conduct.DESCRIPTION}\n\n{_BOOKMARKS}",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    app.state.graph = graph
    app.state.workplace = workplace
    app.state.desk = desk
    app.state.office = office
    app.state.answers = Answers(graph, service.cache_size, meters)
    app.state.meters = meters
    app.add_middleware(Shelf, answers=app.state.answers)
    conduct.install(app, access.Gate(KeyRing(graph.settings.data), service, bound), meters, PREFIX)
    problems.install(app)
    strict = [Depends(only_known_parameters)]
    # far more than all others: they are looked up, not tried one by one
    named = queries.router(PREFIX, strict).routes
    app.router.routes += [Addresses(named), *named]
    for module in (
        regions,
        resources,
        policies,
        documents,
        jobs,
        judgements,
        compare,
        search,
        parts,
        export,
        cypher,
    ):
        app.include_router(module.router(), prefix=PREFIX, dependencies=strict)
    app.include_router(health.router())
    app.include_router(metrics.router())
    app.include_router(site.router())
    templates = renderer.templates()
    app.include_router(kinds.router())
    app.include_router(browser.router(templates))
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    complete.install(app)
    return app
