"""Source text to clean text: simplified, without glosses, blanks of layout and page furniture, every character mapped.

What is folded: traditional characters (OpenCC ``tw2s``, only in traditional text), full-width
digits and letters, CJK compatibility forms. What is dropped: control and zero-width characters,
pinyin glosses, blanks but those between ASCII characters, lines of the page around the document,
line breaks inside a sentence. Punctuation stays as printed. Lines of the clean text are paragraphs.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from itertools import islice, pairwise
from typing import NamedTuple

from loaders import furniture, glosses, traditional
from loaders.paragraphs import joins
from loaders.text import MappedText

_BLANK = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAK = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufe00-\ufe0f\ufff9-\ufffb\ue5d2\ue5e5"
)
_GAP = re.compile(f"[{_BLANK}{_BREAK}{_INVISIBLE}]+")
_HAS_BLANK = re.compile(f"[{_BLANK}]")
_HAS_BREAK = re.compile(f"[{_BREAK}]")
_WIDE = 6
_APART = r"[ \u00a0]"
_ALONE = rf"(?<![0-9A-Za-z.．]{_APART})(?<![0-9A-Za-z.．])"
_SPACED = re.compile(rf"{_ALONE}[0-9A-Za-z](?:{_APART}{{1,2}}[0-9A-Za-z.%](?![0-9A-Za-z]))+")
_SPACED_NUMBER = re.compile(
    rf"{_ALONE}[0-9](?:{_APART}{{1,2}}[0-9](?![0-9]))+{_APART}{{0,2}}[年月日条章项个家万亿元％%]"
)
_WIDE_POINT = re.compile(r"(?<=[0-9])．(?=[0-9])")


def _folds() -> dict[int, str]:
    """Characters with one plain form: full-width digits and letters, CJK compatibility ideographs, radicals."""
    ranges = [(0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A), (0x2E80, 0x2FDF), (0xF900, 0xFAFF)]
    folded = {code: unicodedata.normalize("NFKC", chr(code)) for low, high in ranges for code in range(low, high + 1)}
    return {code: char for code, char in folded.items() if len(char) == 1 and ord(char) != code}


_FOLDS = _folds()


class Style(NamedTuple):
    """What the folding of a document depends on; survey it on the whole source, use it on its fragments."""

    traditional: bool
    glosses: bool
    spaced: bool = False
    """Whether blanks stand inside its numbers: 2 0 2 5 年."""


def survey(source: str) -> Style:
    """The writing habits of a source text."""
    return Style(traditional.is_traditional(source), glosses.has_glosses(source), _is_spaced(source))


def _is_spaced(source: str) -> bool:
    """Whether the digits of numbers with a unit stand apart from each other, more than once or in a year."""
    found = [match[0] for match in islice(_SPACED_NUMBER.finditer(source), 3)]
    return len(found) > 2 or any("年" in one and len(re.findall("[0-9]", one)) == 4 for one in found)


def clean(source: str) -> MappedText:
    """The clean text of a source text; offsets count characters of both."""
    folded = _fold(source, survey(source), keep_lines=True)
    return _paragraphs(folded)


def clean_fragment(fragment: str, style: Style) -> str:
    """A piece of a source text, cleaned as it would be inside a paragraph of the whole: its line breaks vanish.

    For a range of the clean text without line ends, cut between alignment units, this gives the
    range again from ``source[slice(*mapped.source_range(start, end))]``.
    """
    breaks = _HAS_BREAK.search(fragment)
    if breaks:
        lines = re.split(f"([{_BREAK}]+)", fragment)
        for at in range(2, len(lines) - 2, 2):
            if furniture.is_interruption(_fold(lines[at], style, keep_lines=False).text.strip()):
                lines[at] = ""
        fragment = "".join(lines)
    return _fold(fragment, style, keep_lines=False).text


def again(source: str, mapped: MappedText, start: int, end: int, style: Style) -> str:
    """The clean range ``[start:end)`` made anew from its source, line by line: proof that the map holds."""
    lines = []
    for line in mapped.text[start:end].split("\n"):
        low, high = mapped.source_range(start, start + len(line))
        lines.append(clean_fragment(source[low:high], style))
        start += len(line) + 1
    return "\n".join(lines)


def snap(mapped: MappedText, start: int, end: int) -> tuple[int, int]:
    """The range widened to alignment units: characters that share their source range stay together."""
    while 0 < start < len(mapped.text) and mapped.starts[start] == mapped.starts[start - 1]:
        start -= 1
    while 0 < end < len(mapped.text) and mapped.starts[end] == mapped.starts[end - 1]:
        end += 1
    return start, end


def _fold(source: str, style: Style, *, keep_lines: bool) -> MappedText:
    """Characters folded and gaps closed; breaks become ``\\n`` if lines are kept, else they close like blanks."""
    text = source.translate(_FOLDS)
    cuts: list[tuple[int, int, bool]] = [(match.start(), match.end(), False) for match in _GAP.finditer(text)]
    if style.glosses:
        found = [m for m in glosses.GLOSS.finditer(text) if glosses.syllable(m[1])]
        cuts = sorted(cuts + [(match.start(), match.end(), True) for match in found])
    spaced = [match.span() for match in _SPACED.finditer(text)] if style.spaced else []
    inside = {at for low, high in spaced for at in range(low, high)}
    pieces: list[str] = []
    starts, ends = array("q"), array("q")
    last, offset = "", 0
    for low, high, is_gloss in [*cuts, (len(text), len(text), False)]:
        if low > offset:
            pieces.append(text[offset:low])
            starts.extend(range(offset, low))
            ends.extend(range(offset + 1, low + 1))
            last = text[low - 1]
        offset = high
        if is_gloss and ends:
            ends[-1] = high
            continue
        gap = text[low:high]
        char = "" if low in inside else _gap(gap, last, text[high : high + 1], keep_lines)
        if char:
            pieces.append(char)
            starts.append(low)
            ends.append(high)
            last = char
    for low, high in spaced:
        first, behind = bisect_left(starts, low), bisect_left(starts, high)
        starts[first:behind] = array("q", [low] * (behind - first))
        ends[first:behind] = array("q", [high] * (behind - first))
    return _units(_simplified("".join(pieces), starts, ends, style))


def _gap(gap: str, left: str, right: str, keep_lines: bool) -> str:
    """What a run of blanks, breaks and invisible characters becomes."""
    if not gap:
        return ""
    # A wide gap inside a line stands where a line break got lost (issuer, date and title in one line).
    breaks = _HAS_BREAK.search(gap) is not None or _width(gap) >= _WIDE
    if breaks and keep_lines:
        return "\n"
    if not breaks and not _HAS_BLANK.search(gap):
        return ""
    if not left or not right:
        return "" if breaks else " "
    if left == "\n" or right == "\n":
        return ""
    return " " if keeps_blank(left, right, breaks=breaks) else ""


def _width(gap: str) -> int:
    return sum(2 if char == "\u3000" else char in " \t\u00a0" for char in gap) if len(gap) > 2 else 0


def keeps_blank(left: str, right: str, *, breaks: bool = False) -> bool:
    """Whether a blank between two characters says something: between ASCII characters; at a line break, letters."""
    if breaks:
        return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
    return left.isascii() and right.isascii()


def _simplified(text: str, starts: array[int], ends: array[int], style: Style) -> MappedText:
    if not style.traditional:
        return MappedText(text, starts, ends)
    simple, lows, highs = traditional.simplify(text)
    return MappedText(simple, array("q", (starts[low] for low in lows)), array("q", (ends[high - 1] for high in highs)))


def _units(folded: MappedText) -> MappedText:
    """A full-width point between digits is a decimal point; the three characters become one alignment unit."""
    if "．" not in folded.text:
        return folded
    starts, ends = array("q", folded.starts), array("q", folded.ends)
    for match in _WIDE_POINT.finditer(folded.text):
        at = match.start()
        starts[at] = starts[at + 1] = starts[at - 1]
        ends[at - 1] = ends[at] = ends[at + 1]
    return MappedText(_WIDE_POINT.sub(".", folded.text), starts, ends)


def _paragraphs(folded: MappedText) -> MappedText:
    """Lines of the page dropped, lines of one paragraph joined."""
    lines: list[tuple[int, int]] = []
    offset = 0
    for line in folded.text.split("\n"):
        bare = line.strip(" ")
        if bare:
            start = offset + line.index(bare[0])
            lines.append((start, start + len(bare)))
        offset += len(line) + 1
    texts = [folded.text[start:end] for start, end in lines]
    keep = furniture.kept(texts)
    # Lines are neighbours only if nothing but page numbers and the like stood between them.
    chosen = [index for index, kept in enumerate(keep) if kept]
    apart = [
        any(not furniture.is_interruption(texts[between]) for between in range(low + 1, high))
        for low, high in pairwise(chosen)
    ]
    joined = [
        joins_next and not far for joins_next, far in zip(joins([texts[index] for index in chosen]), apart, strict=True)
    ]
    lines = [lines[index] for index in chosen]
    pieces: list[str] = []
    starts, ends = array("q"), array("q")
    for index, (start, end) in enumerate(lines):
        if index:
            glue = "\n"
            if joined[index - 1]:
                glue = " " if keeps_blank(pieces[-1][-1], folded.text[start], breaks=True) else ""
            if glue:
                pieces.append(glue)
                starts.append(ends[-1])
                ends.append(folded.starts[start])
        pieces.append(folded.text[start:end])
        starts.extend(folded.starts[start:end])
        ends.extend(folded.ends[start:end])
    return MappedText("".join(pieces), starts, ends)
