"""Named funds and named events."""

from __future__ import annotations

from loaders.names.cores import Core
from loaders.names.tokens import Token
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
        return "fund.named"
    if group == "money":
        if owner:
            return "fund.named" if core.substance() >= 2 and not core.generic_money() else None
        return "fund.named:subject" if _subject_of_money(core) else None
    if owner and core.substance() + core.ending_substance() >= 2:
        return "fund.named"
    return "fund.named:subject" if _at_work(core) else None


def _subject_of_money(core: Core) -> bool:
    """Whether a special fund without an owner is told by its purpose (制造强省专项资金), not by words of budgets."""
    if core.generic_money() or core.several() or not core.ending.endswith("专项资金"):
        return False
    told = "".join(
        core.tokens.word(token)
        for token in core.body
        if token.kind != "modifier" and core.tokens.word(token) not in words("budget_words") | words("vague_subjects")
    )
    return len(told) >= 2 and core.length() >= 8


def _at_work(core: Core) -> bool:
    """Whether a fund without an owner is spoken of as one that is there (发挥某某产业基金作用): by an industry of its
    own, and not as one of many or one to be set up."""
    if core.several() or not core.ending.endswith("基金") or core.after().startswith(("等", "管理人", "公司")):
        return False
    if not any(core.tokens.word(token) in words("fund_fields") or _industry(core, token) for token in core.body):
        return False
    before = core.tokens.text[max(0, core.start - 12) : core.start]
    return any(cue in before for cue in words("at_work")) and not any(cue in before for cue in words("founding"))


def _industry(core: Core, token: Token) -> bool:
    return token.kind in ("field", "brand", "latin") and core.tokens.word(token) not in words("money_fields")


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
    if group == "contest" and core.fields() and _contests(core):
        return "event.named:contest"
    if core.text.startswith("全球") and core.fields():
        return "event.named"
    anchored = core.has("region", "zone", "nation", "macro") or (core.has("brand") and core.ending != "赛事")
    if anchored and (core.substance() + core.ending_substance() >= 2 or (core.has("nation") and core.has("macro"))):
        return "event.named"
    if core.tokens.all[core.first].kind in ("zone", "macro") and core.last - core.first == 1:
        return "event.named"
    return (
        "event.named"
        if international and core.ending != "赛事" and core.fields() and core.begins_with("function", "field")
        else None
    )


def _contests(core: Core) -> bool:
    """Whether a contest is told by a field of its own (脑机接口创新应用大赛), no class of contests (职业技能大赛)."""
    own = any(token.kind == "field" and core.tokens.word(token) not in words("contest_classes") for token in core.body)
    before = core.tokens.all[core.first - 1] if core.first else None
    cut = before is not None and before.end == core.start and before.group in ("noun", "common")
    return own and not cut and not core.several() and not core.after().startswith(("等", "类"))
