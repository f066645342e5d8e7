"""Judgements of identity: what persons decided, stored as data and applied over what the rules say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from loaders import yamltext
from loaders.agencies.identity import identify
from loaders.errors import LoaderError
from loaders.resolve.folding import fold_name

Kind = Literal["agency", "enterprise", "institution", "place", "fund", "event"]
KINDS: tuple[Kind, ...] = ("agency", "enterprise", "institution", "place", "fund", "event")
Verdict = Literal["positive", "negative", "unsure"]
VERDICTS: tuple[Verdict, ...] = ("positive", "negative", "unsure")


class Judgement(BaseModel):
    """Whether two names are one. Names as the graph has them; a body with its region (湖北省经信厅) or by its id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    one: str
    other: str
    judgement: Verdict
    by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    """A person, or `rule`."""
    reason: str
    date: Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, date) else value)]
    """ISO date."""

    @property
    def pair(self) -> tuple[str, str]:
        """Both names as ``name_key`` writes them, in code point order."""
        one, other = sorted((name_key(self.kind, self.one), name_key(self.kind, self.other)))
        return one, other


def name_key(kind: str, name: str) -> str:
    """How a judged name is looked up: folded; a public body as ``code:name`` with the word of its level."""
    folded = fold_name(name)
    if kind != "agency" or ":" in folded:
        return folded
    body = identify(folded, None)
    return f"{body.code}:{body.form}"


@dataclass(frozen=True, slots=True)
class Judgements:
    """All judgements in force, one a pair, by kind and pair."""

    by_pair: dict[tuple[str, tuple[str, str]], Judgement]

    def of(self, kind: str) -> list[Judgement]:
        """Those of a kind in the order of their pairs."""
        return [self.by_pair[key] for key in sorted(self.by_pair) if key[0] == kind]


def load(*folders: Path) -> Judgements:
    """The judgements of all ``*.yaml`` in ``folders``; of two on one pair the later folder's counts.

    LoaderError for a file that is not valid, and for two that contradict each other within one folder.
    """
    found: dict[tuple[str, tuple[str, str]], Judgement] = {}
    for folder in folders:
        here: dict[tuple[str, tuple[str, str]], tuple[Judgement, Path]] = {}
        for file in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
            for one in read(file):
                before = here.setdefault((one.kind, one.pair), (one, file))
                if before[0].judgement != one.judgement:
                    raise LoaderError(
                        f"{file}: {one.one} and {one.other} are judged {one.judgement} here and "
                        f"{before[0].judgement} in {before[1].name}; delete one of the entries."
                    )
        found |= {key: judged for key, (judged, _) in here.items()}
    return Judgements(found)


def read(file: Path) -> list[Judgement]:
    """The judgements of one file, in its order; LoaderError with the entry that is wrong."""
    try:
        content = yamltext.parse_foreign(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LoaderError(f"{file} cannot be read as YAML: {_problem(error)}. Mend or delete it.") from error
    entries = (content or {}).get("identities") if isinstance(content, dict) or content is None else None
    if content and not isinstance(entries, list):
        raise LoaderError(f"{file} must hold 'identities:' with a list of judgements below it.")
    found = []
    for number, entry in enumerate(entries or (), 1):
        try:
            one = Judgement.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "entry"
            raise LoaderError(f"{file}, entry {number}: {place}: {first['msg']}.") from error
        if len(set(one.pair)) == 1:
            raise LoaderError(f"{file}, entry {number}: {one.one} and {one.other} are printed the same; delete it.")
        found.append(one)
    return found


def _problem(error: Exception) -> str:
    """What is wrong in one line."""
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark is not None else ""
    return where + " ".join(str(getattr(error, "problem", None) or error).split())


def text(judgements: Iterable[Judgement]) -> str:
    """A file of ``judgements`` in the order given."""
    rows = [one.model_dump() for one in judgements]
    return yaml.safe_dump({"identities": rows}, allow_unicode=True, sort_keys=False, width=1000)
