"""What Chromium's own tracing says of a page: its long tasks and its frames."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_CATEGORIES = ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"]
LONG = 50.0
"""Milliseconds from which on a task is a long one (W3C, Long Tasks)."""


@dataclass(frozen=True)
class Trace:
    """The main thread of a page while something was done; times in milliseconds from its first event on."""

    tasks: list[tuple[float, float, float]]
    """When each task began, how long it took, and how much of that it had the processor."""
    frames: list[float]
    """When the page drew."""
    interactive: float | None
    """When the last page that was opened had its DOM, if one was."""

    @property
    def longest(self) -> float:
        """The longest task."""
        return max((took for _, took, _ in self.tasks), default=0.0)

    @property
    def hardest(self) -> float:
        """The longest time of the processor that a task had: what it takes where nothing else runs."""
        return max((worked for _, _, worked in self.tasks), default=0.0)

    @property
    def busy_on(self) -> float:
        """From the DOM of the page to the end of the last long task: from then on the page answers at once."""
        if self.interactive is None:
            raise ValueError("nothing was opened while this was traced")
        return max([0.0, *(start + took - self.interactive for start, took, _ in self.tasks if took > LONG)])

    @property
    def rate(self) -> float:
        """Frames a second from the first to the last."""
        if len(self.frames) < 2:
            return 0.0
        return (len(self.frames) - 1) / (self.frames[-1] - self.frames[0]) * 1000


def traced(browser: Any, page: Any, work: Callable[[], object]) -> Trace:
    """Do ``work`` and say how ``page`` took it."""
    browser.start_tracing(page=page, categories=_CATEGORIES)
    try:
        work()
    finally:
        events = json.loads(browser.stop_tracing())["traceEvents"]
    return _read(events)


def _read(events: list[dict[str, Any]]) -> Trace:
    process = _process(events)
    thread = next(
        event["tid"]
        for event in events
        if event["name"] == "thread_name" and event["pid"] == process and event["args"]["name"] == "CrRendererMain"
    )
    own = [event for event in events if (event["pid"], event["tid"]) == (process, thread) and event["ph"] != "M"]
    origin = min(event["ts"] for event in own)
    tasks = [
        ((one["ts"] - origin) / 1000, one["dur"] / 1000, one["tdur"] / 1000)
        for one in own
        if one["name"] == "RunTask" and "dur" in one and "tdur" in one
    ]
    frames = sorted((one["ts"] - origin) / 1000 for one in own if one["name"] == "FireAnimationFrame")
    interactive = [(one["ts"] - origin) / 1000 for one in own if one["name"] == "domInteractive"]
    return Trace(tasks, frames, max(interactive, default=None))


def _process(events: list[dict[str, Any]]) -> int:
    """The process of the page: Chromium has others that stand ready."""
    placed = [frame for event in events for frame in _frames(event) if frame["url"].startswith("http")]
    return int(placed[-1]["processId"])


def _frames(event: dict[str, Any]) -> list[dict[str, Any]]:
    """Where pages are, at the beginning and whenever one comes."""
    if event["name"] == "TracingStartedInBrowser":
        return [frame for frame in event["args"]["data"]["frames"] if "processId" in frame]
    if event["name"] == "FrameCommittedInBrowser" and "processId" in event["args"]["data"]:
        return [event["args"]["data"]]
    return []
