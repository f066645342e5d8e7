"""Documents with hostile names, markup, links and bombs, sent as any document is.

The inputs are data (``attacks``); ``what_gets_through`` of each file says when one has succeeded.
"""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.siege import documents
from tests.siege.checks import API, TEXT, every, faults, upload
from tests.siege.inputs import attacks, filled, grown
from tests.siege.pages import Page
from tests.siege.place import Siege, raw

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("siege"), pytest.mark.timeout(1800)]

MOST_SECONDS = 60
TYPES = re.compile(
    r"application/([\w.+-]*json|x-ndjson|octet-stream|javascript)|text/(plain|markdown|css|javascript)|image/svg\+xml"
)


def test_no_name_of_a_file_or_policy_leads_out_of_its_folder(siege: Siege) -> None:
    names = [grown(one) for one in attacks("paths")["names"]]
    before = siege.files()

    def work(name: str) -> list[str]:
        form = {"file": (name, TEXT.encode())}
        as_id = json.dumps({"text": TEXT, "metadata": {"id": name}}).encode()
        as_name = json.dumps({"text": TEXT, "name": name}).encode()
        url = f"{siege.served.url}{API}/policies?dry_run=true"
        kind = {"Content-Type": "application/json"}
        answers = [
            siege.http.post(url, headers=siege.bearer, files=form),
            siege.ask("POST", f"{API}/policies?dry_run=true", as_name, **kind),
        ]
        refused = siege.ask("POST", f"{API}/policies", as_id, **kind)
        through = [] if refused.status_code == 422 or name == "CON" else [f"id {name!r}: {refused.status_code}"]
        return through + [f"{name!r}: {fault}" for answer in (*answers, refused) for fault in faults(answer)]

    every(work, names)
    assert made_since(siege, before) == set()


def test_no_name_is_markup_in_a_page(siege: Siege) -> None:
    words = attacks("markup")["inputs"]
    loaded = []
    for number in range(0, len(words), 4):
        name = f"siege-markup-{number}"
        first = words[number]
        lines = [f"苏州市{first}关于促进激光产业发展的若干措施", f"一、{first}支持首台（套）"]
        for one in words[number : number + 4]:
            lines.append(
                f"对首台（套）{one}重大技术装备，按售价的10%给予奖励，支持苏州{one}激光有限公司。（牵头单位：市{one}工信局）"
            )
        source = {"publisher": first, "note": first}
        siege.load("\n".join(lines), id=name, region="320500", source=source)
        loaded.append(name)
    document = siege.get("/openapi.json").json()
    lists = [
        str(path)
        for path, item in document["paths"].items()
        if "get" in item and "{" not in path and "events" not in path
    ]
    of_each = [path for path in document["paths"] if path.startswith(f"{API}/policies/{{id}}") and path.count("{") == 1]
    targets = ["/", "/?tiers=candidate", "/docs", "/problems", "/analyst", *(f"{one}?tiers=candidate" for one in lists)]
    targets += lists + [path.replace("{id}", name) for path in of_each for name in loaded]
    for word in words:
        sly = quote(word, safe="")
        targets += [f"/?instrument={sly}", f"/problems/{sly}", f"/{sly}", f"{API}/search?q={sly}"]
        targets += [f"{API}/policies/{sly}", f"{API}/queries/{sly}/{sly}", f"{API}/regions?{sly}=1"]
    targets += sorted(link for target in targets[:5] for link in Page(siege.get(target).text).links)
    shown = []

    def work(target: str) -> list[str]:
        answer = siege.get(target)
        if "alert(7919)" in answer.text:
            shown.append(target)
        return [f"{target}: {fault}" for fault in shows(answer)]

    every(work, dict.fromkeys(targets))
    assert len(shown) > len(words)
    for name in loaded:
        assert siege.ask("DELETE", f"{API}/policies/{name}").status_code == 200
    assert siege.content() == siege.digest


