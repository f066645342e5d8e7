"""Where the browser of an analyst finds Bolt, and as whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.embedded.credentials import ANALYST
from graph.errors import GraphError, GraphUnavailable
from graph.settings import EMBEDDED_DATABASE, EmbeddedPlace, GraphSettings

_PORT = 7687
PATH = "/browser/"


class BrowserSettings(BaseSettings):
    """Settings of Neo4j Browser, each read from ``POLICYGRAPH_BROWSER_<NAME>`` (empty counts as not set)."""

    model_config = SettingsConfigDict(
        env_prefix="POLICYGRAPH_BROWSER_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    url: str | None = Field(default=None)
    """Address of the Bolt server as the analysts' machines reach it, where that is not POLICYGRAPH_URL."""

    @field_validator("url")
    @classmethod
    def _known_url(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"(bolt|neo4j)(\+s|\+ssc)?://[\w.:\[\]-]+/?", value):
            raise ValueError("write bolt://HOST:PORT or bolt+s://HOST:PORT, without user and password")
        return value

    @classmethod
    def load(cls, **given: Any) -> BrowserSettings:
        """Settings from the environment, ``given`` values first; GraphError for a value that cannot be used."""
        try:
            return cls(**given)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            reason = first["msg"].removeprefix("Value error, ")
            raise GraphError(f"POLICYGRAPH_BROWSER_URL cannot be used: {reason}.") from None


@dataclass(frozen=True, slots=True)
class BoltPlace:
    """A database that a web page can reach."""

    url: str
    """``bolt://host:port`` or ``bolt+s://host:port``."""
    database: str | None
    """None is the server's default."""
    user: str
    """Who is expected to log in."""

    @property
    def host(self) -> str:
        """``host:port``."""
        return urlsplit(self.url).netloc

    @property
    def socket(self) -> str:
        """Where the page's WebSocket goes: the one address besides ours that it may talk to."""
        return f"{'wss' if self.url.startswith('bolt+s:') else 'ws'}://{self.host}"

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the page's address that preselect this connection."""
        dbms = f"{urlsplit(self.url).scheme}://{quote(self.user, safe='')}@{self.host}"
        return {"dbms": dbms} | ({"db": self.database} if self.database else {})

    def link(self, editor: str | None = None) -> str:
        """The address of Neo4j Browser with this connection preselected and ``editor`` in its editor."""
        more = {} if editor is None else {"cmd": "edit", "arg": editor}
        return f"{PATH}?{urlencode(self.query | more)}"


def bolt_place(settings: GraphSettings, own: BrowserSettings) -> BoltPlace:
    """Where Bolt is right now; GraphUnavailable while the embedded engine does not run.

    The page speaks to one address only, so that ``neo4j://`` becomes ``bolt://``: no routing to other members.
    """
    place = settings.place
    if isinstance(place, EmbeddedPlace):
        return BoltPlace(_address(own.url or _embedded(place)), EMBEDDED_DATABASE, ANALYST)
    return BoltPlace(_address(own.url or place.uri), settings.database, place.user or "neo4j")


def link(settings: GraphSettings, own: BrowserSettings, editor: str) -> str:
    """The address of Neo4j Browser with ``editor`` in its editor.

    While the embedded engine does not run it names no connection: the server adds that when it is opened.
    """
    try:
        return bolt_place(settings, own).link(editor)
    except GraphUnavailable:
        return f"{PATH}?{urlencode({'cmd': 'edit', 'arg': editor})}"


def _embedded(place: EmbeddedPlace) -> str:
    from graph.embedded.client import running  # needs Linux or macOS; servers are used from anywhere

    record = running(place.directory)
    if record is None or not record.port:
        raise GraphUnavailable("The embedded engine is not running at the moment; try again in a few seconds.")
    return f"bolt://127.0.0.1:{record.port}"


def _address(url: str) -> str:
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"bolt{'+s' if '+s' in parts.scheme else ''}://{host}:{parts.port or _PORT}"
