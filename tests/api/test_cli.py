"""The command line over the graph with the shipped plans: what it prints, in which form, with which exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from api.output import Form, write_rows
from cypher.catalogue import catalogue
from tests.running import Command, call_policygraph, run_policygraph

PLANS = Path(__file__).parents[2] / "data" / "plans"
HUBEI = PLANS / "hubei-laser-2024" / "source.txt"
COLUMNS = [
    *("region", "region_code", "state", "tier", "read_by", "policy", "clause", "mode", "act", "rate", "cap_yuan"),
    *("amounts", "lead", "responsible", "quote", "start", "end", "period_end", "ended", "duty_tier", "reviewed_by"),
    "also",
]


def test_the_first_answer_as_json(policygraph: Command) -> None:
    done = policygraph("query", "support/which-regions-fund", "instrument=first-of-kind", "--json")
    assert done.returncode == 0, done.stderr.decode()
    rows = json.loads(done.stdout)
    assert [list(row) for row in rows] == [COLUMNS] * 4
    assert [(row["region_code"], row["state"]) for row in rows] == [
        ("420000", "funded"),
        ("441900", "provided"),
        ("442000", "facilitated"),
        ("440000", "unknown"),
    ]
    assert (rows[0]["rate"], rows[0]["cap_yuan"], rows[0]["lead"]) == (0.15, 10_000_000, ["省经信厅"])


def test_the_first_answer_as_a_table(policygraph: Command) -> None:
    done = policygraph("query", "support/which-regions-fund")
    table = done.stdout.decode()
    assert done.returncode == 0
    for shown in ("哪些地区扶持某类政策工具", "湖北省", "funded", "比例 15%；上限 1000万元", "省经信厅"):
        assert shown in table


def test_the_first_answer_as_csv(policygraph: Command) -> None:
    done = policygraph("query", "support/which-regions-fund", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert list(rows[0]) == COLUMNS
    assert (rows[0]["region"], rows[0]["rate"], rows[0]["lead"]) == ("湖北省", "0.15", '["省经信厅"]')


def test_lists_in_csv_can_be_taken_apart_again(policygraph: Command) -> None:
    done = policygraph("query", "support/which-regions-fund", "--csv")
    first = next(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert json.loads(first["lead"]) == ["省经信厅"]
    assert "各市、州人民政府" in json.loads(first["responsible"])


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|'x'!A1", "'-cmd|'x'!A1"),
        ("=", "="),
        ("-5%", "-5%"),
        (-0.5, "-0.5"),
        (None, ""),
    ],
)
def test_csv_holds_no_formula_and_keeps_numbers(value: object, cell: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_rows([{"cell": value, "end": 1}], ["cell", "end"], Form.CSV)
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["cell", "end"], [cell, "1"]]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_trouble(tmp_path: Path, closed: str) -> None:
    command = f"'{sys.executable}' -m api text '{HUBEI}' {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""


def test_no_rows_come_with_what_that_means(policygraph: Command) -> None:
    said = policygraph("query", "compare/gaps", "a=湖北", "b=苏州").stdout.decode()
    assert "No rows" in said
    assert "nothing was read, so nothing can be said of it" in said


def test_queries_are_listed_as_objects(policygraph: Command) -> None:
    listed = json.loads(policygraph("query", "--json").stdout)
    assert [one["name"] for one in listed] == [query.name for query in catalogue()]
    for one in listed:
        assert {"name", "title", "parameters", "columns"} <= set(one)
        assert all({"name", "type", "description"} <= set(column) for column in one["columns"])


def test_a_bare_name_is_enough_where_it_is_unique(policygraph: Command) -> None:
    short = policygraph("query", "due-by-year", "year=2026", "--json")
    assert short.stdout == policygraph("query", "targets/due-by-year", "year=2026", "--json").stdout != b"[]\n"


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_output_is_utf8_whatever_the_locale(tmp_path: Path, locale: str) -> None:
    done = run_policygraph(tmp_path, "query", "--json", LC_ALL=locale, LANG=locale, PYTHONIOENCODING="ascii")
    assert "某年到期的量化目标" in done.stdout.decode("utf-8")


def test_status_says_what_is_loaded(policygraph: Command) -> None:
    status = json.loads(policygraph("status", "--json").stdout)
    assert [policy["id"] for policy in status["policies"]] == sorted(folder.name for folder in PLANS.iterdir())
    assert status["stale"] == 0
    assert status["nodes"]["Instrument"] == 47
    assert "5 policies" in policygraph("status").stdout.decode()


def test_export_is_json_lines_and_the_same_each_time(policygraph: Command, tmp_path: Path) -> None:
    first = policygraph("export")
    assert first.returncode == 0
    lines = [json.loads(line) for line in first.stdout.splitlines()]
    assert {line["label"] for line in lines if "label" in line} >= {"Policy", "Clause", "Measure", "Region"}
    file = tmp_path / "graph.jsonl"
    assert policygraph("export", file).returncode == 0
    assert file.read_bytes() == first.stdout


def test_extract_prints_the_contract_and_nothing_else(tmp_path: Path) -> None:
    done = call_policygraph(tmp_path, "extract", HUBEI, "--id", "some-policy")
    assert (done.returncode, done.stderr) == (0, b"")
    first, *facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert (first["kind"], first["policy"], first["region"]) == ("policy", "some-policy", "420000")
    text = call_policygraph(tmp_path, "text", HUBEI).stdout.decode("utf-8")
    assert len(facts) > 100
    for fact in facts:
        assert text[fact["start"] : fact["end"]] == fact["quote"]
    assert not (tmp_path / "graph").exists()


def test_text_adds_no_line_end(tmp_path: Path) -> None:
    from loaders.pipeline import read_file

    assert call_policygraph(tmp_path, "text", HUBEI).stdout == read_file(HUBEI).document.text.encode("utf-8")


def test_extract_takes_the_region_from_the_user(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(
        "关于促进产业发展的若干措施\n一、支持首台(套)。对首台(套)装备给予最高100万元奖励。\n", encoding="utf-8"
    )
    done = call_policygraph(tmp_path, "extract", file, "--region", "苏州")
    policy = json.loads(done.stdout.splitlines()[0])
    assert (policy["policy"], policy["region"]) == ("letter", "320500")


def test_evaluate_scores_the_shipped_plans(tmp_path: Path) -> None:
    gold = Path(__file__).parents[1] / "gold"
    done = call_policygraph(tmp_path, "evaluate", gold, "--json")
    assert done.returncode == 0, done.stderr.decode()
    scores = json.loads(done.stdout)
    assert sorted(scores["documents"]) == sorted(file.stem for file in gold.glob("*.jsonl"))
    assert scores["total"]["overall"] > 0.7
    table = call_policygraph(tmp_path, "evaluate", gold, "--errors", "--csv").stdout.decode()
    assert "document,kind,p,r,f1,hit,gold,pred" in table
    assert "document,how,kind,what" in table


def test_doctor_finds_nothing_wrong(policygraph: Command) -> None:
    done = policygraph("doctor", "--json")
    findings = {finding["subject"]: finding for finding in json.loads(done.stdout)}
    assert done.returncode == 0
    assert findings["graph"]["says"].startswith("5 policies")
    assert {"Python", "packages", "data directory", "engine files", "disk", "port"} <= set(findings)


def test_help_and_reading_need_neither_engine_nor_web_server(tmp_path: Path) -> None:
    code = (
        "import sys; from api.cli import app; from typer.testing import CliRunner\n"
        f"assert CliRunner().invoke(app, ['extract', {str(HUBEI)!r}]).exit_code == 0\n"
        "print([name for name in ('neo4j', 'fastapi', 'uvicorn', 'jpype', 'rich.table') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=tmp_path)
    assert done.stdout == b"[]\n"


@pytest.mark.parametrize(
    "command", ["load", "remove", "export", "backup", "restore", "status", "query", "extract", "review"]
)
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    done = call_policygraph(tmp_path, command, "--help")
    assert done.returncode == 0
    assert command in done.stdout.decode()


@pytest.mark.parametrize("suffix", ["html", "pdf", "docx", "md"])
def test_files_of_every_format_give_their_text_and_facts(tmp_path: Path, suffix: str) -> None:
    from tests.loaders import made_documents

    body = made_documents.lines("zhongshan-optoelectronics-2024")
    makers: dict[str, Callable[[list[str]], bytes]] = {
        "html": made_documents.page,
        "pdf": made_documents.pdf,
        "docx": made_documents.word,
        "md": lambda lines: made_documents.clipping(lines).encode(),
    }
    file = tmp_path / f"plan.{suffix}"
    file.write_bytes(makers[suffix](body))
    assert call_policygraph(tmp_path, "text", file).stdout.decode().split("\n") == body
    found = call_policygraph(tmp_path, "extract", file).stdout.decode().splitlines()
    assert len(found) > 20
    assert '"kind": "policy"' in found[0]
