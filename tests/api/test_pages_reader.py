"""The reader: facts and passages marked in the text, the form to correct them, and the document as it came."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.words import LANGUAGES
from loaders.judgements.lines import FIELDS, KINDS
from tests.api.documents_client import API, METADATA, TEXT, ended, post_file
from tests.api.page import Page

HUBEI = "/policies/hubei-laser-2024"
VIEW = f"/policies/{METADATA['id']}?view=source"
WEB_PAGE = (
    '<html><head><title>苏州</title><script>var a = "脚本";</script></head><body><div class="nav">网站首页 | 登录</div>'
    + "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    + "</body></html>"
)


def _shown(client: TestClient) -> tuple[str, str, str]:
    """The whole of the source as shown, the words that are struck out, and the others; without blanks."""
    page = client.get(VIEW).text
    [shown] = re.findall(r'<div class="text" lang="zh-Hans">(.*?)</div>', page, re.DOTALL)
    parts = [html.unescape("".join(re.findall(r"\S", one))) for one in re.split(r"</?del>", shown)]
    return "".join(parts), "".join(parts[1::2]), "".join(parts[::2])


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("source.html", WEB_PAGE),
        ("source.md", "# " + "\n\n".join(TEXT.splitlines()).replace("人才", "**人才**")),
        ("source.txt", "浏览次数：35\n" + TEXT),
    ],
)
def test_what_is_no_part_of_the_clean_text_is_struck_out(local: TestClient, name: str, content: str) -> None:
    job = ended(local, post_file(local, name, content.encode(), **METADATA))
    assert job["state"] == "done", job
    whole, struck, kept = _shown(local)
    clean = local.get(f"{API}/policies/{METADATA['id']}/text").json()["text"]
    assert whole == "".join(content.split())
    assert kept == "".join(clean.split())
    assert struck
    assert not set(struck) & set("激光产业")


def test_where_the_file_is_gone_nothing_is_claimed_of_a_page(local: TestClient, data: Path) -> None:
    ended(local, post_file(local, "source.html", WEB_PAGE.encode(), **METADATA))
    [folder] = {one.parent for one in data.rglob("source.html")}
    shutil.rmtree(folder)
    whole, struck, _ = _shown(local)
    assert whole == "".join(WEB_PAGE.split())
    assert struck == ""
    assert "无法标出哪些字没有进入正文" in local.get(VIEW).text


def test_the_reader_marks_the_passage_and_every_fact(client: TestClient) -> None:
    text = client.get("/api/v1/policies/hubei-laser-2024/text").json()["text"]
    start = text.index("双边最高奖补1000万元")
    source = client.get(f"{HUBEI}?start={start}&end={start + 12}").text
    assert "".join(re.findall(r"<mark>(.*?)</mark>", source)).replace("</span>", "").endswith("双边最高奖补1000万元")
    shown = re.search(r'<div class="text" id="text"[^>]*>(.*?)</div>', source, re.DOTALL)
    assert shown
    page = Page(source)
    marks = {one for one in page.ids if one.startswith("t-")}
    assert marks == {one.replace("f-", "t-") for one in page.ids if one.startswith("f-")}
    assert {"c-6/19", "here"} <= set(page.ids)


def test_the_source_shows_what_was_taken_out(client: TestClient) -> None:
    source = client.get("/policies/dongguan-emerging-2024?view=source").text
    assert re.findall(r"<del>", source)


def test_what_a_person_may_correct_is_worded_and_every_code_is_one_of_the_contract(client: TestClient) -> None:
    for language in LANGUAGES:
        source = client.get(HUBEI, headers={"Cookie": f"language={language}"}).text
        said = re.search(r'id="judge-words">(.*?)</script>', source, re.DOTALL)
        assert said
        form = json.loads(said[1])["form"]
        assert form["kinds"].keys() == form["fields"].keys() == KINDS.keys() - {"clause"}
        for kind, fields in form["fields"].items():
            assert {one["name"] for one in fields} == FIELDS[kind] | {"clause", "quote"}
            for one in fields:
                assert one["label"] != one["name"]
                assert one["type"] != "choice" or one["choices"]
                if one["name"] not in ("op", "clause"):
                    assert all(code != words for code, words in one["choices"] if language == "zh")
