"""Firms named bare: in lists closed by 等…企业, 为代表 or 等…项目, after a cue, and where those names come again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders import lexicon
from loaders.facts import EnterpriseRole
from loaders.lexicon import Matcher, longest_first
from loaders.names.found import Found
from loaders.names.tokens import Token, Tokens
from loaders.names.words import words

_MAX = 12
"""Characters of a bare firm's name."""
_LIST = 400
"""Characters of a list of projects."""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("firms")[name])


def find(tokens: Tokens) -> Iterator[Found]:
    """Firms of lists, each where it is printed in the list."""
    for index in _closings(tokens):
        yield from _closed(tokens, index)
    yield from _tailed(tokens)
    yield from _national(tokens)
    for cue in _pattern("cue").finditer(tokens.text):
        yield from _after_cue(tokens, tokens.index(cue.end()))


def _tailed(tokens: Tokens) -> Iterator[Found]:
    """Firms by an unknown word and a tail that firms have, bounded on both sides: 某某药业, 引进某某股份."""
    for at in range(len(tokens.all) - 1):
        token, tail = tokens.all[at], tokens.all[at + 1]
        if token.kind != "brand" or not 2 <= token.end - token.start <= 4:
            continue
        wooed = at > 0 and tokens.word(tokens.all[at - 1]) in words("wooing")
        tails = words("firm_tail" if wooed else "sure_tail", "name_words")
        if tokens.word(tail) not in tails or tail.start != token.end:
            continue
        if _bounded(tokens, at - 1) and _bounded(tokens, at + 2):
            yield _found(tokens, at, at + 1, "enterprise.phrase")


def _national(tokens: Tokens) -> Iterator[Found]:
    """Firms of the state by their short names, two or more beside each other: 中国某某、中国某某."""
    for hit in _pattern("of_nation").finditer(tokens.text):
        after = tokens.index(hit.end())
        if after < len(tokens.all) and (tokens.all[after].start != hit.end() or not _bounded(tokens, after)):
            continue
        for item in re.finditer("中国[^、和及]{2}", hit[0]):
            start = hit.start() + item.start()
            if tokens.all[min(tokens.index(start), len(tokens.all) - 1)].start == start:
                yield Found(start, start + 4, "enterprise", item[0], "enterprise.list")


def _bounded(tokens: Tokens, at: int) -> bool:
    return not 0 <= at < len(tokens.all) or tokens.all[at].kind in ("mark", "stop", "and", "open", "close")


def _closings(tokens: Tokens) -> list[int]:
    """Indexes of the tokens 等."""
    return [index for index, token in enumerate(tokens.all) if token.group == "particle" and tokens.word(token) == "等"]


def _closed(tokens: Tokens, index: int) -> Iterator[Found]:
    """The list that the 等 at ``index`` closes, if what follows says that it lists firms or their projects."""
    text = tokens.text
    at = tokens.all[index].end
    if _pattern("projects").match(text, at):
        owners = [
            (first, last, owner) for first, last in _pieces(tokens, index) if (owner := _owner(tokens, first, last))
        ]
        for first, last, owner in owners:
            told = _pattern("project_words").search(text, tokens.all[first].start, tokens.all[last].end)
            if told or len(owners) > 1:
                yield _found(tokens, *owner, "enterprise.project", "project-owner")
    elif _pattern("firms").match(text, at) or (_pattern("represent").match(text, at) and _of_firms(tokens, index)):
        items = [_governed(tokens, *item) for item in _items(tokens, index)]
        firms = [(first, last) for first, last in items if _is_firm(tokens, first, last)]
        if len(firms) > 1 and len(firms) * 3 >= len(items) * 2:
            # Among firms a common word (联想, 理想) is a firm's name.
            firms = [item for item in items if item in firms or _is_worded(tokens, *item) or _is_pieced(tokens, *item)]
        groups = [item for item in items if _is_group(tokens, *item)]
        for first, last in groups:
            yield _found(tokens, first, last, "enterprise.list")
        # A stray unknown word among known ones does not make a list of firms.
        legal = sum(tokens.all[last].group.startswith("enterprise") for _, last in items)
        if firms and (len(firms) + legal) * 2 >= len(items):
            for first, last in firms:
                yield _found(tokens, first, last, "enterprise.list")


def _is_group(tokens: Tokens, first: int, last: int) -> bool:
    """A group or company by a word of its own (某钢集团, 东风公司): a brand, a region or one plain word in front."""
    part = tokens.all[first : last + 1]
    if tokens.word(part[-1]) not in ("集团", "公司", "控股集团") or len(part) < 2:
        return False
    return part[0].kind in ("brand", "region") or (len(part) == 2 and part[0].kind == "word")


def _of_firms(tokens: Tokens, index: int) -> bool:
    """Whether the sentence round the 等 at ``index`` speaks of firms: 以甲、乙等为代表 may list anything."""
    at = tokens.all[index].start
    return _pattern("of_firms").search(tokens.text, max(0, at - 60), at + 40) is not None


