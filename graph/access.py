"""Where the graph is and as whom people reach it, for notebooks and other programs that speak Bolt."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from graph.connection import Connection
from graph.embedded.credentials import ANALYST
from graph.settings import GraphSettings, ServerPlace


@dataclass(frozen=True, slots=True)
class Access:
    """What a driver is given. While it is open an embedded engine stays up."""

    url: str
    user: str | None
    password: str | None = field(repr=False)
    database: str | None
    """Name of the database; None for the server's default."""
    _connection: Connection = field(repr=False)

    def close(self) -> None:
        """Give up the hold on an embedded engine."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def access(settings: GraphSettings | None = None) -> Access:
    """Access to the graph of ``settings`` (default: the environment's); GraphError when there is none.

    On the embedded engine, which is started if need be, as the account for people, which can only read;
    on a server as the one of the settings.
    """
    connection = Connection.open(settings or GraphSettings.load())
    user: str | None = None
    password: str | None = None
    if connection.attachment is not None:
        user, password = ANALYST, connection.attachment.credentials.analyst
        if password is None:  # an engine is up that was started before there was this account
            user, password = connection.attachment.credentials.of("reader")
    elif isinstance(connection.place, ServerPlace):
        user, password = connection.place.user, connection.place.password
    return Access(connection.uri, user, password, connection.settings.database_name, connection)
