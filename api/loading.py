"""Bringing documents into the graph, for the command line and the server."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from api import uploads, usage
from api.errors import CommandError
from data import PLANS
from graph import writer
from graph.errors import GraphError, GraphUnavailable
from graph.store import GraphStore
from loaders import pipeline, regions
from loaders import plan as plans
from loaders.errors import LoaderError
from loaders.facts import ClauseFact
from loaders.formats.opening import SUFFIXES
from loaders.judgements.lines import JUDGEMENTS_FILE
from loaders.pipeline import Reading
from loaders.read import read_file


@dataclass(frozen=True)
class Source:
    """A document to load: a plan's folder, or a bare file with what the user says of it."""

    path: Path
    id: str
    region: str | None = None
    is_plan: bool = False

    def read(self) -> Reading:
        """The machine's reading of it; LoaderError when it cannot be read, or breaks an assertion of its plan.yaml."""
        if self.is_plan:
            return pipeline.read_plan(self.path)
        return pipeline.read_file(self.path, id=self.id, region=self.region)

    def judgements(self, data: Path) -> Path:
        """The file of judgements on it, which need not exist: beside its plan, else beside the user's kept copy."""
        own = self.path / JUDGEMENTS_FILE
        shipped = self.path.resolve().parent == PLANS.resolve()
        if self.is_plan and (own.is_file() or shipped):
            return own
        return uploads.folder(data) / self.id / JUDGEMENTS_FILE


@dataclass(frozen=True)
class Outcome:
    """What became of one document; ``error`` is a sentence, empty when it is loaded."""

    id: str
    source: str
    title: str | None = None
    region: str | None = None
    clauses: int = 0
    facts: int = 0
    reviewed: int = 0
    """How many of the facts a reviewer vouches for."""
    warnings: tuple[str, ...] = ()
    error: str = ""
    bookmarks: tuple[str, ...] = ()
    """Of the state of the graph in which it is loaded; none for an embedded graph."""

    def as_json(self) -> dict[str, Any]:
        """All fields as a plain object."""
        return {
            "id": self.id,
            "loaded": not self.error,
            "title": self.title,
            "region": self.region,
            "clauses": self.clauses,
            "facts": self.facts,
            "reviewed": self.reviewed,
            "warnings": list(self.warnings),
            "error": self.error or None,
            "bookmarks": list(self.bookmarks),
        }


def known(data: Path) -> list[Source]:
    """The shipped plans and the user's; of two with one id the user's."""
    return [Source(path, path.name, is_plan=True) for path in plans.find_plans(PLANS, uploads.folder(data))]


def named(paths: Sequence[Path], policy_id: str | None, region: str | None) -> list[Source]:
    """The documents that ``paths`` name: files of documents, plan folders, folders of either.

    CommandError (wrong usage) for a path that is none of these, and for an id that fits no single file.
    """
    found: list[Source] = []
    for path in paths:
        found.extend(_at(path, region))
    bare = [source for source in found if not source.is_plan]
    if policy_id is not None:
        if len(found) != 1 or not bare:
            raise CommandError("--id names one file; give exactly one FILE with it.", 2)
        return [replace(bare[0], id=usage.policy_id(policy_id))]
    if region is not None and not bare:
        raise CommandError("--region is for single files; a plan's folder says its region in plan.yaml.", 2)
    seen: dict[str, Path] = {}
    for source in found:
        if source.id in seen:
            raise CommandError(
                f"{seen[source.id]} and {source.path} would both be {source.id}; load one of them by itself with --id.",
                2,
            )
        seen[source.id] = source.path
    return found


def _at(path: Path, region: str | None) -> list[Source]:
    if (path / plans.PLAN_FILE).is_file():
        return [Source(path, path.resolve().name, is_plan=True)]
    if path.is_dir():
        folders = [Source(one, one.name, is_plan=True) for one in plans.find_plans(path)]
        files = [Source(one, pipeline.slug(one.stem), region) for one in sorted(path.iterdir()) if _is_document(one)]
        if not folders and not files:
            raise CommandError(
                f"{path} holds neither plan folders nor documents (.txt, .md, .html, .pdf, .docx).",
                2,
            )
        return [*folders, *files]
    if path.name == plans.PLAN_FILE or (path.stem == "source" and (path.parent / plans.PLAN_FILE).is_file()):
        return [Source(path.parent, path.resolve().parent.name, is_plan=True)]
    return [Source(path, pipeline.slug(path.stem), region)]


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.is_file()


def stale(store: GraphStore, data: Path) -> tuple[list[Source], list[str]]:
    """Documents whose extractor or judgements have changed since, and ids of those whose source is gone."""
    sources = {source.id: source for source in known(data)}
    old = outdated(writer.policies(store), data)
    return [sources[one] for one in old if one in sources], [one for one in old if one not in sources]


def outdated(policies: Iterable[Mapping[str, Any]], data: Path) -> list[str]:
    """Ids of those loaded policies that another version of the extractor read or whose judgements are others now."""
    current = pipeline.extractor_digest()
    files = {source.id: source.judgements(data) for source in known(data)}
    found = []
    for policy in policies:
        file = files.get(policy["id"])
        judged = pipeline.digest(file) if file is not None and file.is_file() else None
        if policy["extractor"] != current or (file is not None and policy["judgements"] != judged):
            found.append(policy["id"])
    return found


