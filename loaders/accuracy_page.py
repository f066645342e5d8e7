"""The page docs/accuracy.md, of ``data/accuracy.yaml``: ``python -m loaders.accuracy_page > page``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from loaders.accuracy import Accuracy, OfDocument, View, packaged
from loaders.scoring import KINDS, MONEY_KINDS, Figures

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


def page(accuracy: Accuracy) -> str:
    """The page as Markdown."""
    shipped, left_out, unseen = accuracy.shipped, accuracy.left_out, accuracy.unseen
    views = {
        f"shipped, {shipped.documents} documents": shipped,
        "left out": left_out,
        f"unseen, {unseen.documents} documents": unseen,
    }
    return "\n".join(
        [
            _HEAD,
            *_overview(views),
            *(line for name, view in views.items() for line in _table(name, view)),
            _TIERS,
            *_certain({"left out": accuracy.certain.left_out, "unseen": accuracy.certain.unseen}),
            "\n## By document, left out\n",
            *_documents(accuracy.documents),
            _ERRORS,
            "| what | missed | added |",
            "|---|---|---|",
            *(f"| {one.what} | {one.missed} | {one.added} |" for one in accuracy.errors),
            "",
        ]
    )


def _overview(views: Mapping[str, View]) -> Iterator[str]:
    kinds = (*KINDS, *MONEY_KINDS)
    yield f"| F1 | overall | {' | '.join(kinds)} | metadata | mode |"
    yield "|---" * (len(kinds) + 4) + "|"
    for name, view in views.items():
        figures = " | ".join(f"{view.kinds[kind].f1:.3f}" for kind in kinds)
        yield f"| {name} | {view.overall:.3f} | {figures} | {_share(view.metadata)} | {_share(view.mode)} |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _table(name: str, view: View) -> Iterator[str]:
    yield f"\n## {name[0].upper()}{name[1:]}\n"
    yield "| kind | precision | recall | F1 | hit | gold | found |"
    yield "|---|---|---|---|---|---|---|"
    for kind in (*KINDS, *MONEY_KINDS):
        one = view.kinds[kind]
        shares = f"{one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f}"
        yield f"| {kind} | {shares} | {one.hit} | {one.gold} | {one.found} |"


def _certain(views: Mapping[str, Mapping[str, Figures]]) -> Iterator[str]:
    yield "| kind | " + " | ".join(f"{name}: right | of | recall" for name in views) + " |"
    yield "|---" * (3 * len(views) + 1) + "|"
    for kind in KINDS:
        cells = []
        for figures in views.values():
            one = figures[kind]
            right = f"{one.precision:.3f}" if one.found else "–"
            cells.append(f"{right} | {one.found} | {one.recall:.3f}")
        yield f"| {kind} | {' | '.join(cells)} |"


def _documents(documents: Mapping[str, OfDocument]) -> Iterator[str]:
    yield f"| document | overall | {' | '.join(KINDS)} | mode |"
    yield "|---" * (len(KINDS) + 3) + "|"
    for name, one in documents.items():
        figures = " | ".join(f"{one.kinds[kind]:.2f}" for kind in KINDS)
        yield f"| {name} | {one.overall:.3f} | {figures} | {_share(one.mode)} |"


if __name__ == "__main__":
    sys.stdout.write(page(packaged()))
