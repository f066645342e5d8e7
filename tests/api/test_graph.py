"""Parts of the graph by REST: pages that fit together, paths, subgraphs, and the forms they come in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import networkx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph import model
from graph.store import GraphStore
from tests.graph.hostile_graph import TEXTS, fill
from tests.serving import HERE, local

GRAPH = "/api/v1/graph"
FIRST_OF_KIND = "Instrument/first-of-kind"


def get(client: TestClient, address: str, **given: Any) -> dict[str, Any]:
    answer = client.get(f"{GRAPH}/{address}", params=given)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def pages(client: TestClient, address: str, **given: Any) -> list[dict[str, Any]]:
    found = [get(client, address, **given)]
    while found[-1]["next"] is not None:
        assert len(found) < 500
        found.append(get(client, address, **given, after=found[-1]["next"]))
    return found


def whole(found: list[dict[str, Any]], part: str) -> list[dict[str, Any]]:
    return [one for page in found for one in page[part]]


@pytest.fixture(scope="module")
def texts(client: TestClient) -> dict[str, str]:
    ids = [item["id"] for item in client.get("/api/v1/policies").json()["items"]]
    return {one: client.get(f"/api/v1/policies/{one}/text").json()["text"] for one in ids}


@pytest.mark.parametrize(
    ("address", "given", "sizes"),
    [
        ("neighbourhood", {"of": FIRST_OF_KIND, "steps": 3}, {"limit": 10, "links": 5000}),
        ("neighbourhood", {"of": "Region/442000", "steps": 2, "tiers": "likely"}, {"limit": 1000, "links": 20}),
        ("subgraph", {"policy": "zhongshan-laser-reply-2023"}, {"limit": 30, "links": 30}),
        ("subgraph", {"region": ["湖北", "中山"], "instrument": "first-of-kind"}, {"limit": 5, "links": 1}),
    ],
)
def test_small_pages_hold_what_one_large_page_holds_each_once(
    client: TestClient, address: str, given: dict[str, Any], sizes: dict[str, int]
) -> None:
    [large] = pages(client, address, **given, limit=1000, links=5000)
    assert large["reached"] == len(large["nodes"]) > 20
    assert large["left_out"] is None
    small = pages(client, address, **given, **sizes)
    assert len(small) >= 3
    assert whole(small, "nodes") == large["nodes"]
    assert whole(small, "links") == large["links"]
    seen: set[str] = set()
    for page in small:
        assert len(page["nodes"]) <= sizes["limit"]
        assert len(page["links"]) <= sizes["links"]
        seen |= {node["id"] for node in page["nodes"]}
        assert {end for one in page["links"] for end in (one["source"], one["target"])} <= seen
        assert page["reached"] == large["reached"]
    order = [(node["distance"], node["id"].split("/", 1)) for node in large["nodes"]]
    assert order == sorted(order)
    assert len({one["id"] for one in large["links"]}) == len(large["links"])


def test_every_fact_has_its_words_and_every_address_answers(client: TestClient, texts: dict[str, str]) -> None:
    found = pages(client, "neighbourhood", of="Policy/hubei-laser-2024", steps=3, limit=1000, tiers="candidate")
    nodes, links = whole(found, "nodes"), whole(found, "links")
    facts = [one for one in nodes + links if one["evidence"]]
    assert {one["label"] for one in nodes if one["evidence"]} == {"Measure", "Target"}
    assert {one["type"] for one in links if one["evidence"]} >= {"DEPLOYS", "SETS", "LEADS", "NAMES", "FOCUSES_ON"}
    for one in facts:
        words = one["evidence"]
        assert texts[words["policy"]][words["start"] : words["end"]] == words["quote"]
        assert one["read_by"] in ("reviewed", "machine")
    duty = next(one for one in links if one["type"] == "LEADS")
    assert duty["evidence"]["clause"] == duty["target"].partition("#")[2]
    assert duty["caption"] == f"牵头单位 {duty['properties']['name']}"
    focus = next(one for one in links if one["type"] == "FOCUSES_ON")
    assert focus["evidence"]["clause"] is None
    assert all(one["caption"] for one in nodes)
    assert all({"text", "source"}.isdisjoint(one["properties"]) for one in nodes)
    addresses = {one["label"]: one["self"] for one in nodes if one["self"]}
    assert addresses.keys() == model.labels() - {"Function"} & {one["label"] for one in nodes}
    for address in addresses.values():
        assert client.get(address).status_code == 200, address


def test_a_measure_shows_its_amounts_and_what_is_below_the_tier_is_not_walked(client: TestClient) -> None:
    measure = "Measure/hubei-laser-2024#6/19!first-of-kind"
    [page] = pages(client, "neighbourhood", of=measure)
    assert page["nodes"][0]["id"] == measure
    assert {"type": "rate", "value": 0.15} in [
        {name: one[name] for name in ("type", "value")} for one in page["nodes"][0]["properties"]["amounts"]
    ]
    certain = whole(pages(client, "neighbourhood", of=FIRST_OF_KIND), "nodes")
    every = whole(pages(client, "neighbourhood", of=FIRST_OF_KIND, tiers="candidate"), "nodes")
    assert {one["id"] for one in certain} <= {one["id"] for one in every}
    assert {one["tier"] for one in certain[1:]} == {"certain"}


def test_what_is_not_kept_is_neither_shown_nor_walked_through(client: TestClient) -> None:
    given = {"of": "Region/420000", "steps": 3}
    kept = whole(pages(client, "neighbourhood", **given, labels=["Policy", "Clause"]), "nodes")
    assert {one["label"] for one in kept} == {"Region", "Policy", "Clause"}
    assert whole(pages(client, "neighbourhood", **given, labels="Clause"), "nodes") == kept[:1]
    by_type = pages(client, "neighbourhood", **given, types="APPLIES_TO,HAS_CLAUSE")
    assert {one["type"] for one in whole(by_type, "links")} == {"APPLIES_TO", "HAS_CLAUSE"}
    without = pages(client, "neighbourhood", **given, without=["Clause", "ISSUED_BY"])
    assert not [one for one in whole(without, "nodes") if one["label"] == "Clause"]
    assert not [one for one in whole(without, "links") if one["type"] == "ISSUED_BY"]


def test_all_shortest_paths_join_two_regions(client: TestClient) -> None:
    given = {"from": "Region/420000", "to": "Region/442000", "without": "PART_OF"}
    found = get(client, "path", **given)
    nodes = {one["id"] for one in found["nodes"]}
    joined = {frozenset((one["source"], one["target"])) for one in found["links"]}
    assert found["steps"]
    assert found["found"] >= len(found["paths"]) > 1
    for path in found["paths"]:
        assert (path[0], path[-1]) == ("Region/420000", "Region/442000")
        assert len(path) == found["steps"] + 1
        assert nodes >= set(path)
        assert joined >= {frozenset(pair) for pair in pairwise(path)}
    assert found["paths"] == sorted(found["paths"], key=lambda path: [one.split("/", 1) for one in path])
    few = get(client, "path", **given, limit=1)
    assert few["paths"] == found["paths"][:1]
    assert few["found"] == found["found"]
    assert "more paths are as short" in few["left_out"]
    back = get(client, "path", **{"from": given["to"], "to": given["from"], "without": "PART_OF", "limit": 100})
    there = get(client, "path", **given, limit=100)
    assert sorted(path[::-1] for path in back["paths"]) == sorted(there["paths"])


def test_no_path_within_the_steps_is_an_answer_and_a_node_is_near_itself(client: TestClient) -> None:
    ends = {"from": "Region/420000", "to": "Region/442000"}
    none = get(client, "path", **ends, steps=1)
    assert (none["paths"], none["nodes"], none["links"], none["steps"], none["found"]) == ([], [], [], None, 0)
    assert none["left_out"] == "There is no path of at most 1 steps."
    assert get(client, "path", **ends, labels="Function")["paths"] == []
    same = get(client, "path", **{"from": "Region/420000", "to": "Region/420000"})
    assert (same["steps"], same["paths"]) == (0, [["Region/420000"]])
    below = get(client, "path", **{"from": "Region/420000", "to": FIRST_OF_KIND, "without": "Agency"})
    assert [one.partition("/")[0] for one in below["paths"][0]] == [
        "Region", "Policy", "Clause", "Clause", "Measure", "Instrument",
    ]  # fmt: skip


def test_an_instrument_comes_with_measures_clauses_leads_policies_and_regions(client: TestClient) -> None:
    found = pages(client, "subgraph", instrument="首台套")
    by_label: dict[str, set[str]] = {}
    for node in whole(found, "nodes"):
        by_label.setdefault(node["label"], set()).add(node["id"])
    assert by_label["Instrument"] == {FIRST_OF_KIND}
    listed = client.get("/api/v1/measures", params={"instrument": "first-of-kind"}).json()["items"]
    assert by_label["Measure"] == {f"Measure/{one['id']}" for one in listed}
    assert by_label["Policy"] == {f"Policy/{one['policy']}" for one in listed}
    assert by_label["Region"] == {f"Region/{one['region_code']}" for one in listed}
    leads = {one["caption"] for one in whole(found, "links") if one["type"] == "LEADS"}
    assert "牵头单位 省经信厅" in leads
    narrowed = whole(pages(client, "subgraph", instrument="首台套", region="湖北"), "nodes")
    assert {one["id"] for one in narrowed if one["label"] == "Policy"} == {"Policy/hubei-laser-2024"}


def test_two_regions_meet_in_what_both_have(client: TestClient) -> None:
    both = pages(client, "subgraph", region=["420000", "442000"], limit=1000, links=5000)
    one = pages(client, "subgraph", region="420000", limit=1000, links=5000)
    other = pages(client, "subgraph", region="442000", limit=1000, links=5000)
    ids = [{node["id"] for node in whole(found, "nodes")} for found in (both, one, other)]
    assert ids[0] == ids[1] | ids[2]
    assert {name for name in ids[1] & ids[2] if name.startswith("Instrument/")} >= {FIRST_OF_KIND}
    assert [node["id"] for node in both[0]["nodes"][:2]] == ["Region/420000", "Region/442000"]
    policy = pages(client, "subgraph", policy="hubei-laser-2024", limit=1000, links=5000)
    assert {node["id"] for node in whole(policy, "nodes")} == ids[1]


def test_agencies_industries_and_named_things_have_their_subgraphs(client: TestClient) -> None:
    agency = pages(client, "subgraph", agency="湖北省经信厅", without="RESPONSIBLE_FOR")
    labels = {node["label"] for node in whole(agency, "nodes")}
    assert labels >= {"Agency", "Function", "Region", "Clause", "Policy", "Measure", "Instrument"}
    led = client.get("/api/v1/agencies", params={"name": "湖北省经济和信息化厅"}).json()["items"][0]["leads"]
    assert len([one for one in whole(agency, "links") if one["type"] == "LEADS"]) >= led > 0
    focused = client.get("/api/v1/industries").json()["items"][0]
    industry = whole(pages(client, "subgraph", industry=focused["id"]), "nodes")
    assert {one["policy"] for one in focused["mentions"]} == {
        node["id"].partition("/")[2] for node in industry if node["label"] == "Policy"
    }
    named = client.get("/api/v1/enterprises", params={"documents": 2}).json()["items"][0]
    things = whole(pages(client, "subgraph", enterprise=named["aliases"][0]), "nodes")
    assert things[0]["id"] == f"Enterprise/{named['id']}"
    assert len([node for node in things if node["label"] == "Policy"]) >= 2
    group = whole(pages(client, "subgraph", group="fiscal", limit=1000), "nodes")
    assert FIRST_OF_KIND in {node["id"] for node in group if node["distance"] == 0}


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("neighbourhood", 422, "needs the parameter of"),
        ("neighbourhood?of=first-of-kind", 422, "must be a label, / and an id"),
        ("neighbourhood?of=Meta/graph", 422, "must be a label, / and an id"),
        ("neighbourhood?of=Instrument/first-of-kin", 404, "Did you mean Instrument/first-of-kind"),
        ("neighbourhood?of=Region/420000&steps=4", 422, "steps must be at most 3"),
        ("neighbourhood?of=Region/420000&labels=Polcy", 422, "Did you mean Policy"),
        ("neighbourhood?of=Region/420000&types=HAS_CLAUSE]-()//", 422, "types cannot be"),
        ("neighbourhood?of=Region/420000&after=here", 422, "the value next of the page before"),
        ("neighbourhood?of=Region/420000&after=9,,Region/420000", 200, ""),
        ("neighbourhood?of=Region/420000&format=xml", 422, "It is one of json, graphml, cytoscape"),
        ("neighbourhood?of=Region/420000&depth=2", 422, "There is no parameter depth"),
        ("path?from=Region/420000&to=Region/1", 404, "There is no node Region/1"),
        ("path?from=Region/420000", 422, "needs the parameter to"),
        ("subgraph", 422, "Say of what: region, policy"),
        ("subgraph?labels=Policy", 422, "Say of what"),
        ("subgraph?region=650000", 422, "No policy of region 650000 is loaded"),
        ("subgraph?region=Atlantis", 422, "Atlantis"),
        ("subgraph?enterprise=nobody", 422, "There is no enterprise nobody"),
        ("subgraph?agency=nobody", 422, "There is no agency nobody"),
        ("subgraph?instrument=first-of-kin", 422, "Did you mean first-of-kind"),
    ],
)
def test_what_cannot_be_is_a_sentence(client: TestClient, address: str, status: int, said: str) -> None:
    answer = client.get(f"{GRAPH}/{address}")
    assert answer.status_code == status, answer.text
    assert said in answer.text


def test_graphml_of_a_part_is_read_by_networkx(client: TestClient) -> None:
    given = {"of": FIRST_OF_KIND, "steps": 2}
    pages_ = pages(client, "neighbourhood", **given)
    answer = client.get(f"{GRAPH}/neighbourhood", params=given, headers={"Accept": "application/graphml+xml"})
    assert answer.headers["content-type"] == "application/graphml+xml"
    graph = networkx.read_graphml(io.BytesIO(answer.content), force_multigraph=True)
    assert {f"{data['label']}/{data['id']}" for _, data in graph.nodes(data=True)} == {
        one["id"] for one in whole(pages_, "nodes")
    }
    assert graph.number_of_edges() == len(whole(pages_, "links"))
    second = client.get(f"{GRAPH}/neighbourhood", params={**given, "limit": 3, "format": "graphml"})
    following = second.headers["link"].removeprefix("<").partition(">")[0]
    assert urlsplit(following).path == f"{GRAPH}/neighbourhood"
    page = networkx.read_graphml(io.BytesIO(client.get(following).content), force_multigraph=True)
    assert page.number_of_nodes() > 3  # ends of the page before stand in it by label and id


def test_cytoscape_elements_are_complete(client: TestClient) -> None:
    given = {"from": "Region/420000", "to": FIRST_OF_KIND, "format": "cytoscape"}
    answer = client.get(f"{GRAPH}/path", params=given)
    assert answer.headers["content-type"] == "application/vnd.cytoscape+json"
    elements = answer.json()["elements"]
    ids = {one["data"]["id"] for one in elements["nodes"]}
    assert {"Region/420000", FIRST_OF_KIND} <= ids
    for one in elements["edges"]:
        assert {one["data"]["source"], one["data"]["target"]} <= ids
    quotes = {one["data"].get("quote") for one in elements["nodes"]}
    assert any("首台" in quote for quote in quotes if quote)
    linked = get(client, "path", **{**given, "format": "json"})
    links = {one["id"]: one["evidence"]["links"] for one in linked["nodes"] if one["evidence"]}
    assert {one["data"]["id"]: one["data"]["links"] for one in elements["nodes"] if "links" in one["data"]} == links
    assert links


@pytest.fixture(scope="module")
def hostile(store: GraphStore) -> Iterator[TestClient]:
    """A client of a graph whose names and texts are what breaks others."""
    fill(store, [])
    with local(create_app(store.settings, HERE)) as client:
        yield client


def test_hostile_names_come_through_every_form_as_text(hostile: TestClient) -> None:
    given = {"of": "Policy/p0", "limit": 1000}
    found = pages(hostile, "neighbourhood", **given, tiers="candidate")
    names = {one["properties"]["name"] for one in whole(found, "nodes") if one["label"] == "Place"}
    assert names == set(TEXTS)
    assert len([one for one in whole(found, "links") if one["type"] == "NAMES"]) == 2 * len(TEXTS)
    for text in TEXTS:
        near = get(hostile, "neighbourhood", of=f"Place/#{text}", tiers="candidate")
        assert [one["id"] for one in near["nodes"]] == [f"Place/#{text}", "Policy/p0"]
        assert client_reads(hostile, f"Place/#{text}")
    small = pages(hostile, "neighbourhood", of="Policy/p0", limit=1, tiers="candidate")
    assert whole(small, "nodes") == whole(found, "nodes")
    elements = hostile.get(f"{GRAPH}/neighbourhood", params={**given, "tiers": "likely", "format": "cytoscape"}).json()
    assert {one["data"].get("name") for one in elements["elements"]["nodes"]} >= set(TEXTS)


def client_reads(client: TestClient, key: str) -> bool:
    """Whether networkx reads the GraphML of the node and finds its name, but for what XML cannot hold."""
    answer = client.get(f"{GRAPH}/neighbourhood", params={"of": key, "tiers": "candidate", "format": "graphml"})
    graph = networkx.read_graphml(io.BytesIO(answer.content), force_multigraph=True)
    return {data["label"] for _, data in graph.nodes(data=True)} == {"Place", "Policy"}
