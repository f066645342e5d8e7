"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable

from graph.embedded.client import running
from graph.settings import EmbeddedPlace, GraphSettings


def wait_for_end(settings: GraphSettings) -> None:
    """Return when no engine serves the embedded graph of ``settings``."""
    place = settings.place
    assert isinstance(place, EmbeddedPlace)
    wait_until(lambda: running(place.directory) is None)


def wait_until(done: Callable[[], bool], seconds: float = 60.0) -> None:
    """Return when ``done``; fail the test when that takes too long."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "what was waited for did not come about"
        time.sleep(0.05)
