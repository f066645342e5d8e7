"""The reference at /docs: every query, header and field, in the language of its reader."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.routes.queries import operation_id
from api.words import every
from cypher.catalogue import catalogue
from tests.api.page import Page

pytestmark = pytest.mark.usefixtures("no_language_kept")


def test_the_reference_shows_every_query_with_its_parameters(client: TestClient) -> None:
    page = Page(client.get("/docs").text)
    for query in catalogue():
        assert operation_id(query) in page.ids
        assert query.title in page.text
        for parameter in query.parameters.values():
            assert parameter.description in page.text


def test_the_reference_shows_headers_and_the_fields_of_answers(client: TestClient) -> None:
    source = client.get("/docs?lang=en").text
    page = Page(source)
    document = client.get("/openapi.json").json()
    for name, schema in document["components"]["schemas"].items():
        assert f"schema-{name}" in page.ids
        for field in schema.get("properties", {}).values():
            assert str(field.get("description", "")).split("\n")[0] in page.text
    measures = source.partition('id="list_measures"')[2].partition("</article>")[0]
    for anchor in ("schema-MeasurePage", "schema-Measure", "header-If-None-Match", "header-ETag", "schema-Tier"):
        assert f'href="#{anchor}"' in measures
    assert document["components"]["parameters"]["IfNoneMatch"]["description"] in page.text


def test_the_fixed_words_of_the_reference_are_in_one_language(client: TestClient) -> None:
    said = {key: texts for key, texts in every().items() if key.startswith("docs.")}
    for language, other in (("en", "zh"), ("zh", "en")):
        text = client.get(f"/docs?lang={language}").text
        for texts in said.values():
            assert texts[language].partition(" {")[0] in text
        if language == "en":
            assert [one[other] for one in said.values() if one[other].endswith("：") and one[other] in text] == []
