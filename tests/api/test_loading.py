"""Loading, keeping, renewing and removing documents by the command line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from api import uploads
from api.loading import known
from graph.store import GraphStore
from tests.running import Command, loaded_policies

TEXT = """苏州市关于促进激光产业发展的若干措施
一、支持首台（套）。对首台（套）重大技术装备，按售价的10%给予最高200万元奖励。（责任单位：市工业和信息化局）
二、支持人才。鼓励企业引进激光领域人才。
"""
GOOD_PLAN = {"id": "suzhou-laser", "region": "320500", "assertions": {"min_clauses": 2, "sections": ["支持人才"]}}


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "suzhou.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def plan(folder: Path, **said: object) -> Path:
    folder.mkdir()
    (folder / "source.txt").write_text(TEXT, encoding="utf-8")
    (folder / "plan.yaml").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return folder


def failed(done: subprocess.CompletedProcess[bytes], code: int = 1) -> str:
    said = done.stderr.decode()
    assert done.returncode == code, said
    assert "Traceback" not in said
    return said


def test_a_file_is_loaded_kept_and_answers(command: Command, data: Path, text: Path) -> None:
    done = command("load", text, "--region", "苏州", "--id", "suzhou-laser", "--json")
    assert done.returncode == 0, done.stderr.decode()
    [outcome] = json.loads(done.stdout)
    assert (outcome["id"], outcome["loaded"], outcome["region"], outcome["clauses"]) == (
        *("suzhou-laser", True, "320500", 2),
    )
    assert (data / "plans" / "suzhou-laser" / "source.txt").read_bytes() == text.read_bytes()
    assert "320500" in (data / "plans" / "suzhou-laser" / "plan.yaml").read_text(encoding="utf-8")
    [row] = json.loads(command("query", "which-regions-fund", "tiers=likely", "--json").stdout)
    assert (row["region"], row["state"], row["rate"], row["cap_yuan"], row["lead"]) == (
        *("苏州市", "funded", 0.1, 2_000_000, []),
    )
    assert (row["read_by"], row["reviewed_by"]) == ("machine", None)


def test_loading_twice_and_removing_leave_no_trace(command: Command, data: Path, text: Path) -> None:
    before = command("export").stdout
    assert command("load", text, "--region", "320500").returncode == 0
    once = command("export").stdout
    assert command("load", text, "--region", "320500").returncode == 0
    assert command("export").stdout == once != before
    assert command("remove", "suzhou").returncode == 0
    assert command("export").stdout == before
    assert not (data / "plans" / "suzhou").exists()


def test_another_document_under_the_same_id_is_told_of(command: Command, text: Path) -> None:
    assert command("load", text, "--region", "320500").stderr == b""
    other = text.parent / "elsewhere" / text.name
    other.parent.mkdir()
    other.write_text("某某市关于促进机器人产业发展的若干措施\n一、支持企业。鼓励企业开展技术改造。\n", encoding="utf-8")
    [outcome] = json.loads(command("load", other, "--region", "320500", "--json").stdout)
    assert outcome["loaded"]
    assert "took the place of" in outcome["warnings"][-1]
    assert "--id" in outcome["warnings"][-1]


def test_one_bad_file_leaves_the_others_be(command: Command, data: Path, text: Path) -> None:
    bad = text.with_name("bad.txt")
    bad.write_bytes(b"")
    said = failed(command("load", bad, text))
    assert "bad.txt: The file is empty" in said
    assert "1 of 2 documents were not loaded." in said
    assert list(loaded_policies(data)) == ["suzhou"]
    assert not (data / "plans" / "bad").exists()


def test_a_folder_of_plans_and_texts_is_loaded(command: Command, data: Path, text: Path) -> None:
    plan(text.parent / "suzhou-laser", **GOOD_PLAN)
    assert command("load", text.parent).returncode == 0
    assert sorted(loaded_policies(data)) == ["suzhou", "suzhou-laser"]


def test_the_files_of_a_plan_mean_the_plan(command: Command, data: Path, tmp_path: Path) -> None:
    folder = plan(tmp_path / "suzhou-laser", **GOOD_PLAN)
    for name in ("plan.yaml", "source.txt"):
        assert command("load", folder / name).returncode == 0
        assert list(loaded_policies(data)) == ["suzhou-laser"]


def test_a_text_in_which_nothing_is_found_is_told_of(command: Command, text: Path) -> None:
    text.write_text("今天天气很好\n", encoding="utf-8")
    assert "is it the text of a policy?" in command("load", text, "--region", "320500").stderr.decode()


def test_a_broken_assertion_changes_nothing(command: Command, data: Path, tmp_path: Path) -> None:
    folder = plan(tmp_path / "suzhou-laser", **GOOD_PLAN)
    assert command("load", folder).returncode == 0
    before = command("export").stdout
    (folder / "source.txt").write_text(TEXT.replace("二、支持人才。", ""), encoding="utf-8")
    said = failed(command("load", folder))
    assert "expected at least 2 clauses, found 1" in said
    assert "支持人才" in said
    assert command("export").stdout == before
    assert (data / "plans" / "suzhou-laser" / "source.txt").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"id": "suzhou-laser", "regoin": "320500"}, "there is no field 'regoin'; the fields allowed there are id"),
        ({"id": "suzhou"}, "make them the same"),
        ({"id": "suzhou-laser", "region": "999999"}, "There is no region '999999'"),
    ],
    ids=["unknown field", "another id", "unknown region"],
)
def test_a_plan_file_that_is_wrong(
    command: Command, data: Path, tmp_path: Path, said: dict[str, str], sentence: str
) -> None:
    assert sentence in failed(command("load", plan(tmp_path / "suzhou-laser", **said)))
    assert loaded_policies(data) == {}


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--region", "320599"], 2, "There is no region '320599'"),
        (["--id", "Su Zhou"], 2, "must be made of a-z, 0-9 and single hyphens"),
    ],
)
def test_a_region_or_id_that_cannot_be(
    command: Command, data: Path, text: Path, arguments: list[str], code: int, sentence: str
) -> None:
    assert sentence in failed(command("load", text, *arguments), code)
    assert loaded_policies(data) == {}


def test_what_another_extractor_read_is_read_again(command: Command, data: Path, text: Path, store: GraphStore) -> None:
    assert command("load", text).returncode == 0
    assert json.loads(command("load", "--stale", "--json").stdout) == []
    age = "MATCH (p:Policy {id: 'suzhou'}) SET p.extractor = 'older'"
    store.write(lambda transaction: transaction.run(age).consume())
    assert not loaded_policies(data)["suzhou"]["current"]
    [outcome] = json.loads(command("load", "--stale", "--json").stdout)
    assert (outcome["id"], outcome["loaded"]) == ("suzhou", True)
    assert loaded_policies(data)["suzhou"]["current"]


def test_a_stale_policy_whose_source_is_gone_is_named(
    command: Command, data: Path, text: Path, store: GraphStore
) -> None:
    assert command("load", text).returncode == 0
    store.write(lambda transaction: transaction.run("MATCH (p:Policy) SET p.extractor = 'older'").consume())
    (data / "plans" / "suzhou" / "plan.yaml").unlink()
    assert "suzhou was read by another version and its source is not kept here" in failed(command("load", "--stale"))


def test_all_means_the_shipped_plans_and_the_users(command: Command, data: Path, text: Path) -> None:
    shipped = [source.id for source in known(data)]
    assert len(shipped) == 5
    assert command("load", text).returncode == 0
    assert [source.id for source in known(data)] == sorted([*shipped, "suzhou"])


def test_a_backup_brings_the_graph_and_the_users_documents_back(
    command: Command, data: Path, text: Path, tmp_path: Path
) -> None:
    assert command("load", text).returncode == 0
    kept = uploads.documents(data)
    assert list(kept) == ["suzhou"]
    before = command("export").stdout
    assert command("backup", tmp_path / "graph.backup").returncode == 0
    assert command("remove", "suzhou").returncode == 0
    assert command("export").stdout != before
    assert uploads.documents(data) == {}
    assert command("restore", tmp_path / "graph.backup").returncode == 0
    assert command("export").stdout == before
    assert uploads.documents(data) == kept


def test_a_file_that_is_no_backup_is_refused(command: Command, text: Path) -> None:
    before = command("export").stdout
    assert failed(command("restore", text))
    assert command("export").stdout == before


def test_an_export_into_a_missing_folder_is_refused(command: Command, tmp_path: Path) -> None:
    assert "cannot be written" in failed(command("export", tmp_path / "nowhere" / "graph.jsonl"))
