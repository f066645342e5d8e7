"""The linear score over character runs, by ridge regression on annotated segments (``measure_text``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from loaders.extract.measure_text import TextModel, runs, scale_of
from loaders.learning.places import names_a_place

_RIDGE = 2.0
MIN_DOCUMENTS = 2
"""A run, or a trait, must stand in so many documents to count: what one alone holds are its names."""
_DIGITS = 2
_SMALLEST = 0.04
"""Lighter weights are left out of the shipped model."""


@dataclass(frozen=True)
class Segments:
    """All annotated segments with what any fit over some of them needs; computed once."""

    words: list[str]
    document: NDArray[np.int64]
    """Number of the document of each segment."""
    codes: list[str]
    labels: NDArray[np.float64]
    """One row a segment, one column a code: 1 where a quote of the instrument covers it."""
    features: sparse.csr_array
    vocabulary: list[str]
    inverse: NDArray[np.float64]
    """Of the matrix of inner products of the segments with the ridge on its diagonal."""

    @cached_property
    def dual(self) -> NDArray[np.float64]:
        """The weights of the segments in the model learnt from all of them."""
        product: NDArray[np.float64] = self.inverse @ self.labels
        return product


def collect(documents: Sequence[tuple[list[str], Sequence[frozenset[str]]]]) -> Segments:
    """The segments of documents given as words and labels of each of their segments."""
    words = [one for own, _ in documents for one in own]
    labels = [one for _, own in documents for one in own]
    codes = sorted({code for label in labels for code in label})
    counts = Counter(run for own, _ in documents for run in {run for one in own for run in runs(one)})
    vocabulary = sorted(run for run, count in counts.items() if count >= MIN_DOCUMENTS and not names_a_place(run))
    index = {run: at for at, run in enumerate(vocabulary)}
    rows, columns, values = [], [], []
    for row, one in enumerate(words):
        for run in runs(one):
            if run in index:
                rows.append(row)
                columns.append(index[run])
                values.append(scale_of(one))
    features = sparse.csr_array((values, (rows, columns)), shape=(len(words), len(vocabulary)))
    return Segments(
        words,
        np.repeat(np.arange(len(documents)), [len(own) for own, _ in documents]),
        codes,
        np.array([[float(code in label) for code in codes] for label in labels]),
        features,
        vocabulary,
        linalg.inv((features @ features.T).toarray() + _RIDGE * np.eye(len(words))),
    )


@dataclass(frozen=True)
class Known:
    """Scores already computed, by the words of a segment; stands in for a :class:`TextModel`."""

    table: Mapping[str, dict[str, float]]

    def scores(self, words: str) -> dict[str, float]:
        return self.table.get(words, {})


def scores_of(segments: Segments, left_out: Iterable[int]) -> Known:
    """The scores of the segments of some documents by a model learnt without them.

    In closed form: what is left of the labels is the inverse's own block, inverted, times the dual weights (the
    leave-one-out identity of ridge regression, for a block of rows).
    """
    rows = np.flatnonzero(np.isin(segments.document, list(left_out)))
    residual = linalg.solve(segments.inverse[np.ix_(rows, rows)], segments.dual[rows], assume_a="pos")
    found = segments.labels[rows] - residual
    return Known(
        {
            segments.words[row]: {
                code: float(value) for code, value in zip(segments.codes, line, strict=True) if value > 0
            }
            for row, line in zip(rows, found, strict=True)
        }
    )


def fit(segments: Segments, without: int | None = None) -> TextModel:
    """The model learnt from all documents but one, rounded and pruned as it ships."""
    dual = segments.dual
    if without is not None:
        rows = segments.document == without
        gone = linalg.solve(segments.inverse[np.ix_(rows, rows)], dual[rows], assume_a="pos")
        dual = dual - segments.inverse[:, rows] @ gone
        dual[rows] = 0
    weights = np.round(segments.features.T @ dual, _DIGITS)
    weights[np.abs(weights) < _SMALLEST] = 0
    grams: dict[str, dict[str, float]] = {}
    for row, column in zip(*np.nonzero(weights), strict=True):
        grams.setdefault(segments.vocabulary[row], {})[segments.codes[column]] = float(weights[row, column])
    return TextModel(grams)
