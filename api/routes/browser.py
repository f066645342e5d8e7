"""Neo4j Browser at /browser/, and the page that tells analysts how to use it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from api.browser import lessons, style
from api.browser.desk import GUIDE, desk
from api.browser.jar import INDEX, Jar
from api.browser.place import PATH, BoltPlace, BrowserSettings, bolt_place, link
from api.browser.policy import content_security_policy
from api.browser.script import script
from api.browser.trust import at_this_machine
from api.state import Store
from cypher.catalogue import catalogue
from graph.errors import GraphError, GraphUnavailable
from graph.settings import EmbeddedPlace, GraphSettings

_EDITION = "CALL dbms.components() YIELD name, edition RETURN edition ORDER BY name LIMIT 1"
_READY = "ready"
"""Parameter of an address whose desk was laid."""


@dataclass
class Workplace:
    """What a server process knows of Neo4j Browser."""

    settings: GraphSettings
    own: BrowserSettings
    bound: str | None = None
    """Address the server is bound to; None where nobody said."""
    jar: Jar = field(default_factory=Jar)

    @property
    def place(self) -> BoltPlace:
        """Where Bolt is right now."""
        return bolt_place(self.settings, self.own)

    @cached_property
    def desk(self) -> dict[str, Any]:
        """What is laid on an analyst's desk."""
        return desk()

    def link(self, editor: str) -> str:
        """The address of Neo4j Browser with ``editor`` in its editor."""
        return link(self.settings, self.own, editor)


def _workplace(request: Request) -> Workplace:
    workplace: Workplace = request.app.state.workplace
    return workplace


AtWork = Annotated[Workplace, Depends(_workplace)]
"""What a route declares to link to Neo4j Browser."""


def router(templates: Jinja2Templates) -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/browser")
    def without_slash(request: Request) -> Response:
        return RedirectResponse(f"{PATH}?{request.url.query}" if request.url.query else PATH)

    @routes.get(PATH)
    def index(request: Request, at_work: AtWork) -> Response:
        return _index(request, at_work, templates)

    @routes.get(PATH + "{name:path}")
    def file(request: Request, name: str, at_work: AtWork) -> Response:
        if name == INDEX:
            return _index(request, at_work, templates)
        try:
            return _file(request, name, at_work)
        except GraphUnavailable:
            raise
        except GraphError as error:
            return _missing(request, templates, error)

    @routes.get("/analyst")
    def analyst(request: Request, store: Store, at_work: AtWork) -> Response:
        topics: dict[str, list[Any]] = {}
        for query in catalogue():
            topics.setdefault(query.topic, []).append(query)
        content = {
            "place": at_work.place,
            "access": _access(request, store, at_work),
            "lessons": lessons.lessons(),
            "topics": topics,
            "guide": GUIDE,
        }
        return templates.TemplateResponse(request, "analyst.html", content, headers={"Cache-Control": "no-store"})

    @routes.get("/analyst/open/{topic}/{name}")
    def opened(topic: str, name: str, at_work: AtWork) -> Response:
        if topic == GUIDE:
            text = next((one.text for one in lessons.lessons() if one.name == name), None)
            if text is None:
                raise HTTPException(404, f"The guide has no query {name}; /analyst lists them.")
        else:
            text = script(catalogue().get(f"{topic}/{name}"))
        return RedirectResponse(at_work.link(text), headers={"Cache-Control": "no-store"})

    @routes.get("/analyst/desk.json")
    def laid(at_work: AtWork) -> JSONResponse:
        return JSONResponse(at_work.desk, headers={"Cache-Control": "no-cache"})

    @routes.get("/analyst/policygraph.grass")
    def sheet() -> Response:
        return Response(style.sheet(), media_type="text/plain; charset=utf-8")

    return routes


def _index(request: Request, at_work: Workplace, templates: Jinja2Templates) -> Response:
    """The application, once its address names our database and the desk is laid."""
    asked = dict(request.query_params)
    place = at_work.place
    host = asked.get("dbms", "").rpartition("://")[2].rpartition("@")[2]
    named = {**place.query, "dbms": asked.get("dbms", "")} if host == place.host else place.query
    if any(asked.get(key) != value for key, value in named.items()):
        more = {key: value for key, value in asked.items() if key not in ("dbms", "db", _READY)}
        return RedirectResponse(f"{PATH}?{urlencode(named | more)}", headers={"Cache-Control": "no-store"})
    try:
        at_work.jar.open()
        # programs get the application at once; a person's browser lays the desk first
        if request.headers.get("sec-fetch-dest") == "document" and _READY not in asked:
            return templates.TemplateResponse(request, "opening.html", headers={"Cache-Control": "no-store"})
        return _file(request, INDEX, at_work)
    except GraphUnavailable:
        raise
    except GraphError as error:
        return _missing(request, templates, error)


def _file(request: Request, name: str, at_work: Workplace) -> Response:
    found = at_work.jar.file(name)
    if found is None:
        raise HTTPException(404)
    headers = {
        "Cache-Control": found.caching,
        "Content-Security-Policy": content_security_policy(at_work.place),
        "ETag": at_work.jar.tag,
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == at_work.jar.tag:
        return Response(status_code=304, headers=headers)
    if found.compressed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.compressed, headers=headers | {"Content-Encoding": "gzip"}, media_type=found.media_type)
    return Response(found.content, headers=headers, media_type=found.media_type)


def _missing(request: Request, templates: Jinja2Templates, error: GraphError) -> Response:
    content = {"reason": str(error)}
    return templates.TemplateResponse(
        request, "missing.html", content, status_code=503, headers={"Cache-Control": "no-store"}
    )


def _access(request: Request, store: Store, at_work: Workplace) -> dict[str, str | None]:
    """What the page says of the account: ``kind``, and the password where it may be shown."""
    place = at_work.settings.place
    if not isinstance(place, EmbeddedPlace):
        return {"kind": _edition(store), "password": None}
    if not at_this_machine(request.scope, at_work.bound):
        return {"kind": "elsewhere", "password": None}
    from graph.embedded import credentials
    from graph.embedded.home import Home

    password = credentials.read(Home(place.directory)).analyst
    return {"kind": "reader" if password else "later", "password": password}


def _edition(store: Store) -> str:
    """``community``, ``enterprise``, or ``server`` where it does not say."""
    try:
        return str(store.read(_EDITION)[0]["edition"])
    except (GraphError, IndexError):
        return "server"
