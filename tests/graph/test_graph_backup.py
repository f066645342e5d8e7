"""Export, backup and restore."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from graph.errors import GraphError
from graph.export import backup, export_lines, restore
from graph.store import GraphStore
from graph.writer import policies, replace_policy
from loaders.pipeline import Reading
from tests.graph.graph_readings import mention, reading


def test_the_export_has_sorted_keys_and_no_bookkeeping(store: GraphStore, plans: list[Reading]) -> None:
    replace_policy(store, plans[0])
    lines = list(export_lines(store))
    assert all(line == json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True) for line in lines)
    assert not any('"Meta"' in line for line in lines)
    kinds = ["label" in json.loads(line) for line in lines]
    assert kinds == sorted(kinds, reverse=True)


def test_a_backup_brings_back_the_same_bytes_whatever_is_there(
    store: GraphStore, plans: list[Reading], tmp_path: Path
) -> None:
    for plan in plans[:3]:
        replace_policy(store, plan)
    before = list(export_lines(store))
    assert backup(store, tmp_path / "one.gz") == len(before)
    generation = store.generation()
    for plan in plans[2:]:
        replace_policy(store, plan)
    restore(store, tmp_path / "one.gz")
    assert list(export_lines(store)) == before
    assert store.generation() > generation
    backup(store, tmp_path / "two.gz")
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()
    replace_policy(store, plans[0])
    assert list(export_lines(store)) == before


def sealed(lines: list[bytes], head: bytes) -> bytes:
    """A backup whose foot fits its lines."""
    foot = {"lines": len(lines), "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}
    return gzip.compress(b"".join([head, *lines, json.dumps(foot).encode() + b"\n"]))


def damaged(data: bytes) -> dict[str, bytes]:
    lines = gzip.decompress(data).splitlines(keepends=True)
    unknown = json.dumps({"label": "Unheard", "properties": {"id": "x"}}).encode() + b"\n"
    return {
        "empty": b"",
        "text": b"not a backup",
        "cut": data[:-20],
        "changed": data[:200] + bytes([data[200] ^ 255]) + data[201:],
        "line lost": gzip.compress(b"".join(lines[:5] + lines[6:])),
        "foreign": gzip.compress(b'{"a": 1}\n'),
        "foreign file": sealed([*lines[1:-1], b'{"base64": "", "document": "../x", "file": "plan.yaml"}\n'], lines[0]),
        "unknown label": gzip.compress(b"".join([*lines[:-1], unknown, lines[-1]])),
    }


def test_a_damaged_backup_is_refused_in_one_sentence_and_changes_nothing(store: GraphStore, tmp_path: Path) -> None:
    replace_policy(store, reading("kept", [("1", "华为落户。")], mention("1", "enterprise", "华为")))
    backup(store, tmp_path / "good.gz")
    before, generation = list(export_lines(store)), store.generation()
    for name, data in damaged((tmp_path / "good.gz").read_bytes()).items():
        bad = tmp_path / f"{name}.gz"
        bad.write_bytes(data)
        with pytest.raises(GraphError) as raised:
            restore(store, bad)
        assert str(bad) in str(raised.value)
        assert "\n" not in str(raised.value)
    with pytest.raises(GraphError, match="no backup"):
        restore(store, tmp_path / "missing.gz")
    assert (list(export_lines(store)), store.generation()) == (before, generation)


def test_a_backup_that_cannot_be_written_leaves_the_old_one(store: GraphStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(GraphError, match="cannot be written"):
        backup(store, tmp_path / "file" / "below.gz")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
    assert policies(store) == []
