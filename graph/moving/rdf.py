"""The graph as RDF: the taxonomy in SKOS, where policies came from in PROV, evidence as Web Annotations.

Each node has a name that no server changes, ``urn:policygraph:<Label>:<id>``; properties and relationship types are
``urn:policygraph:model:<name>``. A relationship with properties of its own is also an ``rdf:Statement`` that has
them. It is written some entries at a time, so that memory stays small: repeated prefixes are no fault in Turtle.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Literal
from urllib.parse import quote

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef
from rdflib import Literal as Value

from graph.moving.entries import Entry, Key, Node, Relationship, json_of

Form = Literal["turtle", "nt"]
Triple = tuple[URIRef, URIRef, URIRef | Value]

MODEL = Namespace("urn:policygraph:model:")
OA = Namespace("http://www.w3.org/ns/oa#")
_PREFIXES = {"pg": MODEL, "oa": OA, "skos": SKOS, "prov": PROV, "dcterms": DCTERMS, "rdfs": RDFS, "xsd": XSD}
_AT_ONCE = 200
_ELSEWHERE = {"id", "text", "source", "caption", "quote", "start", "end"}
"""Properties that are said in another way than by their own name."""
_AS_ITS_NODE = ("DEPLOYS", "SETS")
"""Relationships whose words are those of the measure or target they lead to."""
_STIP, _GTA = re.compile(r"PI\d{3}"), re.compile(r"(?:^|; )(\d+) ([^;(]+)")


def lines(entries: Iterable[Entry], form: Form) -> Iterator[str]:
    """The document in parts; the same entries give the same text."""
    waiting = iter(entries)
    while part := list(islice(waiting, _AT_ONCE)):
        graph = Graph(bind_namespaces="none")
        for prefix, space in _PREFIXES.items():
            graph.bind(prefix, space)
        for entry in part:
            for triple in triples(entry):
                graph.add(triple)
        text = graph.serialize(format=form)
        yield _sorted(text) if form == "nt" else text


def triples(entry: Entry) -> Iterator[Triple]:
    """What RDF says of a node or relationship; nothing else has to be known for it."""
    return _node(entry) if isinstance(entry, Node) else _relationship(entry)


def name(kind: str, key: str) -> URIRef:
    """The name of something: ``urn:policygraph:`` and both, percent-encoded."""
    return URIRef(f"urn:policygraph:{kind}:{quote(key, safe='')}")


def _of(key: Key) -> URIRef:
    return name(key.label, key.id)


def _sorted(text: str) -> str:
    return "".join(f"{line}\n" for line in sorted(text.split("\n")) if line)


def _node(node: Node) -> Iterator[Triple]:
    one, given = _of(node.key), node.properties
    yield one, RDF.type, MODEL[node.label]
    yield one, DCTERMS.identifier, Value(node.id)
    label = given.get("title") or given.get("name")
    if label:
        yield one, RDFS.label, Value(label)
    yield from _properties(one, given)
    match node.label:
        case "Instrument":
            yield from _concept(one, given, "instruments")
            yield from _placed(one, given)
        case "Function":
            yield from _concept(one, given, "functions")
        case "Policy":
            yield from _provenance(one, node)
    if "quote" in given:
        yield from _evidence(one, given)


def _relationship(one: Relationship) -> Iterator[Triple]:
    source, target, kind, given = _of(one.source), _of(one.target), MODEL[one.type], one.properties
    yield source, kind, target
    if not given or one.type in _AS_ITS_NODE:
        return
    said = f"{one.type}\n{one.source}\n{one.target}\n{json_of(given)}"
    statement = name("statement", hashlib.sha256(said.encode()).hexdigest()[:24])
    yield statement, RDF.type, RDF.Statement
    yield statement, RDF.subject, source
    yield statement, RDF.predicate, kind
    yield statement, RDF.object, target
    yield from _properties(statement, given)
    if "quote" in given:
        yield from _evidence(statement, given)


def _properties(one: URIRef, given: Mapping[str, Any]) -> Iterator[Triple]:
    for key, value in given.items():
        if key not in _ELSEWHERE:
            for item in value if isinstance(value, list) else [value]:
                yield one, MODEL[key], _value(item)


def _value(item: Any) -> Value:
    """A literal; numbers with a point as decimals, for rdflib's Turtle gives doubles seven digits only."""
    if isinstance(item, float):
        text = f"{Decimal(repr(item)):f}"
        return Value(text if "." in text else f"{text}.0", datatype=XSD.decimal)
    return Value(item)


def _concept(one: URIRef, given: Mapping[str, Any], scheme: str) -> Iterator[Triple]:
    yield from _in_scheme(one, scheme)
    for language in ("zh", "en"):
        yield one, SKOS.prefLabel, Value(given[language], lang=language)
    yield one, SKOS.definition, Value(given["definition"], lang="en")
    for alias in set(given.get("aliases", ())) - {given["zh"], given["en"], given["id"]}:
        yield one, SKOS.altLabel, Value(alias)


