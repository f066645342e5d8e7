"""What the command line says of what it cannot do: one sentence on stderr, exit code 1 or 2, no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import Command, call_policygraph

BODY = "某市关于促进产业发展的若干措施\n一、支持企业。鼓励企业开展技术改造，给予最高100万元补助。\n"


def sentence(done: subprocess.CompletedProcess[bytes], code: int) -> str:
    said = done.stderr.decode("utf-8")
    assert done.returncode == code, said
    assert "Traceback" not in said
    assert said.strip()
    return said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b" \n\t\n", "empty"),
        (bytes(range(256)) * 40, "not"),
        (b"%PDF-1.7\n%\xe2\xe3", "The PDF is damaged"),
        (b"PK\x03\x04rest", "that is cut off or damaged"),
    ],
    ids=["empty", "blanks", "binary", "pdf", "zip"],
)
@pytest.mark.parametrize("command", ["extract", "text"])
def test_a_file_that_is_no_document(tmp_path: Path, command: str, content: bytes, said: str) -> None:
    file = tmp_path / "file.txt"
    file.write_bytes(content)
    done = call_policygraph(tmp_path, command, file)
    assert said in sentence(done, 1)
    assert done.stdout == b""


@pytest.mark.parametrize(
    "content",
    [BODY.encode("gb18030"), BODY.encode("utf-16"), BODY.encode("utf-8-sig"), BODY.encode("utf-8")],
    ids=["gbk", "utf-16", "utf-8 with mark", "utf-8"],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file.txt"
    file.write_bytes(content)
    done = call_policygraph(tmp_path, "text", file)
    assert done.returncode == 0, done.stderr.decode()
    assert "鼓励企业开展技术改造" in done.stdout.decode("utf-8")


def test_a_broken_byte_is_warned_of_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    content = (BODY * 40).encode()
    file.write_bytes(content[:-8] + b"\xff" + content[-8:])
    done = call_policygraph(tmp_path, "text", file)
    assert "file.txt" in sentence(done, 0)
    assert "鼓励企业开展技术改造" in done.stdout.decode("utf-8")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "There is no file" in sentence(call_policygraph(tmp_path, "extract", tmp_path / "nothing.txt"), 1)


def test_a_region_that_does_not_exist(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_text(BODY, encoding="utf-8")
    said = sentence(call_policygraph(tmp_path, "extract", file, "--region", "320599"), 2)
    assert "There is no region '320599'" in said
    assert "320500" in said


def test_an_output_that_cannot_be_written() -> None:
    file = Path(__file__).parents[2] / "data" / "plans" / "hubei-laser-2024" / "source.txt"
    for command in ("text", "extract"):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "api", command, str(file)], stdout=full, stderr=subprocess.PIPE, check=False
            )
        said = done.stderr.decode("utf-8")
        assert (done.returncode, len(said.splitlines())) == (1, 1), said
        assert "No space left on device" in said


@pytest.mark.parametrize("word", ["../x", "", "a\nb", "A", "😀", "a" * 101])
@pytest.mark.parametrize("command", ["extract", "load"])
def test_an_id_that_is_none(tmp_path: Path, command: str, word: str) -> None:
    file = tmp_path / "file.txt"
    file.write_text(BODY, encoding="utf-8")
    said = sentence(call_policygraph(tmp_path, command, file, "--id", word), 2)
    assert "--id" in said
    assert len(said.splitlines()) == 1


def test_two_files_that_would_be_one_policy(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file.txt").write_text(BODY, encoding="utf-8")
    said = sentence(call_policygraph(tmp_path, "load", tmp_path / "one", tmp_path / "two"), 2)
    assert "--id" in said
    assert not (tmp_path / "graph").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "support/which-region-funds"], "Did you mean support/which-regions-fund"),
        (["query", "targets/due-by-year", "year=soon"], "year must be a whole number such as 2026, not 'soon'."),
        (["query", "targets/due-by-year", "2026"], "'2026' is not key=value"),
        (["query", "targets/due-by-year", "year=2025", "year=2026"], "year is given twice"),
        (["query", "targets/due-by-year", "jahr=2026"], "targets/due-by-year has no parameter jahr."),
        (["query", "compare/gaps", "a=420000"], "compare/gaps needs the parameter b"),
        (["query", "support/which-regions-fund", "instrument=gifts"], "There is no instrument gifts."),
        (["query", "--json", "--csv"], "exclude each other"),
        (["load"], "load takes one of"),
        (["load", "--all", "--stale"], "load takes one of"),
        (["load", "--all", "--id", "x"], "go with a FILE"),
        (["serve", "--port", "100000"], "65535"),
        (["nonsense"], "nonsense"),
        (["extract"], "file"),
        (["review", "show", "pyproject.toml"], "is no folder of a plan"),
        (["identities", "judge", "甲", "乙", "positive", "--by", " ", "--reason", "丙"], "--by must say who"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_ends_with_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    assert said in sentence(call_policygraph(tmp_path, *arguments), 2)
    assert not (tmp_path / "graph").exists(), "the engine was started for nothing"


def test_a_policy_that_is_not_there_cannot_be_removed(policygraph: Command) -> None:
    assert "Did you mean hubei-laser-2024" in sentence(policygraph("remove", "hubei-laser-2042"), 1)


def test_a_gold_folder_without_gold(tmp_path: Path) -> None:
    assert "holds no gold files" in sentence(call_policygraph(tmp_path, "evaluate", tmp_path), 1)


def test_gold_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "hubei-laser-2024.jsonl").write_bytes(b"\xff\xfe{}")
    assert "not UTF-8" in sentence(call_policygraph(tmp_path, "evaluate", tmp_path), 1)


@pytest.mark.parametrize(("command", "code"), [("export", 2), ("backup", 1)])
def test_a_folder_is_no_file_to_write(policygraph: Command, command: str, code: int) -> None:
    assert "is a folder" in sentence(policygraph(command, "."), code)


@pytest.mark.parametrize("command", [["status"], ["load", "--all"], ["query", "targets/due-by-year"], ["serve"]])
def test_an_unwritable_data_directory(tmp_path: Path, command: list[str]) -> None:
    # Below a regular file nobody can write, not even root.
    (tmp_path / "file").write_text("", encoding="utf-8")
    more = ["--port", "0"] if command == ["serve"] else []
    said = sentence(call_policygraph(tmp_path / "file" / "data", *command, *more), 1)
    assert "POLICYGRAPH_DATA" in said
    assert len(said.strip().splitlines()) == 1


def test_doctor_says_how_to_mend_an_unwritable_data_directory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = call_policygraph(tmp_path / "file" / "data", "doctor")
    assert "checks failed" in sentence(done, 1)
    assert "set POLICYGRAPH_DATA to another one" in done.stdout.decode()


def test_an_address_that_is_no_graph(tmp_path: Path) -> None:
    said = sentence(call_policygraph(tmp_path, "status", POLICYGRAPH_URL="http://127.0.0.1"), 1)
    assert "POLICYGRAPH_URL cannot be used" in said


def test_an_engine_that_cannot_start(tmp_path: Path) -> None:
    said = sentence(call_policygraph(tmp_path, "status", POLICYGRAPH_ENGINE_HEAP="900000g"), 1)
    assert "lower POLICYGRAPH_ENGINE_HEAP" in said
    assert len(said.strip().splitlines()) == 1


def test_a_server_that_is_away(tmp_path: Path) -> None:
    said = sentence(
        call_policygraph(tmp_path, "status", POLICYGRAPH_URL="bolt://127.0.0.1:1", POLICYGRAPH_RETRY_TIME="0"), 1
    )
    assert "127.0.0.1:1" in said
