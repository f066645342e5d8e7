"""What a page of HTML would run, as a browser takes it apart."""

from __future__ import annotations

from html.parser import HTMLParser

_MARK = "7919"
_FOREIGN = ("evil.example", "javascript:")
_NEVER = ("iframe", "object", "embed", "base", "math", "textarea", "style")
"""Elements that no page of ours has."""
_DRAWN = {
    "svg": {"class", "viewbox", "width", "height", "role", "aria-label", "aria-hidden"},
    "line": {"x1", "x2", "y1", "y2", "class", "stroke", "marker-end"},
    "defs": set(),
    "marker": {"id", "viewbox", "refx", "refy", "markerwidth", "markerheight", "orient"},
    "path": {"d", "fill"},
    "rect": {"x", "y", "width", "height", "rx", "fill", "stroke", "stroke-dasharray"},
    "circle": {"cx", "cy", "r"},
    "text": {"x", "y", "text-anchor", "class", "fill"},
}
"""What our pages draw with, and the attributes it has there."""


class Page(HTMLParser):
    """What is bad about a page, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.links: set[str] = set()
        self._inside = ""
        self._draws = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self._inside = tag
        if tag in _NEVER:
            self.bad.append(f"<{tag}>")
        if tag == "svg" and self._draws:
            self.bad.append("<svg> in a drawing")
        self._draws = self._draws or tag == "svg"
        names = {name for name, _ in attrs}
        if self._draws and (tag not in _DRAWN or not names <= _DRAWN[tag]):
            self.bad.append(f"<{tag} {' '.join(sorted(names))}> in a drawing")
        if tag == "svg" and not ({"width", "height"} <= names or "viewbox" in names):
            self.bad.append("<svg>")
        for name, value in attrs:
            said = f"<{tag} {name}={value!r}>"
            if (
                name.startswith("on")
                or name in ("srcdoc", "style", "autofocus")
                or (name in ("href", "src", "action", "content", "fill", "values") and _leads_away(value or ""))
            ):
                self.bad.append(said)
            if name == "href" and value and value.startswith("/") and not value.startswith("//"):
                self.links.add(value.partition("#")[0])
            if name == "http-equiv" and value == "refresh":
                self.bad.append(said)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self._inside = ""
        self._draws = self._draws and tag != "svg"

    def handle_data(self, data: str) -> None:
        """Text."""
        if (self._inside == "script" or self._draws) and _MARK in data:
            self.bad.append(f"<{self._inside}>{data}")


def _leads_away(value: str) -> bool:
    ours = value.startswith(("/", "#", "?")) and not value.startswith("//")
    return not ours and any(word in value for word in _FOREIGN)
