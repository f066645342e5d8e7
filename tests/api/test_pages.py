"""The pages: what they show, and that nothing is asked of another host."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from api.routes.queries import operation_id
from cypher.catalogue import catalogue


class Page(HTMLParser):
    """Text, ids and everything a browser would fetch or follow."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.styled: list[str] = []
        self.words: list[str] = []
        self.feed(source)
        self.text = " ".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        elif given.get("src") or given.get("href"):
            self.loaded.append(given.get("src") or given.get("href") or "")
        if "style" in given or tag in ("style", "script"):
            self.styled.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


@pytest.fixture(scope="module", params=["/", "/docs"])
def page(request: pytest.FixtureRequest, client: TestClient) -> Page:
    response = client.get(request.param)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Page(response.text)


def test_a_page_loads_only_what_this_server_has(page: Page, client: TestClient) -> None:
    assert page.loaded
    for address in page.loaded:
        assert address.startswith("/static/")
        assert client.get(address).status_code == 200
    assert page.styled == []


def test_every_link_of_a_page_leads_somewhere(page: Page, client: TestClient) -> None:
    docs = Page(client.get("/docs").text)
    for link in page.links:
        path, _, anchor = link.partition("#")
        if path:
            assert path.startswith("/")
            # what opens Neo4j Browser is followed up to its door: behind it an extra is needed
            answer = client.get(path, follow_redirects=not path.startswith("/analyst/open/"))
            assert answer.status_code in (200, 307), link
            assert answer.status_code == 200 or answer.headers["location"].startswith("/browser/?"), link
        if anchor and path in ("", "/docs"):
            assert anchor in (docs.ids if path else page.ids), link


def test_style_sheets_load_nothing_from_elsewhere(client: TestClient) -> None:
    assert not re.search(r"url\(|@import|https?:", client.get("/static/site.css").text)


def test_the_first_page_shows_the_answer_with_its_words(client: TestClient) -> None:
    text = Page(client.get("/").text).text
    for shown in ("湖北省", "资金支持", "比例 15%", "上限 1000万元", "省经信厅", "双边最高奖补1000万元", "6/19"):
        assert shown in text
    assert "广东省" in text
    assert "未知" in text


def test_an_unknown_answer_says_which_text_is_incomplete_and_why(client: TestClient) -> None:
    page = Page(client.get("/").text)
    assert "广东省培育激光与增材制造产业集群行动计划(2021—2025年)" in page.text
    assert "缺附件" in page.text
    assert "列有三个附件" in page.text
    assert "/api/v1/policies/guangdong-laser-am-2021" in page.links


def test_the_end_of_a_period_is_not_called_validity(client: TestClient) -> None:
    text = Page(client.get("/").text).text
    assert re.search("规划期(内|已过)（至 2026 年）", text)  # by the day of the test
    assert "规划期已过（至 2025 年）" in text
    assert "有效期" not in text


def test_the_first_page_answers_for_another_instrument(client: TestClient) -> None:
    response = client.get("/", params={"instrument": "政府采购"})
    assert response.status_code == 200
    assert '<option value="government-procurement" selected>' in response.text
    assert "未提及" in Page(response.text).text


def test_what_a_user_types_is_shown_as_text_only(client: TestClient) -> None:
    response = client.get("/", params={"instrument": "<script>alert(1)</script>"})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_the_reference_shows_every_query_with_its_parameters(client: TestClient) -> None:
    page = Page(client.get("/docs").text)
    for query in catalogue():
        assert operation_id(query) in page.ids
        assert query.title in page.text
        for parameter in query.parameters.values():
            assert parameter.description in page.text
