"""Documents by REST: sent, tried out, replaced, given back and removed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from api.app import create_app
from api.documents.settings import DocumentSettings
from graph.errors import GraphError
from graph.moving.mark import Mark, clear, put
from graph.store import GraphStore
from tests.api.documents_client import API, METADATA, TEXT, ended, facts, load, local_client, plain, said, send, source
from tests.loaders import made_documents as made
from tests.running import Command, call_policygraph, loaded_policies

FLAGSHIP = f"{API}/queries/support/which-regions-fund"
LINES = TEXT.splitlines()


@pytest.fixture(scope="module")
def local(store: GraphStore) -> Iterator[TestClient]:
    with local_client(store.settings) as client:
        yield client


@pytest.fixture(autouse=True)
def _empty(data: Path) -> None:
    """Each test begins and ends without a policy."""


def post_file(local: TestClient, name: str, content: bytes, **metadata: Any) -> Any:
    files = {"file": (name, content)}
    return local.post(f"{API}/policies", files=files, data={"metadata": json.dumps(metadata)})


def left_over(data: Path) -> list[str]:
    """What jobs and trials have left on the disk."""
    return [path.name for path in (data / "jobs").iterdir() if path.is_dir()]


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
    sentence = said(local.put(f"{API}/policies/suzhou-laser?dry_run=true", json=body), 422)
    assert sentence == job["problem"]["detail"]
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


@pytest.mark.parametrize(
    ("metadata", "sentence"),
    [
        ({"regoin": "320500"}, "metadata.regoin: there is no such field."),
        ({"region": "999999"}, "There is no region '999999'"),
        ({"id": "Su Zhou"}, "'Su Zhou' must be made of a-z, 0-9 and single hyphens"),
        ({"id": "../../etc"}, "must be made of a-z, 0-9 and single hyphens"),
        ({"id": "a" * 101}, "101 characters long"),
        ({"completeness": "half"}, "metadata.completeness: "),
        ({"source": {"url": "javascript:alert(1)"}}, "must begin with http:// or https://"),
        ({"assertions": {"min_clauses": -1}}, "metadata.assertions.min_clauses: "),
        ([], "metadata must be an object"),
    ],
)
def test_metadata_that_are_wrong(local: TestClient, metadata: Any, sentence: str) -> None:
    assert sentence in said(local.post(f"{API}/policies", json={"text": TEXT, "metadata": metadata}), 422)


def test_an_id_that_is_not_the_one_of_the_address(local: TestClient) -> None:
    answer = local.put(f"{API}/policies/suzhou", json={"text": TEXT, "metadata": METADATA})
    assert "make them the same" in said(answer, 422)
    assert "must be made of" in said(local.put(f"{API}/policies/Su", json={"text": TEXT}), 422)


@pytest.mark.parametrize(
    ("content", "kind", "status", "sentence"),
    [
        (b"hello", "text/plain", 415, "The body is text/plain; send multipart/form-data"),
        (b"{", "application/json", 422, "The body is not JSON"),
        (b"[" * 100_000, "application/json", 422, "nested too deep"),
        (b'{"text": "\\ud800"}', "application/json", 422, "half a character"),
        (b'{"text": "\xff"}', "application/json", 422, "not UTF-8"),
        (b'{"text": 5}', "application/json", 422, "text must be the text of the document"),
        (b'{"text": "a", "url": "http://127.0.0.1/"}', "application/json", 422, "There is no field 'url'"),
        (b'{"text": ""}', "application/json", 422, "The file is empty"),
        (b"x", "multipart/form-data", 422, "Missing boundary"),
        (b"x", "multipart/form-data; boundary=b", 422, "multipart body cannot be read"),
        (b"--b\r\n\r\n--b--\r\n", "multipart/form-data; boundary=b", 422, "multipart body cannot be read"),
    ],
)
def test_a_body_that_is_none(local: TestClient, content: bytes, kind: str, status: int, sentence: str) -> None:
    answer = local.post(f"{API}/policies", content=content, headers={"content-type": kind})
    assert sentence in said(answer, status)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "The file is a PNG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old Office file"),
        (b"\x7fELF" + bytes(100), "The file is a program"),
        (bytes(range(256)) * 10, "The file is binary data"),
    ],
)
def test_bytes_that_are_no_document_are_refused_whatever_their_name(
    local: TestClient, content: bytes, sentence: str
) -> None:
    assert sentence in said(post_file(local, "plan.txt", content), 415)


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document ' + W + b"><w:t>&b;</w:t></w:document>"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (zipped("word/document.xml", bytes(150_000_000)), "unpacks to more than 100 MB"),
        (zipped("word/document.xml", LAUGHS), "damaged"),
        (zipped("plan.txt", TEXT.encode()), "ZIP archive"),
        (b"PK\x03\x04" + bytes(50), "cut off or damaged"),
        (b"%PDF-1.7\n" + bytes(50), "PDF"),
    ],
)
def test_a_bomb_or_a_ruin_is_a_failed_job(local: TestClient, data: Path, content: bytes, sentence: str) -> None:
    job = ended(local, post_file(local, "plan.docx", content))
    assert (job["state"], job["problem"]["status"]) == ("failed", 422)
    assert sentence in job["problem"]["detail"]
    assert str(data) not in job["problem"]["detail"]
    assert loaded_policies(data) == {}


def limit(local: TestClient, monkeypatch: pytest.MonkeyPatch, **limits: Any) -> None:
    app: Any = local.app
    monkeypatch.setattr(app.state.office, "settings", DocumentSettings.load(**limits))


def test_a_document_that_is_too_large(local: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    limit(local, monkeypatch, max_bytes=1000)
    assert "more than 1,000 bytes" in said(send(local, TEXT * 10), 413)
    assert "more than 1,000 bytes" in said(post_file(local, "plan.txt", TEXT.encode() * 10), 413)


def test_a_reading_that_takes_too_long_or_too_much_is_ended(local: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    limit(local, monkeypatch, read_seconds=0.001)
    answer = local.post(f"{API}/policies?dry_run=true", json={"text": TEXT})
    assert "takes more than" in said(answer, 422)


@pytest.mark.parametrize("address", ["facts/x/judgements", "policies/x/judgements", "nowhere"])
def test_a_body_that_is_no_document_may_have_a_megabyte(local: TestClient, address: str) -> None:
    pieces = (b" " * 100_000 for _ in range(20))
    answer = local.post(f"{API}/{address}", content=pieces, headers={"content-type": "application/json"})
    assert answer.status_code in (404, 413)
    if address != "nowhere":
        assert "may have 1,000,000 bytes" in said(answer, 413)


def test_metadata_are_small(local: TestClient) -> None:
    answer = send(local, relations=[{}] * 1001)
    assert "may have 1000 items" in said(answer, 422)
    assert "1,000,000 bytes" in said(send(local, source={"note": "x" * 1_000_001}), 413)


def test_a_setting_that_cannot_be_used_is_one_sentence(monkeypatch: pytest.MonkeyPatch, store: GraphStore) -> None:
    monkeypatch.setenv("POLICYGRAPH_UPLOAD_AT_ONCE", "many")
    with pytest.raises(GraphError, match=r"^POLICYGRAPH_UPLOAD_AT_ONCE cannot be used: "):
        create_app(store.settings)


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


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"x-forwarded-for": "10.0.0.1"},
        {"forwarded": "for=10.0.0.1"},
        {"host": "rebound.example"},
    ],
)
def test_pages_of_other_sites_and_proxies_may_not_write(local: TestClient, headers: dict[str, str]) -> None:
    assert {answer.status_code for answer in _writes(local, headers)} <= {401, 403}


def test_a_key_for_reading_does_not_write(local: TestClient, data: Path) -> None:
    added = call_policygraph(data, "keys", "add", "reading", "--role", "reader", "--json")
    headers = {"X-API-Key": json.loads(added.stdout)["key"]}
    try:
        assert local.get(f"{API}/policies", headers=headers).status_code == 200
        assert {answer.status_code for answer in _writes(local, headers)} == {403}
    finally:
        call_policygraph(data, "keys", "revoke", "reading")


def _writes(client: TestClient, headers: dict[str, str]) -> list[Response]:
    """What each route that writes answers."""
    body = {"text": TEXT, "metadata": METADATA}
    return [
        client.post(f"{API}/policies", json=body, headers=headers),
        client.put(f"{API}/policies/suzhou-laser", json=body, headers=headers),
        client.delete(f"{API}/policies/suzhou-laser", headers=headers),
        client.post(f"{API}/facts/x/judgements", json={"verdict": "confirm", "by": "x"}, headers=headers),
        client.post(f"{API}/policies/x/judgements", json={"verdict": "add", "by": "x"}, headers=headers),
        client.delete(f"{API}/policies/x/judgements/y", headers=headers),
    ]


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


@pytest.mark.parametrize(
    ("address", "methods"),
    [
        ("policies", "GET, HEAD, POST"),
        ("policies/x", "DELETE, GET, HEAD, PUT"),
        ("facts/x/judgements", "GET, HEAD, POST"),
        ("jobs", "GET, HEAD"),
    ],
)
def test_a_path_says_all_methods_that_it_takes(local: TestClient, address: str, methods: str) -> None:
    answer = local.request("PATCH", f"{API}/{address}")
    assert (answer.status_code, answer.headers["allow"]) == (405, methods)


@pytest.mark.parametrize("url", ["https://[", "http://[::1", "ftp://example.org/a", "javascript:alert(1)", "https://"])
def test_an_address_that_is_none_is_refused(local: TestClient, url: str) -> None:
    assert "metadata.source.url must begin with" in said(send(local, source={"url": url}), 422)


def test_metadata_are_taken_at_the_types_of_the_document(local: TestClient) -> None:
    assert "metadata.region" in said(send(local, region=320500), 422)
