"""Every parameter is asked with other values than its default, and made policies are the same anywhere."""

from __future__ import annotations

from cypher.catalogue import catalogue
from graph.rows import rows_of
from graph.store import GraphStore
from tests.conformance.askings import Pool, askings
from tests.conformance.made import made_readings


def test_every_parameter_is_given_other_values_than_its_default(loaded_store: GraphStore) -> None:
    pool = Pool(loaded_store)
    for query in catalogue():
        asked = list(askings(query, pool))
        assert asked[0].arguments == query.examples
        for name, parameter in query.parameters.items():
            given = {repr(one.arguments.get(name)) for one in asked}
            assert len(given) >= (2 if parameter.type == "boolean" else 3), (query.name, name, given)
        assert asked == list(askings(query, pool))


def test_made_policies_quote_their_texts_and_are_made_of_all_the_model_has() -> None:
    made = list(made_readings(40))
    assert [reading.sha256 for reading in made[:10]] == [reading.sha256 for reading in made_readings(10)]
    assert len({reading.sha256 for reading in made}) == 40
    for reading in made:
        for fact in reading.facts:
            assert reading.document.text[fact.start : fact.end] == fact.quote
    rows = [rows_of(reading, candidates=True) for reading in made]
    assert {measure["props"]["tier"] for one in rows for measure in one.measures} == {"certain", "likely", "candidate"}
    assert {label for one in rows for label, links in one.names.items() if links} == set(rows[0].names)
    assert all(one.clauses and one.measures and one.targets and one.citations and one.focuses for one in rows)
    assert any(one.relations for one in rows)
    assert len({one.region for one in rows}) == 40
