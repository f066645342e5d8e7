"""The matrix of regions and instruments as a page, its cells, and the pages of instruments they lead to."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from api.pages import grid
from tests.api.page import Page


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
