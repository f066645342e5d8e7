"""What is counted for Prometheus, and the page ``/metrics``."""

from __future__ import annotations

import os
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from api.commands.service import SHARED

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Meters:
    """The counters of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        if SHARED not in os.environ:
            for collector in (ProcessCollector, PlatformCollector, GCCollector):
                collector(registry=self._registry)
        self._requests = Counter(
            "policygraph_http_requests",
            "Answers, by method, route and status",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "policygraph_http_request_seconds",
            "Time from a request to the end of its answer, by route",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._running = Gauge(
            "policygraph_http_requests_running",
            "Requests that are being answered",
            multiprocess_mode="livesum",
            registry=self._registry,
        )
        self._kept = Counter(
            "policygraph_kept_answers",
            "Requests for answers that can be kept: found, made or unchanged (304)",
            ["outcome"],
            registry=self._registry,
        )

        self._bytes = Gauge(
            "policygraph_kept_answer_bytes",
            "Bytes of answers that are kept",
            multiprocess_mode="livesum",
            registry=self._registry,
        )

        # looking for a counter by its labels costs more than counting; there are as many as routes and statuses
        self._counted = cache(lambda method, route, status: self._requests.labels(method, route, str(status)))
        self._timed = cache(lambda route: self._seconds.labels(route))
        self._outcome = cache(lambda outcome: self._kept.labels(outcome))

    def begin(self) -> None:
        """A request has come."""
        self._running.inc()

    def end(self, method: str, route: str, status: int, seconds: float) -> None:
        """It was answered."""
        self._running.dec()
        self._counted(method if method in _METHODS else "other", route, status).inc()
        self._timed(route).observe(seconds)

    def kept(self, outcome: str) -> None:
        """An answer was ``found``, ``made`` or ``unchanged``."""
        self._outcome(outcome).inc()

    def hold(self, size: int) -> None:
        """So many bytes of answers are kept."""
        self._bytes.set(size)

    def page(self) -> bytes:
        """All counters, of all workers, in the text format of Prometheus."""
        if SHARED not in os.environ:
            return generate_latest(self._registry)
        every = CollectorRegistry()
        MultiProcessCollector(every)  # type: ignore[no-untyped-call]
        return generate_latest(every)
