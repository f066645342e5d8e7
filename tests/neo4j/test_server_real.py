"""``policygraph neo4j`` with a real Neo4j: what it opens, what it keeps to itself, how it lives and fails."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from neo4j import READ_ACCESS, GraphDatabase
from neo4j.exceptions import AuthError, ClientError

from tests.neo4j.places import Place, Server, sentence

pytestmark = pytest.mark.neo4j

FLAGSHIP = ("query", "support/which-regions-fund", "instrument=first-of-kind", "--json")


def test_the_plans_are_loaded_and_the_flagship_question_is_answered_with_the_url_alone(server: Server) -> None:
    loaded = server.place.run("load", "--all", POLICYGRAPH_URL=server.url)
    assert loaded.returncode == 0, loaded.stderr.decode()
    asked = server.place.run(*FLAGSHIP, POLICYGRAPH_URL=server.url)
    assert asked.returncode == 0, asked.stderr.decode()
    assert [(row["region_code"], row["state"]) for row in json.loads(asked.stdout)] == [
        ("420000", "funded"),
        ("441900", "provided"),
        ("442000", "facilitated"),
        ("440000", "unknown"),
    ]


def test_localhost_is_the_same_server(server: Server) -> None:
    url = server.url.replace("127.0.0.1", "localhost")
    assert server.place.run("status", POLICYGRAPH_URL=url).returncode == 0


def test_a_password_of_the_environment_wins_over_the_kept_one(server: Server) -> None:
    done = server.place.run("status", POLICYGRAPH_URL=server.url, POLICYGRAPH_USER="ann", POLICYGRAPH_PASSWORD="other")
    assert "refuses these credentials" in sentence(done)


def test_asking_for_it_again_names_the_same_server(server: Server) -> None:
    assert server.place.up() == {"url": server.url, "http": server.http}
    said = sentence(server.place.run("neo4j", "up", "--version", "2026.08.1"))
    assert "Neo4j 5.26.30 runs already" in said
    assert "policygraph neo4j down" in said


def test_status_and_logs_say_that_it_runs(server: Server) -> None:
    status = server.place.run("neo4j", "status", "--json")
    assert status.returncode == 0
    assert json.loads(status.stdout) | {"started": ""} == {
        "answers": True,
        "data": str(server.place.home),
        "version": "5.26.30",
        "url": server.url,
        "http": server.http,
        "pid": server.place.pid,
        "started": "",
    }
    logs = server.place.run("neo4j", "logs", "-n", "200").stdout.decode().splitlines()
    assert "======== Neo4j 5.26.30 ========" in "\n".join(logs)
    assert server.place.run("neo4j", "logs", "-n", "2").stdout.decode().splitlines() == logs[-2:]


def test_neo4j_browser_is_served(server: Server) -> None:
    page = httpx.get(f"{server.http}/browser/")
    assert page.status_code == 200
    assert "<title>Neo4j Browser</title>" in page.text


def test_it_listens_on_loopback_only(server: Server) -> None:
    for address in (server.url, server.http):
        port = urlsplit(address).port
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), timeout=5)


def test_nobody_comes_in_without_the_password(server: Server) -> None:
    for auth in (None, ("neo4j", "neo4j"), ("neo4j", "")):
        with GraphDatabase.driver(server.url, auth=auth) as driver, pytest.raises((AuthError, ClientError)) as refused:
            driver.verify_connectivity()
        assert "Security" in str(refused.value.code)


def test_the_password_is_only_where_its_owner_alone_can_read_it(server: Server) -> None:
    password = server.place.password.encode()
    assert len(password) >= 32
    assert (server.place.home / "credentials.json").stat().st_mode & 0o777 == 0o600
    assert server.place.home.stat().st_mode & 0o777 == 0o700
    holding = [
        file.relative_to(server.place.data)
        for file in server.place.data.rglob("*")
        if file.is_file() and password in file.read_bytes()
    ]
    assert holding == [Path("neo4j/credentials.json")]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            shown = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        assert password not in shown


@pytest.mark.parametrize(
    "source",
    [
        "file:///etc/hostname",
        "file:///../../../../etc/hostname",
        "http://127.0.0.1:{http}/",
        "http://localhost:{http}/",
        "http://[::1]:{http}/",
        "http://[::ffff:127.0.0.1]:{http}/",
        "http://0.0.0.0:{http}/",
        "http://2130706433:{http}/",
        "http://169.254.169.254/latest/meta-data",
        "http://192.0.2.1/",
        "ftp://127.0.0.1:{http}/",
    ],
)
def test_load_csv_reads_no_file_and_calls_nobody(server: Server, source: str) -> None:
    wanted = source.format(http=urlsplit(server.http).port)
    with (
        GraphDatabase.driver(server.url, auth=("neo4j", server.place.password)) as driver,
        driver.session(default_access_mode=READ_ACCESS) as session,
        pytest.raises(ClientError) as refused,
    ):
        session.run("LOAD CSV FROM $source AS line RETURN line", source=wanted).consume()
    assert refused.value.code == "Neo.ClientError.Statement.ExternalResourceFailed"
    assert re.search("allow_csv_import_from_file_urls' is false|access to .* is blocked", str(refused.value))


def test_a_server_lives_through_two_starts_at_once_a_kill_and_a_stop(place: Place) -> None:
    both = [place.begin("neo4j", "up", "--port", "0", "--json") for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert said[0] == said[1]
    first = json.loads(said[0])
    with GraphDatabase.driver(first["url"], auth=("neo4j", place.password)) as driver:
        driver.execute_query("CREATE (:Kept {answer: 42})")

    os.kill(place.pid, signal.SIGKILL)
    gone = place.run("neo4j", "status")
    assert gone.returncode == 3
    assert b"No Neo4j runs" in gone.stdout
    assert "cannot be reached" in sentence(place.run("status", POLICYGRAPH_URL=first["url"]))

    second = place.up()
    with GraphDatabase.driver(second["url"], auth=("neo4j", place.password)) as driver:
        assert driver.execute_query("MATCH (k:Kept) RETURN k.answer").records[0].value() == 42

    stopped = place.run("neo4j", "down")
    assert stopped.returncode == 0
    assert b"Stopped Neo4j 5.26.30" in stopped.stdout
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", urlsplit(second["url"]).port), timeout=5)
    assert list((place.state / "policygraph" / "neo4j").iterdir()) == []
    assert place.run("neo4j", "status").returncode == 3


def test_the_first_start_shows_the_password_once_and_other_data_get_another(place: Place) -> None:
    shown = place.run("neo4j", "up", "--port", "0", "--data", place.data / "else where")
    try:
        assert shown.returncode == 0, shown.stderr.decode()
        password = json.loads((place.data / "else where" / "credentials.json").read_text())["neo4j"]
        assert shown.stdout.decode().count(password) == 1
        again = place.run("neo4j", "up", "--data", place.data / "else where")
        assert password not in again.stdout.decode()
        assert str(place.data / "else where" / "credentials.json") in again.stdout.decode()
        assert place.run("neo4j", "status").returncode == 3
    finally:
        place.run("neo4j", "down", "--data", place.data / "else where")


def test_a_port_that_another_takes_while_java_starts_is_replaced(place: Place) -> None:
    with place.begin("neo4j", "up", "--port", "0", "--json") as starting, socket.socket() as faster:
        record = place.home / "server.json"
        while not record.exists():
            assert starting.poll() is None, "up ended before it started Java"
            time.sleep(0.02)
        port = json.loads(record.read_text())["http"]
        faster.bind(("127.0.0.1", port))
        faster.listen()
        printed = json.loads(starting.communicate()[0])
        assert urlsplit(printed["http"]).port != port
        assert httpx.get(printed["http"]).status_code == 200


def test_a_taken_port_is_one_sentence(place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = sentence(place.run("neo4j", "up", "--port", str(port)))
    assert f"Port {port} on 127.0.0.1 cannot be had" in said
    assert "--port" in said


def test_an_address_of_another_machine_is_one_sentence(place: Place) -> None:
    assert "--port" in sentence(place.run("neo4j", "up", "--port", "0", "--listen", "192.0.2.1"))
    assert "--listen" in sentence(place.run("neo4j", "up", "--port", "0", "--listen", "no such host"))


def test_an_unknown_version_and_older_than_the_data_are_one_sentence_each(place: Place) -> None:
    assert "--version 5.26.30 or 2026.08.1" in sentence(place.run("neo4j", "up", "--version", "4.4.0"))
    place.home.mkdir(exist_ok=True)
    (place.home / "version").write_text("2026.08.1\n")
    said = sentence(place.run("neo4j", "up", "--port", "0", "--version", "5.26.30"))
    assert "written by Neo4j 2026.08.1" in said


def test_a_java_that_fails_is_one_sentence_with_the_log(place: Place) -> None:
    done = place.run("neo4j", "up", "--port", "0", POLICYGRAPH_ENGINE_HEAP="1k")
    said = sentence(done)
    assert "raise POLICYGRAPH_ENGINE_HEAP" in said
    assert str(place.home / "logs" / "console.log") in said
    assert place.run("neo4j", "status").returncode == 3
    assert "password" not in said


def test_a_slow_start_is_stopped_and_said(place: Place) -> None:
    said = sentence(place.run("neo4j", "up", "--port", "0", POLICYGRAPH_ENGINE_START_TIMEOUT="0.5"))
    assert "POLICYGRAPH_ENGINE_START_TIMEOUT" in said
    assert place.run("neo4j", "status").returncode == 3


def test_a_lost_password_file_is_one_sentence(place: Place) -> None:
    (place.home / "data" / "databases").mkdir(parents=True)
    said = sentence(place.run("neo4j", "up", "--port", "0"))
    assert str(place.home / "credentials.json") in said


@contextmanager
def mirror(status: int) -> Iterator[str]:
    """A repository that answers everything with ``status`` and bytes that are no jar."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"not a jar"
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *about: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_address[1]}"
        serving.shutdown()
        thread.join()


def _up_from(place: Place, repository: str) -> str:
    (place.data / "jgo.conf").write_text(f"[repositories]\ncentral = {repository}\n")
    jars = place.data / "jars"
    done = place.run(
        "neo4j", "up", "--port", "0", M2_REPO=str(jars), JGO_CONFIG_FILE=str(place.data / "jgo.conf"), NO_PROXY="*"
    )
    assert [file for file in jars.rglob("*") if file.is_file()] == []
    return sentence(done)


def test_a_jar_that_is_not_the_pinned_one_is_refused_and_not_kept(place: Place) -> None:
    with mirror(200) as repository:
        said = _up_from(place, repository)
    assert "is not the file that is pinned" in said


def test_a_repository_without_the_jars_or_out_of_reach_is_one_sentence(place: Place) -> None:
    with mirror(404) as repository:
        assert "could not be downloaded" in _up_from(place, repository)
    assert "could not be downloaded" in _up_from(place, repository)
