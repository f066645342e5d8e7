"""What the catalogue accepts as a query file, and the sentence it refuses one with."""

from __future__ import annotations

from pathlib import Path

import pytest

from cypher.catalogue import Catalogue, catalogue
from cypher.errors import QueryFileError, UnknownQueryError
from cypher.vocabulary import declared

GOOD = """\
// Policies of a region
// ---
// zh: 某地的政策
// parameters:
//   region: {type: region, example: "420000", description: Region}
// columns:
//   policy: {type: string, description: Id}
//   title: {type: string, description: Title}
// ---
// All of them.
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
WHERE r.id = $region
RETURN p.id AS policy, p.title AS title
ORDER BY policy
"""


def read(tmp_path: Path, text: str) -> Catalogue:
    folder = tmp_path / "topic"
    folder.mkdir(exist_ok=True)
    (folder / "name.cypher").write_text(text, encoding="utf-8")
    return Catalogue(tmp_path, declared())


def test_a_file_becomes_a_query_with_all_that_its_header_says(tmp_path: Path) -> None:
    query = read(tmp_path, GOOD).get("topic/name")
    assert (query.title, query.zh, query.description) == ("Policies of a region", "某地的政策", "All of them.")
    assert query.parameters["region"].is_required
    assert list(query.columns) == ["policy", "title"]
    assert query.cypher.startswith("MATCH (p:Policy)")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("// Policies of a region\n", "\n", "name.cypher:1: the first line must be a // comment"),
        ("// ---\n// zh", "// zh", "name.cypher:2: after the title the header must stand between two lines"),
        ("//   region: {type: region,", "//   region: {type: regoin,", "name.cypher:5: parameters.region.type"),
        ("// zh: 某地的政策", "// zhh: 某地的政策", "name.cypher:3: zhh: this field does not exist"),
        ("// zh: 某地的政策\n", "", "name.cypher:3: zh: this field is missing"),
        ("type: string, description: Id}", "type: string, description: Id", "name.cypher:8: the header is not valid"),
        ("$region", "$regoin", "name.cypher:12: $regoin is not declared in the header. Did you mean region?"),
        ("WHERE r.id = $region\n", "", "name.cypher:5: the parameter region is declared but not used"),
        (", p.title AS title", "", "name.cypher:8: the column title is declared but not returned"),
        ("AS policy,", "AS policies,", "name.cypher:13: the column policies is returned but not declared"),
        (
            "p.id AS policy, p.title AS title",
            "p.title AS title, p.id AS policy",
            "name.cypher:13: the header declares the columns in another order than RETURN",
        ),
        ("p.title AS title", "p.title", "name.cypher:13: every returned expression needs a name"),
        ("(p:Policy)", "(p:Polcy)", "name.cypher:11: the model has no label Polcy"),
        ("[:APPLIES_TO]", "[:APPLIES]", "name.cypher:11: the model has no relationship APPLIES"),
        ("r.id =", "r.code =", "name.cypher:12: the model has no property code here"),
        ("(p:Policy)", "(p:Policy {code: 1})", "name.cypher:11: the model has no property code here"),
        ("WHERE r.id", "SET p.title = 'x' WITH p, r WHERE r.id", "name.cypher:12: named queries only read; SET"),
        ("WHERE r.id", "DETACH DELETE p WITH r WHERE r.id", "name.cypher:12: named queries only read; DETACH"),
        ("ORDER BY policy", "LIMIT 5", "name.cypher:14: LIMIT needs an ORDER BY"),
        (
            "ORDER BY policy",
            "ORDER BY policy; MATCH (n:Policy) RETURN n",
            "name.cypher:14: one file holds one statement",
        ),
        ("p.title AS title", "apoc.text.join([p.title], '') AS title", "name.cypher:13: APOC is not there"),
        ("p.id AS policy", "elementId(p) AS policy", "name.cypher:13: elementId does not give the same"),
        ("WHERE r.id", "CALL db.labels() YIELD label WITH p, r WHERE r.id", "name.cypher:12: CALL is allowed for"),
        ("MATCH (p", "LOAD CSV FROM 'x' AS line MATCH (p", "name.cypher:11: named queries only read; LOAD"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(QueryFileError) as caught:
        read(tmp_path, GOOD.replace(old, new))
    assert f"cypher/topic/{said}" in str(caught.value)


def test_words_in_strings_comments_and_names_are_no_clauses(tmp_path: Path) -> None:
    text = GOOD.replace("WHERE r.id", "// CREATE nothing\nWHERE p.title <> 'DELETE; $x' AND r.id").replace(
        "p.title AS title", "p.title AS title /* MERGE */"
    )
    assert read(tmp_path, text).get("topic/name")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "topic").mkdir()
    (tmp_path / "topic" / "name.cypher").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(QueryFileError, match="not UTF-8"):
        Catalogue(tmp_path, declared())


def test_an_unknown_query_is_refused_with_names_that_come_close() -> None:
    with pytest.raises(UnknownQueryError, match="support/which-regions-fund"):
        catalogue().get("support/which-region-funds")


def test_every_parameter_has_a_value_to_show_or_can_be_left_out() -> None:
    for query in catalogue():
        for name, parameter in query.parameters.items():
            shown = parameter.example if parameter.default is None else parameter.default
            assert shown is not None or not parameter.is_required, f"{query.name} {name}"


PAGE = Path(__file__).parents[2] / "docs" / "queries.md"


def test_every_query_is_in_the_documentation() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [query.name for query in catalogue() if f"`{query.name}`" not in page] == []


def test_the_example_of_the_documentation_is_accepted(tmp_path: Path) -> None:
    example = PAGE.read_text(encoding="utf-8").split("```cypher\n")[1].split("```")[0]
    assert list(read(tmp_path, example).get("topic/name").parameters) == ["region", "since"]