def load(
    store: GraphStore,
    sources: Iterable[Source],
    data: Path,
    *,
    candidates: bool = False,
    progress: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """Load one document after the other, each in a transaction of its own; one that fails leaves the others be.

    Facts of the tier candidate come along only if asked. What lies outside the shipped and the user's plans
    is copied to the user's once it is in the graph.
    """
    outcomes: list[Outcome] = []
    prepared = False
    before = {policy["id"]: policy for policy in writer.policies(store)}
    for source in sources:
        try:
            machine = source.read()
            if not prepared:
                writer.prepare(store)
                prepared = True
            reading = bring(store, source, machine, data, candidates=candidates)
            outcome = loaded(source, reading, before.get(reading.id), candidates, store.bookmarks())
        except LoaderError as error:
            outcome = Outcome(source.id, str(source.path), error=f"{source.path}: {_without(error, source.path)}")
        except GraphUnavailable:
            raise
        except GraphError as error:
            outcome = Outcome(source.id, str(source.path), error=f"{source.path}: {error}")
        except AssertionError as error:
            # The extractors check themselves: a document that trips them must not stop the others.
            outcome = Outcome(
                source.id,
                str(source.path),
                error=f"{source.path}: {error}: this is a fault of policygraph; please report it with the file.",
            )
        except OSError as error:
            outcome = Outcome(
                source.id,
                str(source.path),
                error=f"{source.id} is in the graph, but its copy could not be kept in {uploads.folder(data)}"
                f" ({error.strerror or error}): free space or permissions there and load it again.",
            )
        outcomes.append(outcome)
        if progress is not None:
            progress(outcome)
    return outcomes


def bring(store: GraphStore, source: Source, machine: Reading, data: Path, *, candidates: bool = False) -> Reading:
    """Put ``machine``, what was read of ``source``, into the graph with its judgements, and keep a copy of it.

    The reading that is in the graph then. LoaderError where the judgements are wrong, GraphError where the graph
    does not take it, OSError where it is in the graph but its copy could not be kept.
    """
    with uploads.changing(data):
        reading = pipeline.with_judgements(machine, source.judgements(data))
        writer.replace_policy(store, reading, candidates=candidates)
        _keep(source, data)
    return reading


def _without(error: LoaderError, path: Path) -> str:
    """The message without a path that stands in front of it anyway."""
    return re.sub(rf"^{re.escape(str(path))}(/plan\.yaml)?:? ", "", str(error))


def loaded(
    source: Source, reading: Reading, before: Mapping[str, Any] | None, candidates: bool, bookmarks: Iterable[str]
) -> Outcome:
    """What became of a document that is in the graph as ``reading``.

    ``before`` is what the graph held under the same id, ``bookmarks`` are those of its state now.
    """
    warnings = reading.warnings
    written = [
        fact for fact in reading.facts if not isinstance(fact, ClauseFact) and (candidates or fact.tier != "candidate")
    ]
    if not reading.facts:
        warnings += (
            "Not one clause or fact was found in it; is it the text of a policy? `policygraph text` shows it.",
        )
    if before and before["sha256"] != reading.sha256 and before["title"] != reading.policy.title:
        called = before["title"] or "a document without a title"
        warnings += (f"It took the place of {called}, which was {reading.id} before; give --id to keep both.",)
    return Outcome(
        reading.id,
        str(source.path),
        title=reading.policy.title,
        region=reading.policy.region,
        clauses=len(reading.document.clauses),
        facts=len(written),
        reviewed=sum(fact.reviewed is not None for fact in written),
        warnings=warnings,
        bookmarks=tuple(bookmarks),
    )


def _keep(source: Source, data: Path) -> None:
    """Copy a document to the user's plans, with its judgements, unless it lies there or is shipped."""
    if not source.is_plan:
        known_of_it = {"id": source.id}
        if source.region is not None:
            known_of_it["region"] = regions.division_of(regions.resolve(source.region)).code
        plan = yaml.safe_dump(known_of_it, sort_keys=False).encode()
        original = source.path
        name = f"source{source.path.suffix or '.txt'}"
    elif source.path.resolve().parent in (PLANS.resolve(), uploads.folder(data).resolve()):
        return
    else:
        plan = read_file(source.path / plans.PLAN_FILE)
        original = pipeline.source_file(source.path)
        name = original.name
    files = {plans.PLAN_FILE: plan, name: read_file(original)}
    if (judgements := source.judgements(data)).is_file():
        files[JUDGEMENTS_FILE] = read_file(judgements)
    uploads.keep(source.id, files, data)


def load_if_empty(store: GraphStore) -> list[Outcome]:
    """Fill a graph without policies with the shipped plans; says so on stderr."""
    if writer.policies(store):
        return []
    sources = [Source(path, path.name, is_plan=True) for path in plans.find_plans(PLANS)]
    sys.stderr.write(f"The graph is empty: loading the {len(sources)} shipped plans.\n")
    return with_progress(store, sources, store.settings.data)


def with_progress(
    store: GraphStore, sources: Sequence[Source], data: Path, *, candidates: bool = False
) -> list[Outcome]:
    """``load`` with a bar on a terminal's stderr and a sentence there for each failure and warning."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, highlight=False)
    bar = Progress(
        TextColumn("Loading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}"),
        console=console,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("load", total=len(sources), now="")

        def done(outcome: Outcome) -> None:
            bar.update(task, advance=1, now=outcome.id)
            for warning in outcome.warnings:
                console.print(f"{outcome.source}: {warning}", markup=False, soft_wrap=True)
            if outcome.error:
                console.print(outcome.error, markup=False, soft_wrap=True)

        return load(store, sources, data, candidates=candidates, progress=done)
