"""The page on data and method: figures of accuracy, the taxonomy with its mappings, the model as a picture."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from api.language import Language
from api.pages import grid
from api.pages.model_picture import joined
from api.words import LANGUAGES, words
from graph.model import labels, relationship_types
from loaders.accuracy import packaged

pytestmark = pytest.mark.usefixtures("no_language_kept")


def test_the_figures_of_accuracy_are_the_packaged_ones(client: TestClient) -> None:
    source = client.get("/method").text
    table = source[source.index('<table class="matrix figures">') :]
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table[: table.index("</table>")])
    figures = packaged()
    assert [name for name, _ in rows] == [words("zh").named("fact", kind) for kind in figures.left_out.kinds]
    for (_, cells), kind in zip(rows, figures.left_out.kinds, strict=True):
        said = re.findall(r"<td>(.*?)</td>", cells)
        expected: list[str] = []
        for view in (figures.left_out, figures.unseen):
            one = view.kinds[kind]
            expected += [f"{round(100 * share, 1):g}%" for share in (one.precision, one.recall, one.f1)]
            expected.append(str(one.gold))
        assert said == expected


def test_the_method_shows_the_taxonomy_with_its_mappings(client: TestClient) -> None:
    source = client.get("/method").text
    [table] = re.findall(r'<details class="taxonomy">.*?</details>', source, re.DOTALL)
    text = unescape(table)
    for one in grid.taxonomy_lines():
        for shown in (
            one["id"],
            one["zh"],
            one["en"],
            one["stip"],
            one["gta"],
            words("zh").named("family", one["family"]),
        ):
            assert shown in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_model_is_drawn_and_said_whole(client: TestClient, language: Language) -> None:
    source = client.get(f"/method?lang={language}").text
    [drawn] = re.findall(r'<svg class="model".*?</svg>', source, re.DOTALL)
    said = re.findall(r"<text[^>]*>(?:↻ )?(.*?)</text>", drawn)
    assert {words(language).named("label", label) for label in labels()} <= set(said)
    kinds = {said for _, said, _ in joined(language)}
    assert len(kinds) == len(relationship_types())
    assert kinds <= {one for line in said for one in re.split("、|, ", line)}
    [table] = re.findall(r'<details class="table">.*?</details>', source, re.DOTALL)
    assert table.count("<tr>") == len(relationship_types())
