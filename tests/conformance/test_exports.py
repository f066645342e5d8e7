"""What is written comes out alike: the same bytes on every engine, after whatever was loaded and removed."""

from __future__ import annotations

from graph.export import export_lines
from graph.writer import policies, remove_policy, replace_policy
from tests.conformance.engines import Engine
from tests.conformance.made import made_readings


def test_the_same_readings_are_exported_as_the_same_bytes(both: list[Engine]) -> None:
    one, other = (list(export_lines(engine.store)) for engine in both)
    assert len(one) > 1500
    assert one == other


def test_after_further_loads_and_removals_the_bytes_are_the_same_again(both: list[Engine]) -> None:
    made = list(made_readings(6))
    before = list(export_lines(both[0].store))
    between: list[list[str]] = []
    for engine in both:
        for reading in made:
            replace_policy(engine.store, reading, candidates=True)
        replace_policy(engine.store, made[2])
        assert remove_policy(engine.store, made[4].id)
        assert not remove_policy(engine.store, made[4].id)
        between.append(list(export_lines(engine.store)))
        for row in policies(engine.store):
            if row["id"].startswith("made-"):
                assert remove_policy(engine.store, row["id"])
    assert between[0] == between[1]
    assert between[0] != before
    assert [list(export_lines(engine.store)) for engine in both] == [before, before]
