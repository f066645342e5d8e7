"""Judgements on the facts of a small plan: what stands, what is kept out, what no longer fits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loaders import pipeline
from loaders.errors import LoaderError
from loaders.facts import ClauseFact, Fact, Measure, Responsibility, Target
from loaders.pipeline import Reading

TEXT = """苏州市关于促进激光产业发展的若干措施
一、支持首台（套）。对首台（套）重大技术装备，按售价的10%给予最高200万元奖励。2027年产业规模达到300亿元。（责任单位：市工业和信息化局、财政局）
二、支持人才。鼓励企业引进激光领域人才。支持苏州激光研究院建设。
"""
Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The reading of the small plan with the judgements that are given as fields of their lines."""
    folder = tmp_path / "suzhou-laser"
    folder.mkdir()
    (folder / "plan.yaml").write_text('id: suzhou-laser\nregion: "320500"\n', encoding="utf-8")

    def of(*judgements: dict[str, Any], text: str = TEXT) -> Reading:
        (folder / "source.txt").write_text(text, encoding="utf-8")
        if not judgements:
            return pipeline.read_reviewed(folder)
        lines = [json.dumps({"by": "Li", "on": "2026-11-20", **one}, ensure_ascii=False) for one in judgements]
        (folder / "judgements.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return pipeline.read_reviewed(folder)

    return of


def measures(reading: Reading) -> dict[str, Measure]:
    return {fact.instrument: fact for fact in reading.facts if isinstance(fact, Measure)}


def problems(reading: Reading) -> list[str]:
    return [one.problem for one in reading.judgements.unmatched] if reading.judgements else []


def stands(reading: Reading, fact: Fact) -> None:
    assert reading.document.text[fact.start : fact.end] == fact.quote


FIRST = {"kind": "measure", "clause": "1", "instrument": "first-of-kind"}


def test_without_judgements_the_reading_is_the_machines(read: Read) -> None:
    reading = read()
    assert (reading.machine, reading.judgements) == (None, None)
    assert all(fact.reviewed is None for fact in reading.facts)


def test_a_confirmed_fact_is_certain_and_says_who_vouches_for_it(read: Read) -> None:
    fact = measures(read({"verdict": "confirm", **FIRST}))["first-of-kind"]
    assert fact.reviewed is not None
    assert fact.reviewed.as_json() == {"by": "Li", "on": "2026-11-20", "verdict": "confirm"}
    assert (fact.tier, fact.mode, len(fact.amounts)) == ("certain", "funds", 2)
    assert fact.as_json("x")["reviewed"]["by"] == "Li"


def test_other_facts_stay_as_the_machine_read_them(read: Read) -> None:
    reading = read({"verdict": "confirm", **FIRST})
    assert reading.machine is not None
    before = [fact for fact in reading.machine.facts if not isinstance(fact, Measure)]
    assert [fact for fact in reading.facts if not isinstance(fact, Measure)] == before


def test_a_rejected_fact_is_kept_out_but_listed(read: Read) -> None:
    reading = read({"verdict": "reject", "why": "no such award", **FIRST})
    assert "first-of-kind" not in measures(reading)
    assert reading.judgements is not None
    [rejected] = reading.judgements.rejected
    assert isinstance(rejected.fact, Measure)
    assert (rejected.fact.instrument, rejected.judgement.why) == ("first-of-kind", "no such award")
    assert problems(reading) == []


def test_a_field_that_is_not_given_is_not_looked_at_and_one_that_is_must_agree(read: Read) -> None:
    assert "first-of-kind" not in measures(read({"verdict": "reject", **FIRST, "mode": "funds"}))
    reading = read({"verdict": "reject", **FIRST, "mode": "provides"})
    assert "first-of-kind" in measures(reading)
    assert problems(reading) == ["nothing is read that it rejects"]
    assert "1 of 1 judgements do not fit" in reading.warnings[-1]


def test_a_quote_names_the_fact_at_its_place_only(read: Read) -> None:
    there = {"verdict": "reject", **FIRST, "quote": "给予最高200万元奖励"}
    elsewhere = {"verdict": "reject", **FIRST, "quote": "2027年产业规模达到300亿元"}
    assert "first-of-kind" not in measures(read(there))
    assert "first-of-kind" in measures(read(elsewhere))


def test_a_corrected_fact_keeps_what_is_not_corrected(read: Read) -> None:
    reading = read({"verdict": "correct", **FIRST, "corrected": {"mode": "provides"}})
    fact = measures(reading)["first-of-kind"]
    assert (fact.mode, fact.tier, len(fact.amounts)) == ("provides", "certain", 2)
    assert fact.amounts[0].basis is not None, "words around an amount stay with it"
    assert fact.reviewed is not None
    assert fact.reviewed.verdict == "correct"
    assert problems(reading) == []


def test_a_correction_that_the_machine_has_caught_up_with_is_a_confirmation(read: Read) -> None:
    reading = read({"verdict": "correct", **FIRST, "mode": "provides", "corrected": {"mode": "funds"}})
    fact = measures(reading)["first-of-kind"]
    assert fact.reviewed is not None
    assert (fact.mode, fact.reviewed.verdict, problems(reading)) == ("funds", "confirm", [])


def test_what_a_person_confirmed_stays_when_the_machine_reads_otherwise(read: Read) -> None:
    reading = read({"verdict": "confirm", **FIRST, "mode": "encourages"})
    fact = measures(reading)["first-of-kind"]
    assert (fact.mode, fact.tier) == ("encourages", "certain")
    assert problems(reading) == ["it is no longer read so; it stays as the reviewer gives it"]


def test_an_added_fact_stands_at_its_quote_whatever_width_it_was_written_in(read: Read) -> None:
    said = {"verdict": "add", "kind": "measure", "clause": "2", "instrument": "credit", "mode": "encourages"}
    reading = read({**said, "quote": "鼓励企业 引进激光领域人才"})
    fact = measures(reading)["credit"]
    assert fact.quote == "鼓励企业引进激光领域人才"
    assert fact.reviewed is not None
    assert fact.reviewed.verdict == "add"
    stands(reading, fact)


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        ({"kind": "responsibility", "clause": "2", "agency": "激光研究院", "role": "lead"}, "激光研究院"),
        ({"kind": "responsibility", "clause": "1", "agency": "省财政局", "role": "lead"}, "财政局"),
        ({"kind": "mention", "clause": "1", "type": "place", "name": "产业规模"}, "产业规模"),
        (
            {"kind": "target", "clause": "1", "metric": "奖励", "value": 200, "unit": "万元", "op": "<=", "year": None},
            "200万元",
        ),
        ({"kind": "focus", "clause": "", "name": "激光"}, "激光"),
    ],
    ids=["name", "tail of a list", "mention", "number", "field"],
)
def test_without_a_quote_it_is_the_first_place_of_the_printed_form(
    read: Read, fact: dict[str, Any], quote: str
) -> None:
    reading = read({"verdict": "complete", "kinds": [fact["kind"]]}, {"verdict": "add", **fact})
    [found] = [one for one in reading.facts if one.kind == fact["kind"]]
    assert found.quote == quote
    clause = next((one for one in reading.document.clauses if one.path == fact["clause"]), None)
    assert found.start == reading.document.text.index(quote, clause.start if clause else 0)


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        ({"clause": "7", "instrument": "credit", "mode": "funds"}, "there is no clause 7"),
        (
            {"clause": "2", "instrument": "credit", "mode": "funds", "quote": "贷款"},
            "its quote does not stand in clause 2",
        ),
        ({"clause": "2", "instrument": "land", "mode": "funds"}, "its words do not stand in clause 2"),
    ],
    ids=["no clause", "no quote", "no cue"],
)
def test_an_addition_without_a_place_in_the_text_is_listed_and_not_stated(
    read: Read, fact: dict[str, Any], problem: str
) -> None:
    reading = read({"verdict": "add", "kind": "measure", **fact})
    assert problems(reading) == [problem]
    assert reading.machine is not None
    assert reading.facts == reading.machine.facts


