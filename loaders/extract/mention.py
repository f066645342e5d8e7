"""Named things: enterprises, institutions, places, funds, events and cited documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from loaders import regions
from loaders.document import Document
from loaders.extract.context import Context
from loaders.facts import Mention
from loaders.names import carriers, cited, enterprise, lists, moneys, partners, quoted, search
from loaders.names import listed as by_class
from loaders.names.found import Found, longest
from loaders.names.tokens import Tokens
from loaders.names.words import endings, vocabulary
from loaders.regions import Region
from loaders.segments import sentences

_UNSURE = frozenset({"place.slogan"})
"""Families of names that are wrong more often than right."""
_ADDRESSEES = re.compile(r"^各[^。；\n]{2,300}[：:]$", re.M)
_EFFECT = re.compile(r"\s*本[^《。\n]{2,60}[，,][^。\n]{0,200}废止。")
_ROW = re.compile(r"[0-9]{1,3}(?:[\u4e00-\u9fff]+?(?:项目|工程))?(?=[\u4e00-\u9fff]{4})")
_ARTICLE = re.compile(r"第[ 0-9一二三四五六七八九十百零〇○]{1,8}[编章节条款]")
"""The number of an article, which is no part of the name that follows it."""
_CALLED = re.compile(r"[(（](?:以下|下)?(?:统称|简称)(?:为)?[“\"]?([^”\"()（）]{2,20})[”\"]?[)）]")
_INSIDE_NAME = re.compile(r"(?:小|(?<![做壮扩强光放])大)$")
"""A place's name begins inside another name behind these (小雁塔 is not 雁塔)."""


def extract(document: Document, context: Context) -> list[Mention]:
    """Mentions in order of the text, one for each type, name and clause; none from agency brackets and trailers."""
    end = document.end
    title = context.policy.title if context.policy else None
    skip = [*document.duty_spans, *_addressees(document)]
    finds = find(document.text, 0, end, skip=skip, region=context.region, title=title)
    finds += cited.find(document.text, end, _effect_end(document), title)
    own = _title_range(context)
    finds = sorted([*finds, *_unanchored(document, context, finds)], key=lambda found: (found.start, found.end))
    facts: dict[tuple[str, str, str], Mention] = {}
    about = _OwnZone(document, finds, own)
    for found in finds:
        if (own and own[0] <= found.start < own[1]) or about.again(found):
            continue
        clause = document.clause_at(min(found.start, end - 1))
        path = clause.path if clause else ""
        fact = _fact(found, path, document.text)
        if about.holds(found):
            fact = replace(fact, rule=f"{found.type}.of-own-zone", tier="candidate")
        facts.setdefault((path, found.type, found.name), fact)
    return list(facts.values())


def find(
    text: str,
    start: int,
    end: int,
    *,
    skip: Iterable[tuple[int, int]] = (),
    region: Region | None = None,
    title: str | None = None,
) -> list[Found]:
    """Names in ``text[start:end]`` outside the ranges ``skip``, in order; overlaps settled, roles set."""
    documents = cited.find(text, start, end, title)
    marked = [(found.start, found.end) for found in documents]
    # Names inside the title of a document are not mentions of their own.
    closed = [
        *skip,
        *marked,
        *((hit.start(), hit.end()) for hit in re.finditer("《[^《》]{1,80}》", text[:end]) if hit.start() >= start),
        *(hit.span() for hit in _ARTICLE.finditer(text, start, end)),
    ]
    tokens = Tokens(text, vocabulary(region.code if region else None), start, end, _merged(closed))
    finds = [
        *search.by_ending(tokens),
        *search.academies(tokens),
        *search.schools(tokens),
        *carriers.find(tokens, _above(region), _near(region)),
        *search.zones(tokens),
        *quoted.find(tokens),
        *moneys.find(tokens),
    ]
    listed = [*partners.find(tokens), *lists.find(tokens)]
    # A project's name is not the name of the base or park that it builds; what a list says of a firm is firmer.
    owners = {found.start for found in listed if found.role == "project-owner"}
    spans = {(found.start, found.end) for found in listed}
    finds = [found for found in finds if found.start not in owners and (found.start, found.end) not in spans]
    listed += by_class.find(tokens, [*finds, *listed])
    settled = longest([*finds, *listed, *lists.facilities(tokens, finds), *lists.repeats(tokens, [*finds, *listed])])
    refused = _above(region)
    kept = [
        _without_row(found)
        for found in settled
        if not (
            found.rule.startswith(search.OFFICE)
            or (
                found.type == "place"
                and (found.name in refused or _INSIDE_NAME.search(text[max(0, found.start - 2) : found.start]))
            )
        )
    ]
    return sorted(
        (*documents, *(_with_role(text, found) for found in _shortened(kept))),
        key=lambda found: (found.start, found.end, found.type, found.name),
    )


