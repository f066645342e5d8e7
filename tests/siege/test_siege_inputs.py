"""Hostile words, statements, paths and bodies for every place that takes one, by the OpenAPI document.

The inputs are data (``attacks``); ``what_gets_through`` of each file says when one has succeeded.
"""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from tests.siege.checks import API, SECRETS, TEXT, every, faults, plain, sent
from tests.siege.inputs import attacks, count, grown
from tests.siege.place import Siege
from tests.siege.walk import Ask, Operation, ask, slots

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("siege"), pytest.mark.timeout(1800)]

READING_POSTS = (f"{API}/queries/",)
"""Many routes of one make."""
PAYLOADS_EACH = 2
"""Payloads that each place is given; the next place gets the next ones."""
VICTIM = "siege-victim"


def test_there_are_more_than_three_hundred_inputs() -> None:
    counted = count()
    assert sum(counted.values()) >= 300, counted


def test_no_parameter_header_or_field_is_run(siege: Siege, known: list[Operation], listener: dict[str, str]) -> None:
    payloads = [grown(one, **listener) for one in attacks("cypher")["inputs"]]
    siege.load(TEXT, id=VICTIM, region="320500")
    fact = json.loads(siege.get(f"{API}/policies/{VICTIM}/facts").text.splitlines()[-1])["id"]
    ids = {f"{API}/policies/{{id}}/": VICTIM, f"{API}/policies": "siege-absent", f"{API}/facts": fact}
    places = [slot for operation in known for slot in slots(operation)]
    assert len(places) > 150
    turn = itertools.cycle(payloads)
    tried = [(slot, next(turn)) for slot in places for _ in range(PAYLOADS_EACH)]

    def work(one: Any) -> list[str]:
        slot, payload = one
        answer = sent(siege, ask(slot.operation, ids, slot, payload))
        return [f"{slot} = {payload!r}: {fault}" for fault in faults(answer)]

    every(work, tried)
    assert siege.ask("DELETE", f"{API}/policies/{VICTIM}").status_code == 200
    assert siege.content() == siege.digest


def test_no_statement_of_ones_own_does_more_than_read(siege: Siege, listener: dict[str, str]) -> None:
    statements = [grown(one, **listener) for one in attacks("own_cypher")["inputs"]]
    given = {"label": "Policy", "type": "CITES", "key": "title"}

    def work(statement: str) -> list[str]:
        body = json.dumps({"cypher": statement, "parameters": given}).encode()
        answer = siege.ask("POST", f"{API}/cypher", body, **{"Content-Type": "application/json"})
        return [] if answer.status_code == 422 else [f"{statement!r}: {answer.status_code} {answer.text[:200]}"]

    every(work, statements)
    assert siege.content() == siege.digest


def test_no_path_leads_out_of_the_graph(siege: Siege, known: list[Operation]) -> None:
    ids = [grown(one) for one in attacks("paths")["inputs"]]
    hubs = [one.path.partition("{")[0] for one in known if one.method == "GET" and "{" in one.path]
    deeper = [f"{API}/policies/{{}}/source", f"{API}/policies/{{}}/judgements.jsonl", f"{API}/jobs/{{}}/events"]
    forms = [f"{hub}{{}}" for hub in dict.fromkeys([*hubs, "/static/", "/problems/", "/browser/", "/"])] + deeper
    turn = itertools.cycle(forms)
    targets = [(next(turn), one) for one in ids for _ in range(5)]
    targets += [(form, one) for form in ("/static/{}", *deeper) for one in ids]

    def work(one: tuple[str, str]) -> list[str]:
        target = one[0].replace("{}", one[1])
        status, headers, body = plain(siege, target)
        away = target.startswith("/browser/")  # where Neo4j Browser was not fetched
        through = (status >= 500 and not (away and status == 503)) or SECRETS.search(body) or "X-Evil" in headers
        return [f"{target}: {status} {body[:200]}"] if through else []

    every(work, targets)


def test_no_body_breaks_a_route(siege: Siege, known: list[Operation]) -> None:
    given = [grown(one) for one in attacks("bodies")["inputs"]]
    taking = [one for one in known if one.body is not None]
    assert taking
    ids = {f"{API}/policies": "siege-absent", f"{API}/facts": "siege-absent.measure.a153051027dc"}
    turn = itertools.cycle(taking)
    tried = [(next(turn), one) for one in given for _ in range(2)]
    tried += [(one, body) for one in taking if not one.path.startswith(READING_POSTS) for body in given]

    def work(one: tuple[Operation, str]) -> list[str]:
        operation, body = one
        asked = ask(operation, ids)
        content = body.encode("utf-8", "surrogatepass")
        answer = sent(siege, Ask(asked.method, asked.target, asked.headers, content))
        return [f"{operation} {body[:80]!r}: {fault}" for fault in faults(answer)]

    every(work, tried)
    assert siege.content() == siege.digest