def test_complete_keeps_out_what_is_not_listed(read: Read) -> None:
    reading = read({"verdict": "complete", "kinds": ["measure"]}, {"verdict": "add", **FIRST, "mode": "funds"})
    assert list(measures(reading)) == ["first-of-kind"]
    assert measures(reading)["first-of-kind"].amounts == (), "an addition says the whole fact"
    assert reading.judgements is not None
    assert reading.judgements.complete == ("measure",)
    assert {type(one.fact) for one in reading.judgements.rejected} == {Measure}
    assert any(isinstance(fact, Responsibility) and fact.reviewed is None for fact in reading.facts)


def test_complete_may_speak_of_one_clause(read: Read) -> None:
    reading = read({"verdict": "complete", "kinds": ["measure"], "clause": "2"})
    assert "first-of-kind" in measures(reading)
    assert {fact.clause for fact in measures(reading).values()} == {"1"}
    assert reading.judgements is not None
    assert reading.judgements.complete == ()


def test_complete_holds_for_the_source_that_was_read_through(read: Read) -> None:
    said = {"verdict": "complete", "kinds": ["measure"], "source": hashlib.sha256(TEXT.encode()).hexdigest()}
    assert measures(read(said)) == {}
    other = read(said, text=TEXT + "三、支持上市。鼓励企业上市。\n")
    assert "listing-and-mergers" in measures(other)
    assert problems(other) == ["another source was read through than the one that lies here"]
    assert other.judgements is not None
    assert other.judgements.complete == ()


