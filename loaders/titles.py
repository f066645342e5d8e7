"""The title of an official document: where it stands, who issues it by it, what kind of document it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders import lexicon
from loaders.agencies.issuers import is_issuer, split_issuers
from loaders.document import Document

_LONGEST = 160
_SHORTEST = 6
_LINES = 6
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,30}[〔\[（(【]\s*(?:19|20)[0-9]{2}\s*[〕\]）)】]\s*第?\s*[0-9]{1,5}\s*号")
_ORDER = re.compile(
    r"(?:^|(?<=\n))(?P<body>[一-鿿]{2,24})令\s*[（(]?\s*第\s*[0-9一二三四五六七八九十百〇零]{1,6}\s*号[)）]?"
)
_SALUTATION = re.compile(r"(?:各[^。；]{2,60}|[^。；：:]{2,20}(?:代表|委员|单位))[：:]")
_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|第[一二三四五六七八九十百0-9]+[章条节]")
_SENTENCE = re.compile(r"[。；;！？!?]|(?<![0-9])[:：]")


@dataclass(frozen=True, slots=True)
class Title:
    """A printed title. ``start:end`` is its range in the clean text; ``text`` has no line ends."""

    text: str
    start: int
    end: int
    issuers: tuple[str, ...]
    """Bodies named before 关于 or 印发, as printed."""
    doc_type: str | None
    """The kind of the document, of the carried one for a notice that carries one."""
    is_press: bool
    """Whether press words follow the title on its line (…行动方案发布)."""


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A document number such as 东府办〔2024〕18号, printed at ``start:end``."""

    text: str
    start: int
    end: int


@cache
def _ending() -> re.Pattern[str]:
    words = lexicon.load("policy")
    tail = rf"(?:[（(](?:{lexicon.any_of(words['tails'])}|[^（）()]{{0,12}}(?:19|20)[0-9]{{2}}[^（）()]{{0,12}})[）)])"
    return re.compile(
        rf"({lexicon.any_of(words['types'])}){tail}*[》”]?{tail}*(?P<press>{lexicon.any_of(words['press_tails'])})?$"
    )


@cache
def _carried() -> re.Pattern[str]:
    words = lexicon.load("policy")
    carriers, carrying = lexicon.any_of(words["carriers"]), lexicon.any_of(words["carrying"])
    return re.compile(rf"(?:{carrying})(?P<inner>.+?)的(?:{carriers})$")


@cache
def _before() -> re.Pattern[str]:
    carrying = lexicon.any_of(lexicon.load("policy")["carrying"])
    return re.compile(rf"^(?P<bodies>[^《》，。:：]{{3,120}}?)(?:关于|{carrying})")


def doc_numbers(text: str, start: int, end: int) -> list[DocNumber]:
    """Document numbers in ``text[start:end]`` that stand by themselves, not those quoted in brackets or after 《》."""
    found = []
    for match in _NUMBER.finditer(text, start, end):
        begin = match.start()
        for word in re.finditer(rf"(?:{lexicon.any_of(_types())})(?=[\u4e00-\u9fff]{{2}})", match[0]):
            begin = match.start() + word.end()
        left = text[begin - 1 : begin] if begin else ""
        if left in ("（", "(") and _is_line(text, begin - 1, match.end() + 1):
            left = ""
        if left in ("（", "(", "》", "〔", "["):
            continue
        found.append(DocNumber(re.sub(r"\s", "", text[begin : match.end()]), begin, match.end()))
    return found


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a line of its own: a number in brackets under the title."""
    return (
        text[:start].rstrip(" ")[-1:] in ("", "\n")
        and text[end - 1 : end] in ")）"
        and text[end : end + 1] in ("", "\n")
    )


def order_number(text: str, end: int) -> DocNumber | None:
    """The number of an order above its title: 某省人民政府令（第19号）, 某市人民政府令 第290号."""
    match = _ORDER.search(text, 0, end)
    if match is None or not is_issuer(match["body"]):
        return None
    return DocNumber(re.sub(r"\s", "", match[0].strip()), match.start("body"), match.end())


def _types() -> list[str]:
    """Kinds that a title may end in right before a number; 函 and 令 also end numbers' own codes and are left out."""
    return [word for word in lexicon.load("policy")["types"] if len(word) > 1] + ["的函", "的令"]


