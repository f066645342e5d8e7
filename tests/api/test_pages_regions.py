"""The pages of regions and agencies: who leads, who is responsible, how each stands beside the others."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from fastapi.testclient import TestClient

from tests.api.page import Page


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
