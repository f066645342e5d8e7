"""Judgements on what a document says of itself: the fields of the policy line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from loaders.facts import PolicyFact, Review, Verdict
from loaders.judgements.lines import Judgement
from loaders.judgements.places import Places
from loaders.scoring import fold

_PRINTED = ("title", "doc_number", "issuer", "doc_type")
"""Fields whose value stands in the text as it is."""


def judge_policy(
    places: Places, policy: PolicyFact, judgements: Sequence[Judgement]
) -> tuple[PolicyFact, list[tuple[Judgement, str]]]:
    """The policy line with the judged fields, and the judgements that do not fit with their problem.

    A rejected value becomes None. Evidence of a changed field is where its value is printed, if it is.
    """
    now: dict[str, Any] = {}
    evidence, reviewed = dict(policy.evidence), dict(policy.reviewed)
    missed: list[tuple[Judgement, str]] = []
    for judgement in judgements:
        for name, said in {**judgement.corrected, **judgement.content}.items():
            read = now.get(name, getattr(policy, name))
            value = None if judgement.verdict == "reject" else judgement.corrected.get(name, said)
            if judgement.verdict != "add" and not _equal(said, read) and not _equal(value, read):
                stays = "" if judgement.verdict == "reject" else "; it stays as the reviewer gives it"
                missed.append((judgement, f"{name} is not read as {said!r} but as {read!r}{stays}"))
                if judgement.verdict == "reject":
                    continue
            now[name] = value
            verdict: Verdict = "confirm" if _equal(value, getattr(policy, name)) else "correct"
            reviewed[name] = Review(by=judgement.by, on=judgement.on, verdict=verdict)
    changed = {name: value for name, value in now.items() if not _equal(value, getattr(policy, name))}
    for name, value in changed.items():
        evidence.pop(name, None)
        span = places.find("", value) if name in _PRINTED and isinstance(value, str) else None
        if span is not None:
            evidence[name] = span
    return replace(policy, **changed, evidence=evidence, reviewed=reviewed), missed


def _equal(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    return one == other
