"""Errors of the command line."""


class CommandError(Exception):
    """A command that cannot do its work; the message is for the user, ``code`` the exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code
