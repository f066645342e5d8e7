"""Resources by REST: lists in pages, filters, single items, and the words that every fact rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from api.links import PREFIX
from api.openapi.references import parameters
from api.routes.resources import collection, lists

KINDS = [collection(query) for query in lists()]
FIRST_OF_KIND = "/api/v1/measures/hubei-laser-2024%236%2F19%21first-of-kind"


@pytest.fixture(scope="module")
def texts(client: TestClient) -> dict[str, str]:
    ids = [item["id"] for item in items(client, "policies")]
    return {name: client.get(f"{PREFIX}/policies/{name}/text").json()["text"] for name in ids}


def items(client: TestClient, kind: str, **given: object) -> list[dict[str, Any]]:
    """All items of a list, page by page."""
    found: list[dict[str, Any]] = []
    after: str | None = ""
    while after is not None:
        response = client.get(f"{PREFIX}/{kind}", params={"after": after, **given})
        assert response.status_code == 200, response.text
        page = response.json()
        found += page["items"]
        after = page["next"]
    return found


def ids(client: TestClient, kind: str, **given: object) -> list[str]:
    return [item["self"] for item in items(client, kind, **given)]


def evidence(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("links"), dict):
            yield value
        for inner in value.values():
            yield from evidence(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidence(inner)


def test_every_kind_of_the_model_has_its_list() -> None:
    assert (
        sorted(
            [
                "regions",
                "policies",
                "clauses",
                "measures",
                "instruments",
                "agencies",
                "industries",
                "enterprises",
                "institutions",
                "places",
                "funds",
                "events",
                "targets",
            ]
        )
        == KINDS
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_in_small_pages_is_the_whole_list(client: TestClient, kind: str) -> None:
    whole = ids(client, kind, limit=1000)
    assert whole
    assert len(set(whole)) == len(whole)
    size = max(2, len(whole) // 4)
    assert ids(client, kind, limit=size) == whole


@pytest.mark.parametrize(
    ("kind", "sort"),
    [
        ("policies", "issued_on"),
        ("policies", "-issued_on"),
        ("policies", "period_end"),
        ("policies", "-period_end"),
        ("measures", "-cap_yuan"),
        ("measures", "-rate"),
        ("targets", "year"),
        ("targets", "-year"),
    ],
)
def test_a_sorted_list_is_the_same_in_pages_and_ends_with_what_is_not_printed(
    client: TestClient, kind: str, sort: str
) -> None:
    whole = items(client, kind, sort=sort, limit=1000)
    assert sorted(item["self"] for item in whole) == sorted(ids(client, kind, limit=1000))
    values = [item[sort.lstrip("-")] for item in whole]
    printed = [value for value in values if value is not None]
    assert values[: len(printed)] == printed == sorted(printed, reverse=sort.startswith("-"))
    assert printed
    size = max(2, len(whole) // 5)
    assert ids(client, kind, sort=sort, limit=size) == [item["self"] for item in whole]


@pytest.mark.parametrize("kind", KINDS)
def test_self_leads_to_the_same_item(client: TestClient, kind: str) -> None:
    for item in items(client, kind, limit=1000)[:25]:
        assert unquote(item["self"]).startswith(f"{PREFIX}/{kind}/")
        response = client.get(item["self"])
        assert response.status_code == 200, response.text
        alone = response.json()
        # a single item tells of every tier
        assert {name: alone[name] for name in ("self", "evidence") if name in item and kind != "policies"} == {
            name: item[name] for name in ("self", "evidence") if name in item and kind != "policies"
        }
        assert alone["self"] == item["self"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_item_is_a_problem_that_says_where_to_look(client: TestClient, kind: str) -> None:
    response = client.get(f"{PREFIX}/{kind}/no%2Fsuch%23thing" if kind != "policies" else f"{PREFIX}/policies/no-such")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert f"/api/v1/{kind}" in response.json()["detail"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_quote_is_the_text_at_its_offsets(client: TestClient, texts: dict[str, str], kind: str) -> None:
    found = list(evidence(items(client, kind, limit=1000)))
    assert bool(found) == (kind not in ("regions", "policies", "instruments"))
    for one in found:
        assert texts[one["policy"]][one["start"] : one["end"]] == one["quote"]
        assert one["links"]["policy"] == f"{PREFIX}/policies/{one['policy']}"
        assert one["links"]["text"] == f"{PREFIX}/policies/{one['policy']}/text"
        assert one["links"]["reader"] == f"/policies/{one['policy']}?start={one['start']}&end={one['end']}#here"
        assert one["links"]["source"] is None  # no address is known of the shipped plans
    addresses = {address for one in found for name, address in one["links"].items() if name != "source"}
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_a_measure_has_all_that_is_printed_of_it(client: TestClient) -> None:
    measure = client.get(FIRST_OF_KIND).json()
    assert measure["id"] == "hubei-laser-2024#6/19!first-of-kind"
    assert (measure["rate"], measure["cap_yuan"], measure["lead"]) == (0.15, 10_000_000, ["省经信厅"])
    assert {(one["type"], one["value"]) for one in measure["amounts"]} == {("rate", 0.15), ("cap", 10_000_000)}
    assert (measure["tier"], measure["read_by"]) == ("certain", "reviewed")
    assert measure["evidence"]["clause"] == "6/19"


@pytest.mark.parametrize(
    ("given", "clauses"),
    [
        ({"instrument": "首台套"}, {"3/6", "6/19", "2/3"}),
        ({"instrument": ["first-of-kind", "credit"], "region": "中山"}, {"2/3", "2/8"}),
        ({"min_cap": 10_000_000}, {"6/17", "6/19"}),
        ({"max_cap": 5_000_000}, {"6/17"}),
        ({"min_rate": 0.12}, {"6/19"}),
        ({"max_rate": 0.12}, {"6/17"}),
        ({"has_amount": True, "policy": "zhongshan-laser-reply-2023"}, {"6", "7"}),
        ({"family": "demand", "agency": "湖北省卫健委"}, {"4/11"}),
        ({"act": "commits", "policy": "zhongshan-laser-reply-2023"}, {"6"}),
        ({"mode": "funds", "region": "441900"}, {"3/2", "3/3"}),
        ({"group": "finance", "industry": "增材制造"}, {"5/2", "4/5/11", "3/2", "3/6"}),
        ({"industry": "没有这样的产业"}, set()),
    ],
)
def test_measures_by_what_is_known_of_them(client: TestClient, given: dict[str, object], clauses: set[str]) -> None:
    assert {item["clause"] for item in items(client, "measures", **given)} == clauses


@pytest.mark.parametrize(
    ("kind", "given", "names"),
    [
        ("regions", {"part_of": "广东省"}, ["东莞市", "中山市"]),
        ("regions", {"level": "province"}, ["湖北省", "广东省"]),
        ("regions", {"part_of": "湖北", "with_policies": False}, ["武汉市"]),
        ("instruments", {"family": "demand", "group": "fiscal"}, ["first-of-kind", "government-procurement"]),
        ("agencies", {"region": "420000", "function": "工业和信息化"}, ["湖北省经济和信息化厅"]),
        ("agencies", {"function": "science-and-technology", "region": "东莞"}, ["东莞市科学技术局"]),
        ("agencies", {"name": "卫健委"}, ["湖北省卫生健康委员会"]),
        ("industries", {"name": "激光装"}, ["激光装备"]),
        ("enterprises", {"role": "chain-leader"}, ["中山新诺科技股份有限公司"]),
        ("enterprises", {"name": "联赢"}, ["联赢激光"]),
        ("funds", {"region": "中山"}, ["中山市人才发展专项资金"]),
        ("events", {"policy": "zhongshan-optoelectronics-2024", "name": "博览会"}, ["中国（中山）光电装备博览会"]),
    ],
)
def test_lists_by_their_filters(client: TestClient, kind: str, given: dict[str, object], names: list[str]) -> None:
    assert [item.get("name", item.get("code")) for item in items(client, kind, **given)] == names


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"region": "广东"}, {"guangdong-laser-am-2021"}),
        (
            {"region": "广东", "below": True},
            {
                "guangdong-laser-am-2021",
                "dongguan-emerging-2024",
                "zhongshan-laser-reply-2023",
                "zhongshan-optoelectronics-2024",
            },
        ),
        ({"doc_type": "实施方案"}, {"dongguan-emerging-2024"}),
        ({"issued_from": "2024-08-01"}, {"dongguan-emerging-2024"}),
        ({"issued_from": "2024-01-01", "issued_to": "2024-08-01"}, {"hubei-laser-2024"}),
        ({"completeness": "summary"}, {"zhongshan-optoelectronics-2024"}),
        ({"industry": "增材制造"}, {"guangdong-laser-am-2021"}),
    ],
)
def test_policies_by_their_filters(client: TestClient, given: dict[str, object], expected: set[str]) -> None:
    assert {item["id"] for item in items(client, "policies", **given)} == expected


def test_targets_by_metric_unit_and_year(client: TestClient) -> None:
    found = items(client, "targets", metric=["规模", "主营收"], unit="元", year=2025)
    assert {(item["policy"], item["value"], item["unit"]) for item in found} == {
        ("hubei-laser-2024", 380, "亿元"),
        ("guangdong-laser-am-2021", 2500, "亿元"),
    }
    assert items(client, "targets", region="中山") == []


def test_clauses_come_in_the_order_of_the_text_with_what_is_printed_for_them(client: TestClient) -> None:
    found = items(client, "clauses", policy="hubei-laser-2024")
    assert [item["path"] for item in found][:4] == ["1", "2", "2/1", "2/2"]
    assert [item["clause_start"] for item in found] == sorted(item["clause_start"] for item in found)
    led = items(client, "clauses", agency="湖北省经信厅", role="lead")
    assert len(led) == 11
    assert all("省经信厅" in item["lead"] for item in led)
    assert {duty["role"] for item in led for duty in item["duties"]} == {"lead", "responsible"}
    credit = items(client, "clauses", instrument="信贷", leaf=True)
    assert {item["self"] for item in credit} == {
        "/api/v1/clauses/guangdong-laser-am-2021%235%2F2",
        "/api/v1/clauses/zhongshan-optoelectronics-2024%232%2F8",
    }
    one = client.get("/api/v1/clauses/hubei-laser-2024%236%2F19").json()
    assert client.get(f"/api/v1/clauses/{one['above'].replace('#', '%23')}").json()["path"] == "6"


def test_a_policy_alone_has_its_clause_tree_and_what_it_cites(client: TestClient) -> None:
    policy = client.get("/api/v1/policies/zhongshan-laser-reply-2023").json()
    assert [clause["path"] for clause in policy["clauses"]] == [str(number) for number in range(1, 8)]
    assert client.get(policy["clauses"][0]["self"]).json()["title"] == policy["clauses"][0]["title"]
    cited = [one for one in policy["related"] if one["relation"] == "CITES"]
    assert all(one["title"] in one["evidence"]["quote"] for one in cited)
    assert cited


def test_regions_stand_in_the_tree_of_those_above_them(client: TestClient) -> None:
    [country] = client.get("/api/v1/regions/tree").json()
    provinces = {one["name"]: [below["name"] for below in one["regions"]] for one in country["regions"]}
    assert provinces["广东省"] == ["东莞市", "中山市"]
    assert provinces["湖北省"] == ["武汉市"]
    assert (country["policies"], country["regions"][0]["policies"]) == (0, 1)


def test_an_instrument_has_its_place_in_three_classifications(client: TestClient) -> None:
    instrument = client.get("/api/v1/instruments/first-of-kind").json()
    assert {one["scheme"]: (one["value"], one["nearest"]) for one in instrument["mappings"]} == {
        "Rothwell-Zegveld": ("demand", False),
        "STIP Compass": ("PI010 (nearest)", True),
        "Global Trade Alert": ("3 Financial grant; 14 Consumption subsidy", False),
    }


def test_an_agency_has_what_it_is_for_and_what_it_leads(client: TestClient) -> None:
    [agency] = items(client, "agencies", name="湖北省经信厅")
    assert (agency["functions"], agency["leads"], len(agency["led"])) == (["industry-and-it"], 11, 11)
    for led in agency["led"]:
        assert client.get(f"{PREFIX}/clauses/{led['id'].replace('#', '%23')}").json()["title"] == led["title"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/measures?limit=0", "limit must be at least 1"),
        ("/measures?limit=1001", "limit must be at most 1000"),
        ("/measures?tiers=sure", "tiers cannot be 'sure'"),
        ("/measures?min_cap=much", "min_cap"),
        ("/measures?after=x", "must be the value next of the page before"),
        ("/measures?after=nan,x", "must be the value next of the page before"),
        ("/policies?after=inf,x", "must be the value next of the page before"),
        ("/measures?instrument=first-of-a-kid", "Did you mean"),
        ("/measures?agency=nobody", "There is no agency"),
        ("/measures?sort=title", "sort cannot be 'title'"),
        ("/measures?id=x", "There is no parameter id here"),
        ("/measures?after_key=1", "There is no parameter after_key here"),
        ("/policies?issued_from=2024-13-01", "issued_from"),
        ("/policies?region=nowhere", "nowhere"),
        ("/regions?with_policies=perhaps", "with_policies must be true or false"),
        ("/measures?mode=funds&mode=provides", "mode is given 2 times"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(client: TestClient, address: str, said: str) -> None:
    response = client.get(f"{PREFIX}{address}")
    assert response.status_code == 422, response.text
    assert said in response.json()["detail"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/clauses?policy=nope", "There is no policy nope in the graph. /api/v1/policies lists those it holds."),
        ("/clauses?agency=qq", "There is no agency qq in the graph. /api/v1/agencies lists those it holds."),
        ("/measures?instrument=qq", "There is no instrument qq. /api/v1/instruments lists them all."),
    ],
)
def test_refusals_speak_of_addresses_not_of_commands(client: TestClient, address: str, said: str) -> None:
    answer = client.get(f"{PREFIX}{address}")
    assert (answer.status_code, answer.json()["detail"]) == (422, said)


def test_policies_are_chosen_by_the_kind_that_they_show(client: TestClient) -> None:
    every = client.get(f"{PREFIX}/policies").json()["items"]
    kind = every[0]["doc_type"]
    chosen = client.get(f"{PREFIX}/policies", params={"doc_type": kind}).json()["items"]
    assert chosen == [item for item in every if item["doc_type"] == kind] != []


@pytest.mark.parametrize(
    "address",
    ["/measures?limit=", "/measures?tiers=", "/measures?has_amount=1", "/policies?issued_from="],
)
def test_an_empty_value_where_a_number_or_a_word_of_a_set_belongs_is_refused(client: TestClient, address: str) -> None:
    answer = client.get(f"{PREFIX}{address}")
    assert answer.status_code == 422, answer.text


def test_the_document_describes_every_field_and_filter(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    for query in lists():
        operation = document["paths"][f"{PREFIX}/{collection(query)}"]["get"]
        assert operation["operationId"] == f"list_{collection(query)}"
        assert all(one["description"] for one in parameters(document, operation))
        item = schemas[query.item.capitalize()]
        assert set(item["required"]) == set(item["properties"])
        for name, field in item["properties"].items():
            assert field.get("description"), (query.item, name)
        path = f"{PREFIX}/{collection(query)}/{{id}}"
        alone = document["paths"][path]["get"]
        assert alone["operationId"] == f"get_{query.item}"
        [parameter] = [one for one in parameters(document, alone) if one["in"] == "path"]
        example = parameter["schema"].get("examples", parameter.get("examples"))[0]
        assert client.get(f"{PREFIX}/{collection(query)}/{example.replace('/', '%2F').replace('#', '%23')}").is_success
        assert "404" in alone["responses"]