def facilities(tokens: Tokens, known: list[Found]) -> Iterator[Found]:
    """Research facilities without an ending of their own, in lists closed by 等重大科技基础设施, or by 等建设 with an
    institution among them."""
    institutions = {(found.start, found.end) for found in known if found.type == "institution"}
    for index in _closings(tokens):
        end = tokens.all[index].end
        named = _pattern("facilities").match(tokens.text, end)
        if not named and not _pattern("building").match(tokens.text, end):
            continue
        items = [(tokens.all[first].start, tokens.all[last].end) for first, last in _items(tokens, index)]
        if len(items) < 2 or not (named or any(item in institutions for item in items)):
            continue
        for start, end in items:
            if (4 <= end - start <= 14 and tokens.all[tokens.index(start)].kind != "ending") or named:
                yield Found(start, end, "institution", tokens.text[start:end], "institution.facility")


def _after_cue(tokens: Tokens, index: int) -> Iterator[Found]:
    """Firms from the token at ``index``, which follows 重点企业包括 or 链主企业为."""
    first = at = index
    while at <= len(tokens.all):
        ends = at == len(tokens.all) or tokens.all[at].kind in ("mark", "stop", "and")
        if ends and at > first and _is_firm(tokens, first, at - 1):
            yield _found(tokens, first, at - 1, "enterprise.cue")
        if at == len(tokens.all) or (ends and tokens.word(tokens.all[at]) not in ("、", "和", "与", "及")):
            return
        if ends:
            first = at + 1
        at += 1


def _items(tokens: Tokens, index: int) -> Iterator[tuple[int, int]]:
    """First and last token of each item of the list that ends before ``index``, the last item first."""
    last = at = index - 1
    while at >= -1:
        token = tokens.all[at] if at >= 0 else None
        inside = token is not None and token.kind not in ("mark", "stop", "and", "quote", "close", "open", "unquote")
        if token is not None and _held(tokens, at, last):
            inside = True
        if token is not None and token.group == "common" and at == last and _listed_alone(tokens, at):
            inside = True
        if token is not None and token.kind == "close" and at == last and (opened := tokens.opening(at)) is not None:
            # 甲（乙）、丙: what stands in the bracket is another name of 甲.
            last = at = opened - 1
            continue
        if inside:
            at -= 1
            continue
        if last > at:
            yield at + 1, last
        if token is None or tokens.word(token) not in ("、", "和", "及"):
            return
        if token.kind == "and" and not _is_firm(tokens, *_before(tokens, at)):
            return
        last = at = at - 1


def _listed_alone(tokens: Tokens, at: int) -> bool:
    """Whether the word at ``at`` is a whole item of a list: no verb stands there, but a firm's name (联想, 理想)."""
    return at > 0 and tokens.word(tokens.all[at - 1]) == "、"


def _before(tokens: Tokens, index: int) -> tuple[int, int]:
    first = index
    while first > 0 and tokens.all[first - 1].kind not in ("mark", "stop", "and"):
        first -= 1
    return first, index - 1


def _held(tokens: Tokens, at: int, last: int) -> bool:
    """A bounding word inside a firm: a particle after an unknown character (…为、, …为云), a verb after 中国."""
    token = tokens.all[at]
    if at and tokens.word(token) in words("inner_verbs") and tokens.all[at - 1].kind == "nation":
        return True
    small = token.group == "verb" and token.end - token.start == 1
    if not (small or token.group == "particle") or not at or tokens.all[at - 1].kind not in ("char", "brand"):
        return False
    bounded = at < 2 or tokens.all[at - 2].kind in ("mark", "and", "stop")
    return at == last or (tokens.all[at - 1].kind == "char" and bounded)


def _is_firm(tokens: Tokens, first: int, last: int) -> bool:
    """A short item with a brand in front, and after it only words of firms' names."""
    if first > last:
        return False
    part = tokens.all[first : last + 1]
    length = part[-1].end - part[0].start
    if not 2 <= length <= _MAX or any(
        token.group.startswith(("institution", "place", "fund", "event")) for token in part
    ):
        return False
    if part[0].kind == "char" and len(part) > 1:
        # 华为, 铁建重工, 京东方
        return length <= 6 and (part[1].group in ("particle", "verb") or part[1].kind in ("region", "brand"))
    if part[0].kind in ("region", "macro") and len(part) > 1:
        if len(part) == 2 and part[1].kind in ("word", "field") and part[0].end - part[0].start == 2:
            # A city and a common word, 某某时代, 某某啤酒.
            return part[1].end - part[1].start == 2
        part = part[1:]
    if part[0].kind == "nation":
        return len(part) > 1 and tokens.word(part[0]) == "中国" and 4 <= length <= 6
    if part[0].kind == "word" and len(part) == 2 and length == 4:
        return tokens.word(part[1]) in words("firm_tail", "name_words")
    return part[0].kind in ("brand", "latin") or (len(part) > 1 and part[1].kind == "brand" and part[0].kind == "field")


