"""From the ending of a name to its left edge, and what stands between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.names.tokens import Token, Tokens
from loaders.names.words import words

REACH = 40
"""Characters that a name may reach left of its ending."""
_SEGMENT = re.compile("[，,。；;：:\n]")
_WORDS = ("field", "function", "modifier", "guard", "ending", "word")
_PLACES = ("region", "zone", "nation", "macro", "initial", "owner", "school")
_INSIDE = frozenset((*_WORDS, *_PLACES, "brand", "char", "latin", "number", "dash"))
_ANCHORS = frozenset(("region", "zone", "nation", "macro", "brand", "quote", "school"))


@dataclass(frozen=True)
class Core:
    """The tokens from the left edge of a candidate to its ending, both included."""

    tokens: Tokens
    first: int
    last: int
    """Index of the ending."""
    end: int
    """Offset where the name ends: of the ending, or of a region in brackets after it."""
    quoted: bool
    """A quotation stands inside the name, or opens right before it."""

    @property
    def start(self) -> int:
        return self.tokens.all[self.first].start

    @property
    def text(self) -> str:
        return self.tokens.text[self.start : self.end]

    @property
    def body(self) -> list[Token]:
        """What stands before the ending."""
        return self.tokens.all[self.first : self.last]

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.body)

    def has_organisation(self) -> bool:
        """Whether the name of another body stands inside: 华中科技大学国际医学中心."""
        return any(token.group.startswith(("institution.strong", "enterprise")) for token in self.body[1:])

    def begins_with(self, *kinds: str) -> bool:
        """Whether the first token, after a point of the compass (南部), is of one of ``kinds``."""
        at = self.first
        if self.tokens.word(self.tokens.all[at]) in words("position", "name_words"):
            at += 1
        return at < self.last and self.tokens.all[at].kind in kinds

    def opens_with_brand(self) -> bool:
        """Whether an unknown word stands in front, or behind one common word."""
        front = self.body[:2]
        return self.begins_with("brand") or [token.kind for token in front] == ["word", "brand"]

    @property
    def ending(self) -> str:
        return self.tokens.word(self.tokens.all[self.last])

    def after(self) -> str:
        """The next characters right of the name."""
        return self.tokens.text[self.end : self.end + 12]

    def slogan(self) -> bool:
        """Whether the quotation inside holds nothing but general words (“双创”, “专精特新”)."""
        opened = next((at for at in range(self.first, self.last) if self.tokens.all[at].kind == "quote"), None)
        closed = self.tokens.closing(opened) if opened is not None else None
        if opened is None or closed is None:
            return False
        inside = self.tokens.all[opened + 1 : closed]
        return all(token.kind in ("modifier", "function", "number", "owner", "latin") for token in inside)

    def bounded(self) -> bool:
        """Whether no word that could go on with the name follows it."""
        following = self.last + 1
        return following == len(self.tokens.all) or self.tokens.all[following].kind not in _INSIDE

    def length(self) -> int:
        """Characters of the whole name."""
        return self.end - self.start

    def quotation_inside(self) -> bool:
        """Whether the quotation is part of the name, not only opened before it."""
        return self.has("quote")

    def ending_substance(self) -> int:
        """Characters that the ending says beyond its kind: 供应链 of 供应链平台."""
        return len(self.ending) - max(
            (len(kind) for kind in words("plain_endings") if self.ending.endswith(kind)), default=len(self.ending)
        )

    def generic_money(self) -> bool:
        """Whether only words of budgets stand beside the owner: 省级财政专项资金."""
        if self.has("field", "brand", "latin", "zone", "word"):
            return False
        return all(self.tokens.word(token) in words("budget_words") for token in self.body if token.kind == "function")

    def ranked(self) -> bool:
        """Whether a region and the rank that its class has there begin the name (某市市级…基地)."""
        second = self.first + 1
        if second < self.last and self.tokens.text[self.tokens.all[self.first].end] == "级":
            return True
        return (
            second < self.last
            and self.tokens.all[self.first].kind == "region"
            and self.tokens.word(self.tokens.all[second]) in words("ranks")
        )

    def awarded(self) -> bool:
        """Whether the words before make a status of it that many can be given: 新认定的…, 评为…."""
        before = self.tokens.text[max(0, self.start - 6) : self.start]
        return any(cue in before for cue in words("award_cues"))

    def sought(self) -> bool:
        """Whether the words before say that the status is applied for (争创国家…基地): many have it."""
        before = _SEGMENT.split(self.tokens.text[max(0, self.start - 40) : self.start])[-1]
        return any(cue in before for cue in words("seeking"))

    def several(self) -> bool:
        """Whether the words before count it: 一批…, 若干…, 3家…."""
        token = self.tokens.all[self.first - 1] if self.first else None
        return token is not None and (
            self.tokens.word(token) in words("several") or (token.kind == "number" and token.end == self.start)
        )

    def substance(self) -> int:
        """Characters that are neither anchors nor only say how good the thing is."""
        return sum(
            token.end - token.start
            for token in self.body
            if token.kind in ("field", "function", "word", "brand", "latin", "stop")
        )

    def fields(self) -> int:
        """Words of substance."""
        return sum(token.kind in ("field", "word") for token in self.body)


def core(tokens: Tokens, last: int, *, splits: str = "", verbs_inside: bool = False) -> Core:
    """The candidate whose ending is the token at ``last``.

    ``splits``: type of endings that cannot stand inside (a fund's name ends at the fund before it).
    ``verbs_inside``: verbs known from firms' names are crossed after a region or brand.
    """
    first = last
    at = last - 1
    quoted = False
    limit = tokens.all[last].start - REACH
    while at >= 0 and tokens.all[at].start >= limit:
        token = tokens.all[at]
        if token.kind == "ending" and splits and token.group.startswith(splits):
            if tokens.word(tokens.all[at + 1]) != "暨":
                break
            first = at
            at -= 1
            continue
        if token.kind in _INSIDE:
            first = at
            at -= 1
            continue
        if token.kind in ("close", "unquote"):
            opened = tokens.opening(at)
            # A bracket alone before the ending, with nothing to its left, is no name.
            if opened is None or not _plain(tokens, opened, at, bracket=token.kind == "close"):
                break
            quoted = quoted or token.kind == "unquote"
            first = opened
            at = opened - 1
            continue
        if token.kind == "and" and (_coordinates(tokens, at, first) or _joint(tokens, at, first, last)):
            at -= 1
            continue
        if at and token.kind == "stop" and _at_home(tokens, at, last):
            first = at if tokens.all[first].kind == "quote" else first
            at -= 1
            continue
        if at == last - 1 and tokens.word(token) in words("making") and at and _makes(tokens, at):
            at -= 1
            continue
        if verbs_inside and at and _inside_firm(tokens, at, first):
            at -= 1
            continue
        break
    if at >= 0 and tokens.all[at].kind == "quote" and first > at:
        quoted = True
    if not tokens.all[last].group.endswith("legal"):
        first = _trimmed(tokens, first, last)
    return Core(tokens, first, last, _tail(tokens, last), quoted)


def _inside_firm(tokens: Tokens, at: int, first: int) -> bool:
    """Whether the bounding word at ``at`` belongs to a firm's name: a known verb after a region or brand (某市联合…),
    or a particle after one unknown character where the name has no brand yet (…为技术有限公司)."""
    token, left = tokens.all[at], tokens.all[at - 1]
    if token.group == "common":
        return left.kind in ("region", "brand")
    if token.group == "verb":
        return tokens.word(token) in words("inner_verbs") and left.kind in ("region", "brand")
    return (
        token.group == "particle" and left.kind == "char" and tokens.all[first].kind in ("field", "function", "ending")
    )


def _plain(tokens: Tokens, opened: int, closed: int, *, bracket: bool) -> bool:
    """Whether what stands in the bracket or quotation can be part of a name."""
    inside = tokens.all[opened + 1 : closed]
    if bracket and (opened == 0 or tokens.all[opened - 1].kind not in _INSIDE):
        return False
    if bracket and all(token.kind == "number" for token in inside):
        return False
    if bracket and tokens.all[opened - 1].kind == "latin":
        # The full name of an acronym may hold verbs.
        return all(token.kind != "mark" for token in inside)
    verbs = ("verb", "common") if bracket else ("verb",)
    return all(token.kind not in ("mark", "and") and token.group not in verbs for token in inside)


def _coordinates(tokens: Tokens, at: int, first: int) -> bool:
    """Whether 和 or 与 at ``at`` joins two fields inside one name: no anchor right of it, a general word left."""
    if at == 0 or tokens.all[first].kind in _ANCHORS:
        return False
    left = tokens.all[at - 1]
    return left.kind in ("field", "function") or (left.kind == "modifier" and left.end - left.start > 1)


def _joint(tokens: Tokens, at: int, first: int, last: int) -> bool:
    """Whether 与 or 暨 at ``at`` joins two hosts or two events in the name of one event (甲与乙经贸合作洽谈会)."""
    if not tokens.all[last].group.startswith("event") or not at:
        return False
    left = tokens.all[at - 1]
    if tokens.word(tokens.all[at]) == "暨":
        return left.group.startswith("event")
    return (
        left.kind == tokens.all[first].kind == "macro"
        and tokens.word(tokens.all[at]) == "与"
        and (at < 2 or tokens.all[at - 2].kind in ("stop", "mark"))
    )


def _makes(tokens: Tokens, at: int) -> bool:
    """Whether the verb at ``at`` says of a base what it makes (卫星研制基地), not what someone does to it.

    建设 does so only of a zone's fund (某新区建设投资基金).
    """
    left = tokens.all[at - 1]
    if tokens.word(tokens.all[at]) == "建设":
        zone = left.kind == "zone" or left.group == "place.zone"
        return zone and tokens.all[at + 1].group.startswith("fund")
    return tokens.all[at - 1].kind in ("field", "word", "brand", "modifier")


def _at_home(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a class of persons or firms at ``at`` is part of the name: of an event after its host (湾区跨国公司论坛),
    of a laboratory after its field (激光企业重点实验室)."""
    if tokens.word(tokens.all[at]) == "地区":
        # 临港地区专项发展资金
        return tokens.all[at - 1].kind in ("zone", "macro") and tokens.all[last].group.startswith("fund")
    if tokens.word(tokens.all[at]) not in words("inner_nouns"):
        return False
    if tokens.all[at + 1].kind == "quote":
        # 企业“走出去”服务平台
        return True
    left = tokens.all[at - 1].kind
    if tokens.word(tokens.all[at - 1]) in words("inner_nouns"):
        left = tokens.all[max(0, at - 2)].kind
    if tokens.all[last].group.startswith("event"):
        return left in ("region", "macro", "nation", "field", "function", "unquote", "modifier")
    if tokens.all[last].group.startswith("place"):
        # 国家海外人才离岸创新创业基地, 成都未来科技城
        return tokens.word(tokens.all[at]) in words("inner_abroad") and left in ("region", "zone", "nation")
    return at == last - 1 and tokens.word(tokens.all[last]) == "重点实验室" and left in ("field", "function")


def _trimmed(tokens: Tokens, first: int, last: int) -> int:
    """The left edge without leading words that only say how good the thing is, numbers and stray characters."""
    while first < last and _leads_in(tokens, first, last):
        first += 1
    return first


def _leads_in(tokens: Tokens, at: int, last: int) -> bool:
    """Whether the token at ``at``, the first of a candidate, stands before its name."""
    kind = tokens.all[at].kind
    following = tokens.all[at + 1].kind if at + 1 < last else ""
    short = tokens.all[last].group == "event.short" and at == last - 1
    if kind == "char" and (tokens.all[at + 1].kind == "stop" or short):
        # An unknown character that a particle or the ending makes a word with.
        return False
    if tokens.word(tokens.all[at]) == "全球" and tokens.all[last].group.startswith("event"):
        return False
    if tokens.word(tokens.all[at]) == "环" and following in ("macro", "region", "brand"):
        # 环某湖科创带
        return False
    if kind in ("modifier", "dash", "char", "guard", "number", "close", "unquote", "and"):
        return True
    if kind == "owner":
        return not tokens.all[last].group.startswith("fund")
    if kind == "word" and following == "brand":
        return False
    if kind == "word" or tokens.word(tokens.all[at]) in words("leading_verbs"):
        return following in ("region", "nation", "zone", "brand")
    # Before a region an unknown run that opens a segment is a verb that the lists lack.
    opens = at == 0 or (tokens.all[at - 1].kind == "mark" and tokens.word(tokens.all[at - 1]) != "、")
    return following in ("region", "nation") and (kind == "initial" or (kind == "brand" and opens))


def _tail(tokens: Tokens, last: int) -> int:
    """Where the name ends: after a region in brackets that follows the ending, 香港城市大学(东莞)."""
    end = tokens.all[last].end
    if last + 1 < len(tokens.all) and tokens.all[last + 1].kind == "open":
        closed = tokens.closing(last + 1)
        inside = tokens.all[last + 2 : closed] if closed else []
        if closed and len(inside) == 1 and inside[0].kind in ("region", "zone"):
            end = tokens.all[closed].end
    return end
