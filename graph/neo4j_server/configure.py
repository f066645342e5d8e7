"""What a Neo4j server is configured with, and its password.

Closed by default: loopback only, a password, no file and no address that LOAD CSV could read, no
reports of usage, no remote content in Neo4j Browser, no HTTPS port that nobody has certificates for.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
from pathlib import Path

from graph.errors import GraphError
from graph.files import write_private
from graph.neo4j_server.home import USER, ServerHome

_MAIN, _MAIN_OF_5 = "org.neo4j.server.Neo4jCommunity", "org.neo4j.server.CommunityEntryPoint"
_ADMIN = "org.neo4j.cli.AdminTool"
_JAVA = (
    "-XX:+UseG1GC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)


def configure(home: ServerHome, *, listen: str, advertised: str, bolt: int, http: int) -> None:
    """Write ``conf/neo4j.conf`` anew; it binds to ``listen`` and tells clients to come to ``advertised``."""
    at, told = (f"[{host}]" if ":" in host else host for host in (listen, advertised))
    settings = {
        "server.default_listen_address": listen,
        "server.bolt.listen_address": f"{at}:{bolt}",
        "server.bolt.advertised_address": f"{told}:{bolt}",
        "server.http.listen_address": f"{at}:{http}",
        "server.http.advertised_address": f"{told}:{http}",
        # A hung server is given up after ten seconds, not after two minutes.
        "server.bolt.connection_keep_alive": "5s",
        "server.bolt.connection_keep_alive_probes": "2",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": "256m",
        "db.tx_log.preallocate": "false",  # half a gigabyte before the first node
        "dbms.security.auth_enabled": "true",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "browser.remote_content_hostname_whitelist": "",
    }
    lines = "".join(f"{name}={value}\n" for name, value in settings.items())
    write_private(home.conf / "neo4j.conf", "# Written anew by each `policygraph neo4j up`.\n" + lines)


def java_arguments(home: ServerHome, version: str, jars: list[Path], heap: str) -> None:
    """Write the file of arguments that Java is started with; its name marks our process."""
    main = _MAIN_OF_5 if version.startswith("5.") else _MAIN
    words = [f"-Xmx{heap}", *_JAVA, f"-XX:ErrorFile={home.logs}/hs_err.log", "-cp", _class_path(jars), main]
    words += [f"--home-dir={home.directory}", f"--config-dir={home.conf}", "--console-mode"]
    write_private(home.java_arguments, _quoted(words))


def make_password(home: ServerHome, java: Path, jars: list[Path]) -> str:
    """Make the password of a server that was never started, tell it by its own admin tool, and keep it."""
    password = secrets.token_urlsafe(24)
    # not on a command line, where every user of the machine could read it
    told = home.directory / "password.args"
    words = ["-Xmx256m", *_JAVA, "-cp", _class_path(jars), _ADMIN, "dbms", "set-initial-password", "--", password]
    try:
        write_private(told, _quoted(words))
        done = subprocess.run(
            [java, f"@{told}"],
            env=environment() | {"NEO4J_HOME": str(home.directory), "NEO4J_CONF": str(home.conf)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            umask=0o077,
        )
    finally:
        told.unlink(missing_ok=True)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").replace(password, "…").strip().splitlines() or ["it said nothing"]
        raise GraphError(f"Neo4j's admin tool could not set the first password: {said[0][:300].rstrip('.')}.")
    write_private(home.credentials_file, json.dumps({USER: password}) + "\n")
    return password


def environment() -> dict[str, str]:
    """The environment of Neo4j's processes: without settings of ours and without other people's options for Java."""
    foreign = ("POLICYGRAPH_", "NEO4J_")
    java = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign) and name not in java}


def _class_path(jars: list[Path]) -> str:
    return os.pathsep.join(map(str, jars))


def _quoted(words: list[str]) -> str:
    """Words as Java reads them from a file of arguments."""
    escaped = (word.replace("\\", "\\\\").replace('"', '\\"') for word in words)
    return "".join(f'"{word}"\n' for word in escaped)
