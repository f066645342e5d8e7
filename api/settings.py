"""How the server behaves towards its clients, from the environment."""

from __future__ import annotations

import re
from typing import Any, Literal

from limits import RateLimitItem, parse
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import GraphError

_ORIGIN = r"https?://[A-Za-z0-9.-]+(:\d+)?|https?://\[[0-9a-fA-F:]+\](:\d+)?"
_MEGA = 1024 * 1024


class ServiceSettings(BaseSettings):
    """Settings of the server, each read from ``POLICYGRAPH_<NAME>`` (empty counts as not set)."""

    model_config = SettingsConfigDict(env_prefix="POLICYGRAPH_", env_ignore_empty=True, extra="ignore", frozen=True)

    keyless: Literal["none", "reader", "editor"] = "none"
    """Role of whoever brings no key to a server that others than this machine reach."""
    hosts: str = ""
    """Names, separated by commas, by which the server may be called (header ``Host``); any when empty."""
    cors_origins: str = ""
    """Origins, separated by commas, whose pages may read answers in a browser; none when empty."""
    rate_limit: str = "1200/minute"
    """Requests of one key, or of one address without a key; ``off`` for no limit."""
    body_limit: int = Field(default=64 * _MEGA, ge=1024)
    """Bytes that the body of a request may have."""
    body_time: float = Field(default=30.0, gt=0)
    """Seconds that a body may take, and one more for every 10 kB that have come."""
    header_time: float = Field(default=10.0, gt=0)
    """Seconds from the first byte of a request, or from the connection, to the end of its headers."""
    cache_size: int = Field(default=64 * _MEGA, ge=0)
    """Bytes of answers that one process keeps; 0 keeps none."""
    log: Literal["warnings", "requests"] = "warnings"
    """What is logged: warnings and errors only, or a line for each request too."""

    @field_validator("cors_origins")
    @classmethod
    def _known_origins(cls, value: str) -> str:
        wrong = [one for one in listed(value) if not re.fullmatch(_ORIGIN, one)]
        if wrong:
            raise ValueError(f"{wrong[0]} is no origin; write https://HOST or https://HOST:PORT, without a path")
        return value

    @field_validator("rate_limit")
    @classmethod
    def _known_rate(cls, value: str) -> str:
        try:
            usable = value == "off" or parse(value).amount > 0
        except ValueError:
            usable = False
        if not usable:
            raise ValueError("not a rate; write a number and a span such as 1200/minute or 50/second, or off")
        return value

    @classmethod
    def load(cls, **given: Any) -> ServiceSettings:
        """Settings from the environment, ``given`` values first; GraphError for a value that cannot be used."""
        try:
            return cls(**given)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            reason = first["msg"].removeprefix("Value error, ")
            raise GraphError(f"POLICYGRAPH_{str(first['loc'][0]).upper()} cannot be used: {reason}.") from None

    @property
    def origins(self) -> list[str]:
        """``cors_origins`` one by one."""
        return listed(self.cors_origins)

    @property
    def names(self) -> frozenset[str]:
        """``hosts`` one by one, in small letters; empty for any."""
        return frozenset(one.lower() for one in listed(self.hosts))

    @property
    def rate(self) -> RateLimitItem | None:
        """``rate_limit`` as the limiter takes it; None for no limit."""
        return None if self.rate_limit == "off" else parse(self.rate_limit)


def listed(value: str) -> list[str]:
    """The parts of a setting that holds several, separated by commas."""
    return [part.strip() for part in value.split(",") if part.strip()]
