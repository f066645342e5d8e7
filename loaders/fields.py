"""Names of industries and technology fields in titles and headings (contract: kind focus)."""

from __future__ import annotations

import re
from functools import cache

from loaders import lexicon
from loaders.names.tokens import Tokens
from loaders.names.words import vocabulary, words
from loaders.regions import Region

_MAX = 20
_JOINTS = re.compile("[、和与]")
_BOUNDS = frozenset(("region", "zone", "macro", "nation", "initial", "quote", "unquote", "open", "close"))
_OTHERWISE = re.compile("(?:事业|产业)[(（](产业|事业)[)）]")
_NUMBERED = re.compile(r"[(（][^()（）]*\d{4}[^()（）]*[)）]")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A compiled pattern of lexicon/focus.yaml."""
    return re.compile(lexicon.load("focus")[name])


def _words(name: str) -> frozenset[str]:
    return words(name, "focus")


@cache
def _any(name: str) -> re.Pattern[str]:
    """Any word of a list, the longest first."""
    return re.compile(lexicon.any_of(_words(name)))


def folded(name: str) -> str:
    """``name`` without endings, marks and blanks: what tells two fields apart."""
    bare = re.sub(r"[\W_]+", "", name).lower()
    return re.sub(f"(?:{_any('endings').pattern})$", "", bare) or bare


def announces(heading: str) -> bool:
    """Whether headings below this one name fields (重点方向, 三个重点发展领域, 细分产业)."""
    return len(heading) <= 40 and _any("announces").search(heading) is not None


def stripped(name: str) -> str:
    """``name`` without the endings 产业, 产业集群, 产业链, 行业; 战略性新兴产业 and 未来产业 keep theirs."""
    for allowed in sorted(_words("allowed")):
        if name.startswith(allowed) and re.fullmatch("(?:集群)?", name[len(allowed) :]):
            return allowed
    return re.sub(f"全?(?:{_any('endings').pattern})$", "", name)


def _acceptable(name: str) -> bool:
    if name in _words("allowed"):
        return True
    plain = _any("fields_all_the_same").sub("", name)
    if not 2 <= len(name) <= _MAX or _any("cross_cutting").search(plain):
        return False
    # Nothing but collective words (传统优势) is no field.
    return re.fullmatch(f"(?:{_any('collective').pattern}|[和与、及])*", name) is None and not name.endswith(
        tuple(sorted(_words("ranks")))
    )


def bare(heading: str) -> str | None:
    """The field that a bare heading under an announcing one is; None if it holds a verb or is about something else."""
    text = heading.strip(" :：。.")
    if _any("verbs").match(text) and re.search(f"(?:{_any('endings').pattern})$", text):
        return developed(text)
    name = stripped(text)
    if (text == name and (announces(text) or _any("verbs").match(text))) or re.search("[，,。；;：:]", text):
        return None
    if not _acceptable(name) or (name == text and name.endswith(tuple(sorted(_words("not_fields"))))):
        return None
    return None if name == text and _governed(name) else name


def _governed(name: str) -> bool:
    """Whether a verb stands in ``name``."""
    tokens = Tokens(name, vocabulary(None), 0, len(name))
    return any(token.group == "verb" for token in tokens.all)


def developed(heading: str) -> str | None:
    """The field of a heading that is a verb of development and the field, nothing else (推动…产业高质量发展)."""
    text = heading.strip(" :：。.")
    verbs = re.match(f"(?:{_any('verbs').pattern})+", text)
    if not verbs or re.search("[，,。；;：:]", text):
        return None
    rest = re.sub(f"(?:{_any('developments').pattern})+$", "", text[verbs.end() :])
    rest = re.sub(f"^{lexicon.load('focus')['sizes']}", "", rest)
    name = stripped(rest)
    if not _acceptable(name) or (name == rest and name.endswith(tuple(sorted(_words("not_fields"))))):
        return None
    # 产业 or 行业 after it says that it is a field; without that, it must be known as one.
    return name if name != rest or name in _words("allowed") or is_field(name) else None


def apart(name: str) -> list[str]:
    """服务型制造和生产性服务业: the fields that a heading joins; a name whose parts are no fields stays whole."""
    parts = [stripped(part) for part in _JOINTS.split(name) if part]
    return parts if len(parts) > 1 and all(is_field(part) for part in parts) else [name] if name else []


def is_field(name: str) -> bool:
    """Whether ``name`` ends in a known field and holds no verb or place."""
    if len(name) > 2 and name.endswith("业") and is_field(name[:-1]):
        return True
    tokens = Tokens(name, vocabulary(None), 0, len(name)).all
    return (
        bool(tokens)
        and tokens[-1].kind == "field"
        and all(
            token.kind in ("field", "modifier", "and", "latin", "brand", "char", "function")
            or name[token.start] == "、"
            for token in tokens
        )
    )


def of_title(title: str, region: Region | None) -> list[str]:
    """Fields of a title, split at 与, 和 and 、, in its order."""
    text = _OTHERWISE.sub(r"\1", _NUMBERED.sub("", re.sub(r"\s+", "", title)))
    found: list[str] = []
    begin = 0
    for mark in re.finditer(
        f"{_any('endings').pattern}|{_any('undertakings').pattern}|{_any('developments').pattern}|促进(?=条例|办法|规定)|行动|$",
        text,
    ):
        ending = mark[0]
        whole = text[begin : mark.start()]
        begin = mark.end()
        is_ending = ending in _words("endings")
        if is_ending and _other_thing(text, mark.end()):
            continue
        allowed = _allowed(whole, ending)
        if allowed is not None:
            # 脑机接口未来产业: the field before the collective word.
            before = _bounded(whole[: whole.rindex(allowed)], region)
            if _acceptable(before) and before not in found:
                found.append(stripped(before))
        run = allowed or _bounded(whole, region)
        for index, part in enumerate(parts := [part for part in _JOINTS.split(run) if part]):
            last = index == len(parts) - 1
            name = stripped(part + ending) if is_ending and last else part
            if _acceptable(name) and (is_ending or is_field(name)) and name not in found:
                found.append(name)
    return found


def _allowed(text: str, ending: str) -> str | None:
    """战略性新兴 or 未来 before 产业: collective words that are fields with it."""
    for name in sorted(_words("allowed")):
        if (text + ending).endswith((name, name + "集群")):
            return name.removesuffix("产业")
    return None


def _other_thing(text: str, at: int) -> bool:
    hit = _any("other_things").match(text, at)
    return hit is not None


def _bounded(text: str, region: Region | None) -> str:
    """The run at the end of ``text`` after the last verb, place or bounding word."""
    tokens = Tokens(text, vocabulary(region.code if region else None), 0, len(text))
    start = 0
    for token in tokens.all:
        word = tokens.word(token)
        if (
            token.kind in _BOUNDS
            or token.group in ("verb", "noun")
            or word in _words("bounds") | _words("verbs")
            or (token.kind == "mark" and word != "、")
        ):
            start = token.end
    run = text[start:].strip("、和与及的")
    return re.sub(f"^{lexicon.load('focus')['alliances']}", "", run)


def motion(text: str, end: int) -> tuple[int, int] | None:
    """The range of the title of the motion or proposal that a letter answers: the first that names a field."""
    for hit in pattern("motion").finditer(text, 0, end):
        if of_title(hit[1], None):
            return hit.span(1)
    return None