def test_what_a_reviewer_is_unsure_of_is_a_candidate_and_left_out_of_lines(read: Read) -> None:
    reading = read({"verdict": "add", "tier": "candidate", **FIRST, "mode": "funds"})
    assert measures(reading)["first-of-kind"].tier == "candidate"
    assert "first-of-kind" not in {line.get("instrument") for line in reading.lines()}
    assert "first-of-kind" in {line.get("instrument") for line in reading.lines(candidates=True)}


def test_a_later_judgement_on_the_same_fact_wins(read: Read) -> None:
    add = {"verdict": "add", **FIRST, "mode": "funds"}
    reject = {"verdict": "reject", **FIRST}
    assert "first-of-kind" not in measures(read(add, reject))
    fact = measures(read(reject, {**add, "by": "Wang"}))["first-of-kind"]
    assert fact.reviewed is not None
    assert fact.reviewed.by == "Wang"
    brought_back = read(reject, {"verdict": "confirm", **FIRST})
    assert "first-of-kind" in measures(brought_back)
    assert problems(brought_back) == []


def test_two_goals_of_one_quantity_are_two(read: Read) -> None:
    goal = {"verdict": "add", "kind": "target", "clause": "1", "value": 300, "unit": "亿元", "op": "=", "year": 2027}
    reading = read(
        {**goal, "metric": "产业规模", "quote": "2027年产业规模达到300亿元"},
        {**goal, "metric": "企业营收", "quote": "达到300亿元"},
    )
    assert [fact.metric for fact in reading.facts if isinstance(fact, Target)] == ["企业营收"]
    text = TEXT.replace("达到300亿元。", "达到300亿元，企业营收达到300亿元。")
    reading = read(
        {**goal, "metric": "产业规模", "quote": "2027年产业规模达到300亿元"},
        {**goal, "metric": "企业营收", "quote": "企业营收达到300亿元"},
        text=text,
    )
    assert [fact.metric for fact in reading.facts if isinstance(fact, Target)] == ["产业规模", "企业营收"]


def test_judgements_follow_the_words_when_the_text_moves(read: Read) -> None:
    said = {"verdict": "confirm", **FIRST, "quote": "给予最高200万元奖励"}
    moved = read(said, text="苏州市文件\n\n" + TEXT.replace("支持首台（套）。", "支持首台（套）。按照有关要求，"))
    stands(moved, measures(moved)["first-of-kind"])
    assert problems(moved) == []
    gone = read(said, text=TEXT.replace("给予最高200万元奖励", "予以鼓励"))
    assert problems(gone) == ["its quote does not stand in clause 1"]


def test_fields_of_the_policy_are_judged(read: Read) -> None:
    reading = read(
        {"verdict": "confirm", "kind": "policy", "doc_type": "若干措施"},
        {"verdict": "correct", "kind": "policy", "issuer": None, "corrected": {"issuer": "苏州市"}},
        {"verdict": "add", "kind": "policy", "period_end": 2027, "doc_number": None},
    )
    policy, text = reading.policy, reading.document.text
    assert (policy.doc_type, policy.issuer, policy.period_end, policy.doc_number) == ("若干措施", "苏州市", 2027, None)
    assert {name: review.verdict for name, review in policy.reviewed.items()} == {
        "doc_type": "confirm",
        "issuer": "correct",
        "period_end": "correct",
        "doc_number": "confirm",
    }
    start, end = policy.evidence["issuer"]
    assert text[start:end] == "苏州市"
    assert "period_end" not in policy.evidence
    assert problems(reading) == []


