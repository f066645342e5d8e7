"""Reviewers' judgements by the command line: made, shown, applied on loading, kept, told of where they do not fit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.running import Command, call_policygraph, loaded_policies

PLANS = Path(__file__).parents[2] / "data" / "plans"
GOLD = Path(__file__).parents[1] / "gold"
HUBEI = PLANS / "hubei-laser-2024"
TEXT = """苏州市关于促进激光产业发展的若干措施
一、支持首台（套）。对首台（套）重大技术装备，按售价的10%给予最高200万元奖励。
二、支持人才。鼓励企业引进激光领域人才。
"""
FIRST = {"kind": "measure", "clause": "1", "instrument": "first-of-kind", "by": "Li", "on": "2026-11-20"}


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "suzhou.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def write(folder: Path, *judgements: dict[str, Any]) -> Path:
    file = folder / "judgements.jsonl"
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in judgements), encoding="utf-8")
    return file


def flagship(command: Command) -> dict[str, Any]:
    [row] = json.loads(command("query", "which-regions-fund", "--json").stdout)
    assert isinstance(row, dict)
    return row


def test_a_folder_is_read_with_its_judgements_and_a_file_without(tmp_path: Path) -> None:
    reviewed = call_policygraph(tmp_path, "extract", HUBEI)
    assert (reviewed.returncode, reviewed.stderr) == (0, b"")
    lines = [json.loads(line) for line in reviewed.stdout.splitlines()]
    assert all("reviewed" in line for line in lines)
    machine = call_policygraph(tmp_path, "extract", HUBEI, "--machine").stdout
    assert b'"reviewed"' not in machine
    assert b'"reviewed"' not in call_policygraph(tmp_path, "extract", HUBEI / "source.txt").stdout
    assert call_policygraph(tmp_path, "extract", HUBEI, "--region", "420000").returncode == 2


def test_candidates_are_printed_when_asked_for(tmp_path: Path) -> None:
    lines = call_policygraph(tmp_path, "extract", HUBEI, "--candidates").stdout.splitlines()
    assert len(lines) > len(call_policygraph(tmp_path, "extract", HUBEI).stdout.splitlines())
    assert "candidate" in {json.loads(line).get("tier") for line in lines}


def test_the_shipped_judgements_can_be_made_again(tmp_path: Path) -> None:
    plan = tmp_path / HUBEI.name
    shutil.copytree(HUBEI, plan)
    (plan / "judgements.jsonl").unlink()
    words = ("--by", "gold", "--on", "2026-11-21", "--why", "read twice by the facts contract")
    done = call_policygraph(tmp_path, "review", "import", GOLD / f"{HUBEI.name}.jsonl", plan, *words)
    assert done.returncode == 0, done.stderr.decode()
    assert (plan / "judgements.jsonl").read_bytes() == (HUBEI / "judgements.jsonl").read_bytes()


def test_an_import_leaves_the_judgements_of_others(tmp_path: Path) -> None:
    plan = tmp_path / HUBEI.name
    shutil.copytree(HUBEI, plan)
    own = json.dumps({"verdict": "reject", **FIRST, "clause": "6/19"}, ensure_ascii=False)
    with (plan / "judgements.jsonl").open("a", encoding="utf-8") as file:
        file.write(own + "\n")
    words = ("--by", "gold", "--on", "2026-11-22")
    assert call_policygraph(tmp_path, "review", "import", GOLD / f"{HUBEI.name}.jsonl", plan, *words).returncode == 0
    kept = (plan / "judgements.jsonl").read_text(encoding="utf-8").splitlines()
    assert kept[-1] == own
    assert "2026-11-22" in kept[0]
    rows = json.loads(call_policygraph(tmp_path, "review", "show", plan, "--json").stdout)
    assert {row["by"] for row in rows if row["how"] == "rejected"} == {"gold", "Li"}


@pytest.mark.parametrize("on", ["2026-13-01", "yesterday"])
def test_an_import_without_a_day_is_refused(tmp_path: Path, on: str) -> None:
    plan = tmp_path / HUBEI.name
    shutil.copytree(HUBEI, plan)
    before = (plan / "judgements.jsonl").read_bytes()
    done = call_policygraph(tmp_path, "review", "import", GOLD / f"{HUBEI.name}.jsonl", plan, "--by", "x", "--on", on)
    assert done.returncode == 1
    assert "must be a date" in done.stderr.decode()
    assert (plan / "judgements.jsonl").read_bytes() == before


def test_show_lists_what_judgements_do(tmp_path: Path) -> None:
    rows = json.loads(call_policygraph(tmp_path, "review", "show", HUBEI, "--json").stdout)
    assert {"confirmed", "added", "rejected"} <= {row["how"] for row in rows}
    assert "unmatched" not in {row["how"] for row in rows}
    for row in rows:
        assert row["kind"]
        assert row["by"] == "gold"


def test_judgements_beside_the_kept_copy_are_applied_and_survive_another_load(
    command: Command, data: Path, text: Path
) -> None:
    assert command("load", text, "--region", "320500").returncode == 0
    assert flagship(command)["read_by"] == "machine"
    file = write(data / "plans" / "suzhou", {"verdict": "confirm", **FIRST})
    assert loaded_policies(data)["suzhou"]["current"] is False
    assert command("load", "--stale").returncode == 0
    row = flagship(command)
    assert (row["state"], row["tier"], row["read_by"], row["reviewed_by"]) == ("funded", "certain", "reviewed", "Li")
    assert loaded_policies(data)["suzhou"]["current"] is True
    once = command("export").stdout
    before = file.read_bytes()
    assert command("load", text, "--region", "320500").returncode == 0
    assert file.read_bytes() == before
    assert command("export").stdout == once


def test_a_judgement_that_does_not_fit_is_told_of_and_kept(command: Command, data: Path, text: Path) -> None:
    assert command("load", text, "--region", "320500").returncode == 0
    file = write(data / "plans" / "suzhou", {"verdict": "confirm", **FIRST, "quote": "给予最高900万元奖励"})
    done = command("load", "--stale", "--json")
    [outcome] = json.loads(done.stdout)
    assert outcome["loaded"]
    assert "its quote does not stand in clause 1" in outcome["warnings"][0]
    [problem] = loaded_policies(data)["suzhou"]["unmatched"]
    assert problem.startswith("line 1: confirm measure in 1: first-of-kind")
    assert "a judgement does not fit" in command("status").stdout.decode()
    assert "900" in file.read_text(encoding="utf-8")


def test_a_wrong_judgements_file_stops_the_load_of_its_document_alone(command: Command, data: Path, text: Path) -> None:
    assert command("load", text, "--region", "320500").returncode == 0
    before = command("export").stdout
    (data / "plans" / "suzhou" / "judgements.jsonl").write_text("{", encoding="utf-8")
    done = command("load", "--stale")
    assert done.returncode == 1
    assert "judgements.jsonl line 1 is not JSON" in done.stderr.decode()
    assert command("export").stdout == before


def test_judgements_are_saved_and_restored_with_the_documents(
    command: Command, data: Path, text: Path, tmp_path: Path
) -> None:
    assert command("load", text, "--region", "320500").returncode == 0
    file = write(data / "plans" / "suzhou", {"verdict": "confirm", **FIRST})
    assert command("load", "--stale").returncode == 0
    saved, before = file.read_bytes(), command("export").stdout
    assert command("backup", tmp_path / "copy.gz").returncode == 0
    assert command("remove", "suzhou").returncode == 0
    assert not file.exists()
    assert command("restore", tmp_path / "copy.gz").returncode == 0
    assert (file.read_bytes(), command("export").stdout) == (saved, before)


def test_candidates_are_loaded_when_asked_for(command: Command, data: Path) -> None:
    assert command("load", HUBEI).returncode == 0
    without = command("export").stdout
    assert b'"candidate"' not in without
    [outcome] = json.loads(command("load", HUBEI, "--candidates", "--json").stdout)
    assert b'"candidate"' in command("export").stdout
    [less] = json.loads(command("load", HUBEI, "--json").stdout)
    assert less["facts"] == less["reviewed"] < outcome["facts"]
    assert command("export").stdout == without


def test_rest_says_who_judged_a_policy(client: TestClient) -> None:
    policy = client.get("/api/v1/policies/hubei-laser-2024").json()
    assert (policy["reviewed_by"], policy["unmatched"]) == (["gold"], [])
    assert "measure" in policy["reviewed_kinds"]
    assert "title" in policy["reviewed_fields"]


def test_a_page_says_what_a_person_checked(client: TestClient) -> None:
    page = client.get("/instruments/first-of-kind").text
    assert "人工核对" in page
    assert '<option value="certain" selected>' in page
    likely = client.get("/instruments/first-of-kind", params={"tiers": "likely"})
    assert '<option value="likely" selected>' in likely.text
    assert client.get("/instruments/first-of-kind", params={"tiers": "some"}).status_code == 422


def test_a_page_marks_what_is_to_be_checked(client: TestClient) -> None:
    page = client.get("/instruments/guarantee").text
    assert 'class="state to-be-checked"' in page
    assert "存疑的线索没有载入" in page
