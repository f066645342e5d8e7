"""Commands around the judgements of reviewers: review import, review show."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.errors import CommandError
from api.output import AsCsv, AsJson, form, write_fact, write_rows

_COLUMNS = ["how", "kind", "clause", "fact", "by", "on", "why", "line", "problem"]
review = typer.Typer(no_args_is_help=True, help="Judgements of reviewers on the facts of a plan (docs/judgements.md).")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    review.command("import")(import_gold)
    review.command()(show)
    app.add_typer(review, name="review")


def import_gold(
    gold: Annotated[Path, typer.Argument(help="Annotated facts of one document (JSON Lines).", show_default=False)],
    plan: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the plan they are of.", show_default=False)],
    by: Annotated[str, typer.Option(help="Who annotated them.", show_default=False)],
    on: Annotated[str, typer.Option(help="When, as 2026-01-31.", show_default=False)],
    why: Annotated[str, typer.Option(help="On what ground.")] = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Make DIR/judgements.jsonl from annotated facts: what they hold stands, what they lack is kept out.

    Judgements of others that are there stay, behind these.
    """
    how = form(as_json, as_csv)
    from loaders import pipeline
    from loaders.evaluate import load_gold
    from loaders.judgements import gold as annotated
    from loaders.judgements import lines
    from loaders.plan import PLAN_FILE

    if not (plan / PLAN_FILE).is_file():
        raise CommandError(f"{plan} is no folder of a plan: it holds no {PLAN_FILE}.", 2)
    source = pipeline.digest(pipeline.source_file(plan))
    facts = load_gold(gold)
    text = "".join(line + "\n" for line in annotated.judgement_lines(facts, by=by, on=on, why=why, source=source))
    made = lines.parse(text, str(gold))
    target = plan / lines.JUDGEMENTS_FILE
    others = [one for one in lines.load(target) if one.by != by] if target.is_file() else []
    if others:
        kept = target.read_text(encoding="utf-8-sig").split("\n")
        text += "".join(kept[one.line - 1] + "\n" for one in others)
    target.write_text(text, encoding="utf-8", newline="\n")
    sentence = f"Wrote {len(made)} judgements to {target}" + (f", kept {len(others)} of others." if others else ".")
    write_fact({"file": str(target), "judgements": len(made), "kept": len(others)}, sentence, how)


def show(
    plan: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a plan.", show_default=False)],
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what the judgements of a plan do: facts confirmed, corrected, added, rejected, and what does not fit."""
    how = form(as_json, as_csv)
    from loaders import pipeline
    from loaders.plan import PLAN_FILE

    if not (plan / PLAN_FILE).is_file():
        raise CommandError(f"{plan} is no folder of a plan: it holds no {PLAN_FILE}.", 2)
    reading = pipeline.read_reviewed(plan)
    judged = reading.judgements
    rows: list[dict[str, Any]] = []
    for fact in reading.facts:
        if fact.reviewed is not None:
            said = fact.reviewed
            how_so = {"confirm": "confirmed", "correct": "corrected", "add": "added"}[said.verdict]
            rows.append({"how": how_so, "by": said.by, "on": said.on, **_fact(fact.as_json(reading.id))})
    for rejected in judged.rejected if judged else ():
        one = rejected.judgement
        more = {"by": one.by, "on": one.on, "why": one.why, "line": one.line}
        rows.append({"how": "rejected", **more, **_fact(rejected.fact.as_json(reading.id))})
    for unmatched in judged.unmatched if judged else ():
        one = unmatched.judgement
        rows.append(
            {"how": "unmatched", "kind": one.kind, "clause": one.clause, "fact": one.says(), "by": one.by}
            | {"on": one.on, "why": one.why, "line": one.line, "problem": unmatched.problem}
        )
    write_rows(rows, _COLUMNS, how, shown=["how", "kind", "clause", "fact", "by", "line", "problem"])


def _fact(line: dict[str, Any]) -> dict[str, Any]:
    said = next(str(line[name]) for name in ("instrument", "agency", "name", "metric", "title") if name in line)
    return {"kind": line["kind"], "clause": line["clause"], "fact": f"{said}: {line['quote']}"}
