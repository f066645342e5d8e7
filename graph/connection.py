"""What both stores share: where to connect, with which users, and finding the engine again."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

from neo4j import GraphDatabase, NotificationMinimumSeverity, TrustCustomCAs
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable

from graph.settings import EmbeddedPlace, GraphSettings, ServerPlace

if TYPE_CHECKING:
    from graph.embedded.client import Attachment

User = Literal["reader", "writer"]

logging.getLogger("neo4j").addHandler(logging.NullHandler())


class DriverOptions(TypedDict, total=False):
    """Keyword arguments of the driver."""

    auth: tuple[str, str] | None
    encrypted: bool
    trusted_certificates: TrustCustomCAs
    max_connection_pool_size: int
    connection_acquisition_timeout: float
    connection_timeout: float
    max_connection_lifetime: float
    liveness_check_timeout: float
    max_transaction_retry_time: float
    keep_alive: bool
    user_agent: str
    notifications_min_severity: NotificationMinimumSeverity


@dataclass(slots=True)
class Connection:
    """Where the graph is right now. For an embedded graph it holds the engine while it lives."""

    settings: GraphSettings
    place: EmbeddedPlace | ServerPlace
    attachment: Attachment | None = None
    database: str | None = None
    """Name of the database, once it is known."""

    @classmethod
    def open(cls, settings: GraphSettings) -> Connection:
        """Find the server's address; for an embedded graph find or start its engine."""
        connection = cls(settings, settings.place, database=settings.database_name)
        connection.find()
        return connection

    @property
    def embedded(self) -> bool:
        return isinstance(self.place, EmbeddedPlace)

    @property
    def uri(self) -> str:
        """Address for the driver."""
        if isinstance(self.place, ServerPlace):
            # the driver takes authorities of one's own only with the plain scheme (see ``options``)
            return self.place.uri if self.settings.ca_file is None else self.place.uri.replace("+s://", "://", 1)
        return self.attachment.uri if self.attachment else "bolt://127.0.0.1:0"

    @property
    def where(self) -> str:
        """The graph for people, without credentials."""
        return self.place.uri if isinstance(self.place, ServerPlace) else f"embedded:{self.place.directory}"

    def find(self) -> None:
        """Find the embedded engine (again), start one if there is none."""
        if not isinstance(self.place, EmbeddedPlace):
            return
        from graph.embedded.client import attach  # needs Linux or macOS; servers are used from anywhere

        before = self.attachment
        self.attachment = attach(self.place.directory, self.settings)
        if before is not None:
            before.close()

    @property
    def lost(self) -> bool:
        """Whether the embedded engine that was found has gone, is going or was restarted."""
        return self.attachment is not None and not self.attachment.current

    def count_change(self) -> None:
        """Let every process of this machine know that the embedded graph was written to."""
        if isinstance(self.place, EmbeddedPlace):
            # without it others notice a little later: whoever asks for ``changes`` looks into the graph now and then
            with contextlib.suppress(OSError), _changes(self.place).open("ab") as file:
                file.write(b".")

    def changes(self) -> int | None:
        """How many times the embedded graph was written to; None where that is not counted: on a server."""
        if not isinstance(self.place, EmbeddedPlace):
            return None
        try:
            return _changes(self.place).stat().st_size
        except FileNotFoundError:
            return 0
        except OSError:
            return None

    def options(self, user: User) -> DriverOptions:
        """Keyword arguments of a driver for ``user``; on a server both are the one configured."""
        settings = self.settings
        auth: tuple[str, str] | None = None
        if self.attachment is not None:
            auth = self.attachment.credentials.of(user)
        elif isinstance(self.place, ServerPlace) and self.place.user is not None:
            auth = (self.place.user, self.place.password or "")
        options: DriverOptions = {
            "auth": auth,
            "max_connection_pool_size": settings.pool_size,
            "connection_acquisition_timeout": settings.pool_wait,
            "connection_timeout": settings.connect_timeout,
            "max_connection_lifetime": settings.pool_lifetime,
            # the store itself goes on trying, because it may have to find the embedded engine again
            "max_transaction_retry_time": 0.0 if self.embedded else settings.retry_time,
            "keep_alive": True,
            "user_agent": "policygraph",
            "notifications_min_severity": NotificationMinimumSeverity.OFF,
        }
        if not self.embedded:
            options["liveness_check_timeout"] = settings.pool_liveness
            options["notifications_min_severity"] = NotificationMinimumSeverity(settings.notifications.upper())
            if settings.ca_file is not None:
                options["encrypted"] = True
                options["trusted_certificates"] = TrustCustomCAs(str(settings.ca_file))
        return options

    def cause(self, error: Exception) -> Exception:
        """Why a server cannot be reached; a routing driver keeps to itself what a direct one tells."""
        if self.embedded or not isinstance(error, ServiceUnavailable) or not self.uri.startswith("neo4j"):
            return error
        try:
            with GraphDatabase.driver(self.uri.replace("neo4j", "bolt", 1), **self.options("reader")) as direct:
                direct.verify_connectivity()
        except (DriverError, Neo4jError, OSError) as said:
            return said
        return error

    def close(self) -> None:
        """Give up the hold on an embedded engine."""
        if self.attachment is not None:
            self.attachment.close()
            self.attachment = None


@lru_cache(maxsize=64)
def _changes(place: EmbeddedPlace) -> Path:
    from graph.embedded.home import Home

    return Home(place.directory).changes