def _in_scheme(one: URIRef, scheme: str) -> Iterator[Triple]:
    whole = name("scheme", scheme)
    yield whole, RDF.type, SKOS.ConceptScheme
    yield one, RDF.type, SKOS.Concept
    yield one, SKOS.inScheme, whole


def _placed(one: URIRef, given: Mapping[str, Any]) -> Iterator[Triple]:
    """Where an instrument stands: its group, its family, and the nearest of two other classifications.

    A match is exact only where the taxonomy names one code and no condition.
    """
    group = name("group", given["group"])
    yield from _in_scheme(group, "instruments")
    yield group, SKOS.topConceptOf, name("scheme", "instruments")
    yield group, SKOS.prefLabel, Value(given["group"], lang="en")
    yield one, SKOS.broader, group
    yield from _match(one, SKOS.broadMatch, "rothwell-zegveld", given["family"], given["family"])
    stip = _STIP.findall(given["stip"])
    gta = _GTA.findall(given["gta"])
    for scheme, text, found in (
        ("stip-compass", given["stip"], [(code, code) for code in stip]),
        ("global-trade-alert", given["gta"], [(code, words.strip()) for code, words in gta]),
    ):
        yield one, SKOS.note, Value(f"{scheme}: {text}", lang="en")
        is_exact = len(found) == 1 and "(" not in text and "nearest" not in text
        for code, words in found:
            yield from _match(one, SKOS.exactMatch if is_exact else SKOS.closeMatch, scheme, code, words)


def _match(one: URIRef, how: URIRef, scheme: str, code: str, words: str) -> Iterator[Triple]:
    other = name(scheme, code)
    yield from _in_scheme(other, scheme)
    yield other, SKOS.notation, Value(code)
    yield other, SKOS.prefLabel, Value(words, lang="en")
    yield one, how, other


def _provenance(one: URIRef, node: Node) -> Iterator[Triple]:
    """Where a policy came from and what read it."""
    given = node.properties
    yield one, RDF.type, PROV.Entity
    if given.get("title"):
        yield one, DCTERMS.title, Value(given["title"], lang="zh")
    if _is_date(given.get("issued_on", "")):
        yield one, DCTERMS.issued, Value(given["issued_on"], datatype=XSD.date)
    if given.get("publisher"):
        yield one, DCTERMS.publisher, Value(given["publisher"])
    address = given.get("source_url", "")
    if address.startswith(("http://", "https://")):
        yield one, PROV.hadPrimarySource, URIRef(quote(address, safe="%/:=&?~#+!$,;'@()*[]"))
    if "text" not in given:
        return
    text, reading = name("text", node.id), name("reading", node.id)
    yield one, MODEL.text, text
    yield text, RDF.type, PROV.Entity
    yield text, RDF.value, Value(given["text"])
    yield text, PROV.wasGeneratedBy, reading
    yield reading, RDF.type, PROV.Activity
    if given.get("sha256"):
        file = name("source", given["sha256"])
        yield file, RDF.type, PROV.Entity
        yield one, PROV.wasDerivedFrom, file
        yield text, PROV.wasDerivedFrom, file
        yield reading, PROV.used, file
    if given.get("extractor"):
        program = name("extractor", given["extractor"])
        yield program, RDF.type, PROV.SoftwareAgent
        yield program, RDFS.label, Value(f"policygraph {given['extractor']}")
        yield reading, PROV.wasAssociatedWith, program


def _evidence(fact: URIRef, given: Mapping[str, Any]) -> Iterator[Triple]:
    """The words that show a fact, as an annotation of the clean text; who read it and who vouches for it."""
    annotation, target, words, place = (
        URIRef(f"urn:policygraph:{kind}:{fact.removeprefix('urn:policygraph:')}")
        for kind in ("evidence", "target", "words", "place")
    )
    yield annotation, RDF.type, OA.Annotation
    yield annotation, OA.motivatedBy, OA.identifying
    yield annotation, OA.hasBody, fact
    yield annotation, OA.hasTarget, target
    yield target, RDF.type, OA.SpecificResource
    yield target, OA.hasSource, name("text", given["policy"])
    yield target, OA.hasSelector, words
    yield target, OA.hasSelector, place
    yield words, RDF.type, OA.TextQuoteSelector
    yield words, OA.exact, Value(given["quote"])
    yield place, RDF.type, OA.TextPositionSelector
    yield place, OA.start, Value(given["start"], datatype=XSD.nonNegativeInteger)
    yield place, OA.end, Value(given["end"], datatype=XSD.nonNegativeInteger)
    if given.get("verdict") != "add":
        yield fact, PROV.wasGeneratedBy, name("reading", given["policy"])
    if given.get("reviewed"):
        person = name("reviewer", given["reviewed"])
        yield person, RDF.type, PROV.Agent
        yield person, RDFS.label, Value(given["reviewed"])
        yield fact, PROV.wasAttributedTo, person


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-01-01")
