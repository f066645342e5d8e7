"""Named funds and named events."""

from __future__ import annotations

from loaders.names.cores import Core
from loaders.names.words import words


def accept_fund(core: Core, group: str) -> str | None:
    """The rule by which the candidate is a named fund: whose it is must be printed, and what for."""
    if core.first == core.last:
        return None
    if any(word in core.text for word in words("tiers")):
        return None
    if core.ending == "公益金" and core.substance() >= 2:
        return "fund.named"
    owner = core.has("region", "zone", "nation", "macro") or core.begins_with("initial", "owner")
    if core.quoted and core.quotation_inside():
        return "fund.quoted"
    if group == "money":
        return "fund.special" if owner and core.substance() >= 2 and not core.generic_money() else None
    return "fund.named" if owner and core.substance() + core.ending_substance() >= 2 else None


def accept_event(core: Core, group: str) -> str | None:
    """The rule by which the candidate is a named event: a place, the nation, 国际 or a quotation, and a subject."""
    if core.first == core.last:
        return None
    if core.after().startswith(("精神", "上的", "重要讲话")):
        return None
    international = any(core.tokens.word(token) == "国际" for token in core.body)
    if core.quoted and core.quotation_inside():
        return "event.quoted"
    if group == "short":
        known = core.ending != "展"
        if known and core.tokens.all[core.last - 1].kind in ("brand", "char", "region") and core.length() <= 5:
            return "event.short"
        return "event.named" if core.has("region", "nation") and core.fields() else None
    anchored = core.has("region", "zone", "nation", "macro") or (core.has("brand") and core.ending != "赛事")
    if anchored and (core.substance() + core.ending_substance() >= 2 or (core.has("nation") and core.has("macro"))):
        return "event.named"
    if core.tokens.all[core.first].kind == "zone" and core.last - core.first == 1:
        return "event.named"
    return (
        "event.named"
        if international and core.ending != "赛事" and core.fields() and core.begins_with("function", "field")
        else None
    )