def _governed(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The item without a verb that lives inside names and here governs the list (引导甲、乙等企业)."""
    while first < last and tokens.word(tokens.all[first]) in words("leading_verbs"):
        first += 1
    return first, last


def _is_worded(tokens: Tokens, first: int, last: int) -> bool:
    """An item of a common word or two, with at most one word such as 科技 after it."""
    part = tokens.all[first : last + 1]
    return (
        part[0].kind in ("word", "modifier", "stop")
        and part[-1].end - part[0].start <= 6
        and all(token.kind in ("word", "field", "stop") for token in part[1:])
        and len(part) <= 2
    )


def _is_pieced(tokens: Tokens, first: int, last: int) -> bool:
    """An item of three or four characters whose words make no sense together (西+门子, 中+车长+客): a firm's name."""
    part = tokens.all[first : last + 1]
    odd = part[0].kind in ("function", "modifier", "field") and part[0].end - part[0].start == 1
    return odd and 3 <= part[-1].end - part[0].start <= 4 and all(token.kind in ("word", "char") for token in part[1:])


def _pieces(tokens: Tokens, index: int) -> Iterator[tuple[int, int]]:
    """Items between 、 of the list before ``index``, whatever words they hold, the last item first."""
    last = at = index - 1
    reach = tokens.all[index].start - _LIST
    while at >= -1 and (at < 0 or tokens.all[at].start >= reach):
        if at < 0 or tokens.all[at].kind == "mark":
            if last > at:
                yield at + 1, last
            if at < 0 or tokens.word(tokens.all[at]) != "、":
                return
            last = at - 1
        at -= 1


def _owner(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """The firm that a project's name begins with: up to its brand, with one word such as 科技 after it."""
    for at in range(last - 1, first - 1, -1):
        if tokens.all[at].group in ("verb", "common") and tokens.all[at + 1].kind == "brand":
            # What stands before the verb that governs the project leads in to it.
            first = at + 1
            break
    while first < last and tokens.all[first].kind == "stop":
        first += 1
    for at in range(first, min(last, first + 3) + 1):
        sure = tokens.word(tokens.all[at]) in words("sure_tail", "name_words")
        if sure and at > first and tokens.all[at - 1].kind == "region":
            return at - 1, at
        if tokens.all[at].kind == "brand" and at < last:
            tailed = tokens.word(tokens.all[at + 1]) in words("firm_tail", "name_words")
            begins = first if at == first + 1 and tokens.all[first].kind == "field" else at
            return (begins, at + tailed) if tailed or begins < at or at == first else None
    return None


def heads(tokens: Tokens, known: list[Found]) -> Iterator[str]:
    """Firms' short names that laboratories and institutes are called by: a brand and a word such as 科技 in front."""
    for found in known:
        if found.type == "institution":
            first = tokens.index(found.start)
            if tokens.all[first].kind == "brand" and tokens.word(tokens.all[first + 1]) in words(
                "firm_tail", "name_words"
            ):
                yield tokens.text[found.start : tokens.all[first + 1].end]


def _found(tokens: Tokens, first: int, last: int, rule: str, role: EnterpriseRole | None = None) -> Found:
    start, end = tokens.all[first].start, tokens.all[last].end
    return Found(start, end, "enterprise", tokens.text[start:end], rule, role)


def repeats(tokens: Tokens, known: list[Found]) -> Iterator[Found]:
    """Where the bare names of lists and the short forms of legal names stand again, with a tail such as 激光."""
    names: dict[str, None] = {}
    for found in known:
        if found.type == "enterprise":
            names.setdefault(short_form(found.name) if found.rule == "enterprise.legal" else found.name)
    for head in heads(tokens, known):
        names.setdefault(head)
    matcher = Matcher((name, None) for name in names if len(name) >= 2)
    for hit in matcher.longest(tokens.text):
        index = tokens.index(hit.start)
        if index == len(tokens.all) or tokens.all[index].start > hit.end or _skipped(tokens, hit.start):
            continue
        end = hit.end
        after = tokens.index(hit.end)
        if (
            after < len(tokens.all)
            and tokens.all[after].start == hit.end
            and len(tokens.text[hit.start : hit.end]) <= 3
        ):
            following: Token = tokens.all[after]
            if tokens.word(following) in words("firm_tail", "name_words"):
                end = following.end
        yield Found(hit.start, end, "enterprise", tokens.text[hit.start : end], "enterprise.repeat")


def _skipped(tokens: Tokens, offset: int) -> bool:
    token = tokens.all[max(0, tokens.index(offset + 1) - 1)]
    return token.kind == "mark" and token.end - token.start > 1


def short_form(name: str) -> str:
    """A legal name without its legal form and one word of trade; empty if too little is left to be told apart."""
    bare = _pattern("legal_form").sub("", re.sub(r"[(（].*?[)）]", "", name))
    for tail in longest_first(words("firm_tail", "name_words")):
        if bare.endswith(tail) and len(bare) - len(tail) >= 4:
            bare = bare[: -len(tail)]
            break
    return bare if len(bare) >= 4 else ""
