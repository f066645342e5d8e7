"""Parts of the graph and exports are the same from every engine."""

from __future__ import annotations

import pytest

from api.app import create_app
from tests.conformance.engines import Engine
from tests.serving import HERE, local

ASKED = (
    "graph/neighbourhood?of=Instrument/first-of-kind&steps=3&tiers=candidate&limit=1000",
    "graph/neighbourhood?of=Region/442000&steps=2&limit=9&links=5",
    "graph/neighbourhood?of=Region/442000&steps=2&limit=9&links=5&after=2,,Clause/zhongshan-laser-reply-2023%231",
    "graph/neighbourhood?of=Policy/hubei-laser-2024&steps=2&format=graphml",
    "graph/path?from=Region/420000&to=Region/442000&without=PART_OF&limit=100",
    "graph/path?from=Region/420000&to=Region/442000&steps=2",
    "graph/subgraph?region=420000&region=442000&limit=1000",
    "graph/subgraph?group=fiscal&region=441900&tiers=likely",
    "graph/subgraph?agency=湖北省经信厅&without=RESPONSIBLE_FOR&format=cytoscape",
    "export",
    "export?region=442000&format=ntriples",
    "export?instrument=first-of-kind&format=csv",
)


@pytest.mark.parametrize("address", ASKED)
def test_the_same_address_gives_the_same_bytes(both: list[Engine], address: str) -> None:
    answers = []
    for engine in both:
        with local(create_app(engine.store.settings, HERE)) as client:
            answers.append(client.get(f"/api/v1/{address}"))
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert len(answers[0].content) > 100
