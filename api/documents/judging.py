"""Judgements on facts, made and withdrawn: the file beside the kept document and the graph change together."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException

from api import uploads
from api.documents.facts import Named, named
from api.documents.kept import Kept, Loaded, Readings, kept
from cypher.suggest import suggestion
from graph import writer
from graph.errors import GraphError
from graph.store import GraphStore
from graph.taxonomy import instruments
from loaders import pipeline, read
from loaders.errors import LoaderError
from loaders.facts import ClauseFact, Fact, Measure
from loaders.judgements.ids import judgement_id, policy_of
from loaders.judgements.lines import JUDGEMENTS_FILE, Judgement
from loaders.judgements.places import Places
from loaders.judgements.same import agrees, content_of
from loaders.pipeline import Reading
from loaders.plan import PLAN_FILE

UNSEEN = r"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
"""Ranges of characters that control and are not shown, those that turn the direction of writing among them."""
_IDENTITY = {
    "clause": (),
    "responsibility": ("agency",),
    "target": ("metric", "value", "unit", "year"),
    "measure": ("instrument",),
    "mention": ("type", "name"),
    "focus": ("name",),
}
"""What names a fact within its clause, by kind; what else it says may be read better one day."""
_NODE = {
    "measure": "MATCH (n:Measure {id: $id}) RETURN n.policy AS policy, n.instrument AS instrument, n.start AS start, "
    "n.end AS end",
    "target": "MATCH (n:Target {id: $id}) RETURN n.policy AS policy, n.metric AS metric, n.start AS start, "
    "n.end AS end",
}
_CANDIDATES = (
    "MATCH (:Clause {policy: $id})-[r]->() WHERE r.tier = 'candidate' RETURN count(r) AS found",
    "MATCH (:Policy {id: $id})-[r]->() WHERE r.tier = 'candidate' RETURN count(r) AS found",
    "MATCH (:Clause {policy: $id})<-[r:LEADS|RESPONSIBLE_FOR]-() WHERE r.tier = 'candidate' RETURN count(r) AS found",
)


MOST, MOST_BYTES = 10_000, 10_000_000
"""Judgements that a policy may have, and bytes that they may take together: all are applied at every reading."""
_UNSEEN = re.compile(f"[{UNSEEN}]")


@dataclass(frozen=True, slots=True)
class Given:
    """One line of a judgements file as it stands there."""

    id: str
    line: Mapping[str, Any]
    judgement: Judgement
    problem: str | None
    """How it does not fit the present reading; None where it does."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a judgement, or its withdrawal, did."""

    reading: Reading
    changed: list[Named]
    """Facts that stand now and did not, or said something else."""
    gone: list[str]
    """Ids of facts that stood and stand no more."""


def given(loaded: Loaded) -> list[Given]:
    """The judgements on a reading in the order of their file."""
    reading = loaded.reading
    if reading.judgements is None:
        return []
    problems = {one.judgement.line: one.problem for one in reading.judgements.unmatched}
    lines = _lines(loaded.judgements)
    return [
        Given(judgement_id(line), line, judgement, problems.get(judgement.line))
        for line, judgement in zip(map(json.loads, lines), reading.judgements.given, strict=True)
    ]


def concerns(judgement: Judgement, fact: Fact) -> bool:
    """Whether a judgement is about a fact, as it was read or as the judgement has it."""
    if judgement.kind != fact.kind:
        return False
    names, content = _IDENTITY[fact.kind], content_of(fact)
    for said, clause in (
        (judgement.content, judgement.clause),
        ({**judgement.content, **judgement.corrected}, judgement.corrected.get("clause", judgement.clause)),
    ):
        if clause == fact.clause and agrees({name: said[name] for name in names if name in said}, content):
            return True
    return False


def require_plain(said: Any, name: str = "The judgement") -> None:
    """HTTPException (422) where what somebody says holds what nobody sees: names are compared, listed and shown.

    A quote is as it is printed, and ``why`` may have several lines.
    """
    if isinstance(said, Mapping):
        for key, inner in said.items():
            require_plain(key)
            require_plain(inner, key)
    elif isinstance(said, list | tuple):
        for inner in said:
            require_plain(inner, name)
    elif isinstance(said, str) and name != "quote":
        found = _UNSEEN.search(re.sub(r"[\t\r\n]", "", said) if name == "why" else said)
        if found is not None:
            raise HTTPException(422, f"{name} holds the unseen character U+{ord(found[0]):04X}; leave it out.")


