"""Every question is asked, no query knows an answer, and the report tells right from wrong."""

from __future__ import annotations

from cypher.catalogue import catalogue
from tests.acceptance.asking import DG, GD, HB, ZS_P, ZS_R, Ask
from tests.acceptance.machine import failures, questions, table

NUMBERS = [1, 2, 3, 6, 7, 8, 9, 11, 12, 14, 15, 16, 18, 20, 21, 23, 24, 26, 27, 29, 31, 32, 33, 36, 37, 38]


def test_every_question_is_asked() -> None:
    assert list(questions()) == NUMBERS


def test_no_query_holds_an_answer(ask: Ask) -> None:
    answers = {
        row["says"] if row["relation"] != "SETS" else row["quote"]
        for policy in (HB, GD, DG, ZS_P, ZS_R)
        for row in ask("provenance/evidence", policy=policy)
        if row["relation"] != "DEPLOYS"
    }
    assert len(answers) > 150
    statements = {
        query.name: f"{query.cypher} {[parameter.default for parameter in query.parameters.values()]}"
        for query in catalogue()
    }
    assert [(name, one) for name, text in statements.items() for one in answers if one in text] == []


def test_the_report_counts_what_is_not_answered(ask: Ask) -> None:
    checks = questions()[3]
    asked_for_nothing = Ask(ask.store, "likely")
    assert failures(asked_for_nothing, checks) == []

    def wrong(ask: Ask) -> None:
        assert ask("support/largest-cap") == []

    missed = failures(ask, [*checks, wrong])
    assert [name for name, _ in missed] == ["wrong"]
    answers = {"certain": {number: missed if number == 3 else [] for number in NUMBERS}}
    assert f"| all | {len(NUMBERS) - 1} of {len(NUMBERS)} (" in table(answers)
