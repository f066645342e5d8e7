"""One document from bytes to facts."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loaders import clean, pipeline, plan
from loaders.errors import LoaderError
from loaders.facts import ClauseFact

PLANS = Path(__file__).parents[2] / "data" / "plans"
IDS = sorted(folder.name for folder in PLANS.iterdir() if folder.is_dir())
KINDS = ["clause", "responsibility", "target", "measure", "mention", "focus"]


@pytest.fixture(scope="module")
def readings() -> dict[str, pipeline.Reading]:
    return {name: pipeline.read_plan(PLANS / name) for name in IDS}


@pytest.mark.parametrize("name", IDS)
def test_a_shipped_plan_reads_as_its_plan_file_says(name: str, readings: dict[str, pipeline.Reading]) -> None:
    reading = readings[name]
    data = (PLANS / name / "source.txt").read_bytes()
    assert reading.id == name
    assert reading.sha256 == hashlib.sha256(data).hexdigest()
    assert data.decode(reading.encoding).removeprefix("\ufeff") == reading.source
    assert reading.plan is not None and plan.check(reading.plan, reading) == []
    assert reading.policy.region == reading.plan.region
    assert reading.policy.completeness == reading.plan.completeness


@pytest.mark.parametrize("name", IDS)
def test_every_fact_quotes_the_clean_text_and_leads_back_to_the_source(
    name: str, readings: dict[str, pipeline.Reading]
) -> None:
    reading = readings[name]
    mapped, style = reading.document.mapped, clean.survey(reading.source)
    assert len(reading.facts) > 20
    for fact in reading.facts:
        assert fact.start < fact.end
        assert mapped.text[fact.start : fact.end] == fact.quote
        low, high = clean.snap(mapped, fact.start, fact.end)
        assert clean.again(reading.source, mapped, low, high, style) == mapped.text[low:high]
    for start, end in reading.policy.evidence.values():
        assert mapped.text[start:end].strip()


@pytest.mark.parametrize("name", IDS)
def test_facts_come_by_kind_and_then_by_place(name: str, readings: dict[str, pipeline.Reading]) -> None:
    facts = readings[name].facts
    order = [KINDS.index(fact.kind) for fact in facts]
    assert order == sorted(order)
    for kind in KINDS:
        starts = [fact.start for fact in facts if fact.kind == kind]
        assert starts == sorted(starts)


def test_the_lines_begin_with_the_policy_and_are_plain_json(readings: dict[str, pipeline.Reading]) -> None:
    reading = readings["hubei-laser-2024"]
    lines = reading.lines()
    assert lines[0]["kind"] == "policy" and lines[0]["policy"] == reading.id
    kept = [fact for fact in reading.facts if fact.tier != "candidate"]
    assert [line["kind"] for line in lines[1:]] == [fact.kind for fact in kept]
    assert len(reading.lines(candidates=True)) == 1 + len(reading.facts) > len(lines)
    assert json.loads(json.dumps(lines)) == lines


def test_clause_facts_are_the_outline(readings: dict[str, pipeline.Reading]) -> None:
    reading = readings["zhongshan-optoelectronics-2024"]
    found = [fact for fact in reading.facts if isinstance(fact, ClauseFact)]
    assert [(fact.clause, fact.title) for fact in found] == [
        (clause.path, clause.title) for clause in reading.document.clauses
    ]
    assert found[4].clause == "2" and found[5].clause == "2/1"
    for fact in found:
        assert fact.text_start <= fact.start < fact.end <= fact.text_end


def test_what_is_given_wins_over_what_is_read() -> None:
    data = (PLANS / "zhongshan-optoelectronics-2024" / "source.txt").read_bytes()
    alone = pipeline.read_document(data, id="zs")
    assert (alone.policy.region, alone.policy.completeness, alone.plan) == ("442000", "summary", None)
    assert {"region", "completeness"} <= set(alone.policy.evidence)
    known = plan.Plan(id="zs", region="441900", completeness="full")
    given = pipeline.read_document(data, id="zs", plan=known)
    assert (given.policy.region, given.policy.completeness, given.plan) == ("441900", "full", known)
    assert not {"region", "completeness"} & set(given.policy.evidence)
    asked = pipeline.read_document(data, id="zs", region="松山湖", plan=plan.Plan(id="zs", region="440000"))
    assert asked.policy.region == "441900"


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(LoaderError, match="no region '449999'"):
        pipeline.read_document("关于发展的意见".encode(), id="x", region="449999")


def run(code: str, *arguments: str, **environment: str) -> bytes:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=True).stdout


def test_the_same_bytes_give_the_same_lines_whatever_the_hash_seed_and_locale() -> None:
    code = (
        "import json, pathlib, sys\nfrom loaders import pipeline\n"
        "print(json.dumps(pipeline.read_plan(pathlib.Path(sys.argv[1])).lines()))"
    )
    folder = str(PLANS / "zhongshan-laser-reply-2023")
    one = run(code, folder, PYTHONHASHSEED="1", LC_ALL="C")
    other = run(code, folder, PYTHONHASHSEED="2", LC_ALL="C.UTF-8")
    assert json.loads(one)[0]["kind"] == "policy"
    assert one == other


def test_the_digest_of_the_extractor_follows_its_files_and_not_their_place(tmp_path: Path) -> None:
    root = PLANS.parents[1]
    for package in ("loaders", "data"):
        shutil.copytree(root / package, tmp_path / "a" / package, ignore=shutil.ignore_patterns("plans", "__pycache__"))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\nfrom loaders import pipeline\nprint(pipeline.extractor_digest())"
    )
    one, same = (run(code, str(tmp_path / place)) for place in "ab")
    assert len(one.strip()) == 12
    assert one == same
    with (tmp_path / "b" / "loaders" / "lexicon" / "policy.yaml").open("a", encoding="utf-8") as file:
        file.write("# another word\n")
    assert run(code, str(tmp_path / "b")) != one


def test_a_text_without_any_fact_is_still_a_reading() -> None:
    reading = pipeline.read_document("今日多云转晴。\n".encode(), id="weather")
    assert reading.facts == ()
    assert reading.lines()[0]["title"] is None


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x01\x02\xff" * 50, b"%PDF-1.7 ..."])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(LoaderError):
        pipeline.read_document(data, id="x")


def test_a_plan_folder_needs_exactly_one_source(tmp_path: Path) -> None:
    folder = tmp_path / "hubei-laser-2024"
    folder.mkdir()
    shutil.copy(PLANS / "hubei-laser-2024" / "plan.yaml", folder)
    with pytest.raises(LoaderError, match="it holds none"):
        pipeline.read_plan(folder)
    shutil.copy(PLANS / "hubei-laser-2024" / "source.txt", folder)
    assert len(pipeline.read_plan(folder).document.clauses) == 30
    (folder / "source.md").write_text("x", encoding="utf-8")
    with pytest.raises(LoaderError, match=r"source\.md, source\.txt"):
        pipeline.read_plan(folder)


def test_a_reading_that_breaks_an_assertion_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "short-plan"
    folder.mkdir()
    (folder / "source.txt").write_text("一、总则\n支持企业发展。\n", encoding="utf-8")
    (folder / "plan.yaml").write_text(
        "id: short-plan\nassertions: {min_clauses: 5, sections: [附则]}\n", encoding="utf-8"
    )
    with pytest.raises(LoaderError, match=r"at least 5 clauses, found 1; no clause is headed '附则'"):
        pipeline.read_plan(folder)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Hubei Laser_2024", "hubei-laser-2024"),
        ("a--b", "a-b"),
        ("湖北laser2024", "laser2024"),
        ("2024", None),
        ("湖北", None),
    ],
)
def test_an_id_is_made_of_a_file_name(name: str, slug: str | None) -> None:
    made = pipeline.slug(name)
    assert made == pipeline.slug(name)
    assert plan.Plan(id=made).id == made
    assert made == slug or (slug is None and made.startswith("policy-"))


def test_long_file_names_give_short_ids_that_differ() -> None:
    made = {pipeline.slug("plan-" * 40 + ending) for ending in ("a", "b")}
    assert len(made) == 2
    assert all(len(one) <= 100 and plan.Plan(id=one) for one in made)


def test_a_file_is_read_by_its_text_alone(tmp_path: Path) -> None:
    file = tmp_path / "Reply 2023.txt"
    shutil.copy(PLANS / "zhongshan-laser-reply-2023" / "source.txt", file)
    reading = pipeline.read_file(file)
    assert (reading.id, reading.plan, reading.policy.doc_type) == ("reply-2023", None, "答复")
    with pytest.raises(LoaderError, match="no file"):
        pipeline.read_file(tmp_path / "missing.txt")
