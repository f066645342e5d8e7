"""The pages: what they show, in both languages, and that nothing is asked of another host."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient

from api.language import Language
from api.pages import grid
from api.pages.model_picture import joined
from api.routes.queries import operation_id
from api.words import LANGUAGES, every, words
from cypher.catalogue import catalogue
from graph.looks import RELATIONSHIPS
from graph.model import labels, relationship_types
from graph.taxonomy import chinese_definitions
from loaders.accuracy import packaged
from loaders.judgements.lines import FIELDS, KINDS
from tests.api.page import Page

API = Path(__file__).resolve().parents[2] / "api"
TEMPLATES, PAGES = API / "templates", API / "pages"
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


@pytest.fixture(autouse=True)
def _no_language_kept(client: TestClient) -> Iterator[None]:
    yield
    client.cookies.clear()


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


def test_every_word_of_a_template_is_known_and_every_known_word_is_used() -> None:
    files = [*sorted(TEMPLATES.iterdir()), *sorted(PAGES.glob("*.py"))]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = set(re.findall(r"""\b(?:t|said|words)\(\s*["']([a-z_]+\.[\w -]+)["']""", source))
    said |= set(re.findall(r'"((?:nav|policy)\.(?!html)[a-z_]+)"', source))
    groups = set(re.findall(r"""\.named\(\s*["']([a-z_]+)["']""", source))
    assert said <= set(every())
    assert {key for key in every() if key not in said and key.partition(".")[0] not in groups} == set()
    for texts in every().values():
        assert all(texts[language].strip() for language in LANGUAGES)


def test_an_address_chooses_the_language_and_it_is_kept(client: TestClient) -> None:
    assert Page(client.get("/").text).language == "zh-Hans"
    assert Page(client.get("/", headers={"Accept-Language": "en"}).text).language == "zh-Hans"
    assert Page(client.get("/?lang=en").text).language == "en"
    assert Page(client.get("/instruments").text).language == "en"
    client.get("/?lang=zh")
    assert Page(client.get("/instruments").text).language == "zh-Hans"


def test_the_matrix_shows_state_sign_and_amount_of_each_cell(client: TestClient) -> None:
    source = client.get("/").text
    cell = re.search(r'<td class="funded"><a href="[^"]*cell=420000%3Afirst-of-kind#panel".*?</td>', source, re.DOTALL)
    assert cell
    text = Page(cell[0]).text
    assert text.split() == ["●", "资金支持", "✓", "人工核对", "上限", "1000万元", "比例", "15%"]
    guangdong = re.search(r'<td class="unknown"><a href="[^"]*cell=440000%3Afirst-of-kind#panel"', source)
    assert guangdong


def test_a_region_that_lines_are_sorted_by_is_among_the_columns(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MOST_REGIONS", 1)  # as where more regions are loaded than a page shows
    columns = re.findall(r'<th scope="col"><a href="/regions/(\d+)"', client.get("/?sort=442000").text)
    assert columns == ["420000", "442000"]


def test_a_cell_shows_its_measures_with_lead_and_words(client: TestClient) -> None:
    text = Page(client.get("/cell?region=420000&instrument=first-of-kind").text).text
    for shown in ("比例 15%", "上限 1000万元", "省经信厅", "双边最高奖补1000万元", "6/19", "人工核对"):
        assert shown in text
    nothing = Page(client.get("/cell?region=440000&instrument=first-of-kind").text).text
    assert "未发现，但现有文本不完整" in nothing
    assert "缺附件" in nothing
    assert client.get("/cell?region=110000&instrument=first-of-kind").status_code == 422


def test_an_unknown_answer_says_which_text_is_incomplete_and_why(client: TestClient) -> None:
    page = Page(client.get("/instruments/first-of-kind").text)
    assert "广东省培育激光与增材制造产业集群行动计划(2021—2025年)" in page.text
    assert "缺附件" in page.text
    assert "列有三个附件" in page.text
    assert "/policies/guangdong-laser-am-2021" in page.links


def test_the_end_of_a_period_is_not_called_validity(client: TestClient) -> None:
    text = Page(client.get("/instruments/first-of-kind").text).text
    assert re.search(r"规划期(内|已过) \(2026\)", text)  # by the day of the test
    assert "有效期" not in text


def test_the_figures_of_accuracy_are_the_packaged_ones(client: TestClient) -> None:
    source = client.get("/method").text
    table = source[source.index('<table class="matrix figures">') :]
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table[: table.index("</table>")])
    figures = packaged()
    assert [name for name, _ in rows] == [words("zh").named("fact", kind) for kind in figures.left_out.kinds]
    for (_, cells), kind in zip(rows, figures.left_out.kinds, strict=True):
        said = re.findall(r"<td>(.*?)</td>", cells)
        expected: list[str] = []
        for view in (figures.left_out, figures.unseen):
            one = view.kinds[kind]
            expected += [f"{round(100 * share, 1):g}%" for share in (one.precision, one.recall, one.f1)]
            expected.append(str(one.gold))
        assert said == expected


def test_what_a_person_may_correct_is_worded_and_every_code_is_one_of_the_contract(client: TestClient) -> None:
    for language in LANGUAGES:
        source = client.get(HUBEI, headers={"Cookie": f"language={language}"}).text
        said = re.search(r'id="judge-words">(.*?)</script>', source, re.DOTALL)
        assert said
        form = json.loads(said[1])["form"]
        assert form["kinds"].keys() == form["fields"].keys() == KINDS.keys() - {"clause"}
        for kind, fields in form["fields"].items():
            assert {one["name"] for one in fields} == FIELDS[kind] | {"clause", "quote"}
            for one in fields:
                assert one["label"] != one["name"]
                assert one["type"] != "choice" or one["choices"]
                if one["name"] not in ("op", "clause"):
                    assert all(code != words for code, words in one["choices"] if language == "zh")


def test_the_reader_marks_the_passage_and_every_fact(client: TestClient) -> None:
    text = client.get("/api/v1/policies/hubei-laser-2024/text").json()["text"]
    start = text.index("双边最高奖补1000万元")
    source = client.get(f"{HUBEI}?start={start}&end={start + 12}").text
    assert "".join(re.findall(r"<mark>(.*?)</mark>", source)).replace("</span>", "").endswith("双边最高奖补1000万元")
    shown = re.search(r'<div class="text" id="text"[^>]*>(.*?)</div>', source, re.DOTALL)
    assert shown
    page = Page(source)
    marks = {one for one in page.ids if one.startswith("t-")}
    assert marks == {one.replace("f-", "t-") for one in page.ids if one.startswith("f-")}
    assert {"c-6/19", "here"} <= set(page.ids)


def test_a_region_stands_beside_the_others(client: TestClient) -> None:
    cells = client.get("/api/v1/compare/matrix").json()["cells"]
    expected = {(one["region"], one["instrument"]): one["state"] for one in cells if one["region"] != "442000"}
    page = client.get("/regions/442000").text
    found = {
        tuple(cell.split(":")): state.replace("-", " ")
        for beside in re.findall(r'<td class="others">(.*?)</td>', page, re.DOTALL)
        for state, *cells in (
            re.findall(r"^[a-z-]+|(?<=cell=)[^#&]+", part) for part in beside.split('class="sign ')[1:]
        )
        for cell in cells
    }
    assert found == expected


def test_a_region_says_who_leads_and_what_it_aims_at(client: TestClient) -> None:
    hubei, zhongshan = (Page(client.get(f"/regions/{code}").text).text for code in ("420000", "442000"))
    assert re.search(r"湖北省经济和信息化厅\s*牵头 11 条", hubei)
    targets = client.get("/api/v1/targets?region=420000").json()["items"]
    assert re.search(rf"目标\s*{len(targets)}\s", hubei)
    assert all(one["metric"] in hubei for one in targets)
    # one of its two texts is whole and sets none, the other one is a summary
    assert re.search(r"未提及\s*zhongshan-laser-reply-2023", zhongshan)
    assert re.search(r"未知\s*zhongshan-optoelectronics-2024", zhongshan)


def test_a_region_says_who_is_responsible_apart_from_who_leads(client: TestClient) -> None:
    source = client.get("/regions/420000").text
    parts = dict(re.findall(r'<section aria-labelledby="([a-z]+)">(.*?)</section>', source, re.DOTALL))
    clauses = client.get("/api/v1/queries/responsibility/clauses-by-lead?policy=hubei-laser-2024").json()["rows"]
    for part, role in (("responsibility", "lead"), ("responsible", "responsible")):
        printed = {one["agency"] for row in clauses for one in row["duties"] if one["role"] == role}
        shown = {unquote(one) for one in re.findall(r'"row" lang="zh-Hans"><a href="/agencies/([^"]+)"', parts[part])}
        assert shown == printed
    for row in clauses:
        leading = {one["agency"] for one in row["duties"] if one["role"] == "lead"}
        for agency, duties in re.findall(r'href="/agencies/([^"]+)".*?<ul(.*?)</ul>', parts["responsible"], re.DOTALL):
            assert unquote(agency) not in leading or f"条款 {row['clause']}<" not in duties


def test_what_an_agency_leads_is_set_against_others(client: TestClient) -> None:
    source = client.get(f"/agencies/{quote('420000:省经济和信息化厅')}").text
    parts = dict(re.findall(r'<section aria-labelledby="([a-z]+)-1">(.*?)</section>', source, re.DOTALL))
    rows = re.findall(r'"/instruments/([^"]+)">.*?<td>(\d+)</td>(.*?)</tr>', parts["beside"], re.DOTALL)
    assert rows
    for code, own, others in rows:
        asked = {"instruments": code, "tiers": "candidate"}
        found = client.get("/api/v1/queries/responsibility/leads-by-topic", params=asked).json()["rows"]
        leads = [{one["agency"] for one in row["duties"] if one["role"] == "lead"} for row in found]
        assert int(own) == sum("湖北省经济和信息化厅" in one for one in leads)
        named = {unquote(one) for one in re.findall(r'href="/agencies/([^"]+)"', others)}
        assert named == set().union(*leads) - {"湖北省经济和信息化厅"}


def test_the_method_shows_the_taxonomy_with_its_mappings(client: TestClient) -> None:
    source = client.get("/method").text
    [table] = re.findall(r'<details class="taxonomy">.*?</details>', source, re.DOTALL)
    text = unescape(table)
    for one in grid.taxonomy_lines():
        for shown in (
            one["id"],
            one["zh"],
            one["en"],
            one["stip"],
            one["gta"],
            words("zh").named("family", one["family"]),
        ):
            assert shown in text


def test_an_agency_shows_its_duties_and_what_they_hold(client: TestClient) -> None:
    agency = client.get(f"/api/v1/agencies/{quote('420000:省经济和信息化厅')}").json()
    source = client.get(f"/agencies/{quote('420000:省经济和信息化厅')}").text
    parts = dict(re.findall(r'<section aria-labelledby="([a-z]+)-1">(.*?)</section>', source, re.DOTALL))
    assert parts["documents"].count("<li") == 1
    assert len(re.findall(r"条款 \d", parts["led"])) == agency["leads"]
    assert len(set(re.findall(r"条款 \d+/\d+", parts["other"]))) == agency["responsible"]
    measures = client.get("/api/v1/measures", params={"agency": agency["name"], "limit": 1000}).json()["items"]
    assert set(re.findall(r'"/instruments/([^"]+)"', parts["instruments"])) == {one["instrument"] for one in measures}
    assert "每年各专项优先支持的激光领域技术攻关及产业化项目" in parts["targets"]
    assert "东莞市工业和信息化局" in parts["elsewhere"]
    assert "湖北" not in parts["elsewhere"]


def test_what_is_found_by_name_leads_somewhere(client: TestClient) -> None:
    source = client.get(f"/search?q={quote('大族激光')}").text
    assert re.search(r'<h2><a href="/graph\?of=Enterprise/[^"]+">大族激光</a>', source)
    agency = client.get(f"/search?q={quote('湖北省经济和信息化厅')}").text
    found = re.search(r'<h2><a href="(/agencies/[^"]+)">', agency)
    assert found
    assert "湖北省经济和信息化厅" in client.get(found[1]).text


def test_the_source_shows_what_was_taken_out(client: TestClient) -> None:
    source = client.get("/policies/dongguan-emerging-2024?view=source").text
    assert re.findall(r"<del>", source)


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


def test_the_reference_shows_every_query_with_its_parameters(client: TestClient) -> None:
    page = Page(client.get("/docs").text)
    for query in catalogue():
        assert operation_id(query) in page.ids
        assert query.title in page.text
        for parameter in query.parameters.values():
            assert parameter.description in page.text


def test_the_reference_shows_headers_and_the_fields_of_answers(client: TestClient) -> None:
    source = client.get("/docs?lang=en").text
    page = Page(source)
    document = client.get("/openapi.json").json()
    for name, schema in document["components"]["schemas"].items():
        assert f"schema-{name}" in page.ids
        for field in schema.get("properties", {}).values():
            assert str(field.get("description", "")).split("\n")[0] in page.text
    measures = source.partition('id="list_measures"')[2].partition("</article>")[0]
    for anchor in ("schema-MeasurePage", "schema-Measure", "header-If-None-Match", "header-ETag", "schema-Tier"):
        assert f'href="#{anchor}"' in measures
    assert document["components"]["parameters"]["IfNoneMatch"]["description"] in page.text


def test_the_fixed_words_of_the_reference_are_in_one_language(client: TestClient) -> None:
    said = {key: texts for key, texts in every().items() if key.startswith("docs.")}
    for language, other in (("en", "zh"), ("zh", "en")):
        text = client.get(f"/docs?lang={language}").text
        for texts in said.values():
            assert texts[language].partition(" {")[0] in text
        if language == "en":
            assert [one[other] for one in said.values() if one[other].endswith("：") and one[other] in text] == []


def test_pages_in_english_name_regions_in_english(client: TestClient) -> None:
    for address in ("/instruments/first-of-kind", "/targets"):
        heads = re.findall(r'<th scope="row">(.*?)</th>', client.get(f"{address}?lang=en").text, re.DOTALL)
        assert any("Hubei" in head for head in heads), address
        assert not any("湖北" in head for head in heads), address


def test_a_graph_in_english_has_the_names_that_are_ours_in_english(client: TestClient) -> None:
    source = client.get("/graph?instrument=first-of-kind&lang=en").text
    drawn = json.loads(re.findall(r'id="graph-data">(.*?)</script>', source)[0])
    titles = {node["id"]: node["title"] for node in drawn["nodes"]}
    assert titles["Region/420000"] == "Hubei"
    assert titles["Instrument/first-of-kind"] == "First-of-kind and new-product adoption"
    [label] = [node["label"] for node in drawn["nodes"] if node["id"] == "Instrument/first-of-kind"]
    assert label.split("\n") == ["First-of-kind and", "new-product adoption"]
    assert titles["Policy/hubei-laser-2024"].startswith("省人民政府办公厅")  # as printed
    said = {link["title"] for link in drawn["edges"]}
    assert {"is of type", "applies to", "leads as 省经信厅"} <= said
    assert not said & set(RELATIONSHIPS.values())
    assert '<td lang="en">First-of-kind and new-product adoption</td>' in source
    assert "<title>Graph: First-of-kind and new-product adoption · " in source


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_model_is_drawn_and_said_whole(client: TestClient, language: Language) -> None:
    source = client.get(f"/method?lang={language}").text
    [drawn] = re.findall(r'<svg class="model".*?</svg>', source, re.DOTALL)
    said = re.findall(r"<text[^>]*>(?:↻ )?(.*?)</text>", drawn)
    assert {words(language).named("label", label) for label in labels()} <= set(said)
    kinds = {said for _, said, _ in joined(language)}
    assert len(kinds) == len(relationship_types())
    assert kinds <= {one for line in said for one in re.split("、|, ", line)}
    [table] = re.findall(r'<details class="table">.*?</details>', source, re.DOTALL)
    assert table.count("<tr>") == len(relationship_types())


def test_what_an_instrument_means_stands_in_the_language_of_the_page(client: TestClient) -> None:
    chinese = chinese_definitions()
    assert chinese.keys() == {one["id"] for one in grid.taxonomy_lines()}
    for one in grid.taxonomy_lines():
        for address in ("/instruments", f"/instruments/{one['id']}"):
            assert chinese[one["id"]] in client.get(f"{address}?lang=zh").text
            assert one["definition"] in unescape(client.get(f"{address}?lang=en").text)
