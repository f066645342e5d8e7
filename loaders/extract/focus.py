"""The industries and technology fields that a document is about: in its title, and headings of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders import fields
from loaders.document import Clause, Document
from loaders.extract.context import Context
from loaders.facts import Focus


def extract(document: Document, context: Context) -> list[Focus]:
    """Fields of the title, then of headings, each once; the quote is the field as printed."""
    found: dict[str, Focus] = {}
    end = document.end
    for title, (start, stop), rule in _titles(document, context, end):
        for name in fields.of_title(title, context.region):
            span = _printed(document.text, name, start, stop) or _printed(document.text, name, 0, end)
            if span:
                found.setdefault(fields.folded(name), _fact(document.text, name, *span, rule))
    for clause in document.clauses:
        named, rule = _of_heading(document, clause) or ("", "")
        for name in fields.apart(named):
            span = _printed(document.text, name, clause.title_start, clause.title_end)
            if span:
                found.setdefault(fields.folded(name), _fact(document.text, name, *span, rule))
    return list(found.values())


def _fact(text: str, name: str, start: int, end: int, rule: str) -> Focus:
    return Focus(clause="", quote=text[start:end], start=start, end=end, rule=rule, name=name)


def _titles(document: Document, context: Context, end: int) -> Iterator[tuple[str, tuple[int, int], str]]:
    """The title (for a letter, of the motion it answers), its range, and the rule; a second document's title too."""
    first = document.clauses[0].start if document.clauses else end
    title, span = None, (0, first)
    if context.policy and context.policy.title:
        title, span = context.policy.title, context.policy.evidence.get("title", span)
    else:
        hit = fields.pattern("title").search(document.text, 0, first)
        if hit:
            title, span = hit[0], hit.span()
    if title and fields.pattern("letter").search(title):
        motion = fields.motion(document.text, first)
        if motion:
            yield document.text[slice(*motion)], motion, "focus.motion"
        return
    if title:
        yield title, span, "focus.title"
    for clause in document.clauses:
        if fields.pattern("second_title").match(clause.title):
            yield clause.title, (clause.title_start, clause.title_end), "focus.title"


def _of_heading(document: Document, clause: Clause) -> tuple[str, str] | None:
    """The field that the heading of ``clause`` names and nothing else, with the rule."""
    if clause.title_end - clause.title_start > 40:
        return None
    above = document.ancestors(clause)
    if above and fields.announces(above[0].title):
        name = fields.bare(clause.title)
        if name:
            return name, "focus.announced"
    name = fields.developed(clause.title)
    return (name, "focus.developed") if name else None


def _printed(text: str, name: str, start: int, end: int) -> tuple[int, int] | None:
    """Where ``name`` stands in ``text[start:end]``, blanks and line ends inside it allowed."""
    hit = re.compile(r"\s*".join(re.escape(char) for char in name)).search(text, start, end)
    return hit.span() if hit else None
