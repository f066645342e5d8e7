"""Judging identities by the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.identities import own_file
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.running import Command, call_policygraph

TEXT = """长沙市关于促进激光产业发展的若干措施
一、支持创新。（牵头单位：市科技局；责任单位：市科创局、市财政局）
二、支持落户。（责任单位：市发改委、市发展改革委）
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory whose graph holds one small document."""
    data = tmp_path_factory.mktemp("judged")
    file = tmp_path_factory.mktemp("texts") / "changsha.txt"
    file.write_text(TEXT, encoding="utf-8")
    with GraphStore.open(GraphSettings.load(url="embedded:", data=data, engine_heap="512m")):
        assert call_policygraph(data, "load", file).returncode == 0
        yield data


@pytest.fixture
def command(data: Path) -> Iterator[Command]:
    yield lambda *arguments, **more: call_policygraph(data, *arguments, **more)
    own_file(data).unlink(missing_ok=True)


def listed(command: Command) -> list[dict[str, Any]]:
    done = command("identities", "list", "--json")
    assert done.returncode == 0, done.stderr.decode()
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return [row for row in rows if row["by"] != "project"]


def judge(command: Command, *arguments: str) -> dict[str, Any]:
    done = command("identities", "judge", *arguments, "--by", "甲", "--reason", "据三定方案", "--json")
    assert done.returncode == 0, done.stderr.decode()
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_a_candidate_is_judged_merged_and_taken_back(command: Command, data: Path) -> None:
    before = command("export").stdout
    assert [(row["one"], row["other"], row["judgement"]) for row in listed(command)] == [
        ("长沙市科学技术局", "长沙市科技创新局", "candidate")
    ]
    said = judge(command, "长沙市科学技术局", "长沙市科技创新局", "positive")
    assert (said["kind"], said["one_node"], said["file"]) == ("agency", True, str(own_file(data)))
    assert [(row["judgement"], row["by"], row["reason"]) for row in listed(command)] == [
        ("positive", "甲", "据三定方案")
    ]
    assert command("export").stdout != before
    assert command("identities", "forget", "长沙市科技创新局", "长沙市科学技术局").returncode == 0
    assert command("export").stdout == before


def test_what_a_rule_merged_can_be_parted_by_its_printed_forms(command: Command) -> None:
    before = command("export").stdout
    said = judge(command, "长沙市发改委", "长沙市发展改革委", "negative")
    assert said["one_node"] is False
    names = {
        line["properties"]["name"]
        for line in map(json.loads, command("export").stdout.splitlines())
        if line.get("label") == "Agency"
    }
    assert {"长沙市发改委", "长沙市发展和改革委员会"} <= names
    assert command("identities", "forget", "长沙市发改委", "长沙市发展改革委").returncode == 0
    assert command("export").stdout == before


def test_a_second_judgement_takes_the_place_of_the_first(command: Command) -> None:
    judge(command, "长沙市科学技术局", "长沙市科技创新局", "positive")
    judge(command, "长沙市科技创新局", "长沙市科学技术局", "negative")
    assert [row["judgement"] for row in listed(command)] == ["negative"]
    command("identities", "forget", "长沙市科技创新局", "长沙市科学技术局")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("judge", "长沙市科技", "长沙市财政局", "positive"), 1, "Did you mean"),
        (("judge", "长沙市科学技术局", "长沙市财政局", "maybe"), 2, "positive, negative or unsure"),
        (("judge", "长沙市财政局", "长沙市财政局", "positive"), 2, "the same name"),
        (("judge", "长沙市财政局", "长沙市科学技术局", "positive", "--kind", "firm"), 2, "There is no kind firm"),
        (("forget", "长沙市财政局", "长沙市科学技术局"), 1, "no judgement of yours"),
    ],
)
def test_what_cannot_be_judged_is_said_and_nothing_stored(
    command: Command, data: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    more = ("--by", "甲", "--reason", "乙") if arguments[0] == "judge" else ()
    done = command("identities", *arguments, *more)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert not own_file(data).exists()


def test_a_file_of_judgements_that_is_wrong_stops_the_load_with_a_sentence(command: Command, data: Path) -> None:
    own_file(data).parent.mkdir(exist_ok=True)
    own_file(data).write_text("identities: [", encoding="utf-8")
    done = command("load", "--all")
    assert done.returncode == 1
    assert "own.yaml" in done.stderr.decode()


def test_a_backup_brings_the_judgements_along(command: Command, data: Path, tmp_path: Path) -> None:
    judge(command, "长沙市科学技术局", "长沙市科技创新局", "positive")
    kept = own_file(data).read_bytes()
    exported = command("export").stdout
    assert command("backup", tmp_path / "graph.backup").returncode == 0
    command("identities", "forget", "长沙市科学技术局", "长沙市科技创新局")
    assert command("restore", tmp_path / "graph.backup").returncode == 0
    assert own_file(data).read_bytes() == kept
    assert command("export").stdout == exported
    command("identities", "forget", "长沙市科学技术局", "长沙市科技创新局")
