"""Statements of callers: off unless switched on, and then for reading only, whatever they try."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import ServiceSettings
from cypher.catalogue import catalogue
from cypher.reading_only import RefusedStatementError, only_reading
from graph.settings import GraphSettings
from tests.serving import HERE, local

CYPHER = "/api/v1/cypher"

REFUSED = [
    "CREATE (n:Policy {id: 'evil'}) RETURN n",
    "MATCH (n) SET n.name = 'evil' RETURN n",
    "match (n) sEt n.name = 'evil' return n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) WITH n ORDER BY 1. DELETE n",
    "MATCH (n) /* a comment */ DELETE n",
    "MATCH (n) // a comment\r DELETE n",
    "// MATCH (n)\rMATCH (n) DELETE n",
    "MATCH (n) RETURN n; MATCH (m) DELETE m",
    "MATCH (n) RETURN n UNION MERGE (m) RETURN m AS n",
    "UNWIND [1] AS x FOREACH (i IN [1] | CREATE (:Evil))",
    "MATCH (n) REMOVE n.name",
    "CALL { MATCH (n) DELETE n } IN TRANSACTIONS OF 10 ROWS",
    "CALL { CREATE (n) RETURN n } RETURN n",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "UNWIND [1] AS x LOAD CSV FROM 'http://127.0.0.1/' AS line RETURN line",
    "RETURN apoc.load.json('http://127.0.0.1/')",
    "RETURN apoc /* */ . util . sleep (3)",
    "RETURN `apoc`.`util`.`sleep`(3)",
    "CALL apoc.util.sleep(3000)",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
    "CALL `db`.labels()",
    "USE system MATCH (n) RETURN n",
    "CALL { USE system MATCH (n) RETURN n } RETURN n",
    "SHOW USERS",
    "SHOW FUNCTIONS YIELD name RETURN name",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "CYPHER runtime=slotted MATCH (n) RETURN n",
    "ALTER USER neo4j SET PASSWORD 'x'",
    "DROP CONSTRAINT x",
    "TERMINATE TRANSACTION 'x'",
    "MATCH (n:$(labels(n))) RETURN n",
    "MATCH (n:$any($names)) RETURN n",
    "WITH 'Policy' AS l MATCH (n:$l) RETURN n",
    "RETURN '\\u0027 CREATE (n)'",
    "RE\\u0054URN 1",
    "RETURN 'a\\u005c' + 'CREATE (n)'",
    'RETURN "\\\\u0022 CREATE (n)"',
    "RETURN '\\uzzzz'",
    "MATCH (n:`A\\u0060 {x: 1}) DELETE (n) //`) RETURN n",
    "RETURN `` AS x",
    "RETURN 'open",
    "RETURN 1 /* open",
    "RETURN 0x10",
    "RETURN file()",
    "RETURN graph.byName('system')",
    "MATCH (n)\u200bDELETE n",
    "MATCH (n)\u0000DELETE n",
    "",
    "   // nothing",
    "RETURN 1" + " " * 20_000,
]

READING = [
    "MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy) RETURN r.name AS region, count(p) AS policies ORDER BY policies DESC",
    "MATCH (m:Measure) WHERE m.start < 100000 AND m.quote CONTAINS '奖补' RETURN m.id AS id, m.`end` AS end LIMIT 3;",
    "CALL { MATCH (n:Policy) RETURN count(n) AS many } RETURN many",
    "RETURN [x IN range(1, 3) WHERE x > 1 | x * 2] AS l, {`set`: 1}.set AS a, 'create; // no comment' AS text",
    "MATCH (p:Policy) WHERE NOT p.stub AND EXISTS { (p)-[:HAS_CLAUSE]->(c) WHERE c.title <> '' } RETURN p {.id}",
    "RETURN '\\u0023 \\\\ \\'' AS sign, \"\\n\" AS line",
    "RETURN 1.5e3 AS x, -2 AS y, [1, 2, 3][0..2] AS z, date('2026-01-02').year AS year, $given AS given",
]


@pytest.fixture(scope="module")
def switched_on(loaded_settings: GraphSettings) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICYGRAPH_CYPHER_ENABLED", "true")
        patch.setenv("POLICYGRAPH_CYPHER_ROWS", "500")
        application = create_app(loaded_settings, HERE)
    with local(application) as client:
        yield client


def test_it_is_switched_off_unless_it_is_asked_for(client: TestClient) -> None:
    answer = client.post(CYPHER, json={"cypher": "RETURN 1"})
    assert answer.status_code == 403
    assert "switched off" in answer.json()["detail"]


@pytest.mark.parametrize("statement", READING)
def test_statements_that_read_are_answered(switched_on: TestClient, statement: str) -> None:
    answer = switched_on.post(CYPHER, json={"cypher": statement, "parameters": {"given": 1}})
    assert answer.status_code == 200, answer.text
    assert answer.json()["rows"]
    assert answer.json()["cost"]["milliseconds"] > 0


@pytest.mark.parametrize("statement", REFUSED)
def test_whatever_does_more_than_read_is_refused_with_its_place(switched_on: TestClient, statement: str) -> None:
    before = switched_on.get("/api/v1/policies").json()
    answer = switched_on.post(CYPHER, json={"cypher": statement})
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert switched_on.get("/api/v1/policies").json() == before


def test_the_place_of_what_is_refused_is_told(switched_on: TestClient) -> None:
    answer = switched_on.post(CYPHER, json={"cypher": "MATCH (n)\n  DELETE n"})
    assert answer.json()["detail"].startswith("Line 2, column 3: DELETE is not allowed here")


def test_a_statement_that_the_engine_does_not_understand_is_the_callers_fault(switched_on: TestClient) -> None:
    answer = switched_on.post(CYPHER, json={"cypher": "MATCH (n RETURN n"})
    assert answer.status_code == 400
    assert "\n" not in answer.json()["detail"]


def test_rows_are_capped_and_the_rest_is_not_fetched(switched_on: TestClient) -> None:
    answer = switched_on.post(CYPHER, json={"cypher": "UNWIND range(1, 100000) AS n RETURN n", "limit": 20}).json()
    assert [row["n"] for row in answer["rows"]] == list(range(1, 21))
    assert answer["truncated"] is True
    most = switched_on.post(CYPHER, json={"cypher": "UNWIND range(1, 100000) AS n RETURN n", "limit": 5000}).json()
    assert len(most["rows"]) == 500


def test_rows_that_take_too_much_room_are_cut_off(switched_on: TestClient) -> None:
    asked = {"cypher": "UNWIND range(1, 400) AS n RETURN n, reduce(s = 'ab', x IN range(1, 16) | s + s) AS long"}
    answer = switched_on.post(CYPHER, json=asked).json()
    assert answer["truncated"] is True
    assert 0 < len(answer["rows"]) < 400


@pytest.mark.parametrize(
    "given", ["9223372036854775808", "[" * 900 + "]" * 900, "[" * 120 + "]" * 120, r'{"a": [{"\ud800": 1}]}']
)
def test_parameters_that_no_graph_holds_are_refused(switched_on: TestClient, given: str) -> None:
    body = f'{{"cypher": "RETURN $x AS x", "parameters": {{"x": {given}}}}}'
    answer = switched_on.post(CYPHER, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert "Value error" not in answer.text


def test_only_an_admin_may_ask(loaded_settings: GraphSettings) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICYGRAPH_CYPHER_ENABLED", "true")
        application = create_app(loaded_settings, "0.0.0.0", ServiceSettings(keyless="editor"))  # noqa: S104
    with TestClient(application, "http://policies.example", client=("192.0.2.1", 50_000)) as stranger:
        assert stranger.post(CYPHER, json={"cypher": "RETURN 1 AS one"}).status_code in (401, 403)


def test_every_named_query_is_let_through_as_it_is() -> None:
    for query in catalogue():
        assert only_reading(query.cypher).split() == _without_comments(query.cypher)


def _without_comments(cypher: str) -> list[str]:
    return [word for line in cypher.splitlines() if not line.lstrip().startswith("//") for word in line.split()]


def test_comments_become_blanks_and_places_stay() -> None:
    statement = "MATCH (n) /* SET\n n.x = 1 */ RETURN n.id // DELETE n\nLIMIT 1"
    sent = only_reading(statement)
    assert "SET" not in sent
    assert "DELETE" not in sent
    assert [line.find("RETURN") for line in sent.splitlines()] == [
        line.find("RETURN") for line in statement.splitlines()
    ]
    with pytest.raises(RefusedStatementError) as raised:
        only_reading("/* \n\n */ MATCH (n) MERGE (m)")
    assert (raised.value.line, raised.value.column) == (3, 15)
