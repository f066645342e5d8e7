"""Enterprises by the legal form or 集团 at the end of their name, and the role in which an enterprise stands."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders import lexicon
from loaders.facts import EnterpriseRole
from loaders.names.cores import Core
from loaders.names.found import Found
from loaders.names.words import words

_BRANCH = re.compile("[^，。；、设]{0,6}[分支]行|保险|业|间|账户|存款")


def accept(core: Core, group: str) -> str | None:
    """The rule by which the candidate is a firm: words before the legal form, a brand or region before 集团."""
    if core.first == core.last:
        return "enterprise.bank" if core.ending in words("banks") and not _BRANCH.match(core.after()) else None
    if group == "bank":
        whose = core.has("region", "brand") or core.text.startswith(("国家", "中国", "亚洲", "中华"))
        return "enterprise.bank" if whose and not _BRANCH.match(core.after()) else None
    if group == "plant":
        told = core.begins_with("region", "brand") and core.substance() >= 2 and core.length() >= 5
        return "enterprise.legal" if told else None
    if group == "legal":
        return "enterprise.legal" if core.substance() >= 2 or core.has("region") else None
    named = (
        core.begins_with("brand", "char")
        or (core.begins_with("initial") and (core.fields() or core.has("brand")))
        or (core.has("region", "nation") and core.substance() >= 2)
        or [token.kind for token in core.body] == ["zone"]
    )
    return "enterprise.group" if named else None


class _Cue(NamedTuple):
    role: EnterpriseRole
    where: str
    pattern: re.Pattern[str]


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(entry["role"], where, re.compile(entry[where]))
        for entry in lexicon.load("firms")["roles"]
        for where in ("before", "after", "around")
        if where in entry
    )


def role(text: str, found: Found, start: int, end: int) -> EnterpriseRole:
    """The role of an enterprise by the cues of its sentence ``text[start:end]``; the nearest cue before it decides."""
    nearest: tuple[int, EnterpriseRole] | None = None
    for cue in _cues():
        if cue.where == "before":
            for hit in cue.pattern.finditer(text, start, found.start):
                if nearest is None or hit.end() > nearest[0]:
                    nearest = (hit.end(), cue.role)
    if nearest:
        return nearest[1]
    for cue in _cues():
        if cue.where == "after" and cue.pattern.search(text[found.end : end]):
            return cue.role
        if cue.where == "around" and cue.pattern.search(text[start:end]):
            return cue.role
    return "other"
