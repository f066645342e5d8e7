"""Resources of a graph in which not all is certain, and whose document has an address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.store import GraphStore
from tests.running import call_policygraph
from tests.serving import HERE, local

TEXT = """苏州市激光产业若干措施
一、资金支持
对首台(套)产品按单价10%奖补,最高200万元。
二、发展目标
到2027年产业规模达到100亿元。
"""
ADDRESS = "https://www.example.gov.cn/laser.html"


@pytest.fixture(scope="module")
def unsure(store: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("plans") / "suzhou-laser"
    folder.mkdir()
    (folder / "source.txt").write_text(TEXT, encoding="utf-8")
    given = {"id": "suzhou-laser", "region": "320500", "source": {"url": ADDRESS}, "completeness": "full"}
    (folder / "plan.yaml").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    done = call_policygraph(store.settings.data, "load", folder, "--candidates")
    assert done.returncode == 0, done.stderr.decode()
    with local(create_app(store.settings, HERE)) as client:
        yield client


def test_lists_rest_on_the_asked_tier_and_a_single_item_is_found_whatever_its_tier(unsure: TestClient) -> None:
    sure = unsure.get("/api/v1/measures").json()["items"]
    every = unsure.get("/api/v1/measures", params={"tiers": "candidate"}).json()["items"]
    assert {item["tier"] for item in sure} <= {"certain"}
    below = [item for item in every if item["tier"] != "certain"]
    assert below
    for item in below:
        assert (item["read_by"], item["reviewed_by"]) == ("machine", None)
        assert unsure.get(item["self"]).json() == item


def test_evidence_leads_to_the_words_on_the_page_they_came_from(unsure: TestClient) -> None:
    [measure] = unsure.get("/api/v1/measures", params={"tiers": "candidate", "has_amount": True}).json()["items"]
    source = measure["evidence"]["links"]["source"]
    assert source.startswith(f"{ADDRESS}#:~:text=")
    assert source.isascii()


def test_an_instrument_that_only_unsure_facts_name_is_to_be_checked_in_the_matrix(unsure: TestClient) -> None:
    cells = unsure.get("/api/v1/compare/matrix", params={"group": "fiscal"}).json()["cells"]
    [cell] = [one for one in cells if one["instrument"] == "first-of-kind"]
    [sure] = [
        one
        for one in unsure.get("/api/v1/compare/matrix", params={"tiers": "candidate"}).json()["cells"]
        if one["instrument"] == "first-of-kind"
    ]
    assert sure["state"] == "funded"
    assert cell["state"] == ("funded" if cell["measures"] else "to be checked")
    assert cell["tier"] == sure["tier"]
