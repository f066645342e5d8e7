"""Corrections by REST: stored beside the document, in the graph at once, applied on every reload, taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from graph.moving.mark import Mark, clear, put
from graph.store import GraphStore
from tests.api.documents_client import API, facts, load, said
from tests.running import Command

SHIPPED = Path(__file__).parents[2] / "data" / "plans" / "hubei-laser-2024"
FLAGSHIP = f"{API}/queries/support/which-regions-fund"
FILE = f"{API}/policies/suzhou-laser/judgements"


@pytest.fixture
def plan(local: TestClient, data: Path) -> Path:
    """A loaded document; the folder in which it is kept."""
    load(local)
    return data / "plans" / "suzhou-laser"


def of_kind(local: TestClient, kind: str, **like: Any) -> dict[str, Any]:
    """The first fact of a kind with these values."""
    return next(
        line
        for line in facts(local, candidates=True)
        if line["kind"] == kind and all(line.get(name) == value for name, value in like.items())
    )


def judge(local: TestClient, fact: str, verdict: str, **more: Any) -> Response:
    answer: Response = local.post(f"{API}/facts/{fact}/judgements", json={"verdict": verdict, "by": "Li"} | more)
    return answer


def judged(answer: Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def row(local: TestClient, **asked: str) -> dict[str, Any]:
    [found] = local.get(FLAGSHIP, params=asked).json()["rows"]
    assert isinstance(found, dict)
    return found


def test_a_confirmed_fact_is_a_persons_at_once_and_after_every_reload(
    local: TestClient, plan: Path, command: Command
) -> None:
    measure = of_kind(local, "measure", instrument="first-of-kind")
    assert row(local)["read_by"] == "machine"
    before = local.get(f"{API}/facts/{measure['id']}").json()
    assert (before["read_by"], before["reviewed"], before["judgements"]) == ("machine", None, [])
    answer = judge(local, measure["id"], "confirm", on="2026-11-20", why="seen", version=measure["version"])
    body = judged(answer)
    assert [line["id"] for line in body["changed"]] == [measure["id"]]
    assert (body["gone"], body["generation"]) == ([], local.get("/readyz").json()["generation"])
    found = row(local)
    assert (found["state"], found["tier"], found["read_by"], found["reviewed_by"]) == (
        *("funded", "certain", "reviewed", "Li"),
    )
    after = local.get(f"{API}/facts/{measure['id']}").json()
    assert (after["read_by"], after["tier"]) == ("reviewed", "certain")
    assert after["reviewed"] == {"by": "Li", "on": "2026-11-20", "verdict": "confirm"}
    assert after["judgements"] == [body["judgement"]]
    assert after["version"] != before["version"]
    assert local.get(f"{API}/facts/{measure['id']}/judgements").json()["items"] == after["judgements"]
    assert local.get(answer.headers["location"]).json() == body["judgement"]
    assert local.get(f"{FILE}.jsonl").content == (plan / "judgements.jsonl").read_bytes()
    once = command("export").stdout
    assert json.loads(command("load", "--stale", "--json").stdout) == []
    assert command("load", plan).returncode == 0
    assert command("export").stdout == once
    [shown] = json.loads(command("review", "show", plan, "--json").stdout)
    assert (shown["how"], shown["by"]) == ("confirmed", "Li")


def test_a_rejected_fact_is_gone_but_known_and_comes_back(local: TestClient, plan: Path, command: Command) -> None:
    before = command("export").stdout
    measure = of_kind(local, "measure", instrument="first-of-kind")
    body = judged(judge(local, measure["id"], "reject", why="only planned"))
    assert (body["changed"], body["gone"]) == ([], [measure["id"]])
    assert measure["id"] not in {line["id"] for line in facts(local, candidates=True)}
    assert local.get(FLAGSHIP).json()["rows"][0]["state"] == "silent"
    kept_out = local.get(f"{API}/facts/{measure['id']}").json()
    assert (kept_out["stands"], kept_out["evidence"]["quote"]) == (False, measure["quote"])
    assert [one["why"] for one in kept_out["judgements"]] == ["only planned"]
    assert "kept out already" in said(judge(local, measure["id"], "reject"), 409)
    withdrawn = local.delete(body["judgement"]["self"])
    assert withdrawn.status_code == 200, withdrawn.text
    assert [line["id"] for line in withdrawn.json()["changed"]] == [measure["id"]]
    assert command("export").stdout == before
    assert not (plan / "judgements.jsonl").exists()
    assert "There is no judgement" in said(local.delete(body["judgement"]["self"]), 404)


def test_a_later_judgement_on_the_same_fact_wins(local: TestClient, plan: Path) -> None:
    measure = of_kind(local, "measure", instrument="first-of-kind")
    judged(judge(local, measure["id"], "reject", on="2026-11-20"))
    judged(judge(local, measure["id"], "confirm", on="2026-11-20"))
    assert row(local)["read_by"] == "reviewed"
    judged(judge(local, measure["id"], "reject", on="2026-11-20"))
    assert local.get(FLAGSHIP).json()["rows"][0]["state"] == "silent"
    items = local.get(FILE).json()["items"]
    assert [one["verdict"] for one in items] == ["confirm", "reject"]
    paged = local.get(FILE, params={"limit": 1}).json()
    assert paged["items"] == items[:1]
    assert local.get(FILE, params={"after": paged["next"]}).json() == {"items": items[1:], "next": None}


def test_a_corrected_fact_says_what_the_person_says(local: TestClient, plan: Path) -> None:
    measure = of_kind(local, "measure", instrument="first-of-kind")
    body = judged(judge(local, measure["id"], "correct", corrected={"mode": "encourages", "amounts": []}))
    [line] = body["changed"]
    assert (line["id"], line["mode"], line["reviewed"]["verdict"]) == (measure["id"], "encourages", "correct")
    assert "amounts" not in line
    assert (row(local)["state"], row(local)["rate"]) == ("encouraged", None)


def test_a_correction_of_what_a_fact_is_about_makes_it_another_fact(local: TestClient, plan: Path) -> None:
    measure = of_kind(local, "measure", instrument="first-of-kind")
    body = judged(judge(local, measure["id"], "correct", corrected={"instrument": "tax-relief"}))
    [line] = body["changed"]
    assert body["gone"] == [measure["id"]]
    assert line["id"] != measure["id"]
    assert local.get(f"{API}/facts/{line['id']}").json()["judgements"] == [body["judgement"]]
    sentence = said(local.get(f"{API}/facts/{measure['id']}"), 409)
    assert "was corrected and stands otherwise now" in sentence
    assert said(judge(local, measure["id"], "confirm"), 409) == sentence


def test_every_kind_of_fact_can_be_judged(local: TestClient, plan: Path) -> None:
    kinds = {line["kind"] for line in facts(local)} - {"policy"}
    assert kinds >= {"clause", "measure", "responsibility", "focus"}
    for kind in sorted(kinds):
        one = of_kind(local, kind)
        assert [line["id"] for line in judged(judge(local, one["id"], "confirm"))["changed"]] == [one["id"]]
    for kind in sorted(kinds, reverse=True):  # the clause last: what is said of its facts fits no more without it
        one = of_kind(local, kind)
        assert one["reviewed"]["by"] == "Li"
        assert one["id"] in judged(judge(local, one["id"], "reject"))["gone"]


def test_a_fact_of_the_graph_is_found_by_its_node(local: TestClient, plan: Path) -> None:
    measure = of_kind(local, "measure", instrument="first-of-kind")
    node = "suzhou-laser%231!first-of-kind"
    assert local.get(f"{API}/facts/{node}").json()["id"] == measure["id"]
    assert [line["id"] for line in judged(judge(local, node, "confirm"))["changed"]] == [measure["id"]]
    assert "There is no fact" in said(local.get(f"{API}/facts/suzhou-laser%239!first-of-kind"), 404)


def test_a_fact_that_the_machine_did_not_read_is_added(local: TestClient, plan: Path) -> None:
    mention = {"kind": "mention", "clause": "2", "type": "event", "name": "激光领域人才"}
    answer = local.post(FILE, json={"verdict": "add", "by": "Li"} | mention)
    body = judged(answer)
    [line] = body["changed"]
    assert (line["kind"], line["quote"], line["reviewed"]["verdict"]) == ("mention", "激光领域人才", "add")
    assert local.get(f"{API}/facts/{line['id']}").json()["stands"] is True
    assert local.delete(body["judgement"]["self"]).json()["gone"] == [line["id"]]


def test_the_fields_of_the_document_are_judged(local: TestClient, plan: Path) -> None:
    line = {"verdict": "correct", "by": "Li", "kind": "policy", "doc_type": "若干措施", "corrected": {"doc_type": None}}
    assert judged(local.post(FILE, json=line))["changed"] == []
    policy = local.get(f"{API}/policies/suzhou-laser").json()
    assert (policy["doc_type"], policy["reviewed_fields"]) == (None, ["doc_type"])
    sentence = said(judge(local, "suzhou-laser.policy", "confirm"), 422)
    assert "/api/v1/policies/suzhou-laser/judgements" in sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"verdict": "add", "kind": "focus", "clause": "", "name": "机器人"}, "do not stand in"),
        ({"verdict": "add", "kind": "mention", "clause": "7", "type": "event", "name": "人才"}, "no clause 7"),
        ({"verdict": "add", "kind": "mention", "clause": "2", "type": "fair", "name": "人才"}, "type of the mention"),
        ({"verdict": "add", "kind": "gift", "clause": "2"}, "kind cannot be 'gift'"),
        ({"verdict": "reject", "kind": "mention", "clause": "2", "name": "人才"}, "nothing is read that it rejects"),
        ({"verdict": "confirm", "kind": "policy", "title": "别的"}, "title is not read as"),
        (
            {
                "verdict": "add",
                "kind": "measure",
                "clause": "2",
                "instrument": "gifts",
                "mode": "funds",
                "quote": "人才",
            },
            "gifts",
        ),
        ({"verdict": "complete", "kinds": ["gift"]}, "'kinds' must be a list of"),
        ({"verdict": "add", "kind": "policy", "period_start": 3}, "must be a year"),
        ({"verdict": "approve"}, "verdict cannot be 'approve'"),
        ({"verdict": "add", "by": " "}, "does not say who judged"),
    ],
)
def test_a_judgement_that_does_not_fit_changes_nothing(
    local: TestClient, plan: Path, command: Command, line: dict[str, Any], sentence: str
) -> None:
    before = command("export").stdout
    told = said(local.post(FILE, json={"by": "Li"} | line), 422)
    assert sentence in told
    assert "judgements.jsonl" not in told
    assert command("export").stdout == before
    assert not (plan / "judgements.jsonl").exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"corrected": {"instrument": "gifts"}}, "There is no instrument gifts."),
        ({"corrected": {"mode": "gives"}}, "mode of the measure"),
        ({"corrected": {"start": 5}}, "has no field 'start'"),
        ({"corrected": {"clause": "9"}}, "there is no clause 9"),
        ({"corrected": {"quote": "最高900万元"}}, "its quote does not stand in"),
        ({}, "'corrected' holds the fields"),
        ({"corrected": {"mode": "funds"}, "on": "soon"}, "on cannot be 'soon'"),
        ({"corrected": {"mode": "funds"}, "who": "me"}, "who cannot be 'me'"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    local: TestClient, plan: Path, more: dict[str, Any], sentence: str
) -> None:
    measure = of_kind(local, "measure", instrument="first-of-kind")
    answer = judge(local, measure["id"], "correct", **more)
    if more.get("corrected") == {"clause": "9"}:
        assert answer.status_code == 422
    else:
        assert sentence in said(answer, 422)
    assert not (plan / "judgements.jsonl").exists()


def test_an_unknown_and_a_changed_fact_are_told_apart(local: TestClient, plan: Path) -> None:
    measure = of_kind(local, "measure", instrument="first-of-kind")
    assert "There is no fact suzhou-laser.measure.0" in said(judge(local, "suzhou-laser.measure.0", "confirm"), 404)
    assert "There is no policy suzhou" in said(judge(local, "suzhou.measure.0", "confirm"), 404)
    judged(judge(local, measure["id"], "correct", corrected={"mode": "encourages"}, version=measure["version"]))
    again = judge(local, measure["id"], "confirm", version=measure["version"])
    assert "says something else by now" in said(again, 409)


def test_a_judgement_with_a_key_is_stored_once(local: TestClient, plan: Path) -> None:
    measure = of_kind(local, "measure", instrument="first-of-kind")
    address, body = f"{API}/facts/{measure['id']}/judgements", {"verdict": "confirm", "by": "Li"}
    answers = [local.post(address, json=body, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert len((plan / "judgements.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_shipped_plan_is_corrected_in_a_copy_of_the_users(local: TestClient, data: Path, command: Command) -> None:
    assert command("load", SHIPPED).returncode == 0
    before, shipped = command("export").stdout, (SHIPPED / "judgements.jsonl").read_bytes()
    policy = SHIPPED.name
    line = next(one for one in facts(local, policy) if one["kind"] == "measure")
    assert line["reviewed"]["by"] == "gold"
    body = judged(judge(local, line["id"], "reject"))
    own = (data / "plans" / policy / "judgements.jsonl").read_bytes()
    assert own.startswith(shipped)
    assert (SHIPPED / "judgements.jsonl").read_bytes() == shipped
    assert all(one["reviewed"]["by"] == "gold" for one in facts(local, policy) if one["kind"] == "measure")
    assert command("export").stdout != before
    assert local.delete(body["judgement"]["self"]).status_code == 200
    assert command("export").stdout == before
    total = local.get(f"{API}/policies/{policy}/judgements", params={"limit": 1000}).json()["items"]
    assert all(one["fits"] for one in total)
    assert len(total) == len(shipped.splitlines())


def test_a_judgement_that_the_graph_does_not_take_is_not_kept(local: TestClient, plan: Path, store: GraphStore) -> None:
    measure = of_kind(local, "measure", instrument="first-of-kind")
    store.write(lambda transaction: put(transaction, Mark("token", "elsewhere", "2026-01-01T00:00:00+00:00")))
    try:
        answer = judge(local, measure["id"], "confirm")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    finally:
        store.write(clear)
    assert not (plan / "judgements.jsonl").exists()
    assert judged(judge(local, measure["id"], "confirm"))


def test_candidates_that_were_loaded_stay_loaded(local: TestClient, data: Path, command: Command) -> None:
    assert command("load", SHIPPED, "--candidates").returncode == 0
    before = command("export").stdout
    assert b'"candidate"' in before
    line = next(one for one in facts(local, SHIPPED.name) if one["kind"] == "measure")
    body = judged(judge(local, line["id"], "reject"))
    assert local.delete(body["judgement"]["self"]).status_code == 200
    assert command("export").stdout == before


def test_the_documented_example_is_a_fact_of_the_shipped_plans(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    [example] = document["paths"][f"{API}/facts/{{id}}"]["get"]["parameters"][0]["schema"]["examples"]
    fact = client.get(f"{API}/facts/{example}").json()
    assert (fact["policy"], fact["fact"]["instrument"], fact["evidence"]["clause"]) == (
        *("hubei-laser-2024", "first-of-kind", "6/19"),
    )
    assert fact["reviewed"]["by"] == "gold"
    assert [one["by"] for one in fact["judgements"]] == ["gold"]
