"""The graph as a file by REST and by the command line: every form can be read back by others."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from fastapi.testclient import TestClient
from httpx import Response
from rdflib import Graph

from api.routes.export import AT_ONCE
from tests.running import Command

EXPORT = "/api/v1/export"
MATRIX = "/api/v1/compare/matrix"
SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def exported(client: TestClient, **given: Any) -> Response:
    answer: Response = client.get(EXPORT, params=given)
    assert answer.status_code == 200, answer.text[:500]
    return answer


def asked(graph: Graph, question: str) -> list[tuple[Any, ...]]:
    """The rows of a SPARQL query."""
    return [tuple(row) for row in graph.query(question) if not isinstance(row, bool)]


def lines(client: TestClient, **given: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(client, **given).text.splitlines()]


@pytest.mark.parametrize("form", ["jsonl", "csv", "graphml", "turtle", "ntriples"])
def test_rest_and_command_line_give_the_same_file(
    client: TestClient, policygraph: Command, tmp_path: Path, form: str
) -> None:
    answer = exported(client, format=form, region="湖北", tiers="certain")
    assert answer.headers["content-disposition"].startswith('attachment; filename="policygraph.')
    printed = policygraph("export", "--format", form, "--only", "region=湖北", "--only", "tiers=certain")
    assert printed.stdout == answer.content
    written = policygraph(
        "export", tmp_path / "file", "--format", form, "--only", "region=湖北", "--only", "tiers=certain"
    )
    assert written.returncode == 0, written.stderr.decode()
    assert (tmp_path / "file").read_bytes() == answer.content


def test_all_of_it_is_what_the_command_line_exports(client: TestClient, policygraph: Command) -> None:
    assert exported(client).content == policygraph("export").stdout
    answer = exported(client)
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert client.get(EXPORT, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_a_selection_is_the_subgraph_with_whole_texts(client: TestClient) -> None:
    given = {"policy": "hubei-laser-2024"}
    found = lines(client, **given)
    nodes = {f"{one['label']}/{one['properties']['id']}" for one in found if "label" in one}
    page = client.get("/api/v1/graph/subgraph", params={**given, "tiers": "candidate", "limit": 1000, "links": 5000})
    assert page.json()["next"] is None
    assert nodes == {one["id"] for one in page.json()["nodes"]}
    links = [one for one in found if "type" in one]
    assert len(links) == len(page.json()["links"])
    [policy] = [one for one in found if one.get("label") == "Policy" and one["properties"].get("text")]
    assert policy["properties"]["id"] == "hubei-laser-2024"
    measures = [one["properties"] for one in found if one.get("label") == "Measure"]
    assert len(measures) > 20
    assert all(policy["properties"]["text"][one["start"] : one["end"]] == one["quote"] for one in measures)


def test_labels_types_and_tiers_narrow_an_export(client: TestClient) -> None:
    found = lines(client, labels="Measure,Instrument", tiers="certain")
    assert {one["label"] for one in found if "label" in one} == {"Measure", "Instrument"}
    assert {one["type"] for one in found if "type" in one} == {"OF_TYPE"}
    assert {one["properties"]["tier"] for one in found if one.get("label") == "Measure"} == {"certain"}
    assert not [one for one in lines(client, without="OF_TYPE") if one.get("type") == "OF_TYPE"]


def test_tables_keep_to_their_data_package(client: TestClient) -> None:
    whole = lines(client)
    answer = exported(client, format="csv")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.testzip() is None
        described = json.loads(file.read("datapackage.json"))
        tables = {
            one["title"]: list(csv.reader(io.StringIO(file.read(one["path"]).decode(), newline="")))
            for one in described["resources"]
        }
        assert set(file.namelist()) == {"datapackage.json", *(one["path"] for one in described["resources"])}
    ids = {one["name"]: {row[0] for row in tables[one["title"]][1:]} for one in described["resources"]}
    for resource in described["resources"]:
        fields = resource["schema"]["fields"]
        head, *rows = tables[resource["title"]]
        assert head == [field["name"] for field in fields]
        assert len(rows) == len([one for one in whole if resource["title"] in (one.get("label"), one.get("type"))])
        for row in rows:
            for field, cell in zip(fields, row, strict=True):
                assert cell or not field.get("constraints"), (resource["name"], field)
                assert not cell or isinstance(as_declared(field["type"], cell), PYTHON[field["type"]])
        for key in resource["schema"].get("foreignKeys", []):
            at = head.index(key["fields"])
            assert {row[at] for row in rows} <= ids[key["reference"]["resource"]]
    [cell] = [row[tables["Policy"][0].index("text")] for row in tables["Policy"] if row[0] == "hubei-laser-2024"]
    assert cell == client.get("/api/v1/policies/hubei-laser-2024/text").json()["text"]


PYTHON: dict[str, Any] = {"string": str, "integer": int, "number": float, "boolean": bool, "array": list}


def as_declared(kind: str, cell: str) -> object:
    if kind == "string":
        return cell
    return float(cell) if kind == "number" else json.loads(cell)


def test_networkx_reads_the_graphml_of_a_selection(client: TestClient) -> None:
    graph = networkx.read_graphml(
        io.BytesIO(exported(client, format="graphml", instrument="first-of-kind").content), force_multigraph=True
    )
    found = lines(client, instrument="first-of-kind")
    assert graph.number_of_nodes() == len([one for one in found if "label" in one]) > 10
    assert graph.number_of_edges() == len([one for one in found if "type" in one])


def test_sparql_finds_the_words_of_a_measure_in_the_text_they_were_read_from(client: TestClient) -> None:
    turtle = Graph().parse(data=exported(client, format="turtle", region="420000").text, format="turtle")
    triples = Graph().parse(data=exported(client, format="ntriples", region="420000").text, format="nt")
    assert set(turtle) == set(triples)
    rows = asked(
        turtle,
        """
            PREFIX pg: <urn:policygraph:model:>
            PREFIX oa: <http://www.w3.org/ns/oa#>
            PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
            SELECT ?measure ?quote ?start ?end ?text WHERE {
              ?measure a pg:Measure .
              ?annotation oa:hasBody ?measure ; oa:hasTarget ?target .
              ?target oa:hasSource/rdf:value ?text ; oa:hasSelector [oa:exact ?quote] ;
                      oa:hasSelector [oa:start ?start ; oa:end ?end] .
              FILTER (SUBSTR(?text, ?start + 1, ?end - ?start) = ?quote)
            }
            """,
    )
    measures = [one for one in lines(client, region="420000") if one.get("label") == "Measure"]
    assert len(rows) == len(measures) > 20
    quotes = {one["properties"]["quote"] for one in measures}
    for _, quote, start, end, text in rows:
        assert str(text)[int(start) : int(end)] == str(quote)
        assert str(quote) in quotes


def test_the_taxonomy_is_skos_and_policies_say_what_they_were_read_from(client: TestClient) -> None:
    graph = Graph().parse(data=exported(client, format="turtle").text, format="turtle")
    question = """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX pg: <urn:policygraph:model:>
        SELECT ?zh ?en ?group ?scheme ?stip WHERE {{
          <urn:policygraph:Instrument:{code}> skos:inScheme ?scheme ; skos:broader ?group ;
            skos:prefLabel ?zh, ?en ; {match} ?stip .
          ?scheme a skos:ConceptScheme . ?group skos:topConceptOf ?scheme .
          ?stip skos:inScheme <urn:policygraph:scheme:stip-compass> .
          FILTER (lang(?zh) = "zh" && lang(?en) = "en")
        }}
    """
    [near] = asked(graph, question.format(code="first-of-kind", match="skos:closeMatch"))
    assert str(near[0]) == "首台(套)/首批次/首版次支持"
    assert str(near[4]) == "urn:policygraph:stip-compass:PI010"
    assert not asked(graph, question.format(code="first-of-kind", match="skos:exactMatch"))
    policies = client.get("/api/v1/policies").json()["items"]
    for policy in policies:
        read = asked(
            graph,
            f"""
            PREFIX prov: <http://www.w3.org/ns/prov#>
            SELECT ?agent ?file WHERE {{
              <urn:policygraph:Policy:{policy["id"]}> prov:wasDerivedFrom ?file .
              <urn:policygraph:text:{policy["id"]}> prov:wasGeneratedBy ?reading .
              ?reading prov:used ?file ; prov:wasAssociatedWith ?agent . ?agent a prov:SoftwareAgent .
            }}
            """,
        )
        assert len(read) == 1


def test_exports_that_are_given_up_leave_room_for_others(client: TestClient) -> None:
    for _ in range(2 * AT_ONCE):
        with client.stream("GET", EXPORT, params={"labels": "Instrument"}) as answer:
            assert answer.status_code == 200
        assert client.get(EXPORT, params={"tiers": "sure"}).status_code == 422
    assert exported(client, labels="Instrument").content


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"format": "xlsx"}, 422, "It is one of jsonl, csv, graphml, turtle, ntriples"),
        ({"region": "650000"}, 422, "No policy of region 650000 is loaded"),
        ({"policy": "nothing"}, 422, "There is no policy nothing"),
        ({"limit": 3}, 422, "There is no parameter limit"),
        ({"tiers": "sure"}, 422, "tiers cannot be"),
    ],
)
def test_what_cannot_be_exported_is_a_sentence(
    client: TestClient, given: dict[str, Any], status: int, said: str
) -> None:
    answer = client.get(EXPORT, params=given)
    assert answer.status_code == status
    assert said in answer.json()["detail"]


def test_the_command_line_refuses_what_it_cannot_select(policygraph: Command) -> None:
    for only, said in (
        ("region", "is not key=value"),
        ("regoin=1", "Did you mean region"),
        ("policy=x", "no policy x"),
    ):
        done = policygraph("export", "--only", only)
        assert done.returncode != 0
        assert said in done.stderr.decode()
        assert done.stdout == b""


def test_the_matrix_is_a_workbook_of_words_colours_and_numbers(client: TestClient) -> None:
    given = {"group": "fiscal", "regions": ["420000", "442000"]}
    matrix = client.get(MATRIX, params=given).json()
    answer = client.get(MATRIX, params=given, headers={"Accept": XLSX})
    assert answer.headers["content-type"] == XLSX
    sheets = read_workbook(answer.content)
    states, amounts, evidence = sheets
    assert states[0][3:] == ["湖北省 420000", "中山市 442000"]
    shown = {
        (row[0], code): cell for row in states[1:] for code, cell in zip(("420000", "442000"), row[3:], strict=True)
    }
    assert shown["first-of-kind", "420000"] == "资金支持 funded"
    assert {key: str(cell).split(" ", 1)[1] for key, cell in shown.items()} == {
        (cell["instrument"], cell["region"]): cell["state"] for cell in matrix["cells"]
    }
    numbers = sorted(one["value"] for kind in matrix["amounts"] for one in kind["regions"])
    assert sorted(row[8] for row in amounts[1:]) == numbers
    assert 10_000_000.0 in numbers
    quotes = [cell["evidence"]["quote"] for cell in matrix["cells"] if cell["evidence"]]
    assert [row[11] for row in evidence[1:] if row[11] is not None] == quotes
    assert client.get(MATRIX, params={**given, "format": "xlsx"}).content == answer.content


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read_workbook(content: bytes) -> list[list[list[Any]]]:
    """The rows of each sheet: texts, numbers, None for what is empty; fails where a cell holds a formula or link."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        strings = [
            "".join(part.itertext())
            for part in ElementTree.fromstring(file.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
        ]
        sheets: list[list[list[Any]]] = []
        for number in range(1, 4):
            root = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
            assert not list(root.iter(f"{SHEETS}f"))
            assert not list(root.iter(f"{SHEETS}hyperlink"))
            rows = []
            for row in root.iter(f"{SHEETS}row"):
                cells: dict[int, Any] = {}
                for cell in row:
                    letters = "".join(char for char in cell.get("r", "") if char.isalpha())
                    value = cell.find(f"{SHEETS}v")
                    assert value is not None
                    text = value.text or ""
                    cells[column(letters)] = strings[int(text)] if cell.get("t") == "s" else float(text)
                rows.append([cells.get(at) for at in range(max(cells) + 1)])
            width = max(map(len, rows))
            sheets.append([row + [None] * (width - len(row)) for row in rows])
    return sheets


def column(letters: str) -> int:
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - ord("A") + 1
    return number - 1
