"""The account for people on the embedded engine: at least forty ways to write, read files, call out and rise.

Over Bolt and over the engine's HTTP listener. Each attempt must be refused or be known to do nothing, and
after all of them the graph, the schema and the users are what they were.
"""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from neo4j import GraphDatabase, Query
from neo4j.exceptions import Neo4jError

from graph.embedded import credentials
from graph.embedded.client import running
from graph.embedded.home import Home
from graph.export import export_lines
from graph.settings import EMBEDDED_DATABASE, EmbeddedPlace, GraphSettings
from graph.store import GraphStore

SECRET = "only-in-the-file"
WRITES = (
    "CREATE (n:Policy {id: 'evil'})",
    "CREATE (n:Evil)",
    "MERGE (n:Policy {id: 'evil'})",
    "MERGE (n:Policy {id: 'hubei-laser-2024'}) ON MATCH SET n.title = 'evil'",
    "MATCH (n:Policy) SET n.title = 'evil'",
    "MATCH (n:Policy) SET n += {title: 'evil'}",
    "MATCH (n:Policy) SET n:Evil",
    "MATCH (n:Policy) REMOVE n.title",
    "MATCH (n:Meta) SET n.generation = 0",
    "MATCH (n:Measure) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r:LEADS]->() DELETE r",
    "MATCH ()-[r:LEADS]->() SET r.tier = 'certain'",
    "MATCH (p:Policy), (r:Region) CREATE (p)-[:APPLIES_TO]->(r)",
    "UNWIND range(1, 3) AS i CREATE (:Policy {id: 'evil' + i})",
    "FOREACH (i IN [1] | CREATE (:Policy {id: 'evil'}))",
    "CALL { CREATE (n:Policy {id: 'evil'}) RETURN n } RETURN n.id",
    "UNWIND [1] AS i CALL (i) { CREATE (:Policy {id: 'evil'}) } IN TRANSACTIONS",
    "MATCH (n:Policy) RETURN n.id; CREATE (:Policy {id: 'evil'})",
    "CALL apoc.create.node(['Policy'], {id: 'evil'}) YIELD node RETURN node",
    "CALL apoc.merge.node(['Policy'], {id: 'evil'}) YIELD node RETURN node",
    "CALL merge.node(['Policy'], {id: 'evil'}) YIELD node RETURN node",
    "MATCH (a:Policy), (b:Region) CALL apoc.merge.relationship(a, 'EVIL', {}, {}, b) YIELD rel RETURN rel",
    "CALL apoc.cypher.doIt(\"CREATE (:Policy {id: 'evil'})\", {}) YIELD value RETURN value",
    "CALL apoc.cypher.runWrite(\"CREATE (:Policy {id: 'evil'})\", {})",
    "CALL apoc.do.when(true, \"CREATE (n:Policy {id: 'evil'}) RETURN n\", '', {}) YIELD value RETURN value",
    "CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DETACH DELETE n', {batchSize: 1})",
    "CALL apoc.refactor.rename.label('Policy', 'Evil')",
)
SCHEMA = (
    "CREATE INDEX evil FOR (n:Policy) ON (n.title)",
    "CREATE CONSTRAINT evil FOR (n:Policy) REQUIRE n.title IS UNIQUE",
    "DROP CONSTRAINT policy_id",
    "DROP INDEX policy_title_key",
    "CALL db.createLabel('Evil')",
    "CALL apoc.schema.assert({}, {})",
)
FILES = (
    "LOAD CSV FROM 'file://{file}' AS line RETURN line",
    "LOAD CSV FROM '{file}' AS line RETURN line",
    "LOAD CSV FROM 'file:///../../../../..{file}' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM 'file://localhost{file}' AS line RETURN line",
    "LOAD CSV FROM 'jar:file://{file}!/x' AS line RETURN line",
    "CALL apoc.load.csv('file://{file}') YIELD list RETURN list",
    "CALL apoc.load.json('file://{file}') YIELD value RETURN value",
    "CALL apoc.import.json('{file}')",
    "CALL apoc.export.csv.all('{file}', {{}})",
    "RETURN apoc.load.text('{file}')",
)
CALLS_OUT = (
    "LOAD CSV FROM '{url}' AS line RETURN line",
    "LOAD CSV FROM 'ftp://{host}/x' AS line RETURN line",
    "LOAD CSV FROM 'jar:{url}!/x' AS line RETURN line",
    "CALL apoc.load.json('{url}') YIELD value RETURN value",
    "CALL apoc.load.jsonParams('{url}', {{method: 'POST'}}, 'x') YIELD value RETURN value",
)
RISES = (
    "CREATE USER evil SET PASSWORD 'evil-evil-evil'",
    "ALTER USER analyst SET PASSWORD 'evil-evil-evil'",
    "ALTER USER root SET PASSWORD 'evil-evil-evil'",
    "ALTER CURRENT USER SET PASSWORD FROM 'x' TO 'evil-evil-evil'",
    "DROP USER writer",
    "SHOW USERS",
    "GRANT ROLE admin TO analyst",
    "CREATE DATABASE evil",
    "DROP DATABASE policygraph",
    "CALL dbms.security.createUser('evil', 'evil', false)",
    "CALL dbms.setConfigValue('arcadedb.opencypher.loadCsv.allowFileUrls', 'true')",
    "CALL dbms.listConfig()",
    "CALL dbms.shutdown()",
    "CALL sql('CREATE VERTEX TYPE Evil')",
    "CALL js('1')",
    "USE system SHOW USERS",
)
COMMANDS = (
    ("sql", "INSERT INTO Policy SET id = 'evil'"),
    ("sql", "UPDATE Policy SET title = 'evil'"),
    ("sql", "DELETE FROM Measure"),
    ("sql", "PROFILE INSERT INTO Policy SET id = 'evil'"),
    ("sql", "CREATE EDGE CITES FROM (SELECT FROM Policy) TO (SELECT FROM Region)"),
    ("sql", "MOVE VERTEX (SELECT FROM Policy) TO TYPE:Region"),
    ("sql", "TRUNCATE TYPE Policy UNSAFE"),
    ("sql", "DROP TYPE Policy UNSAFE"),
    ("sql", "ALTER TYPE Policy NAME Evil"),
    ("sql", "CREATE VERTEX TYPE Evil"),
    ("sql", "CREATE TIMESERIES TYPE Evil TIMESTAMP ts TAGS (host STRING) FIELDS (value DOUBLE)"),
    ("sql", "CREATE PROPERTY Policy.evil STRING"),
    ("sql", "CREATE INDEX ON Policy (title) NOTUNIQUE"),
    ("sql", "CREATE BUCKET evil"),
    ("sql", "CREATE MATERIALIZED VIEW evil AS SELECT FROM Policy"),
    ("sql", "CREATE TRIGGER evil BEFORE CREATE ON TYPE Policy EXECUTE JAVASCRIPT '1'"),
    ("sql", "DEFINE FUNCTION evil.f 'return 1' LANGUAGE js"),
    ("sql", "REBUILD INDEX *"),
    ("sql", "ALTER DATABASE `arcadedb.dateFormat` 'x'"),
    ("sql", "IMPORT DATABASE file://{file}"),
    ("sql", "IMPORT DATABASE {url}"),
    ("sql", "EXPORT DATABASE file://{file}"),
    ("sql", "BACKUP DATABASE"),
    ("sql", "BACKUP DATABASE file://{file}"),
    ("sqlscript", "BEGIN; INSERT INTO Policy SET id = 'evil'; COMMIT;"),
    ("sqlscript", "FOREACH ($i IN [1]) {{ INSERT INTO Policy SET id = 'evil'; }}"),
    ("opencypher", "CREATE (n:Policy {{id: 'evil'}})"),
    ("opencypher", "LOAD CSV FROM 'file://{file}' AS line RETURN line"),
    ("opencypher", "LOAD CSV FROM '{url}' AS line RETURN line"),
    ("java", "java.lang.System::getProperty"),
    ("java", "java.lang.Runtime::getRuntime"),
    ("js", "Java.type('java.lang.Runtime').getRuntime().exec('true')"),
    ("gremlin", "g.V().drop()"),
    ("mongo", "{{}}"),
    ("graphql", "{{a}}"),
    ("python", "1"),
)
SERVER_COMMANDS = (
    "create database evil",
    "drop database policygraph",
    "close database policygraph",
    "shutdown",
    "set server setting arcadedb.server.httpIncomingHost 0.0.0.0",
    "set database setting policygraph arcadedb.dateFormat x",
    'create user {"name": "evil", "password": "evil-evil", "databases": {"*": ["admin"]}}',
    "drop user reader",
    "backup database policygraph",
    "import database evil file:///x",
    "restore database evil file:///x",
    "get server events",
    "profiler start",
)
HARMLESS = (
    ("sql", "SELECT count(*) FROM Policy"),
    ("sql", "SELECT FROM schema:database"),
    ("sql", "EXPLAIN DELETE FROM Policy"),
    ("sql", "PROFILE DELETE FROM Policy"),
    ("sql", "CHECK DATABASE FIX"),
    ("sql", "LOCK TYPE Policy"),
    ("sqlscript", "CONSOLE.log 'evil';"),
    ("opencypher", "PROFILE CREATE (n:Policy {id: 'evil'})"),
)
"""What the engine lets this account ask over HTTP; none of it may leave a trace in the graph."""


