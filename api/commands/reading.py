"""Commands that read a document without any graph: extract, text, evaluate."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.errors import CommandError
from api.output import AsCsv, AsJson, Form, complain, form, write_json, write_rows

if TYPE_CHECKING:
    from loaders.evaluate import Evaluation

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


def extract(file: File, region: Region = None, policy_id: PolicyId = None) -> None:
    """Write the facts of one document as JSON Lines (the facts contract), read from its text alone."""
    from api import usage
    from loaders import pipeline

    if region is not None:
        region = usage.region_code(region)
    if policy_id is not None:
        policy_id = usage.policy_id(policy_id)
    reading = pipeline.read_file(file, id=policy_id, region=region)
    for warning in reading.warnings:
        complain(f"{file}: {warning}")
    for line in reading.lines():
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
    gold_dir: Annotated[Path, typer.Argument(help="Folder of gold files, <id>.jsonl each.", show_default=False)],
    texts: Annotated[
        Path | None, typer.Option(help="Folder of the texts, <id>.txt each.", show_default="the shipped plans")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every disagreement.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Score the extraction against gold files, per kind and document; it sees the texts alone."""
    from rich.console import Console

    from loaders import evaluate as evaluation

    how = form(as_json, as_csv)
    console = Console(stderr=True)
    try:
        with console.status("Reading …") as status:
            result = evaluation.evaluate(gold_dir, texts, progress=lambda name: status.update(f"Reading {name} …"))
    except UnicodeDecodeError as error:
        raise CommandError(f"A gold file in {gold_dir} is not UTF-8; gold files are JSON Lines in UTF-8.") from error
    if how is Form.JSON:
        body = result.as_json()
        if errors:
            body["errors"] = _errors(result)
        write_json(body)
        return
    rows = [row for name, score in _scores(result) for row in _rows(name, score.as_json())]
    write_rows(rows, ["document", "kind", "p", "r", "f1", "hit", "gold", "pred"], how)
    if errors:
        write_rows(_errors(result), ["document", "how", "kind", "what"], how)


def _scores(result: Evaluation) -> list[tuple[str, Any]]:
    return [*result.documents.items(), ("total", result.total)]


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
        {"document": name, "how": difference.how, "kind": difference.kind, "what": difference.what}
        for name, score in result.documents.items()
        for difference in score.differences
    ]
