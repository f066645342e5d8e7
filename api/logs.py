"""The log as lines of JSON: what happened, to which request; no addresses, no values of parameters."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""Id of the request that is being answered."""
FIELDS = "fields"
"""Attribute of a record (``extra``) with further members of its line."""


class JsonLines(logging.Formatter):
    """One JSON object a line: ``time``, ``level``, ``logger``, ``message``, ``request_id``, further ones, ``error``."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (of := request_id.get()) is not None:
            line["request_id"] = of
        line |= getattr(record, FIELDS, {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configuration(*, requests: bool) -> dict[str, Any]:
    """What ``logging.config.dictConfig`` takes: warnings to stderr, with ``requests`` a line for each request too."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "api.logs.JsonLines"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {
            "api.requests": {"level": "INFO" if requests else "WARNING"},
            "neo4j": {"handlers": ["nowhere"], "propagate": False},  # what matters of it, the store says
        },
    }
