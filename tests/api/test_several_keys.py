"""Documents and judgements of several API keys: each has its own words for repeating, and is told apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi.testclient import TestClient

from api.documents import judging
from api.keys import KeyRing, Role
from graph.store import GraphStore
from tests.api.documents_client import API, METADATA, TEXT, ended, local_client, said
from tests.running import call_policygraph

LINE = {
    "verdict": "add",
    "by": "Li",
    "kind": "responsibility",
    "clause": "1",
    "agency": "市工业和信息化局",
    "role": "lead",
}
JUDGEMENTS = f"{API}/policies/suzhou-laser/judgements"


@pytest.fixture(scope="module")
def asking(store: GraphStore) -> Iterator[TestClient]:
    """A server over the module's own graph, with one document, before there are keys."""
    with local_client(store.settings) as client:
        ended(client, client.post(f"{API}/policies", json={"text": TEXT, "metadata": METADATA}))
        yield client


Send = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def by_key(asking: TestClient, store: GraphStore) -> Callable[[str], tuple[str, Send]]:
    """From a name, the id of a new editor's key, and a way to send with it."""

    def make(name: str) -> tuple[str, Send]:
        key, text = KeyRing(store.settings.data).add(name, Role.EDITOR)

        def send(method: str, address: str, **more: object) -> httpx.Response:
            headers = {"Authorization": f"Bearer {text}", **more.pop("headers", {})}  # type: ignore[dict-item]
            answer: httpx.Response = asking.request(method, address, headers=headers, **more)  # type: ignore[arg-type]
            return answer

        return key.id, send

    return make


@pytest.fixture(scope="module")
def two(by_key: Callable[[str], tuple[str, Send]]) -> list[tuple[str, Send]]:
    return [by_key("one"), by_key("other")]


@pytest.fixture(autouse=True)
def _no_judgements(two: list[tuple[str, Send]]) -> Iterator[None]:
    """Each test ends without a judgement."""
    yield
    _, send = two[0]
    for one in send("GET", JUDGEMENTS).json()["items"]:
        assert send("DELETE", one["self"]).is_success


def test_a_word_for_repeating_is_of_one_key_alone(two: list[tuple[str, Send]]) -> None:
    word = {"Idempotency-Key": "monday"}
    (first, by_first), (second, by_second) = two
    mine = by_first("POST", JUDGEMENTS, json=LINE, headers=word)
    assert by_first("POST", JUDGEMENTS, json=LINE, headers=word).headers["idempotency-replayed"] == "true"
    theirs = by_second("POST", JUDGEMENTS, json=LINE | {"by": "Wang"}, headers=word)
    assert (mine.status_code, theirs.status_code) == (201, 201)
    assert "idempotency-replayed" not in theirs.headers
    assert [answer.json()["judgement"]["key"] for answer in (mine, theirs)] == [first, second]


def test_a_judgement_says_with_which_key_it_came(two: list[tuple[str, Send]], store: GraphStore) -> None:
    identity, send = two[0]
    assert send("POST", JUDGEMENTS, json=LINE).status_code == 201
    [one] = send("GET", JUDGEMENTS).json()["items"]
    assert (one["by"], one["key"], one["line"]["key"]) == ("Li", identity, identity)
    file = store.settings.data / "plans" / "suzhou-laser" / "judgements.jsonl"
    assert [json.loads(line)["key"] for line in file.read_text(encoding="utf-8").splitlines()] == [identity]
    shown = call_policygraph(store.settings.data, "review", "show", file.parent, "--json")
    assert [(row["how"], row["by"]) for row in json.loads(shown.stdout)] == [("corrected", "Li")]


def test_nobody_says_the_key_of_another(two: list[tuple[str, Send]]) -> None:
    (_, send), (other, _) = two
    assert "leave it out" in said(send("POST", JUDGEMENTS, json=LINE | {"key": other}), 422)


@pytest.mark.parametrize(
    "unseen",
    [{"by": "Li\u202eiL"}, {"by": "\u3000"}, {"agency": "市人才\u0007局"}, {"why": "a\u0000b"}, {"ki\u200bnd": "x"}],
)
def test_what_nobody_sees_is_refused(two: list[tuple[str, Send]], unseen: dict[str, str]) -> None:
    _, send = two[0]
    answer = send("POST", JUDGEMENTS, json=LINE | unseen)
    assert answer.status_code == 422, answer.text
    assert send("GET", JUDGEMENTS).json()["items"] == []
    assert send("POST", JUDGEMENTS, json=LINE | {"why": "two\nlines"}).status_code == 201


@pytest.mark.parametrize("limit", ["MOST", "MOST_BYTES"])
def test_judgements_on_a_policy_are_bounded(
    two: list[tuple[str, Send]], monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    _, send = two[0]
    assert send("POST", JUDGEMENTS, json=LINE).status_code == 201
    size = len(send("GET", f"{JUDGEMENTS}.jsonl").content)
    monkeypatch.setattr(judging, limit, {"MOST": 1, "MOST_BYTES": size + 10}[limit])
    assert "take some back first" in said(send("POST", JUDGEMENTS, json=LINE | {"role": "responsible"}), 409)
    assert send("POST", JUDGEMENTS, json=LINE).status_code == 201, "the same one again takes no room"
    assert len(send("GET", JUDGEMENTS).json()["items"]) == 1
