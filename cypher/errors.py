"""The errors of the named queries: each a sentence that says what is wrong and what to do."""


class CatalogueError(Exception):
    """A query, its file or an argument that cannot be used as it is; the message is for the user.

    ``by_rest`` is the same for whoever asks by REST, where the message names a command.
    """

    def __init__(self, message: str, by_rest: str | None = None) -> None:
        super().__init__(message)
        self.by_rest = by_rest or message


class QueryFileError(CatalogueError):
    """A ``.cypher`` file whose header or statement breaks a rule; names file and line."""


class UnknownQueryError(CatalogueError):
    """No query has this name."""


class ArgumentError(CatalogueError):
    """An argument that is unknown, missing or of the wrong type."""


class NotInGraphError(ArgumentError):
    """An argument names something that the graph does not hold (a policy, an agency)."""
