"""A served site under mixed load, its engine killed now and then."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from graph.embedded.client import running
from graph.settings import EmbeddedPlace, GraphSettings
from tests.serving import Served
from tests.soak.clients import API, STABLE, Client, Editor, Reader, Site, content
from tests.soak.watch import Watch

READERS, EDITORS = 3, 3
_SETTLED = 5.0
"""Seconds for which an answer may still be one of the time without an engine."""
_LONGEST_AWAY = 90.0
_SHOWN = 20_000
"""Characters of the server's log that are shown after a run in which something was wrong."""


def soak(data: Path, *, minutes: float, kills: int, workers: int = 1) -> list[str]:
    """What went wrong in so many minutes of load with so many kills; empty for nothing."""
    with served(data, workers) as (served_, temporary):
        site = Site(served_.url)
        with httpx.Client(base_url=site.url, timeout=120) as asking:
            expected = {target: content(asking.get(f"{API}{target}").raise_for_status()) for target in STABLE}
        clients: list[Client] = [Reader(site, number, expected) for number in range(READERS)]
        editors = [Editor(site, number) for number in range(EDITORS)]
        clients += editors
        watch = Watch(served_.process.pid, [data / "jobs", data / "plans", temporary], lambda: metrics(site.url))
        begun = time.monotonic()
        for client in clients:
            client.start()
        try:
            for number in range(kills):
                _wait(site, begun + minutes * 60 * (number + 1) / (kills + 1))
                _kill(data, site)
            _wait(site, begun + minutes * 60)
        finally:
            site.ended.set()
            for client in clients:
                client.join()
            watch.close()
        for editor in editors:
            _settle(editor)
        if served_.process.poll() is not None:
            site.note("the server ended")
        site.wrong += [f"{name} grew from {low:.1f} to {high:.1f}" for name, (low, high) in watch.leaks().items()]
        _report(site, watch, minutes, kills)
    if site.wrong:
        sys.stdout.write(f"the last that the server complained of:\n{served_.complained[-_SHOWN:]}\n")
    return site.wrong


@contextmanager
def served(data: Path, workers: int) -> Iterator[tuple[Served, Path]]:
    """A server with its temporary files in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        given = {"POLICYGRAPH_RETRY_TIME": "2", "TMPDIR": name}
        one = Served(data, "--workers", str(workers), **given)
        try:
            httpx.get(f"{one.url}/readyz", timeout=120).raise_for_status()
            yield one, Path(name)
        finally:
            one.stop(signal.SIGTERM)


def metrics(url: str) -> str:
    """The counters of a server; nothing while it does not answer."""
    try:
        return httpx.get(f"{url}/metrics", timeout=10).text
    except httpx.HTTPError:
        return ""


def _wait(site: Site, until: float) -> None:
    while time.monotonic() < until and len(site.wrong) < 20:
        time.sleep(0.2)


def _kill(data: Path, site: Site) -> None:
    """End the engine as hard as can be, and wait until the site has its graph again."""
    place = GraphSettings.load(url="embedded:", data=data).place
    assert isinstance(place, EmbeddedPlace)
    record = running(place.directory)
    if record is None:
        site.note("there is no engine to kill")
        return
    begun = time.monotonic()
    away = [begun, begun + _LONGEST_AWAY]
    site.away.append(away)
    os.kill(record.engine, signal.SIGKILL)
    while time.monotonic() < begun + _LONGEST_AWAY:
        answer = httpx.get(f"{site.url}/readyz", timeout=60)
        again = running(place.directory)
        if answer.status_code == 200 and again is not None and again.engine != record.engine:
            break
        time.sleep(0.2)
    else:
        site.note("the engine did not come back")
    away[1] = time.monotonic() + _SETTLED
    site.answers[f"seconds without an engine: {time.monotonic() - begun:.1f}"] += 1


def _settle(editor: Editor) -> None:
    """A last look at every document, when nothing moves any more."""
    editor.http = httpx.Client(base_url=editor.site.url, timeout=120)
    with editor.http:
        for one in editor.documents:
            try:
                editor.look(one)
            except Exception as error:
                editor.site.note(f"at the end: {error}")


def _report(site: Site, watch: Watch, minutes: float, kills: int) -> None:
    lines = [f"{minutes:g} minutes, {kills} kills"]
    lines += [f"{what:40} {number:8,}" for what, number in sorted(site.answers.items())]
    units = {"memory": "MB", "kept": "MB"}
    lines += [
        f"{name:12} second third {low:9.1f}, last third {high:9.1f} {units.get(name, '')}"
        for name, (low, high) in watch.thirds().items()
    ]
    lines += [f"wrong: {one}" for one in site.wrong]
    sys.stdout.write("\n".join(lines) + "\n")
