"""The page docs/accuracy.md: ``python -m loaders.learning.accuracy_page --gold DIR --texts DIR --apart ID > page``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from loaders import evaluate
from loaders.evaluate import Evaluation
from loaders.learning.arguments import parsed
from loaders.learning.teaching import Teacher
from loaders.scoring import KINDS, MONEY_KINDS, Score

_HEAD = """# How accurate the facts are

Made by `make accuracy` from the annotated documents ([which](extraction.md#what-is-learnt)); the figures are those of
the machine's reading alone, from each document's text, without plan.yaml and without any reviewer's judgement. `hit`
facts were found and right, of `gold` that readers found and `found` by the machine. Facts that readers marked unsure
count neither for nor against.

Three views, from the kindest to the strictest:

- **shipped**: the models as they ship, which learnt from all these documents;
- **left out**: everything learnt is learnt anew without the document that is scored (`policygraph evaluate --cross`);
  rules and lexicons were still written with most of these documents in sight;
- **unseen**: of those left out, the documents that nobody looked at while rules were written. Expect this level, not
  the others, of a document from elsewhere.

Four documents were unseen at first. Scored before any of them was opened, they gave overall .793 (clause .942,
responsibility .751, target .778, measure .725, mention .614, focus .947, funds .537, mode .893); without the learnt
parts and the rules written since the foundation it had been .785. One, a regulation, was then opened to find why its
responsibility was .10 (bodies called together in prose, 等省级有关部门, an article glued to a lost chapter break), and
counts as seen since.

Seventeen further documents of Shanghai, Anhui, Beijing and Jilin (action plans, measures, administrative rules of data,
a county's awards) were then read by the contract by readers who did not see the extractor; they are not part of the
project and nothing learnt rests on them. Before any of them was opened they gave overall .781 (clause .989,
responsibility .909, target .720, measure .733, mention .620, focus .714, funds .680, mode .886). Fourteen were opened
to find families of language. The three whose texts and errors stayed closed went from .871 to .886 (responsibility 1.0,
target .929, measure .813, mention .716, focus .857, mode .865).
"""
_TIERS = """
## What a tier means

Every fact has a confidence, and a tier: `certain` from .95 on, `likely` from one in two on, `candidate` below (not
printed, loaded or counted unless asked for). For measures the confidence is the verifier's probability, calibrated on
documents left out. For the other kinds it is the share of facts of the same rule that was right, drawn towards the
share on unseen documents (`loaders/confidence.py`). Precision and recall of the `certain` facts alone:
"""
_ERRORS = """
## Where the errors are

Disagreements on the documents left out, by kind and, for measures, by instrument: `missed` by the machine, `added` by
it. `policygraph evaluate --cross --errors` lists each with its sentence, the rule that fired and what moved it.
"""


def main() -> None:
    arguments = parsed("python -m loaders.learning.accuracy_page", __doc__ or "")
    items = evaluate.items(arguments.gold, arguments.texts)
    teacher = Teacher(items, lambda name: print(name, file=sys.stderr), frozenset(arguments.apart))  # noqa: T201
    shipped = evaluate.evaluate((item, None) for item in items)
    left_out = evaluate.evaluate(teacher.left_out())
    sys.stdout.write(page(shipped, left_out, arguments.apart))


def page(shipped: Evaluation, left_out: Evaluation, apart: list[str]) -> str:
    """The page as Markdown."""
    unseen = left_out.of(apart)
    views = {
        f"shipped, {len(shipped.documents)} documents": shipped.total,
        "left out": left_out.total,
        f"unseen, {len(unseen.documents)} documents": unseen.total,
    }
    return "\n".join(
        [
            _HEAD,
            *_overview(views),
            *(line for name, score in views.items() for line in _table(name, score)),
            _TIERS,
            *_certain({"left out": left_out.total_certain, "unseen": unseen.total_certain}),
            "\n## By document, left out\n",
            *_documents(left_out),
            _ERRORS,
            *_errors(left_out),
            "",
        ]
    )


def _overview(views: dict[str, Score]) -> Iterator[str]:
    kinds = (*KINDS, *MONEY_KINDS)
    yield f"| F1 | overall | {' | '.join(kinds)} | metadata | mode |"
    yield "|---" * (len(kinds) + 4) + "|"
    for name, score in views.items():
        figures = " | ".join(f"{score.figures[kind].f1:.3f}" for kind in kinds)
        shares = f"{_share(score.metadata.value)} | {_share(score.modes.value)}"
        yield f"| {name} | {score.overall:.3f} | {figures} | {shares} |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _table(name: str, score: Score) -> Iterator[str]:
    yield f"\n## {name[0].upper()}{name[1:]}\n"
    yield "| kind | precision | recall | F1 | hit | gold | found |"
    yield "|---|---|---|---|---|---|---|"
    for kind in (*KINDS, *MONEY_KINDS):
        one = score.figures[kind]
        shares = f"{one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f}"
        yield f"| {kind} | {shares} | {one.hit} | {one.gold} | {one.found} |"


def _certain(views: dict[str, Score]) -> Iterator[str]:
    yield "| kind | " + " | ".join(f"{name}: right | of | recall" for name in views) + " |"
    yield "|---" * (3 * len(views) + 1) + "|"
    for kind in KINDS:
        cells = []
        for score in views.values():
            one = score.figures[kind]
            right = f"{one.precision:.3f}" if one.found else "–"
            cells.append(f"{right} | {one.found} | {one.recall:.3f}")
        yield f"| {kind} | {' | '.join(cells)} |"


def _documents(result: Evaluation) -> Iterator[str]:
    yield f"| document | overall | {' | '.join(KINDS)} | mode |"
    yield "|---" * (len(KINDS) + 3) + "|"
    for name, score in result.documents.items():
        figures = " | ".join(f"{score.figures[kind].f1:.2f}" for kind in KINDS)
        yield f"| {name} | {score.overall:.3f} | {figures} | {_share(score.modes.value)} |"


def _errors(result: Evaluation) -> Iterator[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for score in result.documents.values():
        for one in score.differences:
            if one.kind in KINDS:
                where = f"measure: {one.what.split(chr(39))[-2]}" if one.kind == "measure" else one.kind
                counts[where, one.how] += 1
    names = sorted(
        {name for name, _ in counts}, key=lambda name: (-counts[name, "missed"] - counts[name, "added"], name)
    )
    yield "| what | missed | added |"
    yield "|---|---|---|"
    for name in names[:25]:
        yield f"| {name} | {counts[name, 'missed']} | {counts[name, 'added']} |"


if __name__ == "__main__":
    main()