def policy_named(store: GraphStore, fact_id: str) -> str:
    """The policy of a fact, by the fact's id or by that of its node in the graph; 404 where there is no such node."""
    if not _is_node(fact_id):
        return policy_of(fact_id)
    for query in _NODE.values():
        for row in store.read(query, {"id": fact_id}):
            return str(row["policy"])
    raise _unknown(fact_id, "the graph")


def find(store: GraphStore, reading: Reading, fact_id: str) -> Named:
    """The fact of that id; 404 where there is none, 409 where a judgement made another one of it."""
    facts = named(reading)
    if _is_node(fact_id):
        for kind, query in _NODE.items():
            for row in store.read(query, {"id": fact_id}):
                for one in facts:
                    if one.stands and one.fact.kind == kind and _is(one.fact, row):
                        return one
        raise _unknown(fact_id, reading.id)
    for one in facts:
        if one.id == fact_id:
            return one
    if reading.machine is not None and any(one.id == fact_id for one in named(reading.machine)):
        raise HTTPException(
            409,
            f"The fact {fact_id} was corrected and stands otherwise now; /api/v1/policies/{reading.id}/facts has the"
            f" facts as they stand, /api/v1/policies/{reading.id}/judgements who corrected it.",
        )
    raise _unknown(fact_id, reading.id)


def line_on(reading: Reading, one: Named, said: Mapping[str, Any]) -> dict[str, Any]:
    """The line of the judgements file that says ``said`` (verdict, by, on …) of a fact."""
    fact, content = one.fact, content_of(one.fact)
    quote = fact.quote if Places(reading.document).find(fact.clause, fact.quote) == (fact.start, fact.end) else None
    if said["verdict"] == "reject":
        if not one.stands:
            raise HTTPException(409, f"The fact {one.id} is kept out already.")
        least = {name: content[name] for name in _IDENTITY[fact.kind]}
        same = [
            other
            for other in reading.facts
            if (other.kind, other.clause) == (fact.kind, fact.clause) and agrees(least, content_of(other))
        ]
        if len(same) == 1:
            content, quote = least, None
    line = {"verdict": said["verdict"], "kind": fact.kind, "clause": fact.clause, **content}
    if isinstance(fact, ClauseFact) and said["verdict"] == "reject":
        line.pop("title", None)
    return line | ({"quote": quote} if quote else {}) | dict(said)


def add(
    store: GraphStore, readings: Readings, policy: str, make: Callable[[Reading], Mapping[str, Any]]
) -> tuple[Given, Change]:
    """Store the judgement that ``make`` says on the present reading, behind the others, and bring it into the graph.

    HTTPException: 404 or 409 where the policy or its document is not here, 422 where the judgement is none or does
    not fit the document. Nothing is changed then, nor where the graph does not take it (GraphError).
    """
    line: dict[str, Any] = {}

    def edit(lines: list[str], reading: Reading) -> list[str]:
        line.update(make(reading))
        own = judgement_id(line)
        others = [one for one in lines if judgement_id(json.loads(one)) != own]
        made = [*others, json.dumps(line, ensure_ascii=False)]
        if len(made) > MOST or sum(len(one.encode()) for one in made) > MOST_BYTES:
            raise HTTPException(
                409, f"{policy} may have {MOST:,} judgements of {MOST_BYTES:,} bytes together; take some back first."
            )
        return made

    def check(reading: Reading) -> None:
        codes = {row["id"] for row in instruments()}
        for fact in reading.facts:
            if isinstance(fact, Measure) and fact.instrument not in codes:
                hint = suggestion(fact.instrument, codes) or " /api/v1/instruments lists them."
                raise HTTPException(422, f"There is no instrument {fact.instrument}.{hint}")
        judged = reading.judgements
        last = judged.given[-1] if judged else None
        for misfit in judged.unmatched if judged else ():
            if misfit.judgement == last:
                raise HTTPException(422, f"The judgement does not fit the document: {misfit.problem}.")

    change = _change(store, readings, policy, edit, check)
    judged = change.reading.judgements
    if judged is None:
        raise AssertionError("a judgement was stored")
    return Given(judgement_id(line), line, judged.given[-1], None), change


