"""What is no document, too large, from elsewhere or without the right is refused with its reason."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from api.app import create_app
from api.documents.settings import DocumentSettings
from graph.errors import GraphError
from graph.store import GraphStore
from tests.api.documents_client import API, METADATA, TEXT, ended, post_file, said, send
from tests.running import call_policygraph, loaded_policies

FLAGSHIP = f"{API}/queries/support/which-regions-fund"
LINES = TEXT.splitlines()


@pytest.fixture(autouse=True)
def _empty(data: Path) -> None:
    """Each test begins and ends without a policy."""


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
