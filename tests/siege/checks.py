"""What holds for every answer under attack, and how attacks are sent."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from tests.siege.place import Siege
from tests.siege.walk import Ask

API = "/api/v1"
TOO_SLOW = 25.0
"""Seconds; reading a document is ended after 15 here."""
SUM = str(7919 * 7907)
ENGINE = re.compile(r"Traceback|com\.arcadedb|org\.neo4j|Neo\.(?:Client|Database)Error|ParsingException|\.java\b")
SECRETS = re.compile(r"root:[x*]:0:|\"digest\": |\bpassword\": |\[tool\.ruff")
TEXT = (
    "苏州市关于促进激光产业发展的若干措施\n一、支持首台（套）。对首台（套）重大技术装备，按售价的10%给予最高200万元奖励。"
    "（责任单位：市工业和信息化局）\n"
)


def every(work: Callable[[Any], list[str]], items: Iterable[Any]) -> None:
    """Fail with what got through, over all items, four at a time."""
    with ThreadPoolExecutor(4) as many:
        through = [said for found in many.map(work, items) for said in found]
    assert not through, f"{len(through)} got through:\n" + "\n".join(through[:20])


def faults(answer: httpx.Response) -> list[str]:
    """What is wrong with any answer to hostile input."""
    found = []
    if answer.status_code >= 500:
        found.append(f"status {answer.status_code}")
    if answer.elapsed.total_seconds() > TOO_SLOW:
        found.append(f"{answer.elapsed.total_seconds():.0f} seconds")
    if SUM in answer.text:
        found.append("a sum was computed")
    for pattern in (ENGINE, SECRETS):
        if shown := pattern.search(answer.text):
            found.append(f"it says {shown[0]}")
    if answer.headers.get("x-content-type-options") != "nosniff" or "content-security-policy" not in answer.headers:
        found.append("headers are missing")
    return found


def sent(siege: Siege, one: Ask) -> httpx.Response:
    """The answer to a request that the walk made."""
    siege.requests += 1
    headers = [*((name.encode(), value.encode()) for name, value in siege.bearer.items()), *one.raw]
    url = httpx.URL(siege.served.url).copy_with(raw_path=one.target.encode())
    return siege.http.request(one.method, url, headers=headers, content=one.content)


def upload(siege: Siege, content: bytes, file: str, metadata: dict[str, Any]) -> httpx.Response:
    """The answer to a document that is tried out."""
    siege.requests += 1
    form = {"file": (file, content), "metadata": ("metadata.json", json.dumps(metadata).encode())}
    return siege.http.post(f"{API}/policies?dry_run=true", headers=siege.bearer, files=form, timeout=120)


def plain(siege: Siege, target: str, headers: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Status, headers and text for a target that no client would send as it is."""
    siege.requests += 1
    connection = http.client.HTTPConnection("127.0.0.1", siege.served.port, timeout=60)
    try:
        connection.putrequest("GET", "/", skip_accept_encoding=True)
        connection._buffer[0] = f"GET {target} HTTP/1.1".encode("latin-1")  # type: ignore[attr-defined]
        for name, value in (siege.bearer if headers is None else headers).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, str(answer.headers), answer.read().decode("utf-8", "replace")
    finally:
        connection.close()
