"""Duties given in running prose: 由市财政予以保障, 市科技局牵头，…, 各镇街要….

Conservative: named bodies or classes of bodies, at the start of their comma segment or behind 由, and
right behind them a word that gives them something to do. Permissions (可), approvals (批准, 审定), what
is over (已, 了) and bodies too wide to hold a duty (各有关部门) give none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loaders import lexicon
from loaders.agencies.forms import is_refused
from loaders.agencies.lists import Printed
from loaders.agencies.subjects import Subjects, subjects
from loaders.duties import Duty
from loaders.facts import Role
from loaders.lexicon import any_of
from loaders.segments import Ranges, Span, comma_segments, sentences

# 领导小组办公室设在市工信局: the seat of an office is told to run it.
_SEAT = re.compile(r"(?:办公室|专班|秘书处)[^，。；]{0,6}?(?:设在|设于|挂靠在?)")
_BY = re.compile(r"(?<![自理事来缘])由")
_BUILT = re.compile(r"(?:建立|构建|形成|健全|完善|实行)(?:健全|完善)?(?=[一-鿿])")
_BEHIND_COMMA = re.compile(
    r"(?:作为[^，。；]{2,24})?[，,：:]\s*(?:具体|主要|统筹|全面)?(?:要|应当?|须|负责|按职责|按照职责|根据职责|牵头|承担|会同|组织)"
)
_OPENING = re.compile(
    r"(?:[一二三四五六七八九十]+(?:是|要)|[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、．]"
    r"|第[一二三四五六七八九十百0-9]+条|[(（][^()（）\n]{2,16}[)）]\s*(?=\n))\s*"
)
_PHONE = re.compile(r"[0-9]{7}|电话|联系人")
_ITS_DUTY = re.compile(r"(?:主要|具体|统筹|全面)?(?:负责|承担|牵头|履行)")
_CIRCUMSTANCE = re.compile(r"在|按|按照|根据|围绕|为|以|自|从|对|每年|\d{4}年|经|依照|依据|依法|凡|符合|除")
_TAKES_PART = re.compile(r"等?(?:共同)?(?:参加|参与|配合|组成|协同|为成员|支持)")
_MODAL = re.compile(r"(?:应当|应(?!急)|要|须|必须)")
_LEAD = re.compile(r"(?:要|应当|应|须)?(?:负责|分别|共同|联合)?牵头(?!的|人|单位|部门)")
_WITH = re.compile(
    r"(?:应当|应|要|须|负责|牵头|组织|依法|根据[^，]{1,16}?|按照[^，]{1,16}?)?(?:会同|联合(?!国|体|会)|商(?!务|业|标|品|会|贸|事|城|圈|家))"
)
# 省科技厅组织省统计局等部门召开论证会: what is called together takes part.
_CALLS = re.compile(r"(?:负责)?(?:组织|召集|邀请)(?=[省市区县州])")
_PERMITTED = re.compile(r"[^，]{0,14}可(?!靠|持续|行|能|再生|追溯|复制)")
# 市人民政府设立的…机构, 负责…工作的主管部门: words that only say which body is meant.
_ATTRIBUTE = re.compile(r"[一-鿿]{1,8}?的(?=[一-鿿]{0,16}(?:机构|部门|单位|企业|小组|平台|基金|资金))|[一-鿿]{2}的")
_ATTRIBUTE_DUTY = re.compile(r"负责[一-鿿]{2,20}?的(?:主管|行政|工作)?(?:部门|机构|单位)")


@cache
def _verbs() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(any_of(found)) for name, found in lexicon.load("duties").items()}


def prose_duties(text: str, start: int, end: int, skip: Sequence[Span]) -> list[Duty]:
    """Duties of ``text[start:end]`` in order; ``skip`` are the ranges of duty brackets."""
    found: list[Duty] = []
    brackets = Ranges(skip)
    alone: Subjects | None = None
    for sentence in sentences(text, start, end):
        if alone is not None and _ITS_DUTY.match(text, *sentence):
            found.extend(_duties(alone.names, "responsible", "prose-heading"))
        before = len(found)
        if sentence.start == start and (captioned := _captioned(text, sentence)) is not None:
            found.extend(captioned)
        for segment in comma_segments(text, *sentence):
            if segment.start not in brackets:
                found.extend(_of_segment(text, sentence, segment, follows=len(found) > before))
        alone = _alone(text, sentence) if len(found) == before else None
    return found


def _captioned(text: str, sentence: Span) -> list[Duty] | None:
    """A clause that opens with a body and a colon: 1.市科技局：项目评审、资金拨付."""
    read = subjects(text, _opening(text, sentence), sentence.end)
    if not read.names or read.weak or text[read.end : read.end + 1] not in ("：", ":"):
        return None
    if _PHONE.search(text, read.end, sentence.end) or any(name.name.startswith("各") for name in read.names):
        return None
    return _duties(read.names, "responsible", "prose-heading")


def _alone(text: str, sentence: Span) -> Subjects | None:
    """The bodies that fill a sentence or heading: （一）经济发展局。负责…."""
    read = subjects(text, _opening(text, sentence), sentence.end)
    return read if read.names and not read.weak and read.end == sentence.end else None


def _of_segment(text: str, sentence: Span, segment: Span, *, follows: bool) -> list[Duty]:
    """Duties of one comma segment; ``follows`` says that its sentence has given one before: …牵头，会同B…."""
    seated = _SEAT.search(text, segment.start, segment.end)
    if seated is not None:
        return _duties(subjects(text, seated.end(), segment.end).names, "responsible", "prose-seat")
    opening = _opening(text, segment)
    partners = _WITH.match(text, opening, segment.end) if follows else None
    if partners is not None:
        return _duties(subjects(text, partners.end(), segment.end).names, "responsible", "prose-with")
    by = text.startswith("由", opening)
    begins = [opening + 1 if by else opening]
    begins += [match.end() for match in _BY.finditer(text, opening + 1, segment.end)]
    built = _BUILT.match(text, opening, segment.end)
    found: list[Duty] = []
    for begin in begins:
        found.extend(_of_subject(text, sentence, segment, begin, is_first=begin == begins[0], follows=follows))
    if built is not None and not found:
        # 建立省科技厅牵头，…参加的机制: only a lead is told by the thing built.
        found = [d for d in _of_subject(text, sentence, segment, built.end(), is_first=False) if d.role == "lead"]
    return found


def _of_subject(
    text: str, sentence: Span, segment: Span, begin: int, *, is_first: bool, follows: bool = False
) -> list[Duty]:
    """Duties of the bodies that are named from ``begin`` on."""
    behind_you = text[begin - 1 : begin] == "由"
    read = subjects(text, begin, segment.end)
    if not read.names:
        return []
    opens = is_first and _opens(text, sentence, segment)
    role = _role(text, read, segment, opens=opens, behind_you=behind_you)
    if role is None and follows and is_first and not read.weak and _TAKES_PART.match(text, read.end, segment.end):
        role = "responsible"
    rule = _rule(text, read, role, behind_you=behind_you)
    if role is None and is_first and _says_behind_comma(text, read, sentence, segment):
        role, rule = "responsible", "prose-modal"
    if role is None:
        return []
    partners = _WITH.match(text, read.end, segment.end) or _CALLS.match(text, read.end, segment.end)
    found = _duties(read.names, role, rule)
    if partners is not None:
        found += _duties(subjects(text, partners.end(), segment.end).names, "responsible", "prose-with")
    return found


def _duties(names: Sequence[Printed], role: Role, rule: str) -> list[Duty]:
    return [Duty(item.name, role, item.start, item.end, rule) for item in names if not is_refused(item.name)]


def _opens(text: str, sentence: Span, segment: Span) -> bool:
    """Whether only circumstances (在…指导下，按照…，2023年，) stand before the segment in its sentence."""
    before = comma_segments(text, sentence.start, segment.start)
    return all(_CIRCUMSTANCE.match(text, *span) for span in before)


def _says_behind_comma(text: str, read: Subjects, sentence: Span, segment: Span) -> bool:
    """各镇街、住建等部门，要…: the list fills its segment and the next one opens with what is to be done."""
    rest = text[read.end : segment.end]
    if read.weak or (rest and not rest.startswith("作为")):
        return False
    return _BEHIND_COMMA.match(text, read.end, sentence.end) is not None


def _opening(text: str, segment: Span) -> int:
    """Where the words of a segment begin behind an opening number, 一是 or the caption of an article."""
    match = _OPENING.match(text, segment.start, segment.end)
    return match.end() if match else segment.start


def _role(text: str, read: Subjects, segment: Span, *, opens: bool, behind_you: bool) -> Role | None:
    """The role that the words behind the bodies give; None when they give no duty."""
    verbs = _verbs()
    rest = text[read.end : segment.end]
    if verbs["refused_behind"].match(rest) or verbs["over"].search(rest[:10]):
        return None
    if _ATTRIBUTE_DUTY.match(rest) or (_ATTRIBUTE.match(rest) and not _MODAL.match(rest)):
        return None
    if _PERMITTED.match(rest) and not _MODAL.match(rest):
        return None
    if _LEAD.match(rest):
        return "lead"
    if not read.weak and _WITH.match(rest):
        return "responsible"
    groups = ["prose_anywhere"]
    if read.weak:
        return "responsible" if verbs["prose_weak"].match(rest) else None
    groups += [*(["prose_sentence"] if opens else []), *(["prose_behind_you"] if behind_you else [])]
    return "responsible" if any(verbs[name].match(rest) for name in groups) else None


def _rule(text: str, read: Subjects, role: Role | None, *, behind_you: bool) -> str:
    """The family of the duty, by the word that gives it."""
    if role == "lead":
        return "prose-lead"
    if read.weak:
        return "prose-weak"
    if behind_you:
        return "prose-by"
    return "prose-modal" if _MODAL.match(text, read.end) else "prose-verb"
