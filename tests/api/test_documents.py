"""Documents by REST: sent, tried out, replaced, given back and removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph.moving.mark import Mark, clear, put
from graph.store import GraphStore
from tests.api.documents_client import (
    API,
    METADATA,
    TEXT,
    ended,
    facts,
    left_over,
    load,
    plain,
    post_file,
    said,
    send,
    source,
)
from tests.loaders import made_documents as made
from tests.running import Command, call_policygraph, loaded_policies

FLAGSHIP = f"{API}/queries/support/which-regions-fund"
LINES = TEXT.splitlines()


@pytest.fixture(autouse=True)
def _empty(data: Path) -> None:
    """Each test begins and ends without a policy."""


def test_a_text_is_read_loaded_and_answers_as_by_the_command_line(
    local: TestClient, data: Path, command: Command, tmp_path: Path
) -> None:
    answer = send(local)
    job = answer.json()
    assert (job["kind"], job["policy"], job["self"]) == ("create", "suzhou-laser", answer.headers["location"])
    job = ended(local, answer)
    assert (job["state"], job["stage"], job["progress"], job["problem"]) == ("done", "ended", 1, None)
    assert (job["result"]["region"], job["result"]["clauses"], job["result"]["warnings"]) == ("320500", 2, [])
    [row] = local.get(FLAGSHIP, params={"tiers": "likely"}).json()["rows"]
    assert (row["state"], row["rate"], row["cap_yuan"], row["read_by"]) == ("funded", 0.1, 2_000_000, "machine")
    assert source(data).decode() == TEXT
    assert left_over(data) == []
    by_rest = command("export").stdout
    assert command("remove", "suzhou-laser").returncode == 0
    file = tmp_path / "suzhou.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert command("load", file, "--region", "320500", "--id", "suzhou-laser").returncode == 0
    assert command("export").stdout == by_rest


@pytest.mark.parametrize(
    ("name", "content", "kept", "media"),
    [
        ("plan.pdf", made.pdf(LINES), "source.pdf", "application/pdf"),
        ("plan.bin", made.pdf(LINES), "source.pdf", "application/pdf"),
        ("plan.doc", made.word(LINES), "source.docx", "application/vnd.openxmlformats-officedocument"),
        ("计划.html", made.page(LINES, charset="gb18030"), "source.html", "text/html; charset=gb18030"),
        ("../../plan.md", made.clipping(LINES).encode(), "source.md", "text/markdown; charset=utf-8"),
    ],
)
def test_every_format_is_taken_by_its_bytes_and_given_back_as_it_came(
    local: TestClient, data: Path, tmp_path: Path, name: str, content: bytes, kept: str, media: str
) -> None:
    job = ended(local, post_file(local, name, content, region="苏州"))
    assert job["state"] == "done", job
    policy = job["policy"]
    assert (data / "plans" / policy / kept).read_bytes() == content
    given = local.get(f"{API}/policies/{policy}/source")
    assert given.content == content
    assert given.headers["content-type"].startswith(media)
    assert given.headers["content-disposition"] == f'attachment; filename="{policy}{Path(kept).suffix}"'
    assert "sandbox" in given.headers["content-security-policy"]
    assert given.headers["x-content-type-options"] == "nosniff"
    known = {"If-None-Match": given.headers["etag"]}
    again = local.get(f"{API}/policies/{policy}/source", headers=known)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", given.headers["etag"])
    other = local.get(f"{API}/policies/{policy}/source", headers={"If-None-Match": '"other"'})
    assert other.content == content
    printed = call_policygraph(tmp_path, "extract", data / "plans" / policy).stdout.decode().splitlines()
    assert [plain(line) for line in facts(local, policy)] == [json.loads(line) for line in printed]


def test_a_trial_shows_the_facts_and_loads_nothing(local: TestClient, data: Path, command: Command) -> None:
    before = command("export").stdout
    answer = local.post(f"{API}/policies?dry_run=true", json={"text": TEXT, "metadata": METADATA})
    assert answer.status_code == 200, answer.text
    trial = answer.json()
    assert (trial["id"], trial["taken"], trial["warnings"]) == ("suzhou-laser", False, [])
    assert command("export").stdout == before
    assert left_over(data) == []
    load(local)
    assert trial["facts"] == facts(local)
    assert local.put(f"{API}/policies/suzhou-laser?dry_run=true", json={"text": TEXT}).json()["taken"] is True


def test_a_document_that_breaks_its_assertions_changes_nothing(local: TestClient, data: Path, command: Command) -> None:
    load(local)
    before = command("export").stdout
    asked = {"min_clauses": 3, "sections": ["支持出口"]}
    body = {"text": TEXT + "附则。\n", "metadata": {"assertions": asked}}
    job = ended(local, local.put(f"{API}/policies/suzhou-laser", json=body))
    assert (job["state"], job["stage"], job["result"]) == ("failed", "extract", None)
    assert job["problem"]["status"] == 422
    assert job["problem"]["errors"] == ["expected at least 3 clauses, found 2", "no clause is headed '支持出口'"]
    tried = local.put(f"{API}/policies/suzhou-laser?dry_run=true", json=body)
    assert said(tried, 422) == job["problem"]["detail"]
    assert tried.json()["errors"] == job["problem"]["errors"]
    assert "errors" not in local.put(f"{API}/policies/suzhou-laser", json={"text": 5}).json()
    assert command("export").stdout == before
    assert source(data).decode() == TEXT
    assert left_over(data) == []


def test_a_taken_id_is_told_of_and_put_replaces_the_policy(local: TestClient, command: Command, data: Path) -> None:
    other = "苏州市关于促进机器人产业发展的若干措施\n一、支持企业。鼓励企业开展技术改造。\n"
    load(local, other)
    alone = command("export").stdout
    assert "PUT /api/v1/policies/suzhou-laser replaces it" in said(send(local), 409)
    load_again = local.put(f"{API}/policies/suzhou-laser", json={"text": TEXT, "metadata": METADATA})
    job = ended(local, load_again)
    assert (job["kind"], job["state"], job["result"]["clauses"]) == ("replace", "done", 2)
    assert command("export").stdout != alone
    body = {"text": other, "metadata": {"region": "320500"}}
    assert ended(local, local.put(f"{API}/policies/suzhou-laser", json=body))["state"] == "done"
    assert command("export").stdout == alone
    assert source(data).decode() == other


def test_put_loads_a_policy_that_is_not_there_yet(local: TestClient, data: Path) -> None:
    answer = local.put(f"{API}/policies/suzhou-laser", json={"text": TEXT, "metadata": METADATA})
    assert ended(local, answer)["state"] == "done"
    assert list(loaded_policies(data)) == ["suzhou-laser"]


def test_judgements_on_a_policy_stay_when_it_is_replaced(local: TestClient) -> None:
    load(local)
    measure = next(line for line in facts(local) if line["kind"] == "measure")
    made_so = local.post(f"{API}/facts/{measure['id']}/judgements", json={"verdict": "confirm", "by": "Li"})
    assert made_so.status_code == 201, made_so.text
    longer = TEXT + "三、支持出口。鼓励企业参加展会。\n"
    answer = local.put(f"{API}/policies/suzhou-laser", json={"text": longer, "metadata": METADATA})
    assert ended(local, answer)["result"]["reviewed"] == 1
    again = next(line for line in facts(local) if line["id"] == measure["id"])
    assert again["reviewed"]["by"] == "Li"


def test_the_same_request_with_a_key_is_done_once(local: TestClient, data: Path) -> None:
    headers = {"Idempotency-Key": "1f0c"}
    body = {"text": TEXT, "metadata": METADATA}
    first = local.post(f"{API}/policies", json=body, headers=headers)
    assert ended(local, first)["state"] == "done"
    again = local.post(f"{API}/policies", json=body, headers=headers)
    assert (again.status_code, again.content, again.headers["location"]) == (
        202,
        first.content,
        first.headers["location"],
    )
    assert (first.headers.get("idempotency-replayed"), again.headers["idempotency-replayed"]) == (None, "true")
    other = local.post(f"{API}/policies", json={"text": TEXT}, headers=headers)
    assert "came with another request" in said(other, 422)
    assert said(local.post(f"{API}/policies", json=body, headers={"Idempotency-Key": "2"}), 409)
    assert len(local.get(f"{API}/jobs", params={"policy": "suzhou-laser", "limit": 1000}).json()["items"]) >= 1
    assert said(local.post(f"{API}/policies", json=body, headers={"Idempotency-Key": "a b"}), 422)
    # a request that was refused is not remembered
    assert local.delete(f"{API}/policies/suzhou-laser").status_code == 200
    assert ended(local, local.post(f"{API}/policies", json=body, headers={"Idempotency-Key": "2"}))["state"] == "done"


def test_a_policy_is_removed_with_its_copy(local: TestClient, data: Path, command: Command) -> None:
    before = command("export").stdout
    load(local)
    answer = local.delete(f"{API}/policies/suzhou-laser")
    assert answer.json() == {"removed": "suzhou-laser", "copy_deleted": True}
    assert command("export").stdout == before
    assert not (data / "plans" / "suzhou-laser").exists()
    assert "There is no policy suzhou-laser" in said(local.delete(f"{API}/policies/suzhou-laser"), 404)


@pytest.mark.parametrize("what", ["facts", "source", "judgements", "judgements.jsonl"])
@pytest.mark.parametrize("policy", ["nothing", "..", "%2e%2e", "%2Fetc", "jobs", ".changing.lock"])
def test_what_is_not_there_is_not_given(local: TestClient, what: str, policy: str) -> None:
    assert local.get(f"{API}/policies/{policy}/{what}").status_code == 404


def test_facts_with_candidates_and_reasons(local: TestClient) -> None:
    load(local)
    usual = facts(local)
    assert len(facts(local, candidates=True)) >= len(usual)
    explained = facts(local, explain=True)
    assert [line["id"] for line in explained] == [line["id"] for line in usual]
    assert [line["version"] for line in explained] == [line["version"] for line in usual]
    assert "rule" in explained[-1]
    assert "rule" not in usual[-1]


def test_what_another_version_read_is_not_given_as_the_graphs(local: TestClient, store: GraphStore) -> None:
    load(local)
    age = "MATCH (p:Policy {id: 'suzhou-laser'}) SET p.extractor = 'older'"
    store.write(lambda transaction: transaction.run(age).consume())
    assert "load --stale" in said(local.get(f"{API}/policies/suzhou-laser/facts"), 409)
    assert local.get(f"{API}/policies/suzhou-laser/source").content.decode() == TEXT


def test_another_document_than_the_graphs_is_not_given(local: TestClient, data: Path) -> None:
    load(local)
    (data / "plans" / "suzhou-laser" / "source.txt").write_text("别的文件\n", encoding="utf-8")
    for what in ("source", "facts"):
        assert "Another document lies here" in said(local.get(f"{API}/policies/suzhou-laser/{what}"), 409)


def test_while_a_copy_into_the_graph_is_under_way_nothing_is_loaded(
    local: TestClient, data: Path, store: GraphStore
) -> None:
    store.write(lambda transaction: put(transaction, Mark("token", "elsewhere", "2026-01-01T00:00:00+00:00")))
    try:
        job = ended(local, send(local))
        assert (job["state"], job["stage"], job["problem"]["status"]) == ("failed", "load", 503)
        assert "elsewhere" not in job["problem"]["detail"]
        answer = local.delete(f"{API}/policies/suzhou-laser")
        assert answer.status_code in (404, 503)
    finally:
        store.write(clear)
    assert loaded_policies(data) == {}
    assert not (data / "plans" / "suzhou-laser").exists()
