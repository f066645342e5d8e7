"""The graph's model, declared once: labels, keys, properties and relationships.

Constraints, indexes, the page ``docs/graph-model.md`` and the check of query files come from here.
"""

from __future__ import annotations

import hashlib

from graph.declaration import NodeType, Property, RelationshipType, ValueType

META = "Meta"
"""Label of the one node that counts changes; no part of the model and never exported."""


def _of(name: str, kind: ValueType, description: str) -> Property:
    return Property(name, kind, description, required=True)


def _may(name: str, kind: ValueType, description: str) -> Property:
    return Property(name, kind, description)


_QUOTE = (
    _of("quote", "string", "the words that show it, as in the policy's text"),
    _of("start", "integer", "offset of the quote's first character in the policy's text"),
    _of("end", "integer", "offset after the quote's last character"),
)
_POLICY = Property("policy", "string", "id of the policy it stands in", required=True, indexed=True)
_SAID_BY = _of("policy", "string", "id of the policy that says so")
_RULE = _may("rule", "string", "which rule of the extractor found it")
_REVIEW = (
    _may("reviewed", "string", "who vouches for it; absent where only the machine read it"),
    _may("reviewed_on", "string", "when, ISO 8601"),
    _may("verdict", "string", "confirm (the machine read it so), correct (otherwise) or add (not at all)"),
)
_TRUST = (
    _of("tier", "string", "certain (a person vouches, or right 95 times in 100 as measured), likely or candidate"),
    _may("confidence", "float", "how often facts like it were right on documents left out, 0 to 1"),
    *_REVIEW,
)
_FACT = (*_QUOTE, _POLICY, _RULE, *_TRUST)
_EVIDENCE = (*_QUOTE, _SAID_BY, *_TRUST)
_CLAUSE = _of("clause", "string", "printed path of the clause, empty before the first one")
_NAME = _of("name", "string", "canonical name")
_CAPTION = _may("caption", "string", "derived, for drawing: its words cut by blanks where a line may end")


def _named(label: str, description: str) -> NodeType:
    aliases = _of("aliases", "list of strings", "names printed in the loaded policies, an elided region written out")
    return NodeType(
        label,
        "canonical name",
        f"{description} The longest of its names in the loaded policies is the canonical one.",
        (_NAME, aliases, _CAPTION),
        shared=True,
    )


