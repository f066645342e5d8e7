"""Forms of export: what they hold can be read back by others, byte for byte where the form allows it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import ManagedTransaction

from graph import model
from graph.errors import GraphError
from graph.export import export_lines
from graph.moving import neo4j_csv, rdf
from graph.moving.cypher_script import literal, script
from graph.moving.data_package import package
from graph.moving.entries import Entry, Key, Node, Relationship, entries
from graph.moving.graphml import GraphML, token
from graph.run import BATCH, run
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import remove_policy
from loaders.pipeline import Reading
from tests.graph.graph_waiting import wait_for_end
from tests.graph.hostile_graph import LISTS, TEXTS, fill, hostile
from tests.running import environment

ROOT = Path(__file__).parents[2]
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, plans: list[Reading]) -> Iterator[GraphStore]:
    """A graph of its own with the plans and all that is hostile."""
    place = tmp_path_factory.mktemp("full")
    own = GraphSettings.load(url=f"embedded:{place}", data=place, engine_grace=0.5, engine_heap="512m")
    with GraphStore.open(own) as store:
        fill(store, plans)
        yield store
    wait_for_end(own)


def test_the_script_builds_the_same_graph_by_the_lines_of_python_that_the_docs_show(
    full: GraphStore, own_settings: Callable[..., GraphSettings], tmp_path: Path
) -> None:
    (tmp_path / "graph.cypher").write_text("".join(script(entries(full))), encoding="utf-8", newline="\n")
    [shown] = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "moving.md").read_text(encoding="utf-8"), re.DOTALL)
    with GraphStore.open(own_settings()) as other:
        surroundings = environment(tmp_path, POLICYGRAPH_URL=other.where)
        subprocess.run([sys.executable, "-c", shown], cwd=tmp_path, env=surroundings, check=True)
        assert list(export_lines(other)) == list(export_lines(full))
        assert other.generation() == 1
        again = subprocess.run([sys.executable, "-c", shown], cwd=tmp_path, env=surroundings, capture_output=True)
        assert again.returncode == 1  # its constraints are there
        assert b"QueryError" in again.stderr


def test_a_script_holds_one_statement_a_line_of_bounded_size_and_nothing_hidden(full: GraphStore) -> None:
    lines = "".join(script(entries(full))).split("\n")
    assert lines.pop() == ""
    statements = [line for line in lines if not line.startswith("//")]
    assert all(re.match("CREATE CONSTRAINT|CREATE INDEX|UNWIND|MERGE", line) for line in statements)
    assert all(line.endswith(";") for line in statements)
    assert "".join(script(entries(full))).splitlines() == lines
    assert not any(character in line for line in lines for character in "\u200b\u202e\ufeff")
    longest = max(len(row["text"]) for row in full.read("MATCH (p:Policy) RETURN coalesce(p.text, '') AS text"))
    assert max(map(len, lines)) < 500_000 + 3 * longest


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda key: "\x00" not in key),
        st.text(st.characters(exclude_categories=["Cs"]))
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.booleans()
        | st.lists(st.text(st.characters(exclude_categories=["Cs"]))),
    )
)
def test_literals_come_back_as_they_were(full: GraphStore, content: dict[str, object]) -> None:
    values = list(content.values())
    assert full.read(f"RETURN {literal(values)} AS v") == [{"v": values}]
    assert full.read(f"UNWIND [{literal({'kept': values})}] AS row RETURN row.kept AS v") == [{"v": values}]


def test_graphml_is_read_by_networkx_with_types_and_all_edges(full: GraphStore, tmp_path: Path) -> None:
    graphml = GraphML()
    (tmp_path / "graph.xml").write_text("".join(graphml.lines(entries(full))), encoding="utf-8")
    graph = networkx.read_graphml(tmp_path / "graph.xml", force_multigraph=True)
    wanted = [json.loads(line) for line in export_lines(full)]
    nodes = {token(one["label"], one["properties"]["id"]): one for one in wanted if "label" in one}
    assert graph.number_of_nodes() == len(nodes)
    assert dict(graph.nodes(data=True)) == {
        name: {"label": one["label"], **as_xml(one["properties"])} for name, one in nodes.items()
    }
    edges = [
        (token(**ends(one["from"])), token(**ends(one["to"])), {"type": one["type"], **as_xml(one["properties"])})
        for one in wanted
        if "type" in one
    ]
    assert sorted(map(repr, edges)) == sorted(
        repr((a, b, {name: data[name] for name in ["type", *sorted(data.keys() - {"type"})]}))
        for a, b, data in graph.edges(data=True)
    )
    texts = [value for one in wanted for value in one["properties"].values() if isinstance(value, str | list)]
    assert graphml.replaced == sum(len(FORBIDDEN.findall(as_text(text))) for text in texts) > 50


def as_text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def ends(end: dict[str, str]) -> dict[str, str]:
    return {"label": end["label"], "key": end["id"]}


def as_xml(properties: dict[str, object]) -> dict[str, object]:
    """Properties as GraphML can hold them."""
    found: dict[str, object] = {}
    for name, value in sorted(properties.items()):
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        found[name] = FORBIDDEN.sub("\ufffd", text) if isinstance(text, str) else text
    return found


def test_graphml_keeps_to_the_basics_of_its_schema(full: GraphStore, tmp_path: Path) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.fromstring("".join(GraphML().lines(entries(full))))  # noqa: S314 - our own
    assert root.tag == f"{space}graphml"
    keys = root.findall(f"{space}key")
    graph = root[-1]
    assert [*keys, graph] == list(root)
    kinds = {key.get("id"): (key.get("for"), key.get("attr.type")) for key in keys}
    assert len(kinds) == len(keys)
    assert {kind for _, kind in kinds.values()} == {"string", "long", "double", "boolean"}
    assert graph.get("edgedefault") == "directed"
    nodes = graph.findall(f"{space}node")
    names = {node.get("id") or "" for node in nodes}
    assert len(names) == len(nodes)
    assert all(re.fullmatch(r"[A-Za-z0-9._\u4e00-\u9fa5-]+", name) for name in names)  # NMTOKEN
    for edge in graph.findall(f"{space}edge"):
        assert {edge.get("source"), edge.get("target")} <= names
    for element in graph:
        domain = element.tag.removeprefix(space)
        used = [data.get("key") for data in element]
        assert all(kinds[key][0] == domain for key in used)
        assert len(set(used)) == len(used)


def test_folder_for_neo4j_names_every_file_and_holds_what_importers_cannot_elsewhere(tmp_path: Path) -> None:
    neo4j_csv.write(hostile(), tmp_path)
    arguments = (tmp_path / "import.args").read_text().splitlines()
    named = {one.rpartition("=")[2] for one in arguments if one.startswith(("--nodes", "--relationships"))}
    assert named == {path.name for path in tmp_path.glob("*.csv")}
    assert "--nodes=Policy=Policy.csv" in arguments
    assert "--relationships=NAMES=Policy-NAMES-Place.csv" in arguments
    assert not any("read-buffer" in one for one in arguments)
    header, *rows = (tmp_path / "Fund.csv").read_text(encoding="utf-8").split("\n")
    assert header == "id:ID(Fund),name:string,aliases:string[],caption:string"
    assert rows[:4] == ['"f0","n",,', '"f1","n",,', '"f2","n","\x1f",', '"f3","n","a;b\x1fc""d",']
    finish = (tmp_path / "finish.cypher").read_text(encoding="utf-8")
    set_later = [given for given in LISTS if given in ([], [""]) or any("\x1f" in one for one in given)]
    assert finish.count("`value`:") >= 2 * len(set_later)
    assert "import full --overwrite-destination @import.args neo4j" in (tmp_path / "README.md").read_text()


def test_a_document_larger_than_the_importers_buffer_gets_a_larger_one(tmp_path: Path) -> None:
    neo4j_csv.write([Node("Policy", {"id": "p", "stub": False, "text": "首" * 1_000_000})], tmp_path)
    assert "--read-buffer-size=6000004" in (tmp_path / "import.args").read_text().splitlines()


def test_no_relationship_of_the_model_holds_a_list() -> None:
    lists = [one for kind in model.RELATIONSHIPS for one in kind.properties if one.type == "list of strings"]
    assert lists == []  # finish.cypher could not find it again


@pytest.mark.parametrize(
    "entry",
    [
        Node("Fund", {"id": "f", "colour": "red"}),
        Node("Fund", {"id": "f", "name": 1}),
        Node("Fund", {"id": "f", "aliases": ["a", 1]}),
        Node("Target", {"id": "t", "value": 1}),
        Node("Target", {"id": "t", "year": True}),
        Relationship("LEADS", Key("Agency", "a"), Key("Clause", "c"), {"start": 1.0}),
    ],
)
def test_what_the_model_does_not_declare_is_refused_where_columns_are_typed(entry: Entry, tmp_path: Path) -> None:
    for write in (lambda: list(GraphML().lines([entry])), lambda: neo4j_csv.write([entry], tmp_path)):
        with pytest.raises(GraphError, match=r"does not declare so; .*--format jsonl"):
            write()


def test_a_graph_with_many_relationships_is_read_in_order_and_whole(store: GraphStore) -> None:
    many = BATCH + 500
    places = [{"id": f"{number:05}"} for number in range(many)]

    def crowd(transaction: ManagedTransaction) -> None:
        run(transaction, "UNWIND $rows AS row CREATE (p:Place {id: row.id})", rows=places)
        run(transaction, "UNWIND range(0, 2) AS n CREATE (:Policy {id: 'x' + n, stub: false})")
        run(transaction, "MATCH (a:Policy {stub: false}), (b:Place) CREATE (a)-[:NAMES]->(b)")

    store.write(crowd)
    found = [entry for entry in entries(store) if isinstance(entry, Relationship) and entry.type == "NAMES"]
    assert [(one.source.id, one.target.id) for one in found] == [
        (f"x{policy}", place["id"]) for policy in range(3) for place in places
    ]
    store.write(lambda transaction: run(transaction, "MATCH (n:Place) DETACH DELETE n"))
    assert all(remove_policy(store, f"x{number}") for number in range(3))


def test_hostile_texts_are_all_in_the_export(full: GraphStore) -> None:
    titles = {row["title"] for row in full.read("MATCH (p:Policy) WHERE p.id STARTS WITH 'p' RETURN p.title AS title")}
    assert set(TEXTS) <= titles


def test_tables_hold_hostile_texts_to_the_letter(full: GraphStore) -> None:
    data = b"".join(package(entries(full)))
    assert b"".join(package(entries(full))) == data
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        places = list(csv.DictReader(io.StringIO(file.read("nodes/Place.csv").decode(), newline="")))
        names = list(csv.DictReader(io.StringIO(file.read("links/NAMES.csv").decode(), newline="")))
        funds = list(csv.DictReader(io.StringIO(file.read("nodes/Fund.csv").decode(), newline="")))
    assert {one["name"] for one in places} >= set(TEXTS)
    assert {one["id"] for one in places} >= {f"#{text}" for text in TEXTS}
    assert {one["target"] for one in names if one["source"] == "p0"} == {f"#{text}" for text in TEXTS}
    lists = {one["id"]: json.loads(one["aliases"]) for one in funds if one["id"].startswith("f")}
    assert [lists[f"f{number}"] for number in range(len(LISTS))] == LISTS


@pytest.mark.parametrize("form", ["turtle", "nt"])
def test_rdf_holds_hostile_texts_to_the_letter(form: rdf.Form) -> None:
    graph = rdflib.Graph().parse(data="".join(rdf.lines(hostile(), form)), format=form)
    assert "".join(rdf.lines(hostile(), form)) == "".join(rdf.lines(hostile(), form))
    for number, text in enumerate(TEXTS):
        policy = rdf.name("Policy", f"p{number}")
        assert graph.value(rdf.name("text", f"p{number}"), rdflib.RDF.value) == rdflib.Literal(text)
        assert graph.value(policy, rdf.MODEL.title) == rdflib.Literal(text)
        place = rdf.name("Place", f"#{text}")
        assert (rdf.name("Policy", "p0"), rdf.MODEL.NAMES, place) in graph
        assert graph.value(place, rdf.MODEL.name) == rdflib.Literal(text)
    assert set(graph) == {triple for entry in hostile() for triple in rdf.triples(entry)}
    numbers = {float(str(one)) for one in graph.objects(None, rdf.MODEL.value)}
    assert numbers == {one.properties["value"] for one in hostile() if isinstance(one, Node) and one.label == "Target"}