def shows(answer: httpx.Response) -> list[str]:
    """What is wrong with an answer that may hold markup of somebody else."""
    found = [] if answer.status_code < 500 else [f"status {answer.status_code}"]
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if answer.headers.get("x-content-type-options") != "nosniff":
        found.append("no nosniff")
    rules = answer.headers.get("content-security-policy", "")
    if "unsafe" in rules or not ("default-src 'self'" in rules or "default-src 'none'" in rules):
        found.append(f"the policy {rules!r}")
    if kind == "text/html":
        found += [] if "attachment" in answer.headers.get("content-disposition", "") else Page(answer.text).bad
    elif kind == "text/csv":
        cells = re.findall(r"(?:^|,)\"?([=@+][^,\"]*)", answer.text, re.MULTILINE)
        found += [f"a formula: {cell}" for cell in cells]
    elif "7919" in answer.text and not TYPES.fullmatch(kind):
        found.append(f"the type {kind!r}")
    return found


def test_no_document_makes_the_server_call_anybody(siege: Siege, listener: dict[str, str]) -> None:
    links = filled(attacks("links"), **listener)
    sends: list[tuple[str, bytes, str, dict[str, Any]]] = []
    for one in links["html"]:
        sends.append((one, f"<html><body><p>{TEXT}</p>{one}</body></html>".encode(), "a.html", {}))
    sends += [(one, f"{TEXT}{one}\n".encode(), "a.md", {}) for one in links["text"]]
    for spec in links["docx"]:
        sends.append((str(spec), documents.linked_docx(spec["part"], listener["listener"], spec), "a.docx", {}))
    for spec in links["pdf"]:
        given = {name: spec.get(name, "") for name in ("catalogue", "page")}
        content = documents.pdf(**given, stream=b"BT /F 9 Tf (a)Tj ET", stream_entries=spec.get("stream", ""))
        sends.append((str(spec), content, "a.pdf", {}))
    sends += [(str(said), TEXT.encode(), "a.txt", said) for said in links["metadata"]]

    def work(one: tuple[str, bytes, str, dict[str, Any]]) -> list[str]:
        name, content, file, metadata = one
        answer = upload(siege, content, file, metadata)
        return [f"{name}: {fault}" for fault in faults(answer)]

    every(work, sends)
    assert siege.content() == siege.digest


@pytest.mark.parametrize("large", [False, pytest.param(True, marks=[pytest.mark.long, pytest.mark.timeout(1800)])])
def test_no_bomb_goes_off(siege: Siege, large: bool) -> None:
    specs = [spec for spec in attacks("bombs")["documents"] if spec.get("large", False) == large]
    before = siege.files()

    def dropped(spec: dict[str, Any]) -> list[str]:
        answer = upload(siege, documents.bomb(spec), "bomb.html" if "html" in spec["make"] else "bomb.txt", {})
        seconds = answer.elapsed.total_seconds()
        through = answer.status_code >= 500 or seconds > MOST_SECONDS
        return [f"{spec}: {answer.status_code} after {seconds:.0f} s: {answer.text[:300]}"] if through else []

    with ThreadPoolExecutor(2) as many:
        through = [said for found in many.map(dropped, specs) for said in found]
    assert not through, "\n".join(through)
    assert made_since(siege, before) == set()
    assert siege.content() == siege.digest


def test_no_body_is_unpacked_or_taken_apart_without_end(siege: Siege) -> None:
    for spec in attacks("bombs")["bodies"]:
        headers, content = documents.body(spec)
        if "Content-Length" in headers:
            sent = "".join(f"{name}: {value}\r\n" for name, value in (headers | siege.bearer).items())
            said = raw(siege.served.port, f"POST {API}/policies HTTP/1.1\r\nHost: x\r\n{sent}\r\n".encode() + content)
            assert b" 413 " in said.partition(b"\r\n")[0], spec
            continue
        answer = siege.ask("POST", f"{API}/policies?dry_run=true", content, **headers)
        assert 400 <= answer.status_code < 500, (spec, answer.text)


def made_since(siege: Siege, before: set[str]) -> set[str]:
    """Files made since then, but for the record of jobs and its empty folders."""
    return {name for name in siege.files() - before if not name.startswith("data/jobs")}
