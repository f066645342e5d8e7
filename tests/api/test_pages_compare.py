"""Regions side by side on a page: pairs and more, amounts with their words, exports."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from fastapi.testclient import TestClient

from api.pages import picture, scale
from graph import taxonomy
from tests.api.page import Page


def test_two_regions_are_compared_both_ways_with_their_words(client: TestClient) -> None:
    text = Page(client.get("/compare?a=420000&b=442000").text).text
    only_hubei, rest = text.split("中山市有而湖北省没有", 1)
    only_hubei = only_hubei.split("湖北省有而中山市没有", 1)[1]
    only_zhongshan, shared = rest.split("两地都有", 1)
    assert "揭榜挂帅" in only_hubei
    assert "未知" in only_hubei  # one of Zhongshan's texts is a summary
    assert "政府采购" not in only_hubei
    assert "税费优惠" in only_zhongshan
    assert "首台(套)/首批次/首版次支持" in shared
    assert "双边最高奖补1000万元" in shared


def test_what_only_one_region_has_names_who_leads_it_with_the_words(client: TestClient) -> None:
    source = client.get("/compare?a=420000&b=442000").text
    shown = dict(re.findall(r'<th scope="row"><a href="/instruments/([^"]+)">(.*?)</tr>', source, re.DOTALL))
    for row in client.get("/api/v1/compare/regions?a=420000&b=442000").json()["only_a"]:
        assert ('<span class="none">未写明' in shown[row["instrument"]]) == (not row["led_by"])
        for lead in row["led_by"]:
            link = lead["evidence"]["links"]["reader"].replace("&", "&amp;")
            assert lead["name"] in lead["evidence"]["quote"]
            assert f'<a href="{link}" title="{lead["agency"]}"' in shown[row["instrument"]]


def test_a_page_without_regions_leads_to_those_with_most_in_common(client: TestClient) -> None:
    page = Page(client.get("/compare").text)
    pairs = [one for one in page.links if one.startswith("/compare?a=")]
    assert pairs
    counts = [int(one) for one in re.findall(r"(\d+) 种工具两地都有", page.text)]
    assert counts == sorted(counts, reverse=True)
    for link, count in zip(pairs, counts, strict=True):
        both = client.get(link.replace("/compare?", "/api/v1/compare/regions?")).json()["shared"]
        assert len(both) == count


def test_more_than_two_regions_are_compared_by_their_part_of_the_matrix(client: TestClient) -> None:
    page = Page(client.get("/compare?a=420000&b=中山&more=440000&more=442000&more=").text)
    assert "湖北省、中山市、广东省" in page.text
    assert "/compare?a=420000&b=442000&tiers=certain" in page.links  # what one has and the other lacks
    source = client.get("/compare?a=420000&b=442000&more=440000").text
    assert re.search(r'<td class="funded"><a href="[^"]*cell=420000%3Afirst-of-kind#panel"', source)
    instruments = set(re.findall(r"cell=420000%3A([a-z-]+)#panel", source))
    for kind in {row["id"] for row in taxonomy.instruments()} - instruments:
        # none of the three has what is left out
        cells = client.get("/api/v1/compare/matrix?regions=420000,442000,440000").json()["cells"]
        assert {one["state"] for one in cells if one["instrument"] == kind} <= {"silent", "unknown"}


def test_regions_that_cannot_be_compared_are_refused_in_a_sentence(client: TestClient) -> None:
    others = "".join(f"&more={code}0000" for code in (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33))
    for address, said in (
        ("/compare?a=420000&b=湖北", "a and b are both 420000"),
        ("/compare?a=420000&b=442000&more=苏州", "No policy of 320500 is loaded"),
        (f"/compare?a=420000&b=442000{others}", "at most 12 regions, not 13"),
        ("/compare.svg?a=420000", "Say which regions"),
        ("/compare.svg?a=420000&b=320500", "No policy of 320500 is loaded"),
    ):
        answer = client.get(address)
        assert answer.status_code == 422
        assert said in answer.json()["detail"]


def test_a_comparison_is_a_picture_that_needs_nothing_else(client: TestClient) -> None:
    answer = client.get("/compare.svg?a=420000&b=442000&more=441900&lang=zh")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "compare-420000-442000-441900.svg" in answer.headers["content-disposition"]
    root = ElementTree.fromstring(answer.text)  # noqa: S314 - our own answer
    names = {one.tag.partition("}")[2] for one in root.iter()}
    assert names == {"svg", "title", "rect", "circle", "text"}
    assert not re.search(r"href|style|url\(", answer.text)
    words = [one.text for one in root.iter() if one.tag.endswith("}text")]
    for shown in ("湖北省 · 东莞市 · 中山市", "● 资金支持 ✓", "上限 1000万元", "比例 15%"):
        assert shown in words
    assert any("1万元至1000亿元" in one for one in words if one)  # the ends of an axis that has room for 500亿
    bottom = max(float(one.attrib["y"]) for one in root.iter() if one.tag.endswith("}text"))
    assert bottom < float(root.attrib["height"])


def test_exports_hold_what_the_page_shows(client: TestClient) -> None:
    address = "/compare?a=420000&b=442000&tiers=likely"
    links = [one for one in Page(client.get(address).text).links if one.startswith("/api/")]
    assert links
    for link in links:
        assert "tiers=likely" in link
        assert client.get(link).status_code == 200
    [table] = [one for one in links if "region-instrument-matrix" in one]
    rows = list(csv.DictReader(io.StringIO(client.get(table).text.removeprefix("\ufeff"))))
    assert {row["region_code"] for row in rows} == {"420000", "442000"}
    shown = Page(client.get("/?group=fiscal&tiers=likely").text)
    [whole] = [one for one in shown.links if "format=csv" in one]
    rows = list(csv.DictReader(io.StringIO(client.get(whole).text.removeprefix("\ufeff"))))
    assert {row["group"] for row in rows} == {"fiscal"}


def test_every_amount_opens_its_words(client: TestClient) -> None:
    for address in ("/compare?a=420000&b=442000", "/regions/420000"):
        source = client.get(address).text
        amounts = re.findall(r'<(\w+) class="amount"(?: href="([^"]*)")?', source)
        linked = [link for tag, link in amounts if tag == "a"]
        assert linked
        assert all(re.match(r"/policies/[\w-]+\?start=\d+&amp;end=\d+#here", link) for link in linked)
        assert len(linked) == len(amounts)


def test_bars_stand_on_a_logarithmic_axis_and_dots_on_that_of_rates() -> None:
    @dataclass
    class Amount:
        unit: str
        value: float

    axis = scale.scale([Amount("yuan", 5e6), Amount("fraction", 0.3)])
    places = [axis.at(Amount("yuan", 10.0**power)) for power in range(axis.least, axis.most + 1)]
    assert places[0] == 0
    assert places[-1] == scale.WIDTH
    assert [round(after - before, 6) for before, after in pairwise(places)] == [scale.WIDTH / (len(places) - 1)] * (
        len(places) - 1
    )
    assert axis.at(Amount("fraction", 0.25)) == scale.WIDTH / 4
    assert axis.ticks("zh") == [(0, "1万"), (60, "10万"), (120, "100万"), (180, "1000万"), (240, "1亿")]
    wide = scale.scale([Amount("yuan", 2000), Amount("yuan", 3e12)])
    assert wide.at(Amount("yuan", 2000)) > 0
    assert [said for _, said in wide.ticks("en")] == ["1k", "1 m", "1 bn", "1 tn"]
    assert scale.scale([]).at(Amount("yuan", 0)) == 0


def test_lines_of_the_picture_have_room() -> None:
    assert picture.fitted("首台(套)/首批次/首版次支持", 100) == ["首台(套)/首批", "次/首版次支持"]
    assert picture.fitted("Investment, upgrade and cost subsidy", 120) == ["Investment,", "upgrade and cost", "subsidy"]
