"""The figures of data/accuracy.yaml: ``python -m loaders.learning.accuracy --gold DIR --texts DIR --apart ID``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from loaders import evaluate
from loaders.accuracy import Accuracy, Certain, Disagreements, OfDocument, rounded, view, written
from loaders.evaluate import Evaluation
from loaders.learning.arguments import parsed
from loaders.learning.teaching import Teacher
from loaders.scoring import KINDS, Score

_MOST = 25
"""Sorts of disagreements that are listed."""


def main() -> None:
    arguments = parsed("python -m loaders.learning.accuracy", __doc__ or "")
    items = evaluate.items(arguments.gold, arguments.texts)
    teacher = Teacher(items, lambda name: print(name, file=sys.stderr), frozenset(arguments.apart))  # noqa: T201
    shipped = evaluate.evaluate((item, None) for item in items)
    left_out = evaluate.evaluate(teacher.left_out())
    sys.stdout.write(written(accuracy(shipped, left_out, arguments.apart)))


def accuracy(shipped: Evaluation, left_out: Evaluation, apart: Sequence[str]) -> Accuracy:
    """The figures of two evaluations of the same documents; ``apart``: ids of those that nobody looked at."""
    unseen = left_out.of(apart)
    return Accuracy(
        shipped=view(shipped.total, len(shipped.documents)),
        left_out=view(left_out.total, len(left_out.documents)),
        unseen=view(unseen.total, len(unseen.documents)),
        certain=Certain(
            *({kind: score.figures[kind] for kind in KINDS} for score in (left_out.total_certain, unseen.total_certain))
        ),
        documents={name: _document(score) for name, score in left_out.documents.items()},
        errors=_errors(left_out),
    )


def _document(score: Score) -> OfDocument:
    return OfDocument(
        overall=round(score.overall, 3),
        mode=rounded(score.modes.value, 3),
        kinds={kind: round(score.figures[kind].f1, 2) for kind in KINDS},
    )


def _errors(result: Evaluation) -> list[Disagreements]:
    counts: Counter[tuple[str, str]] = Counter()
    for score in result.documents.values():
        for one in score.differences:
            if one.kind in KINDS:
                where = f"measure: {one.what.split(chr(39))[-2]}" if one.kind == "measure" else one.kind
                counts[where, one.how] += 1
    names = sorted(
        {name for name, _ in counts}, key=lambda name: (-counts[name, "missed"] - counts[name, "added"], name)
    )
    return [Disagreements(name, counts[name, "missed"], counts[name, "added"]) for name in names[:_MOST]]


if __name__ == "__main__":
    main()
