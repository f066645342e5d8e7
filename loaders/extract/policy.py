"""What a document says of itself: title, number, issuer, region, dates, kind, completeness."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders import completeness, lexicon, own_region, period, regions, titles
from loaders.agencies.full_names import with_region
from loaders.agencies.issuers import is_issuer, split_issuers
from loaders.dates import PrintedDate, find_dates
from loaders.document import Document
from loaders.extract.context import Context
from loaders.facts import PolicyFact
from loaders.titles import Title

_SHORT_HEAD = 60
_HEAD = 600
_NOT_A_SIGNATURE = re.compile(r"\s*(?:印发|前|起|至|止|以|[,，、)）～~—-]|在|召开|会议)")
_BRACKETED = re.compile(r"\n[(（]\s*\Z")
_PAGE_WORDS = re.compile(r"(?:时间|日期|来源|浏览|更新|点击)[^\n]*$")

# The caption under the title of a statute names who made it (立法法).
_ADOPTED = re.compile(
    r"日([\u4e00-\u9fff]{2,12}?[省市区县州])第[一二三四五六七八九十]+届(人民代表大会(?:常务委员会)?)第[一二三四五六七八九十]+次会议(?:审议)?通过"
)


class Signature(NamedTuple):
    """Who signed when: names as printed (empty for a bare date) and ranges in the clean text."""

    bodies: tuple[str, ...]
    start: int
    date: PrintedDate


def extract(document: Document, context: Context) -> PolicyFact:
    """The policy line; ``context.region`` is the region given from outside and wins over what is read.

    A field that the text does not print is None; what is printed stands in ``evidence``.
    """
    text = document.text
    head_end = _head_end(document)
    evidence: dict[str, tuple[int, int]] = {}
    labelled = _labelled(text)

    title = titles.find_title(document, head_end)
    if title is not None:
        evidence["title"] = (title.start, title.end)
    doc_type = _doc_type(text, title, evidence)
    number = _doc_number(document, head_end, labelled, evidence)
    signature = _signature(document, title)
    region = context.region
    if region is None:
        printed = signature.bodies[0] if signature is not None and signature.bodies else None
        found = own_region.find_region(text, title, printed, signature.start if signature is not None else 0)
        if found is not None:
            region = found.region
            evidence["region"] = (found.start, found.end)
    issuer = _issuer(text, title, signature, labelled, region, evidence)
    issued_on = _issued_on(signature, labelled, text, evidence)
    years = period.find_period(document, title)
    for name, year in (("period_start", years.start), ("period_end", years.end)):
        if year is not None:
            evidence[name] = (year.start, year.end)
    verdict = completeness.judge(document, title)
    if verdict.completeness != "full":
        evidence["completeness"] = (verdict.start, verdict.end)
    return PolicyFact(
        title=title.text if title is not None else None,
        doc_number=number,
        issuer=issuer,
        region=region.code if region is not None else None,
        issued_on=issued_on,
        period_start=years.start.year if years.start is not None else None,
        period_end=years.end.year if years.end is not None else None,
        doc_type=doc_type,
        completeness=verdict.completeness,
        evidence=evidence,
    )


def _doc_type(text: str, title: Title | None, evidence: dict[str, tuple[int, int]]) -> str | None:
    """The kind that the title names; where no title is printed, the kind by which the text calls itself."""
    if title is not None:
        if title.doc_type is not None:
            evidence["doc_type"] = _last(text, title.doc_type, title.start, title.end)
        return title.doc_type
    named = max(_itself().finditer(text), key=lambda match: len(match[1]), default=None)
    if named is None:
        return None
    evidence["doc_type"] = named.span(1)
    return named[1]


@cache
def _itself() -> re.Pattern[str]:
    """本实施意见自发布之日起, 本办法由…负责解释: a document that says what it is; 本实施意见 says more than 本政策."""
    kinds = lexicon.any_of([kind for kind in lexicon.load("policy")["types"] if len(kind) > 1])
    return re.compile(rf"本({kinds})(?=自|由|从|所称|适用|有效期|涉及|规定)")


def _last(text: str, word: str, start: int, end: int) -> tuple[int, int]:
    """Where ``word`` stands last in a range; the whole range where it is not printed in one piece."""
    at = text.rfind(word, start, end)
    return (at, at + len(word)) if at >= 0 else (start, end)


def _head_end(document: Document) -> int:
    """Where the title block and the words before the first clause end."""
    first = document.clauses[0].start if document.clauses else _HEAD
    first = max(first, document.body_start)
    return first if first >= _SHORT_HEAD else min(_HEAD, len(document.text))


@cache
def _labels() -> re.Pattern[str]:
    words = lexicon.load("policy")
    groups = [
        f"(?P<{field}>{'|'.join(labels)})" for field, labels in {**words["labels"], "posting": words["posting"]}.items()
    ]
    known = lexicon.any_of([*(word for found in words["labels"].values() for word in found), *words["posting"]])
    # The next label ends the value; a known one in full, so that 政府办公厅发文日期： is not cut inside 办公厅.
    label = rf"(?![\u4e00-\u9fff]{{1,5}}?(?:{known})[：:])[\s|｜]*[\u4e00-\u9fff]{{2,6}}[：:]"
    value = rf"(?P<value>[^\n]{{2,120}}?)(?=\n|$|[\s|｜]*(?:{known})[：:]|{label})"
    return re.compile(rf"(?P<line>^|\n)?(?:{'|'.join(groups)})(?:\s*[：:]\s*|(?(line)\n|(?!))){value}")


def _labelled(text: str) -> dict[str, tuple[int, int]]:
    """Ranges of values that stand after labels such as 发文字号：, or below a label that is a line of its own."""
    found: dict[str, tuple[int, int]] = {}
    for match in _labels().finditer(text):
        field = next(name for name, value in match.groupdict().items() if name not in ("line", "value") and value)
        found.setdefault(field, match.span("value"))
    return found


def _doc_number(
    document: Document, head_end: int, labelled: dict[str, tuple[int, int]], evidence: dict[str, tuple[int, int]]
) -> str | None:
    spans = [(0, head_end), labelled.get("doc_number")]
    for span in spans:
        for number in titles.doc_numbers(document.text, *span) if span is not None else ():
            before = document.text[max(0, number.start - 12) : number.start]
            if re.search(r"(?:根据|依据|按照|落实|参照)[^\n]*$", before) is None:
                evidence["doc_number"] = (number.start, number.end)
                return number.text
    order = titles.order_number(document.text, max(head_end, min(_HEAD, document.end)))
    if order is not None:
        evidence["doc_number"] = (order.start, order.end)
        return order.text
    return None


def _signature(document: Document, title: Title | None) -> Signature | None:
    """The date under the document, with the names above it; a bare date only at the end or under the title."""
    text, stop = document.text, document.end
    bare: list[Signature] = []
    for date in find_dates(text):
        # (2023年2月8日) alone under the title; elsewhere a closing bracket ends a citation.
        alone = _BRACKETED.search(text[max(0, date.start - 4) : date.start]) and re.match(
            r"\s*[)）]\s*(?:\n|$)", text[date.end : date.end + 8]
        )
        if (not alone and _NOT_A_SIGNATURE.match(text, date.end)) or _PAGE_WORDS.search(
            text, text.rfind("\n", 0, date.start) + 1, date.start
        ):
            continue
        bodies, start = _above(text, date.start, title)
        if bodies:
            return Signature(bodies, start, date)
        own_line = text[: date.start].rstrip(" （(").endswith("\n") and text[date.end :].lstrip(" ）)")[:1] in (
            "",
            "\n",
        )
        if own_line and (date.start >= stop - _HEAD or date.end <= _head_end(document)):
            bare.append(Signature((), date.start, date))
    return bare[-1] if bare else None


def _above(text: str, end: int, title: Title | None) -> tuple[tuple[str, ...], int]:
    """Names of bodies that end right before ``end``: lines of their own, or the issuer of the title in running text."""
    found: list[str] = []
    at = len(text[:end].rstrip())
    start = at
    while at > 0:
        low = text.rfind("\n", 0, at) + 1
        parts = split_issuers(text[low:at])
        if not parts or not all(is_issuer(part) and len(part) >= 4 for part in parts):
            break
        found[:0] = parts
        start, at = low, len(text[:low].rstrip())
    if found:
        return tuple(found), start
    for issuer in title.issuers if title is not None else ():
        low = max(text.rfind(mark, 0, len(text[:end].rstrip())) for mark in "。；！\n") + 1
        printed = text[low:end].strip()
        if is_issuer(printed) and len(printed) >= 4 and _shortens(printed, issuer):
            return (printed,), low
    return (), end


def _shortens(printed: str, full: str) -> bool:
    """Whether ``printed`` is ``full`` or it with characters left out: 省政府办公厅 of 广东省人民政府办公厅."""
    rest = iter(full)
    return printed[-1] == full[-1] and all(char in rest for char in printed)


def _issuer(
    text: str,
    title: Title | None,
    signature: Signature | None,
    labelled: dict[str, tuple[int, int]],
    region: regions.Region | None,
    evidence: dict[str, tuple[int, int]],
) -> str | None:
    """Full names joined by 、: from the title, else a label, the signature or a statute's caption."""
    sources: list[tuple[tuple[str, ...], tuple[int, int]]] = []
    if title is not None and title.issuers:
        last = text.find(title.issuers[-1], title.start) + len(title.issuers[-1])
        sources.append((title.issuers, (title.start, last)))
    if (span := labelled.get("issuer")) is not None:
        sources.append((tuple(split_issuers(text[slice(*span)])), span))
    if signature is not None and signature.bodies:
        sources.append((signature.bodies, (signature.start, signature.date.start)))
    if (order := titles.order_number(text, min(_HEAD, len(text)))) is not None:
        body = order.text[: order.text.rindex("令")]
        sources.append(((body,), (order.start, order.start + len(body))))
    if (adopted := _ADOPTED.search(text, 0, _HEAD)) is not None:
        sources.append((("".join(adopted.groups()),), adopted.span()))
    for bodies, span in sources:
        names = [with_region(body, region) for body in bodies if is_issuer(body)]
        if names and len(names) == len(bodies) and None not in names:
            evidence["issuer"] = span
            return "、".join(name for name in names if name is not None)
    return None


def _issued_on(
    signature: Signature | None,
    labelled: dict[str, tuple[int, int]],
    text: str,
    evidence: dict[str, tuple[int, int]],
) -> str | None:
    """The date of signature, else of a label; a posting date only in a card that also prints the number."""
    if signature is not None:
        evidence["issued_on"] = (signature.date.start, signature.date.end)
        return signature.date.iso
    fields = ["issued_on", *(["posting"] if "doc_number" in labelled else [])]
    for field in fields:
        for date in find_dates(text, *labelled[field], numeric=True) if field in labelled else ():
            evidence["issued_on"] = (date.start, date.end)
            return date.iso
    return None