def withdraw(store: GraphStore, readings: Readings, policy: str, judgement: str) -> Change:
    """Take a judgement out of the file and what it did out of the graph; 404 where there is none of that id."""

    def edit(lines: list[str], reading: Reading) -> list[str]:
        left = [one for one in lines if judgement_id(json.loads(one)) != judgement]
        if len(left) == len(lines):
            raise unknown_judgement(policy, judgement)
        return left

    return _change(store, readings, policy, edit, lambda reading: None)


def unknown_judgement(policy: str, judgement: str) -> HTTPException:
    """404 for a judgement that is not there."""
    return HTTPException(
        404, f"There is no judgement {judgement} on {policy}; /api/v1/policies/{policy}/judgements lists them."
    )


def _change(
    store: GraphStore,
    readings: Readings,
    policy: str,
    edit: Callable[[list[str], Reading], list[str]],
    check: Callable[[Reading], None],
) -> Change:
    data = store.settings.data
    with uploads.changing(data):
        one = kept(store, policy, data)
        machine = readings.machine(one)
        before = read.read_file(one.judgements_file) if one.judgements_file.is_file() else b""
        old = _judged(machine, before)
        lines = edit(_lines(before), old)
        after = "".join(f"{line}\n" for line in lines).encode()
        try:
            new = _judged(machine, after)
        except LoaderError as error:
            raise HTTPException(422, _without_place(str(error))) from None
        check(new)
        _store(store, one, new, before, after)
    return _difference(old, new)


def _store(store: GraphStore, one: Kept, new: Reading, before: bytes, after: bytes) -> None:
    """First the file, which counts at every reading, then the graph; the file as it was where the graph refuses."""
    data = store.settings.data
    files = {PLAN_FILE: read.read_file(one.folder / PLAN_FILE), one.source.name: read.read_file(one.source)}
    shipped = one.folder.resolve().parent != uploads.folder(data).resolve()
    candidates = any(store.read(query, {"id": one.id})[0]["found"] for query in _CANDIDATES)
    try:
        uploads.keep(one.id, files | ({JUDGEMENTS_FILE: after} if after else {}), data)
    except OSError as error:
        raise GraphError(f"The judgement cannot be kept in {uploads.folder(data)} ({error}); free space.") from error
    try:
        writer.replace_policy(store, new, candidates=candidates)
    except BaseException:
        if shipped:
            uploads.forget(one.id, data)
        else:
            uploads.keep(one.id, files | ({JUDGEMENTS_FILE: before} if before else {}), data)
        raise


def _difference(old: Reading, new: Reading) -> Change:
    was = {one.id: one.line(old.id)["version"] for one in named(old) if one.stands}
    now = [one for one in named(new) if one.stands]
    changed = [one for one in now if was.get(one.id) != one.line(new.id)["version"]]
    return Change(new, changed, sorted(was.keys() - {one.id for one in now}))


def _judged(machine: Reading, data: bytes) -> Reading:
    return pipeline.judged_by(machine, data, JUDGEMENTS_FILE) if data else machine


def _lines(data: bytes) -> list[str]:
    return [line for line in data.decode("utf-8-sig").split("\n") if line.strip()]


def _is_node(fact_id: str) -> bool:
    return any(mark in fact_id for mark in "#!@")


def _is(fact: Fact, row: Mapping[str, Any]) -> bool:
    content = content_of(fact)
    return all(content.get(name, getattr(fact, name, None)) == row[name] for name in row.keys() - {"policy"})


def _unknown(fact_id: str, where: str) -> HTTPException:
    return HTTPException(
        404,
        f"There is no fact {fact_id} in {where}; /api/v1/policies/{{id}}/facts lists those of a policy with their ids.",
    )


def _without_place(message: str) -> str:
    """The message of a bad line without the name and line of the file, which is not there yet."""
    place, _, rest = message.partition(": ")
    return f"The judgement cannot be taken: {rest}" if place.startswith(JUDGEMENTS_FILE) else message