@dataclass(frozen=True)
class Engine:
    """A running engine, as somebody on this machine meets it who knows the analysts' password."""

    bolt: str
    http: str
    password: str

    def ask(self, statement: str, access: str = "WRITE") -> list[dict[str, Any]]:
        """The rows of a statement over Bolt."""
        with (
            GraphDatabase.driver(self.bolt, auth=("analyst", self.password)) as driver,
            driver.session(database=EMBEDDED_DATABASE, default_access_mode=access) as session,
        ):
            return [dict(record) for record in session.run(Query(statement))]

    def post(self, path: str, body: object) -> httpx.Response:
        """The answer of the HTTP listener."""
        return httpx.post(f"{self.http}{path}", json=body, auth=("analyst", self.password), timeout=60)


@pytest.fixture(scope="module")
def engine(loaded_settings: GraphSettings, loaded_store: GraphStore) -> Iterator[Engine]:
    """The engine with the shipped plans; what this module does to it must leave no trace."""
    place = loaded_settings.place
    assert isinstance(place, EmbeddedPlace)
    home, record = Home(place.directory), running(place.directory)
    assert record is not None
    password = credentials.read(home).analyst
    assert password is not None
    before, users = list(export_lines(loaded_store)), _users(home)
    yield Engine(f"bolt://127.0.0.1:{record.port}", f"http://127.0.0.1:{_http_port(record.engine)}", password)
    assert list(export_lines(loaded_store)) == before
    assert _users(home) == users
    assert not list(home.directory.rglob("*evil*"))
    assert not [path for path in (home.directory / "backups").rglob("*") if path.is_file()]


