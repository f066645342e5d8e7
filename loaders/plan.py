"""plan.yaml: what we know of a document beside its text, and what we expect of its reading."""

from __future__ import annotations

import reprlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from loaders import regions, yamltext
from loaders.errors import LoaderError
from loaders.facts import Completeness, Responsibility
from loaders.scoring import fold

if TYPE_CHECKING:
    from loaders.pipeline import Reading

PLAN_FILE = "plan.yaml"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_OPEN = "(（[［〔【"
_CLOSE = ")）]］〕】"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, use_attribute_docstrings=True)


class Source(_Strict):
    """Where the file came from."""

    publisher: str | None = None
    """Who published it."""
    url: str | None = None
    """Its address on the web; kept, never fetched."""
    retrieved: Annotated[
        str | None, BeforeValidator(lambda value: str(value) if isinstance(value, date) else value)
    ] = None
    """ISO date on which the file was fetched."""
    note: str | None = None
    """What else is known of where it came from."""


class Relation(_Strict):
    """A known relation to another policy, by id or by title."""

    kind: Literal["implements", "succeeds", "answers", "amends", "related"]
    """What this policy does to the other one."""
    to: str | None = None
    """Id of the other policy."""
    title: str | None = None
    """Its title, where its id is not known."""
    status: Literal["confirmed", "unconfirmed"] = "unconfirmed"
    """Whether it is known for sure."""
    note: str | None = None
    """What else is known of the relation."""


class Assertions(_Strict):
    """What the reading must hold; a load that breaks one changes nothing."""

    min_clauses: int | None = Field(default=None, ge=0)
    """At least this many clauses."""
    sections: tuple[str, ...] = ()
    """Headings of which each must be the title of a clause, whatever the width of its punctuation."""
    responsibility_brackets: int | None = Field(default=None, ge=0)
    """At least this many clauses name a body in a bracket."""


class Plan(_Strict):
    """One plan.yaml. ``region`` is a GB/T 2260 code."""

    id: Annotated[str, StringConstraints(pattern=SLUG)]
    """Id of the policy: a-z, 0-9, single hyphens."""
    region: str | None = None
    """GB/T 2260 code of the region it is for; read from the text where it is not given."""
    source: Source = Source()
    """Where the file came from."""
    completeness: Completeness | None = None
    """How much of the document the text holds."""
    completeness_reason: str | None = None
    """Why it is not full."""
    relations: tuple[Relation, ...] = ()
    """Known relations to other policies."""
    assertions: Assertions = Field(default=Assertions())
    """What the reading must hold; a load that breaks one changes nothing."""


def load_plan(path: Path) -> Plan:
    """The plan of a ``plan.yaml``; its id must be the name of the folder it lies in.

    LoaderError with the line or the field that is wrong.
    """
    try:
        content = yamltext.parse_foreign(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LoaderError(f"There is no {path}: write one with at least 'id: {path.parent.name}'.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise LoaderError(f"{path} cannot be read: {error}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or str(error)
        raise LoaderError(f"{path} is not valid YAML{where}: {problem}. Mend that line.") from error
    if not isinstance(content, dict):
        raise LoaderError(f"{path} must hold fields such as 'id: {path.parent.name}', one a line.")
    try:
        plan = Plan.model_validate(content)
    except ValidationError as error:
        raise LoaderError(f"{path}: {_explain(error)}") from error
    if plan.id != path.parent.name:
        raise LoaderError(f"{path}: id is {plan.id!r} but its folder is {path.parent.name!r}; make them the same.")
    if plan.region is not None and (found := regions.resolve(plan.region)).code != plan.region:
        raise LoaderError(f"{path}: region must be a code; write {found.code!r} for {found.name}.")
    return plan


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    place = [str(step) for step in first["loc"]]
    name = ".".join(place)
    if first["type"] == "extra_forbidden":
        allowed = ", ".join(_fields_at(place[:-1]))
        return f"there is no field {name!r}; the fields allowed there are {allowed}."
    if first["type"] == "string_pattern_mismatch":
        return f"{name} {first['input']!r} must be made of a-z, 0-9 and single hyphens, such as jiangsu-robots-2025."
    return f"{name}: {first['msg']}, not {reprlib.repr(first.get('input'))}."


def _fields_at(place: list[str]) -> list[str]:
    inner: dict[str, type[BaseModel]] = {"source": Source, "relations": Relation, "assertions": Assertions}
    model = inner.get(place[0], Plan) if place else Plan
    return list(model.model_fields)


def find_plans(*roots: Path) -> list[Path]:
    """Folders with a plan.yaml directly under the roots, by id; of two with one id the later root's wins."""
    found: dict[str, Path] = {}
    for root in roots:
        if root.is_dir():
            for file in sorted(root.glob(f"*/{PLAN_FILE}")):
                found[file.parent.name] = file.parent
    return [found[name] for name in sorted(found)]


def check(plan: Plan, reading: Reading) -> list[str]:
    """The assertions of ``plan`` that ``reading`` breaks, a sentence each; empty when all hold."""
    wanted, broken = plan.assertions, []
    clauses = reading.document.clauses
    if wanted.min_clauses is not None and len(clauses) < wanted.min_clauses:
        broken.append(f"expected at least {wanted.min_clauses} clauses, found {len(clauses)}")
    titles = {fold(clause.title) for clause in clauses}
    broken.extend(f"no clause is headed {title!r}" for title in wanted.sections if fold(title) not in titles)
    brackets = clauses_with_brackets(reading)
    if wanted.responsibility_brackets is not None and brackets < wanted.responsibility_brackets:
        broken.append(f"expected at least {wanted.responsibility_brackets} clauses with a bracket, found {brackets}")
    return broken


def require(plan: Plan, reading: Reading) -> None:
    """LoaderError that lists every broken assertion."""
    if broken := check(plan, reading):
        raise LoaderError(
            f"{plan.id} does not read as its plan.yaml says: {'; '.join(broken)}. "
            "Nothing was loaded; compare the source with the assertions."
        )


def clauses_with_brackets(reading: Reading) -> int:
    """How many clauses name a responsible body inside a bracket that is not closed before it."""
    text = reading.document.text
    found = set()
    for fact in reading.facts:
        if isinstance(fact, Responsibility) and _in_bracket(text, fact.start):
            clause = reading.document.clause_at(fact.start)
            found.add(-1 if clause is None else clause.order)
    return len(found)


def _in_bracket(text: str, at: int) -> bool:
    depth = 0
    while at > 0:
        at -= 1
        if text[at] in _CLOSE:
            depth += 1
        elif text[at] in _OPEN:
            if depth == 0:
                return True
            depth -= 1
        elif text[at] == "\n":
            return False
    return False
