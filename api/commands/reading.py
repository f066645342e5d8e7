"""Commands that read a document without any graph: extract, text, evaluate."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.errors import CommandError
from api.output import AsCsv, AsJson, Form, complain, form, write_json, write_rows

if TYPE_CHECKING:
    from loaders.evaluate import Evaluation, Item
    from loaders.learnt import Learnt
    from loaders.pipeline import Reading
    from loaders.scoring import Score

File = Annotated[
    Path, typer.Argument(help="A text (any Chinese encoding), Markdown, HTML, PDF or DOCX file.", show_default=False)
]
Region = Annotated[
    str | None, typer.Option(help="GB/T 2260 code or name of the region, if the text does not say.", show_default=False)
]
PolicyId = Annotated[str | None, typer.Option("--id", help="Id of the policy.", show_default="made from the file name")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(extract)
    app.command()(text)
    app.command()(evaluate)


def extract(
    file: Annotated[
        Path,
        typer.Argument(
            help="A text (any Chinese encoding), Markdown, HTML, PDF or DOCX file, or the folder of a plan.",
            show_default=False,
        ),
    ],
    region: Region = None,
    policy_id: PolicyId = None,
    machine: Annotated[
        bool, typer.Option("--machine", help="Of a plan's folder: what the machine reads, without judgements.")
    ] = False,
    candidates: Annotated[bool, typer.Option("--candidates", help="Also what is more often wrong than right.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say which rule found each fact, and why.")] = False,
) -> None:
    """Write the facts of one document as JSON Lines (the facts contract).

    A file is read from its text alone, a plan's folder with its plan.yaml and the judgements of its reviewers.
    """
    from api import usage
    from loaders import pipeline

    if file.is_dir():
        if region is not None or policy_id is not None:
            raise CommandError("--region and --id are for single files; plan.yaml says both of a plan.", 2)
        reading = pipeline.read_plan(file) if machine else pipeline.read_reviewed(file)
        _write_facts(file, reading, candidates=candidates, explain=explain)
        return
    if region is not None:
        region = usage.region_code(region)
    if policy_id is not None:
        policy_id = usage.policy_id(policy_id)
    reading = pipeline.read_file(file, id=policy_id, region=region)
    _write_facts(file, reading, candidates=candidates, explain=explain)


def _write_facts(file: Path, reading: Reading, *, candidates: bool, explain: bool) -> None:
    for warning in reading.warnings:
        complain(f"{file}: {warning}")
    for line in reading.lines(candidates=candidates, explain=explain):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def text(file: File) -> None:
    """Write the clean text that offsets count in, exactly: UTF-8, no line end added."""
    from loaders import pipeline, read
    from loaders.formats.opening import open_document

    source = open_document(read.read_file(file), file.name)
    for warning in source.warnings:
        complain(f"{file}: {warning}")
    sys.stdout.flush()
    sys.stdout.buffer.write(pipeline.clean_source(source).text.encode("utf-8"))
    sys.stdout.buffer.flush()


def evaluate(
    gold_dirs: Annotated[
        list[Path], typer.Argument(help="Folders of gold files, <id>.jsonl each.", show_default=False)
    ],
    texts: Annotated[
        list[Path] | None,
        typer.Option(help="Folder of the texts, <id>.txt each; may be given again.", show_default="the shipped plans"),
    ] = None,
    cross: Annotated[
        bool,
        typer.Option("--cross", help="Learn the learnt parts anew without each document. Needs policygraph\\[learn]."),
    ] = False,
    apart: Annotated[
        list[str] | None,
        typer.Option(
            help="Id of a document no rule was written by, totalled apart; may be given again.", show_default=False
        ),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every disagreement.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Score the machine's reading against gold files, per kind and document; it sees the texts alone."""
    from rich.console import Console

    from loaders import evaluate as evaluation

    how = form(as_json, as_csv)
    console = Console(stderr=True)
    try:
        with console.status("Reading …") as status:

            def tell(name: str) -> None:
                status.update(f"Reading {name} …")

            items = evaluation.items(gold_dirs, texts or [])
            unknown = sorted(set(apart or []) - {item.id for item in items})
            if unknown:
                raise CommandError(
                    f"No gold file is named {unknown[0]}.jsonl; --apart takes ids of the documents scored."
                )
            taught = _left_out(items, tell, apart or []) if cross else ((item, None) for item in items)
            result = evaluation.evaluate(taught, progress=tell)
    except UnicodeDecodeError as error:
        raise CommandError("A gold file is not UTF-8; gold files are JSON Lines in UTF-8.") from error
    totals = _totals(result, apart or [])
    if how is Form.JSON:
        body = result.as_json()
        if apart:
            body["apart"] = totals["apart"].as_json()
        if errors:
            body["errors"] = _errors(result)
        write_json(body)
        return
    scores = [*result.documents.items(), *totals.items()]
    rows = [row for name, score in scores for row in _rows(name, score.as_json())]
    write_rows(rows, ["document", "kind", "p", "r", "f1", "hit", "gold", "pred"], how)
    if errors:
        write_rows(_errors(result), ["document", "how", "kind", "what", "sentence", "rule"], how)


def _left_out(items: list[Item], tell: Callable[[str], None], apart: list[str]) -> Iterator[tuple[Item, Learnt | None]]:
    try:
        from loaders.learning.teaching import Teacher
    except ImportError as error:
        raise CommandError("--cross learns anew and needs more packages: pip install 'policygraph[learn]'.") from error
    yield from Teacher(items, tell, frozenset(apart)).left_out()


def _totals(result: Evaluation, apart: list[str]) -> dict[str, Score]:
    totals = {"total": result.total, "certain": result.total_certain}
    if apart:
        part = result.of(apart)
        totals |= {"apart": part.total, "apart certain": part.total_certain}
    return totals


def _rows(document: str, figures: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for kind, value in figures.items():
        row: dict[str, Any] = {"document": document, "kind": kind}
        if isinstance(value, dict):
            row |= {name: round(each, 3) if isinstance(each, float) else each for name, each in value.items()}
        elif value is not None:
            row["f1"] = round(value, 3)
        rows.append(row)
    return rows


def _errors(result: Evaluation) -> list[dict[str, Any]]:
    return [
        {
            "document": name,
            "how": difference.how,
            "kind": difference.kind,
            "what": difference.what,
            "sentence": difference.quote,
            "rule": difference.rule,
        }
        for name, score in result.documents.items()
        for difference in score.differences
    ]
