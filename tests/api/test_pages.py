"""What all pages have in common: nothing is asked of another host, links lead somewhere, text stays text."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient

from api.words import LANGUAGES
from tests.api.page import Page

pytestmark = pytest.mark.usefixtures("no_language_kept")
HUBEI = "/policies/hubei-laser-2024"
ADDRESSES = [
    "/",
    "/?group=fiscal&sort=strength&regions=420000&regions=442000&cell=420000:first-of-kind",
    "/compare",
    "/compare?a=420000&b=442000",
    "/compare?a=420000&b=442000&more=440000&more=441900&cell=420000:first-of-kind",
    "/policies",
    HUBEI,
    f"{HUBEI}?view=source",
    f"{HUBEI}?tiers=candidate&start=900&end=930",
    "/instruments",
    "/instruments/first-of-kind",
    "/regions/420000",
    "/targets",
    "/agencies",
    f"/agencies/{quote('420000:省经济和信息化厅')}",
    "/graph",
    "/graph?instrument=first-of-kind",
    "/graph?region=420000&region=442000",
    f"/search?q={quote('激光')}",
    f"/search?q={quote('没有的词')}",
    "/upload",
    "/method",
    "/problems",
    "/docs",
]
_seen: dict[str, int] = {}
"""Links that were followed, by what they answered: pages have many in common."""


@pytest.fixture(scope="module", params=[(address, language) for address in ADDRESSES for language in LANGUAGES])
def page(request: pytest.FixtureRequest, client: TestClient) -> Page:
    address, language = request.param
    response = client.get(address, headers={"Cookie": f"language={language}"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    found = Page(response.text)
    assert found.language == {"zh": "zh-Hans", "en": "en"}[language]
    return found


def test_a_page_loads_only_what_this_server_has_and_runs_nothing_of_its_own_text(
    page: Page, client: TestClient
) -> None:
    assert page.loaded
    for address in page.loaded:
        assert address.startswith("/static/")
        assert client.get(address).status_code == 200
    assert page.inline == []


def test_ids_are_given_once(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))


def test_every_link_of_a_page_leads_somewhere(page: Page, client: TestClient) -> None:
    for link in page.links:
        path, _, anchor = link.partition("#")
        if path.startswith(("http://", "https://")):
            continue  # where a document came from
        if path and path not in _seen:
            assert path.startswith(("/", "?"))
            # what opens Neo4j Browser is followed up to its door: behind it an extra is needed
            address = path if path.startswith("/") else f"/policies{path}"
            answer = client.get(address, follow_redirects=not path.startswith("/analyst/open/"))
            _seen[path] = answer.status_code
        if path:
            assert _seen[path] in (200, 307), link
        elif anchor:
            assert unquote(anchor) in page.ids, link


def test_style_sheets_load_nothing_from_elsewhere(client: TestClient) -> None:
    assert not re.search(r"url\(|@import|https?:", client.get("/static/site.css").text)


def test_what_is_found_by_name_leads_somewhere(client: TestClient) -> None:
    source = client.get(f"/search?q={quote('大族激光')}").text
    assert re.search(r'<h2><a href="/graph\?of=Enterprise/[^"]+">大族激光</a>', source)
    agency = client.get(f"/search?q={quote('湖北省经济和信息化厅')}").text
    found = re.search(r'<h2><a href="(/agencies/[^"]+)">', agency)
    assert found
    assert "湖北省经济和信息化厅" in client.get(found[1]).text


def test_what_a_user_types_is_shown_as_text_only(client: TestClient) -> None:
    hostile = "<script>alert(1)</script>"
    addresses = ("/search?q=", "/targets?words=", "/compare?b=442000&a=", "/compare?a=420000&b=442000&more=")
    for address in (*addresses, "/graph?enterprise=", "/instruments/"):
        response = client.get(f"{address}{quote(hostile, safe='')}", headers={"Accept": "text/html"})
        assert hostile not in response.text
        assert Page(response.text).inline == []
    failed = client.get("/", params={"group": hostile})
    assert failed.status_code == 422
    assert failed.headers["content-type"] == "application/problem+json"


def test_an_error_is_a_page_for_people_and_a_problem_for_programs(client: TestClient) -> None:
    asked = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"}
    page = client.get("/policies/none", headers=asked)
    assert page.status_code == 404
    text = Page(page.text).text
    # a page is in the language of its reader, not of the browser; the API's own words stand below
    assert text.index("找不到所请求的对象") < text.index("请检查地址") < text.index("There is no policy none")
    english = Page(client.get("/policies/none?lang=en", headers=asked | {"Accept-Language": "zh"}).text)
    assert "There is no policy none" in english.text
    assert "找不到" not in english.text
    for address, accept in (("/policies/none", "*/*"), ("/api/v1/policies/none", "text/html")):
        answer = client.get(address, headers={"Accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
