"""The reader: the text and the list of facts lead to each other, by keyboard and by link too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.desk import Desk, Site

pytestmark = pytest.mark.browser

POLICY = "hubei-laser-2024"


def _lit(page: Any, where: str) -> set[str]:
    """Anchors of the facts that are lit in the list, or words of the text that are."""
    return set(page.eval_on_selector_all(f"{where} .lit", "all => all.map(one => one.id || one.textContent)"))


@pytest.fixture
def reader(desk: Desk, embedded: Site) -> Any:
    """The reader on a document."""
    desk.page.goto(f"{embedded.url}/policies/{POLICY}")
    return desk.page


def test_marks_are_reached_and_left_by_keyboard(reader: Any, desk: Desk) -> None:
    stops = reader.locator("#text [data-begins]")
    assert reader.locator("#text [data-begins][tabindex='0']").count() == 1
    stops.first.focus()
    reader.keyboard.press("ArrowRight")
    second = stops.nth(1)
    assert second.evaluate("one => one === document.activeElement")
    anchor = str(second.get_attribute("data-begins")).split(" ")[0]
    reader.keyboard.press("Space")
    assert reader.evaluate("document.activeElement.closest('li').id") == f"f-{anchor}"
    assert f"f-{anchor}" in _lit(reader, "#facts")
    reader.keyboard.press("Enter")  # the link of the fact, back to its words
    reader.wait_for_url(f"**#t-{anchor}")
    assert reader.locator("#text [tabindex='0']").get_attribute("data-begins") == second.get_attribute("data-begins")
    assert desk.barriers() == []


def test_a_link_to_a_fact_shows_it_in_list_and_text(reader: Any, embedded: Site) -> None:
    item = reader.locator("#facts li.k-Measure").first
    anchor = str(item.get_attribute("id")).removeprefix("f-")
    start, end = anchor.split("-")[:2]
    text = reader.request.get(f"{embedded.url}/api/v1/policies/{POLICY}/text").json()["text"]
    words = text[int(start) : int(end)]
    for kind in "ft":
        reader.goto("about:blank")
        reader.goto(f"{embedded.url}/policies/{POLICY}#{kind}-{anchor}")
        assert _lit(reader, "#facts") == {f"f-{anchor}"}
        assert "".join(reader.locator("#text .lit").all_text_contents()) == words
    # where no such fact is read at this tier or any more, its words are shown
    reader.goto("about:blank")
    reader.goto(f"{embedded.url}/policies/{POLICY}#f-{int(start) + 1}-{end}")
    reader.wait_for_url("**#here")
    assert "".join(reader.locator("#text mark").all_text_contents()) == words[1:]


def test_industries_and_cited_documents_are_marked_and_listed(reader: Any) -> None:
    for kind in ("Industry", "Policy"):
        item = reader.locator(f"#facts li.k-{kind}").first
        anchor = str(item.get_attribute("id")).removeprefix("f-")
        assert reader.locator(f"#text .k-{kind}[data-facts~='{anchor}']").count() > 0
    styles = {
        kind: reader.locator(f".legend .k-{kind}").evaluate(
            "one => { const s = getComputedStyle(one);"
            " return [s.textDecorationLine, s.textDecorationStyle, s.borderTopStyle, s.boxShadow, s.backgroundColor]"
            ".join() }"
        )
        for kind in reader.eval_on_selector_all(".legend .m", "all => all.map(one => one.className.slice(4))")
    }
    assert len(styles) > 5
    assert len(set(styles.values())) == len(styles), styles


def test_facts_stay_tied_to_the_text_while_they_are_judged(reader: Any) -> None:
    before = set(reader.eval_on_selector_all("#facts li[id]", "all => all.map(one => one.id)"))
    reader.click("#judge")
    reader.locator("li.judging").first.wait_for()
    tied = set(reader.eval_on_selector_all("#facts li.judging[id]", "all => all.map(one => one.id)"))
    assert tied
    assert tied <= before
    loose = reader.locator("#facts li.judging:not([id])").count()
    assert loose == 0
    address = reader.url
    first = reader.locator("li.judging").first
    first.locator("a").click()
    assert reader.url.split("#")[0] == address.split("#")[0]
    assert _lit(reader, "#facts") == {first.get_attribute("id")}
