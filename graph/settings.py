"""Where the graph is and how it is used, from the environment."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.bookmarks import parse
from graph.errors import BookmarkError, GraphError
from graph.neo4j_server import known

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_HELP = "use embedded:, embedded:PATH, bolt://HOST:PORT, neo4j://HOST:PORT or neo4j+s://HOST:PORT"
EMBEDDED_DATABASE = "policygraph"


@dataclass(frozen=True, slots=True)
class EmbeddedPlace:
    """The bundled engine, its files in ``directory``."""

    directory: Path


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A server or cluster that speaks Bolt; ``uri`` holds no credentials."""

    uri: str
    user: str | None
    password: str | None = field(repr=False)


class GraphSettings(BaseSettings):
    """Settings of the graph, each read from ``POLICYGRAPH_<NAME>`` (empty counts as not set).

    Nothing here is ever printed with its secrets.
    """

    model_config = SettingsConfigDict(
        env_prefix="POLICYGRAPH_", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    url: str = Field(default="embedded:", repr=False)
    """``embedded:`` (inside ``data``), ``embedded:PATH`` or the address of a Bolt server."""
    user: str | None = None
    password: SecretStr | None = None
    database: str | None = None
    """Name of the database on the server; the user's home database when not given."""
    ca_file: Path | None = None
    """File (PEM) of the certificate authorities to trust instead of the system's; with bolt+s:// or neo4j+s://."""
    after: str = Field(default="", repr=False)
    """Bookmarks, separated by commas, that the server must have come to before it answers."""
    data: Path = Field(default_factory=lambda: user_data_path("policygraph", appauthor=False))
    """Directory of graph, uploads and judgements."""
    query_timeout: float = Field(default=30.0, gt=0)
    """Seconds one query may run. The embedded engine takes it from whoever starts it."""
    retry_time: float = Field(default=30.0, ge=0)
    """Seconds after the first failure in which a further try may begin: the server is away or busy."""
    connect_timeout: float = Field(default=10.0, gt=0)
    """Seconds the server may take to accept a connection."""
    pool_size: int = Field(default=50, ge=1)
    """Connections one driver keeps at most."""
    pool_wait: float = Field(default=30.0, gt=0)
    """Seconds to wait for a free connection of the pool, or for a new or tested one to be ready."""
    pool_lifetime: float = Field(default=3600.0, gt=0)
    """Seconds after which a connection is not used again."""
    pool_liveness: float = Field(default=30.0, ge=0)
    """Seconds a connection to a server may lie idle before it is tested when taken; 0 tests it always."""
    notifications: Literal["off", "warning", "information"] = "warning"
    """Least severity of a server's remarks on queries that it is to send; they become lines of the log."""
    engine_heap: str = "1g"
    """Java heap of the embedded engine and of a server that ``policygraph neo4j up`` starts."""
    engine_port: int = Field(default=0, ge=0, le=65535)
    """Bolt port of the embedded engine on loopback; 0 takes a free one."""
    engine_grace: float = Field(default=10.0, ge=0)
    """Seconds the embedded engine stays after its last client has gone."""
    engine_start_timeout: float = Field(default=60.0, gt=0)
    """Seconds the embedded engine or such a server may take to start."""

    @field_validator("url")
    @classmethod
    def _known_url(cls, value: str) -> str:
        value = value.strip()
        if value.startswith("embedded:"):
            return value
        parts = _split(value)
        if parts is None or parts.scheme not in _SCHEMES or not parts.hostname:
            raise ValueError(f"not the address of a graph; {_HELP}")
        if parts.path not in ("", "/"):
            raise ValueError("holds a path after the port; name the database in POLICYGRAPH_DATABASE instead")
        return value

    @field_validator("ca_file")
    @classmethod
    def _known_authorities(cls, value: Path | None) -> Path | None:
        if value is None:
            return None
        value = value.expanduser().absolute()
        try:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.load_verify_locations(cafile=value)
        except ssl.SSLError:
            raise ValueError(f"{value} holds no certificate in PEM form") from None
        except OSError as error:
            raise ValueError(f"{value} cannot be read ({error.strerror or error})") from None
        return value

    @field_validator("after")
    @classmethod
    def _known_bookmarks(cls, value: str) -> str:
        try:
            parse(value)
        except BookmarkError as error:
            raise ValueError(str(error).rstrip(".")) from None
        return value

    @model_validator(mode="after")
    def _authorities_are_used(self) -> Self:
        scheme = self.url.partition(":")[0]
        if self.ca_file is not None and scheme in _SCHEMES and not scheme.endswith("+s"):
            raise ValueError(
                f"it is of no use with {scheme}://; write POLICYGRAPH_URL with bolt+s:// or neo4j+s://, "
                "or leave POLICYGRAPH_CA_FILE out"
            )
        return self

    @field_validator("engine_heap")
    @classmethod
    def _known_size(cls, value: str) -> str:
        if not re.fullmatch(r"[1-9][0-9]{0,8}[kmgKMG]", value):
            raise ValueError("not a size; write a whole number and its unit, such as 512m or 2g")
        return value

    @classmethod
    def load(cls, **given: Any) -> GraphSettings:
        """Settings from the environment, ``given`` values first; GraphError for a value that cannot be used."""
        try:
            return cls(**given)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            name = ".".join(str(part) for part in first["loc"] or ("ca_file",)).upper()
            reason = re.sub(r"^Value error, ", "", first["msg"])
            raise GraphError(f"POLICYGRAPH_{name} cannot be used: {reason}.") from None

    @property
    def place(self) -> EmbeddedPlace | ServerPlace:
        """What ``url`` points at.

        Credentials of the URL win over ``user`` and ``password``; with neither, a server that
        ``policygraph neo4j up`` started for this user is asked for its kept password.
        """
        if self.url.startswith("embedded:"):
            path = self.url.removeprefix("embedded:")
            directory = Path(path).expanduser() if path else self.data.expanduser() / "graph"
            return EmbeddedPlace(directory.absolute())
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2]
        user = unquote(parts.username) if parts.username else self.user
        password = self.password.get_secret_value() if self.password else None
        if parts.password:
            password = unquote(parts.password)
        if user is None and (kept := known.credentials(parts.hostname or "", parts.port)):
            user, password = kept
        return ServerPlace(urlunsplit((parts.scheme, host, "", parts.query, "")), user, password)

    @property
    def database_name(self) -> str | None:
        """Database to name in every session; None asks the server for its user's home database first."""
        return EMBEDDED_DATABASE if self.url.startswith("embedded:") else self.database


def _split(value: str) -> SplitResult | None:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return None
    return parts
