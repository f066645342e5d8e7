"""How much a document that comes by REST may ask of the server."""

from __future__ import annotations

from typing import Any, Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import GraphError
from loaders.read import MAX_BYTES


class DocumentSettings(BaseSettings):
    """Limits, each read from ``POLICYGRAPH_UPLOAD_<NAME>`` (empty counts as not set)."""

    model_config = SettingsConfigDict(
        env_prefix="POLICYGRAPH_UPLOAD_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    max_bytes: int = Field(default=MAX_BYTES, ge=1, le=MAX_BYTES)
    """Bytes of one document."""
    read_seconds: float = Field(default=600.0, gt=0)
    """Seconds that reading one document may take."""
    read_memory: int = Field(default=3072, ge=512)
    """Megabytes of address space that reading one document may take."""
    at_once: int = Field(default=2, ge=1, le=16)
    """Documents loaded at the same time, over all server processes on one data directory; and trials a process."""
    waiting: int = Field(default=100, ge=1)
    """Documents that may wait to be read."""
    kept_jobs: int = Field(default=1000, ge=1)
    """Ended jobs that are remembered."""
    kept_hours: float = Field(default=24.0, gt=0)
    """Hours for which answers are remembered by their Idempotency-Key."""

    @classmethod
    def load(cls, **given: Any) -> Self:
        """Settings from the environment, ``given`` values first; GraphError for a value that cannot be used."""
        try:
            return cls(**given)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            name = ".".join(str(part) for part in first["loc"]).upper()
            raise GraphError(f"POLICYGRAPH_UPLOAD_{name} cannot be used: {first['msg']}.") from None