def _users(home: Home) -> list[bytes]:
    return [(home.config / name).read_bytes() for name in ("server-users.jsonl", "server-groups.json")]


def _http_port(pid: int) -> int:
    """The port besides Bolt's that the engine listens on: the only one whose answer is HTTP."""
    inodes = {
        match[1]
        for link in Path(f"/proc/{pid}/fd").iterdir()
        if (match := re.fullmatch(r"socket:\[(\d+)\]", str(link.readlink())))
    }
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                found.add((fields[1].rpartition(":")[0], int(fields[1].rpartition(":")[2], 16)))
    assert len(found) == 2
    for address, _ in found:
        assert address in ("0100007F", "0000000000000000FFFF00000100007F"), "it listens beyond loopback"
    ports = [port for _, port in found]
    for port in ports:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/api/v1/ready", timeout=5).status_code == 204:
                return port
        except httpx.HTTPError:
            continue
    raise AssertionError("no HTTP listener")


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that the engine's process may read."""
    path = tmp_path_factory.mktemp("files") / "secret.csv"
    path.write_text(f"{SECRET},1\n")
    return path


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """An HTTP server on loopback and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"called,1\n")

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_it_reads(engine: Engine) -> None:
    assert engine.ask("MATCH (p:Policy {id: 'hubei-laser-2024'}) RETURN p.region AS region") == [{"region": "420000"}]


@pytest.mark.parametrize("access", ["WRITE", "READ"])
@pytest.mark.parametrize("statement", (*WRITES, *SCHEMA, *RISES))
def test_it_cannot_write_nor_change_the_schema_nor_rise(engine: Engine, statement: str, access: str) -> None:
    with pytest.raises(Neo4jError):
        engine.ask(statement, access)


@pytest.mark.parametrize("statement", FILES)
def test_it_cannot_read_or_write_files(engine: Engine, secret: Path, statement: str) -> None:
    with pytest.raises(Neo4jError) as refused:
        engine.ask(statement.format(file=secret))
    assert SECRET not in str(refused.value)
    assert secret.read_text() == f"{SECRET},1\n"


@pytest.mark.parametrize("statement", CALLS_OUT)
def test_it_cannot_call_out(engine: Engine, listener: tuple[str, list[str]], statement: str) -> None:
    url, asked = listener
    with pytest.raises(Neo4jError):
        engine.ask(statement.format(url=f"{url}/x.csv", host=url.removeprefix("http://")))
    assert asked == []


def test_explaining_or_profiling_a_write_does_not_write(engine: Engine) -> None:
    for word in ("EXPLAIN", "PROFILE"):
        engine.ask(f"{word} CREATE (n:Policy {{id: 'evil'}})")
    assert engine.ask("MATCH (n:Policy {id: 'evil'}) RETURN n.id AS id") == []


@pytest.mark.parametrize("kind", ["command", "query"])
@pytest.mark.parametrize(("language", "command"), COMMANDS)
def test_it_cannot_do_so_over_http_either(
    engine: Engine, secret: Path, listener: tuple[str, list[str]], kind: str, language: str, command: str
) -> None:
    url, asked = listener
    text = command.format(file=secret, url=f"{url}/x.csv")
    answer = engine.post(f"/api/v1/{kind}/{EMBEDDED_DATABASE}", {"language": language, "command": text})
    assert answer.status_code >= 400, answer.text
    assert SECRET not in answer.text
    assert secret.read_text() == f"{SECRET},1\n"
    assert asked == []


@pytest.mark.parametrize("command", SERVER_COMMANDS)
def test_it_commands_no_server(engine: Engine, command: str) -> None:
    assert engine.post("/api/v1/server", {"command": command}).status_code == 403


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"/api/v1/batch/{EMBEDDED_DATABASE}", '{"@type": "vertex", "@class": "Policy", "id": "evil"}\n'),
        (f"/api/v1/ts/{EMBEDDED_DATABASE}/write", "Evil,host=a value=1 1700000000000000000\n"),
    ],
)
def test_it_cannot_write_in_bulk(engine: Engine, path: str, body: str) -> None:
    answer = httpx.post(f"{engine.http}{path}", content=body, auth=("analyst", engine.password), timeout=60)
    assert answer.status_code in (400, 403), answer.text


@pytest.mark.parametrize(("language", "command"), HARMLESS)
def test_what_it_may_ask_over_http_leaves_no_trace(
    engine: Engine, loaded_store: GraphStore, language: str, command: str
) -> None:
    before = list(export_lines(loaded_store))
    answer = engine.post(f"/api/v1/command/{EMBEDDED_DATABASE}", {"language": language, "command": command})
    assert answer.status_code == 200, answer.text
    assert list(export_lines(loaded_store)) == before


@pytest.mark.parametrize("user", ["root", "writer", "reader"])
def test_its_password_opens_no_other_account(engine: Engine, user: str) -> None:
    assert httpx.get(f"{engine.http}/api/v1/databases", auth=(user, engine.password)).status_code in (401, 403)


def test_the_engine_shows_no_password_to_other_users_of_the_machine(
    engine: Engine, loaded_settings: GraphSettings
) -> None:
    place = loaded_settings.place
    assert isinstance(place, EmbeddedPlace)
    assert Home(place.directory).credentials_file.stat().st_mode & 0o077 == 0
    shown = subprocess.run(["ps", "-eww", "-o", "args="], capture_output=True, text=True, check=True).stdout
    assert engine.password not in shown
