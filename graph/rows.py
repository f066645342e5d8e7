"""A reading as the nodes and relationships of one policy: a pure function, no graph needed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from graph.captions import caption
from graph.identity import AgencyKey, agency, fold_title, title_keys
from graph.normal import normal
from loaders import regions
from loaders.agencies.issuers import split_issuers
from loaders.facts import Amount, ClauseFact, Fact, Focus, Measure, Mention, Responsibility, Review, Target
from loaders.pipeline import Reading
from loaders.regions import Region
from loaders.resolve.folding import fold_name
from loaders.resolve.names import written_out

Row = dict[str, Any]

MENTION_LABELS = {
    "enterprise": "Enterprise",
    "institution": "Institution",
    "place": "Place",
    "fund": "Fund",
    "event": "Event",
}
DUTIES = {"lead": "LEADS", "responsible": "RESPONSIBLE_FOR"}


@dataclass(slots=True)
class PolicyRows:
    """What one policy puts into the graph.

    Rows of relationships hold ``props`` and the ids of both ends; ``holder`` is the id of a clause,
    or of the policy itself for a fact that stands before the first clause.
    """

    id: str
    policy: Row
    clauses: list[Row] = field(default_factory=list)
    clause_links: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    targets: list[Row] = field(default_factory=list)
    duties: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in DUTIES.values()})
    names: dict[str, list[Row]] = field(default_factory=lambda: {label: [] for label in MENTION_LABELS.values()})
    focuses: list[Row] = field(default_factory=list)
    citations: list[Row] = field(default_factory=list)
    relations: list[Row] = field(default_factory=list)
    issuers: list[Row] = field(default_factory=list)
    region: str | None = None
    agencies: dict[str, Row] = field(default_factory=dict)
    """By printed form until identities are settled, then by id; see ``graph.agencies``."""
    regions: dict[str, Row] = field(default_factory=dict)
    """Regions by code with ``parent``: of the policy and of its agencies, with all above."""


def rows_of(reading: Reading, *, candidates: bool = False) -> PolicyRows:
    """The rows of a reading, each list in the order of its facts; facts of the tier candidate only if asked."""
    return _Builder(reading, candidates).build()


class _Builder:
    def __init__(self, reading: Reading, candidates: bool) -> None:
        self._reading = reading
        self._facts = [fact for fact in reading.facts if candidates or fact.tier != "candidate"]
        self._home = _region(reading)
        self._rows = PolicyRows(reading.id, _policy(reading, self._home))
        self._clause_ids: dict[int, str] = {}
        self._used: dict[str, int] = {}

    def build(self) -> PolicyRows:
        rows = self._rows
        if self._home is not None:
            rows.region = self._home.code
            self._add_region(self._home)
        self._add_clauses()
        self._add_issuers()
        counts: dict[str, int] = {}
        for fact in sorted(self._facts, key=lambda fact: (fact.start, fact.end)):
            match fact:
                case Measure():
                    self._add_measure(fact)
                case Target():
                    holder = self._holder(fact)
                    counts[holder] = counts.get(holder, 0) + 1
                    self._add_target(fact, f"{holder}@{counts[holder]}")
                case Responsibility():
                    key = self._agency(fact.agency)
                    rows.duties[DUTIES[fact.role]].append(self._link(fact, agency=key, name=fact.agency))
                case Mention(type="cited-policy"):
                    rows.citations.append(self._citation(fact))
                case Mention():
                    extra = {"role": fact.role} if fact.role else {}
                    full = written_out(fact.type, fact.name, self._home)
                    row = self._link(fact, name=fact.name, **extra) | {"full": full}
                    rows.names[MENTION_LABELS[fact.type]].append(row)
                case Focus():
                    rows.focuses.append(self._link(fact, name=fact.name) | {"key": fold_name(fact.name)})
                case _:
                    continue  # clauses come from the document's outline
        self._add_relations()
        loaded = {measure["props"]["instrument"] for measure in rows.measures}
        named = {fact.instrument for fact in self._reading.facts if isinstance(fact, Measure)}
        if named - loaded:
            rows.policy["candidate_instruments"] = sorted(named - loaded)
        return rows

    def _unique(self, key: str) -> str:
        """``key``, with ``~2``, ``~3`` … when it was used before."""
        self._used[key] = self._used.get(key, 0) + 1
        return key if self._used[key] == 1 else f"{key}~{self._used[key]}"

    def _add_clauses(self) -> None:
        document = self._reading.document
        reviews = {
            (fact.clause, fact.text_start): fact.reviewed for fact in self._facts if isinstance(fact, ClauseFact)
        }
        for clause in document.clauses:
            key = self._unique(f"{self._reading.id}#{clause.path}")
            self._clause_ids[clause.order] = key
            self._rows.clauses.append(
                {
                    "id": key,
                    "policy": self._reading.id,
                    "path": clause.path,
                    "title": clause.title,
                    "caption": caption(clause.title),
                    "text": document.own_text(clause),
                    "order": clause.order,
                    "is_leaf": clause.is_leaf,
                    "start": clause.start,
                    "end": clause.end,
                    "own_end": clause.own_end,
                    "title_start": clause.title_start,
                    "title_end": clause.title_end,
                }
                | _review(reviews.get((clause.path, clause.start)))
            )
            if clause.parent is not None:
                self._rows.clause_links.append({"parent": self._clause_ids[clause.parent], "id": key})

    def _holder(self, fact: Fact) -> str:
        """Id of the clause of the fact's path that it stands in, of the policy when the fact names no clause.

        A reviewer's clause may be one above the innermost at that place.
        """
        document = self._reading.document
        innermost = document.clause_at(fact.start) if fact.clause else None
        if innermost is None:
            return self._reading.id
        above = (one for one in (innermost, *document.ancestors(innermost)) if one.path == fact.clause)
        return self._clause_ids[next(above, innermost).order]

    def _evidence(self, fact: Fact) -> Row:
        row: Row = {"quote": fact.quote, "start": fact.start, "end": fact.end, "policy": self._reading.id}
        row["tier"] = fact.tier
        if fact.confidence is not None:
            row["confidence"] = float(fact.confidence)
        return row | _review(fact.reviewed)

    def _own(self, fact: Fact) -> Row:
        return (
            self._evidence(fact)
            | {"clause": fact.clause, "caption": caption(fact.quote)}
            | ({"rule": fact.rule} if fact.rule else {})
        )

    def _link(self, fact: Fact, *, agency: str | None = None, **props: Any) -> Row:
        row: Row = {"holder": self._holder(fact), "props": props | self._evidence(fact)}
        return row if agency is None else row | {"agency": agency}

    def _add_measure(self, fact: Measure) -> None:
        holder = self._holder(fact)
        props = self._own(fact) | {
            "instrument": fact.instrument,
            "mode": fact.mode,
            "act": fact.act,
            "amounts": [json.dumps(amount.as_json(), ensure_ascii=False) for amount in fact.amounts],
        }
        rates = _values(fact.amounts, "rate")
        caps = _values(fact.amounts, "cap")
        if len(set(rates)) == 1:
            props["rate"] = rates[0]
        if caps:
            props["cap_yuan"] = max(caps)
        key = self._unique(f"{holder}!{fact.instrument}")
        self._rows.measures.append({"holder": holder, "id": key, "props": props, "edge": self._evidence(fact)})

    def _add_target(self, fact: Target, key: str) -> None:
        low, high = fact.value if isinstance(fact.value, tuple) else (fact.value, None)
        props = self._own(fact) | {"metric": fact.metric, "value": float(low), "unit": fact.unit, "op": fact.op}
        if high is not None:
            props["value_max"] = float(high)
        if fact.year is not None:
            props["year"] = fact.year
        if (base := normal(low, fact.unit)) is not None:
            props["normal_value"], props["normal_unit"] = base
            if high is not None and (top := normal(high, fact.unit)) is not None:
                props["normal_value_max"] = top[0]
        holder = self._holder(fact)
        self._rows.targets.append({"holder": holder, "id": key, "props": props, "edge": self._evidence(fact)})

    def _citation(self, fact: Mention) -> Row:
        key = fold_title(fact.name)
        props = self._evidence(fact) | {"title": fact.name, "title_key": key, "clause": fact.clause}
        return {"key": key, "props": props}

    def _add_issuers(self) -> None:
        policy = self._reading.policy
        if policy.issuer is None:
            return
        start, end = policy.evidence.get("issuer", (0, 0))
        quote = self._reading.document.text[start:end]
        for name in split_issuers(policy.issuer) or [policy.issuer]:
            props = {"name": name, "quote": quote, "start": start, "end": end, "policy": self._reading.id}
            props |= _review(policy.reviewed.get("issuer"))
            self._rows.issuers.append({"agency": self._agency(name), "props": props})

    def _add_relations(self) -> None:
        plan = self._reading.plan
        for relation in plan.relations if plan else ():
            props: Row = {"kind": relation.kind, "status": relation.status, "policy": self._reading.id}
            if relation.note:
                props["note"] = relation.note
            if relation.to:
                self._rows.relations.append({"id": relation.to, "key": None, "props": props})
            elif relation.title:
                key = fold_title(relation.title)
                self._rows.relations.append({"id": None, "key": key, "props": props | {"title_key": key}})

    def _agency(self, printed: str) -> str:
        """The form of an agency; whose id it has is settled over the judgements."""
        found = agency(printed, self._home, self._reading.id)
        if found.region is not None:
            self._add_region(found.region)
        self._rows.agencies[found.form] = agency_row(found)
        return found.form

    def _add_region(self, region: Region) -> None:
        self._rows.regions |= region_rows(region.code)


def agency_row(found: AgencyKey) -> Row:
    """Row of an Agency node: id, name, short, code of its region, codes of its functions."""
    return {
        "id": found.id,
        "name": found.name,
        "short": found.short,
        "caption": caption(found.short),
        "region": found.region.code if found.region else None,
        "functions": list(found.functions),
    }


def region_rows(code: str) -> dict[str, Row]:
    """Rows of the region with this code and of all above it, by code; empty for an unknown code."""
    region = regions.region(code)
    rows: dict[str, Row] = {}
    for step in (region, *regions.ancestors(region)) if region is not None else ():
        props = {"name": step.name, "short": step.short, "level": step.level}
        if step.english:
            props["en"] = step.english
        rows[step.code] = {"id": step.code, "parent": step.parent, "props": props}
    return rows


def _region(reading: Reading) -> Region | None:
    judged = "region" in reading.policy.reviewed
    given = (None if judged or reading.plan is None else reading.plan.region) or reading.policy.region
    return regions.region(given) if given else None


def _review(review: Review | None) -> Row:
    """Properties that say who vouches for a fact; none where nobody does."""
    return {} if review is None else {"reviewed": review.by, "reviewed_on": review.on, "verdict": review.verdict}


def _judgements(reading: Reading) -> Row:
    """Properties of a policy that say what reviewers did with its reading."""
    judged = reading.judgements
    if judged is None:
        return {}
    return {
        "judgements": judged.sha256,
        "reviewed_by": sorted({one.by for one in judged.given}),
        "reviewed_kinds": list(judged.complete),
        "reviewed_fields": sorted(reading.policy.reviewed),
        "unmatched": [f"line {one.judgement.line}: {one.judgement.says()}: {one.problem}" for one in judged.unmatched],
    }


def _values(amounts: tuple[Amount, ...], kind: str) -> list[float]:
    return [float(amount.value) for amount in amounts if amount.type == kind]


def _policy(reading: Reading, home: Region | None) -> Row:
    fact, plan, document = reading.policy, reading.plan, reading.document
    title_key, short_key = title_keys(fact.title)
    evidence = {name: list(span) for name, span in sorted(fact.evidence.items())}
    # What a reviewer says of the document is newer than its plan.yaml.
    given = plan.completeness if plan and "completeness" not in fact.reviewed else None
    props: Row = {
        "stub": False,
        "title": fact.title,
        "caption": caption(fact.title) if fact.title else None,
        "title_key": title_key,
        "short_key": short_key,
        "doc_number": fact.doc_number,
        "doc_type": fact.doc_type,
        "issuer": fact.issuer,
        "region": home.code if home else None,
        "issued_on": fact.issued_on,
        "period_start": fact.period_start,
        "period_end": fact.period_end,
        "completeness": given or fact.completeness,
        "completeness_reason": plan.completeness_reason if plan else None,
        "publisher": plan.source.publisher if plan else None,
        "source_url": plan.source.url if plan else None,
        "source_note": plan.source.note if plan else None,
        "retrieved": plan.source.retrieved if plan else None,
        "text": document.text,
        "source": reading.source,
        "encoding": reading.encoding,
        "sha256": reading.sha256,
        "extractor": reading.extractor,
        "evidence": json.dumps(evidence, ensure_ascii=False),
        "body_start": document.body_start,
        "body_end": document.body_end,
    } | _judgements(reading)
    return {name: value for name, value in props.items() if value is not None}
