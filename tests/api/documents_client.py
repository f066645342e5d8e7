"""A client that may write, over a graph of its own, and a small document to send."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from api.app import create_app
from graph.settings import GraphSettings
from tests.serving import HERE, local

API = "/api/v1"
TEXT = """苏州市关于促进激光产业发展的若干措施
一、支持首台（套）。对首台（套）重大技术装备，按售价的10%给予最高200万元奖励。（责任单位：市工业和信息化局）
二、支持人才。鼓励企业引进激光领域人才。
"""
METADATA: dict[str, Any] = {"id": "suzhou-laser", "region": "320500"}


@contextmanager
def local_client(settings: GraphSettings) -> Iterator[TestClient]:
    """The application as a program of the server's own machine meets it."""
    with local(create_app(settings, HERE)) as client:
        yield client


def send(client: TestClient, text: str = TEXT, **metadata: Any) -> Response:
    """POST a text."""
    answer: Response = client.post(f"{API}/policies", json={"text": text, "metadata": METADATA | metadata})
    return answer


def post_file(client: TestClient, name: str, content: bytes, **metadata: Any) -> Response:
    """POST a file of this name."""
    files = {"file": (name, content)}
    answer: Response = client.post(f"{API}/policies", files=files, data={"metadata": json.dumps(metadata)})
    return answer


def left_over(data: Path) -> list[str]:
    """What jobs and trials have left on the disk below a data directory."""
    return [path.name for path in (data / "jobs").iterdir() if path.is_dir()]


def ended(client: TestClient, answer: Response) -> dict[str, Any]:
    """The job that an answer is about, once it is over."""
    assert answer.status_code == 202, answer.text
    for _ in range(600):
        job: dict[str, Any] = client.get(answer.headers["location"]).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.1)
    raise AssertionError(f"the job does not end: {job}")


def load(client: TestClient, text: str = TEXT, **metadata: Any) -> dict[str, Any]:
    """Send a text and wait until it is loaded."""
    job = ended(client, send(client, text, **metadata))
    assert job["state"] == "done", job
    return job


def facts(client: TestClient, policy: str = "suzhou-laser", **asked: Any) -> list[dict[str, Any]]:
    """The lines of a policy's facts."""
    answer = client.get(f"{API}/policies/{policy}/facts", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def plain(line: Mapping[str, Any]) -> dict[str, Any]:
    """A line as ``policygraph extract`` prints it."""
    return {name: value for name, value in line.items() if name not in ("id", "version")}


def said(answer: Response, status: int) -> str:
    """The sentence of an error."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["detail"])


def source(data: Path, policy: str = "suzhou-laser") -> bytes:
    """The kept source of a policy."""
    [file] = (data / "plans" / policy).glob("source.*")
    return file.read_bytes()