def _unanchored(document: Document, context: Context, finds: list[Found]) -> Iterator[Found]:
    """The zone that a city's or county's document is about, called by its kind alone: 金融商务区 is the city's one."""
    title, region = _title_range(context), context.region
    if title is None or region is None or region.level not in ("prefecture", "county"):
        return
    printed = document.text[title[0] : title[1]]
    if any(found.type == "place" and found.name in printed for found in finds):
        return
    kinds = [text for text, group in endings().items() if group == "place.zone" and len(text) > 4 and text in printed]
    for kind in sorted(kinds, key=len)[-1:]:
        at = document.text.find(kind, title[1], document.end)
        if at >= 0:
            yield Found(at, at + len(kind), "place", kind, "place.own")


class _OwnZone:
    """The zone that the document is about, by its title or by standing in every other clause: a mention once, under
    whatever name it comes again."""

    def __init__(self, document: Document, finds: list[Found], title: tuple[int, int] | None) -> None:
        text = document.text
        # Cities and counties are places by what a clause says of them, again and again.
        places = [found for found in finds if found.type == "place" and found.rule != carriers.RULE]
        printed = text[title[0] : title[1]] if title else ""
        titled = {found.name for found in places if len(found.name) > 2 and found.name in printed}
        titled |= _everywhere(document, places)
        self._title = text[title[0] : title[1]] if title and titled else ""
        self._names = titled | {
            hit[1] for found in places if found.name in titled and (hit := _CALLED.match(text, found.end))
        }
        self._seen = False

    def holds(self, found: Found) -> bool:
        """Whether it is a park or platform called by the zone and its kind (某新区科技创新平台): any may be meant."""
        if found.rule not in ("institution.anchored", "place.park"):
            return False
        return any(found.name.startswith(name) and found.name != name for name in self._names)

    def again(self, found: Found) -> bool:
        """Whether ``found`` is the zone and was met before; finds come in the order of the text."""
        if found.type != "place" or found.rule == carriers.RULE:
            return False
        if not (found.name in self._names or found.name in self._title):
            return False
        again, self._seen = self._seen, True
        return again


def _everywhere(document: Document, places: list[Found]) -> set[str]:
    """Names of zones that stand in at least half of the clauses, and in eight."""
    clauses: dict[str, set[int]] = {}
    for found in places:
        clause = document.clause_at(found.start)
        clauses.setdefault(found.name, set()).add(clause.start if clause else -1)
    return {name for name, held in clauses.items() if len(held) >= max(8, len(document.clauses) / 2)}


def _fact(found: Found, path: str, text: str) -> Mention:
    return Mention(
        clause=path,
        quote=text[found.start : found.end],
        start=found.start,
        end=found.end,
        rule=found.rule,
        tier="candidate" if found.rule in _UNSURE else "likely",
        type=found.type,
        name=re.sub(r"\s+", "", found.name),
        role=found.role,
    )


def _effect_end(document: Document) -> int:
    """Where the sentence ends, right behind the last clause, that says what the document repeals; else its end."""
    effect = _EFFECT.match(document.text, document.end)
    return effect.end() if effect else document.end


def _addressees(document: Document) -> Iterator[tuple[int, int]]:
    """Lines over the text that say whom it is sent to (各市人民政府，…：)."""
    first = document.clauses[0].start if document.clauses else document.end
    return (hit.span() for hit in _ADDRESSEES.finditer(document.text, 0, first))


def _without_row(found: Found) -> Found:
    """A firm without the row number and the project that a table prints before it; no firm begins with digits."""
    if found.type != "enterprise" or (row := _ROW.match(found.name)) is None:
        return found
    return replace(found, name=found.name[row.end() :], start=found.start + row.end())


def _with_role(text: str, found: Found) -> Found:
    if found.type != "enterprise" or found.role:
        return found
    for sentence in sentences(text, max(0, found.start - 400), min(len(text), found.end + 400)):
        if sentence.start <= found.start < sentence.end:
            return replace(found, role=enterprise.role(text, found, sentence.start, sentence.end))
    return replace(found, role="other")


def _shortened(finds: list[Found]) -> list[Found]:
    """A place named before and printed again with a generic ending (…合作区产业园) is the place named before."""
    names = {found.name for found in finds if found.type == "place"}
    shorter: list[Found] = []
    for found in finds:
        bare = re.sub("(?:产业园区?|园区|片区|基地)$", "", found.name) if found.type == "place" else found.name
        if bare != found.name and bare in names:
            found = replace(found, name=bare, end=found.start + len(bare))
        shorter.append(found)
    return shorter


def _above(region: Region | None) -> frozenset[str]:
    """Names of the issuer's own region and of those above it."""
    if region is None:
        return frozenset()
    return frozenset(
        name
        for above in (region, *regions.ancestors(region))
        if above.level != "zone"
        for name in (above.name, above.short)
    )


@cache
def _near(region: Region | None) -> frozenset[str]:
    """Short names of the counties of the issuer's province."""
    if region is None or region.level == "country":
        return frozenset()
    province = region.code[:2]
    return frozenset(
        found.short
        for found in regions.all_regions()
        if found.level == "county" and found.code.startswith(province) and len(found.short) > 1
    )


def _title_range(context: Context) -> tuple[int, int] | None:
    return context.policy.evidence.get("title") if context.policy else None


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