def test_a_rejected_field_is_empty_and_one_read_otherwise_is_listed(read: Read) -> None:
    reading = read(
        {"verdict": "reject", "kind": "policy", "doc_type": "若干措施"},
        {"verdict": "reject", "kind": "policy", "title": "别的标题"},
    )
    assert reading.policy.doc_type is None
    assert "doc_type" not in reading.policy.evidence
    assert reading.policy.title == "苏州市关于促进激光产业发展的若干措施"
    assert len(problems(reading)) == 1


def test_a_clause_that_a_reviewer_takes_away_leaves_its_facts_to_the_one_above(read: Read) -> None:
    reading = read({"verdict": "reject", "kind": "clause", "clause": "2"})
    [clause] = reading.document.clauses
    assert (clause.path, clause.end) == ("1", len(TEXT.rstrip()))
    assert {fact.clause for fact in reading.facts} <= {"", "1"}
    assert any(fact.clause == "1" and fact.start > TEXT.index("支持人才") for fact in reading.facts)


def test_a_clause_that_a_reviewer_adds_can_hold_facts(read: Read) -> None:
    text = TEXT + "附加：其他事项。鼓励银行发放贷款。\n"
    reading = read(
        {"verdict": "add", "kind": "clause", "clause": "3", "title": "其他事项"},
        {"verdict": "add", "kind": "measure", "clause": "3", "instrument": "credit", "mode": "facilitates"},
        text=text,
    )
    assert problems(reading) == []
    last = reading.document.clauses[-1]
    assert (last.path, last.title, last.parent) == ("3", "其他事项", None)
    assert reading.document.text[last.start :].startswith("附加：")
    assert reading.document.clauses[1].end < last.start
    fact = measures(reading)["credit"]
    assert last.start < fact.start < last.end
    [heading] = [one for one in reading.facts if isinstance(one, ClauseFact) and one.clause == "3"]
    assert (heading.text_start, heading.text_end) == (last.start, last.end)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 1 is not JSON"),
        ("[]", "it is not an object"),
        ('{"verdict": "maybe"}', "verdict 'maybe' must be one of"),
        ('{"verdict": "reject", "on": "2026-01-01"}', "give 'by'"),
        ('{"verdict": "reject", "by": "Li", "on": "today"}', "'on' must be a date"),
        ('{"verdict": "reject", "by": "Li", "on": "2026-01-01", "kind": "thing"}', "kind 'thing' must be one of"),
        (
            '{"verdict": "reject", "by": "Li", "on": "2026-01-01", "kind": "measure", "instrument": "land"}',
            "it needs the 'clause'",
        ),
        (
            '{"verdict": "reject", "by": "Li", "on": "2026-01-01", "kind": "measure", "clause": "1", "code": "land"}',
            "a measure has no field 'code'",
        ),
        (
            '{"verdict": "reject", "by": "Li", "on": "2026-01-01", "kind": "target", "clause": "1", "value": "many"}',
            "value of the target",
        ),
        (
            '{"verdict": "add", "by": "Li", "on": "2026-01-01", "kind": "measure", "clause": "1", "mode": "funds"}',
            "instrument of the measure",
        ),
        (
            '{"verdict": "correct", "by": "Li", "on": "2026-01-01", "kind": "focus", "clause": "", "name": "激光"}',
            "'corrected' holds the fields",
        ),
        (
            '{"verdict": "add", "by": "Li", "on": "2026-01-01", "kind": "policy", "period_end": "2027"}',
            "period_end of the policy must be a year",
        ),
        ('{"verdict": "complete", "by": "Li", "on": "2026-01-01", "kinds": ["thing"]}', "'kinds' must be a list of"),
        ('{"verdict": "complete", "by": "Li", "on": "2026-01-01", "why": NaN}', "NaN is no number"),
        ('{"verdict": "complete", "by": "Li", "on": "2026-01-01", "why": 1e999}', "1e999 is no number"),
        ('{"verdict": "complete", "by": "Li\\ud800", "on": "2026-01-01", "kinds": []}', "half a character"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_wrong(read: Read, tmp_path: Path, line: str, sentence: str) -> None:
    folder = tmp_path / "suzhou-laser"
    read()
    (folder / "judgements.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(LoaderError) as caught:
        pipeline.read_reviewed(folder)
    assert "judgements.jsonl line 1" in str(caught.value)
    assert sentence in str(caught.value)
