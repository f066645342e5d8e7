"""The reader's view of a document as it came: what is no part of the clean text is told apart, whatever its format."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.api.documents_client import API, METADATA, TEXT, ended, post_file

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
