"""A document whose region nobody knows: every list, comparison and page answers, and its statements are not lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.api.documents_client import API, ended

POLICY = "nowhere"
TEXT = """关于促进激光产业发展的若干措施
一、发展目标。到2026年，激光产业产值达到500亿元，年均增长10%。
二、支持首台（套）。按售价的10%给予最高200万元奖励，支持武汉华工激光有限公司。（牵头单位：工业和信息化局，责任单位：财政局）
"""
PAGES = (
    *("/", "/policies", f"/policies/{POLICY}", "/instruments", "/instruments/first-of-kind", "/targets", "/agencies"),
    *(f"/graph?policy={POLICY}", "/search?q=激光", "/method", "/compare", "/agencies/工业和信息化局"),
)


@pytest.fixture(scope="module")
def asked(local: TestClient) -> Iterator[TestClient]:
    sent = local.post(f"{API}/policies", json={"text": TEXT, "metadata": {"id": POLICY}})
    job = ended(local, sent)
    assert job["state"] == "done", job
    assert job["result"]["region"] is None
    yield local
    assert local.delete(f"{API}/policies/{POLICY}").status_code == 200


def test_no_list_comparison_or_query_fails(asked: TestClient) -> None:
    document = asked.get("/openapi.json").json()
    lists = [path for path, item in document["paths"].items() if "get" in item and "events" not in path]
    lists = [path.replace("{id}", POLICY) for path in lists if path.replace("{id}", "").count("{") == 0]
    failed = {
        f"{path}?{tiers}": answer.status_code
        for path in lists
        for tiers in ("", "tiers=candidate")
        if (answer := asked.get(f"{path}?{tiers}")).status_code >= 500
    }
    assert len(lists) > 60
    assert failed == {}


def test_what_its_agencies_lead_is_told_without_a_region(asked: TestClient) -> None:
    found = asked.get(f"{API}/compare/responsibility?tiers=candidate").json()["functions"]
    inside = [one for function in found for one in function["regions"] if one["region"] is None]
    assert {one["region_code"] for one in inside} == {None}
    assert {led["policy"] for one in inside for led in one["led"]} == {POLICY}
    page = asked.get("/agencies?tiers=candidate&lang=zh").text
    assert page.count("地区未知") == 1
    assert "工业和信息化局" in page


@pytest.mark.parametrize("address", PAGES)
def test_every_page_shows(asked: TestClient, address: str) -> None:
    parted = "&" if "?" in address else "?"
    for more in ("lang=zh", "lang=en&tiers=candidate"):
        assert asked.get(f"{address}{parted}{more}").status_code == 200


def test_who_leads_in_a_region_is_told_whatever_its_body_is_for(local: TestClient) -> None:
    text = "岛外市促进激光产业发展若干措施\n一、支持攻关。组织关键技术攻关。（牵头单位：激光产业工作专班）\n"
    sent = local.post(f"{API}/policies", json={"text": text, "metadata": {"id": "taskforce", "region": "320500"}})
    assert ended(local, sent)["state"] == "done"
    try:
        page = local.get("/regions/320500?lang=zh").text
        part = page[page.index('aria-labelledby="responsibility"') : page.index('aria-labelledby="targets"')]
        assert "激光产业工作专班" in part
        assert "牵头 1 条" in part
    finally:
        assert local.delete(f"{API}/policies/taskforce").status_code == 200
