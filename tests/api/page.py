"""A page as a test reads it."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """Text, ids and everything a browser would fetch, follow or run."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.words: list[str] = []
        self.language = ""
        self._silent = 0
        self.feed(source)
        self.text = " ".join(word for word in self.words if word)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag names."""
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        if given.get("id"):
            self.ids.append(given["id"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag in ("script", "link", "img") and (given.get("src") or given.get("href")):
            self.loaded.append(given.get("src") or given.get("href") or "")
        is_data = tag == "script" and given.get("type") == "application/json"
        self._silent += tag in ("script", "style")
        if "style" in given or tag == "style" or (tag == "script" and "src" not in given and not is_data):
            self.inline.append(tag)
        if any(name.startswith("on") for name in given):
            self.inline.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Words count again behind a script."""
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        """Note the words that are shown."""
        if not self._silent:
            self.words.append(data.strip())