NODES: tuple[NodeType, ...] = (
    NodeType(
        "Region",
        "GB/T 2260 code, six digits; of a zone the code of its division and a Latin name: 442000-torch",
        "An administrative division, or a zone of our gazetteer.",
        (
            _of("name", "string", "full name: 湖北省, 中山市"),
            _of("short", "string", "without the ending of its level: 湖北, 中山"),
            _may("en", "string", "name in English"),
            _of("level", "string", "country, province, prefecture, county, town or zone"),
        ),
        shared=True,
    ),
    NodeType(
        "Policy",
        "id of its plan or file; `title:` and the folded title for a stub known only from a citation",
        "A policy document. A stub is one that others cite or relate to and that was not loaded.",
        (
            _of("stub", "boolean", "true for a policy that was only cited or related to so far"),
            _may("title", "string", "title as printed; for a stub the folded one"),
            _CAPTION,
            Property("title_key", "string", "folded title by which citations find it", indexed=True),
            Property("short_key", "string", "the same of the title inside 《》 of a notice", indexed=True),
            _may("doc_number", "string", "document number as printed"),
            _may("doc_type", "string", "kind of document as printed: 行动计划, 若干措施 …"),
            _may("issuer", "string", "issuing body as printed; joint issuers joined by 、"),
            _may("region", "string", "code of the region it applies to"),
            _may("issued_on", "string", "date of signature or issue, ISO 8601"),
            _may(
                "period_start", "integer", "first year of the period it prints for itself or for its goals as a whole"
            ),
            _may("period_end", "integer", "last year of the period it prints for itself or for its goals as a whole"),
            _may("completeness", "string", "full, summary or annex-missing"),
            _may("completeness_reason", "string", "why it is not full"),
            _may("publisher", "string", "who published the file"),
            _may("source_url", "string", "where the file came from"),
            _may("source_note", "string", "what else is known of the file's origin"),
            _may("retrieved", "string", "when it was fetched"),
            _may("text", "string", "clean text: what all offsets count in"),
            _may("source", "string", "the decoded source text"),
            _may("encoding", "string", "character encoding of the source"),
            _may("sha256", "string", "SHA-256 of the source bytes, hexadecimal"),
            _may("extractor", "string", "digest of the code and lexicons that read it"),
            _may("evidence", "string", "JSON object: field name to [start, end] in the text"),
            _may("judgements", "string", "SHA-256 of the file of a reviewer's judgements, where there is one"),
            _may("reviewed_by", "list of strings", "who judged facts of it"),
            _may("reviewed_kinds", "list of strings", "kinds of which a reviewer listed every fact"),
            _may("reviewed_fields", "list of strings", "fields above that a reviewer vouches for"),
            _may(
                "candidate_instruments",
                "list of strings",
                "codes of instruments that only facts of the tier candidate name, which were not loaded",
            ),
            _may("unmatched", "list of strings", "judgements that do not fit the present reading"),
            _may("body_start", "integer", "offset where the document proper begins"),
            _may("body_end", "integer", "offset where it ends"),
        ),
    ),
    NodeType(
        "Clause",
        "`policy#path`; a path that repeats in one file gets `~2`, `~3` …",
        "A numbered heading or item with what stands below it.",
        (
            _POLICY,
            _of("path", "string", "printed numbers from the outermost in, Arabic, joined by `/`: 6/17"),
            _of("title", "string", "heading without its number"),
            _CAPTION,
            Property("text", "string", "heading and body without the clauses below it", required=True, searched=True),
            _of("order", "integer", "position among the clauses of the policy, from 0"),
            _of("is_leaf", "boolean", "whether no clause stands below it"),
            _of("start", "integer", "offset of the printed number"),
            _of("end", "integer", "offset after the clause with all below it"),
            _of("own_end", "integer", "offset where the first clause below it begins, else `end`"),
            _of("title_start", "integer", "offset of the heading"),
            _of("title_end", "integer", "offset after the heading"),
            *_REVIEW,
        ),
    ),
    NodeType(
        "Measure",
        "id of its clause (or policy), `!`, code of the instrument; a second one gets `~2`",
        "An instrument of policy used in a clause, in the strongest mode the clause gives it.",
        (
            *_FACT,
            _CLAUSE,
            _CAPTION,
            _of("instrument", "string", "code of the instrument"),
            _of("mode", "string", "funds, provides, facilitates or encourages"),
            _of("act", "string", "commits (new here) or recalls (already in force)"),
            _may("rate", "float", "the rate as a fraction, when exactly one is printed"),
            _may("cap_yuan", "float", "the highest printed cap in yuan"),
            _of("amounts", "list of strings", "JSON objects as read: type, value, per, basis, condition"),
        ),
        indexes=(("policy", "instrument"),),
    ),
    NodeType(
        "Instrument",
        "code of the taxonomy",
        "An instrument type of the taxonomy; loaded once, whether a policy uses it or not.",
        (
            _of("zh", "string", "Chinese name"),
            _CAPTION,
            _of("en", "string", "English name"),
            _of("group", "string", "group of the taxonomy"),
            _of("family", "string", "supply, environment or demand (Rothwell and Zegveld)"),
            _of("stip", "string", "code of the EC-OECD STIP Compass"),
            _of("gta", "string", "intervention type of Global Trade Alert"),
            _of("definition", "string", "what counts as it"),
            _of("order", "integer", "position in the taxonomy, from 0"),
            _of(
                "aliases",
                "list of strings",
                "names by which it can be asked for: code, both names and general ones, as written and folded "
                "(half width, small letters, no blanks)",
            ),
        ),
    ),
    NodeType(
        "Target",
        "id of its clause (or policy), `@`, number from 1 by offset",
        "A forward-looking quantified goal.",
        (
            *_FACT,
            _CLAUSE,
            _CAPTION,
            _of("metric", "string", "what is counted, in the document's words"),
            _of("value", "float", "number as printed; the lower one of a range"),
            _may("value_max", "float", "the upper number of a range"),
            _of("unit", "string", "unit as printed"),
            _of("op", "string", "`>=`, `<=`, `~` or `=`"),
            Property("year", "integer", "year it falls due", indexed=True),
            _may("normal_value", "float", "derived: the value in `normal_unit`"),
            _may("normal_value_max", "float", "derived: the upper number of a range in `normal_unit`"),
            _may("normal_unit", "string", "derived: 元 for money, 1 for shares, else the unit without 万 or 亿"),
        ),
    ),
    NodeType(
        "Agency",
        "code of its region, `:`, full name with the region's own name replaced by the word of its level; `~` and the "
        "policy's id for the code where no region is known",
        "A body that issues policies or has duties, whatever form of its name is printed. That stands on the "
        "relationship.",
        (
            _of("name", "string", "full name with its region: 湖北省经济和信息化厅"),
            _of("short", "string", "full name with the word of its level only: 省经济和信息化厅"),
            _CAPTION,
            _of("aliases", "list of strings", "names printed in the loaded policies, with its region: 湖北省经信厅"),
        ),
        shared=True,
    ),
    NodeType(
        "Function",
        "code of `data/taxonomy/functions.yaml`",
        "What departments are for, so that those of different regions can be compared; loaded once, used or not.",
        (
            _of("zh", "string", "Chinese name"),
            _CAPTION,
            _of("en", "string", "English name"),
            _of("definition", "string", "what counts as it"),
            _of("order", "integer", "position in the taxonomy, from 0"),
        ),
    ),
    NodeType("Industry", "name", "An industry or technology field.", (_NAME, _CAPTION), shared=True),
    _named("Enterprise", "A firm."),
    _named("Institution", "A university, institute, laboratory, platform or association."),
    _named("Place", "A park, base, zone or town that carries industry."),
    _named("Fund", "A named fund."),
    _named("Event", "An exhibition or fair."),
)