def find_title(document: Document, head_end: int) -> Title | None:
    """The title printed before ``head_end``: best with its issuer, else with 关于, else any kind."""
    lines = _lines(document.text, head_end)
    best: tuple[int, Title] | None = None
    for last in range(len(lines)):
        title = _title_ending(document.text, lines, last)
        if title is None:
            continue
        about = re.search(rf"关于|{lexicon.any_of(lexicon.load('policy')['carrying'])}", title.text) is not None
        rank = 2 * bool(title.issuers) + about
        if best is None or rank > best[0]:
            best = (rank, title)
    return best[1] if best is not None else None


def _lines(text: str, head_end: int) -> list[tuple[int, int]]:
    """Lines of the head; a line that runs on (number, salutation, sentence) is cut where these begin."""
    found: list[tuple[int, int]] = []
    cuts = [(number.start, number.end) for number in doc_numbers(text, 0, head_end)]
    for line in re.finditer(r"[^\n]+", text[:head_end]):
        begin, end = line.start(), line.end()
        while begin < end and text[begin] in "#* ":
            begin += 1
        for low, high in cuts:
            if begin <= low < end:
                found.append((begin, low))
                begin = high
        salutation = _SALUTATION.search(text, begin, end)
        if salutation is not None and salutation.start() > begin:
            found.append((begin, salutation.start()))
            begin = salutation.start()
        found.append((begin, end))
    return [(begin, end) for begin, end in found if text[begin:end].strip()]


def _title_ending(text: str, lines: list[tuple[int, int]], last: int) -> Title | None:
    end = lines[last][1]
    kind = _ending().search(text[lines[last][0] : end].rstrip())
    if kind is None:
        return None
    first = last
    while first > max(-1, last - _LINES):
        if not _goes_on(text, lines, first, end):
            break
        first -= 1
    start = lines[max(first, 0)][0]
    printed = text[start:end].rstrip()
    end = start + len(printed)
    if kind["press"]:
        end -= len(kind["press"])
    if text[start] == "《" and text.find("》", start) == end - 1:
        start, end = start + 1, end - 1
    joined = "".join(text[start:end].split("\n")).strip()
    if not _SHORTEST <= len(joined) <= _LONGEST or not _balanced(joined) or _SENTENCE.search(_outside_marks(joined)):
        return None
    if _NUMBERED.match(joined):
        return None
    return Title(joined, start, end, _issuers(text[start:end]), _kind(joined), bool(kind["press"]))


def _goes_on(text: str, lines: list[tuple[int, int]], first: int, end: int) -> bool:
    """Whether the title that would begin with line ``first`` needs the line above it."""
    if first == 0:
        return False
    above = text[slice(*lines[first - 1])].strip()
    so_far = text[lines[first][0] : end].strip()
    if _SENTENCE.search(_outside_marks(above)) or doc_numbers(above, 0, len(above)) or len(above) > _LONGEST:
        return False
    if not _balanced(so_far) or re.search(r"(?:关于|印发|转发|的|和|与|及|、)$", above):
        return True
    if re.match(r"关于|印发|转发|批转", so_far):
        return all(is_issuer(part) for part in split_issuers(above))
    return "关于" not in so_far and _opens_above(text, lines[max(0, first - 3) : first])


def _opens_above(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether one of the lines right above opens a title (…关于…) that none of those between ends."""
    for span in reversed(lines):
        line = text[slice(*span)].strip()
        if _SENTENCE.search(line) or _ending().search(line) or doc_numbers(line, 0, len(line)):
            return False
        if "关于" in line:
            return True
    return False


def _balanced(text: str) -> bool:
    return text.count("《") == text.count("》")


def _outside_marks(text: str) -> str:
    return re.sub(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》", "", text)


def _issuers(printed: str) -> tuple[str, ...]:
    found = _before().match(printed.replace("\n", " "))
    if found is None:
        return ()
    bodies = re.sub(r"等[0-9一二三四五六七八九十]*(?:个?部门|单位)$", "", found["bodies"].strip())
    parts = split_issuers(bodies)
    return tuple(parts) if parts and all(is_issuer(part) for part in parts) else ()


def _kind(title: str) -> str | None:
    words = lexicon.load("policy")
    answers = words["answers"]
    if any(word in title for word in answers["about"]) and any(word in title for word in answers["words"]):
        return str(answers["type"])
    carried = _carried().search(title)
    if carried is not None and (inner := _ending().search(carried["inner"].strip())) is not None:
        return inner[1]
    own = _ending().search(title)
    return own[1] if own is not None else None