_HOLDERS = ("Policy", "Clause")
NAMED: tuple[str, ...] = ("Enterprise", "Institution", "Place", "Fund", "Event")
_PRINTED = _of("name", "string", "name as printed")

RELATIONSHIPS: tuple[RelationshipType, ...] = (
    RelationshipType("PART_OF", ("Region",), ("Region",), "A region lies in the next higher one."),
    RelationshipType("APPLIES_TO", ("Policy",), ("Region",), "The region a policy is for."),
    RelationshipType(
        "ISSUED_BY",
        ("Policy",),
        ("Agency",),
        "Who issued a policy; one for each of joint issuers.",
        (_PRINTED, *_QUOTE, _SAID_BY, *_REVIEW),
    ),
    RelationshipType(
        "HAS_CLAUSE", _HOLDERS, ("Clause",), "A policy's outermost clauses, and a clause's next lower ones."
    ),
    RelationshipType(
        "CITES",
        ("Policy",),
        ("Policy",),
        "A policy names another one in 《》; to a stub until that one is loaded.",
        (
            _of("title", "string", "title as printed"),
            _of("title_key", "string", "folded title"),
            _CLAUSE,
            *_EVIDENCE,
        ),
    ),
    RelationshipType(
        "RELATED_TO",
        ("Policy",),
        ("Policy",),
        "A relation known from plan.yaml, not from the text.",
        (
            _of("kind", "string", "implements, succeeds, answers, amends or related"),
            _of("status", "string", "confirmed or unconfirmed"),
            _may("note", "string", "what is known of it"),
            _may("title_key", "string", "folded title, where plan.yaml names the other by title"),
            _SAID_BY,
        ),
    ),
    RelationshipType(
        "DEPLOYS",
        _HOLDERS,
        ("Measure",),
        "A clause uses an instrument; from the policy where it stands before the first clause.",
        _EVIDENCE,
    ),
    RelationshipType("OF_TYPE", ("Measure",), ("Instrument",), "Which instrument a measure is."),
    RelationshipType(
        "SETS",
        _HOLDERS,
        ("Target",),
        "A clause sets a goal; from the policy where it stands before the first clause.",
        _EVIDENCE,
    ),
    RelationshipType(
        "LEADS", ("Agency",), _HOLDERS, "A body is printed as leading a clause (牵头).", (_PRINTED, *_EVIDENCE)
    ),
    RelationshipType(
        "RESPONSIBLE_FOR",
        ("Agency",),
        _HOLDERS,
        "A body has a duty for a clause without leading it.",
        (_PRINTED, *_EVIDENCE),
    ),
    RelationshipType("BELONGS_TO", ("Agency",), ("Region",), "The region whose body it is."),
    RelationshipType(
        "HAS_FUNCTION",
        ("Agency",),
        ("Function",),
        "What its name says it is for; one for each field of a department with several.",
    ),
    RelationshipType(
        "MAY_BE",
        ("Agency", *NAMED),
        ("Agency", *NAMED),
        "Two nodes of one label that may be one; no rule is sure of it, and nobody judged it. From the first id.",
        (
            _of("rule", "string", "which rule proposes it, or judged: a stored judgement says unsure"),
            _of("by", "string", "rule, or who judged it"),
            _of("reason", "string", "why they may be one"),
        ),
    ),
    RelationshipType(
        "NAMES",
        _HOLDERS,
        NAMED,
        "A clause names a thing; from the policy where it stands before the first clause.",
        (
            _PRINTED,
            _may(
                "role",
                "string",
                "of an enterprise: representative, chain-leader, key, attraction-target, "
                "project-owner, partner or other",
            ),
            *_EVIDENCE,
        ),
    ),
    RelationshipType(
        "FOCUSES_ON", ("Policy",), ("Industry",), "An industry or field the policy is about.", (_PRINTED, *_EVIDENCE)
    ),
)

_BY_LABEL = {node.label: node for node in NODES}
_BY_TYPE = {relationship.type: relationship for relationship in RELATIONSHIPS}


def labels() -> frozenset[str]:
    """All labels of the model."""
    return frozenset(_BY_LABEL)


def relationship_types() -> frozenset[str]:
    """All relationship types of the model."""
    return frozenset(_BY_TYPE)


def properties(name: str) -> frozenset[str]:
    """Names of the properties of a label or relationship type; KeyError for an unknown one."""
    if name in _BY_LABEL:
        return frozenset(item.name for item in _BY_LABEL[name].all_properties)
    return frozenset(item.name for item in _BY_TYPE[name].properties)


def node(label: str) -> NodeType:
    """The declaration of a label; KeyError for an unknown one."""
    return _BY_LABEL[label]


def relationship(name: str) -> RelationshipType:
    """The declaration of a relationship type; KeyError for an unknown one."""
    return _BY_TYPE[name]


def digest() -> str:
    """Changes whenever the model does: tells a prepared graph from one of an older version."""
    return hashlib.sha256(repr((NODES, RELATIONSHIPS)).encode()).hexdigest()[:16]
