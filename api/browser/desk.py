"""What an analyst finds in Neo4j Browser: our queries and lessons as favourites, our style sheet, quiet settings.

Neo4j Browser keeps these in the local storage of its origin, which is ours: ``static/desk.js`` lays them there
before it opens, beside what the analyst has made, never over it.
"""

from __future__ import annotations

from typing import Any

from api.browser import lessons, style
from api.browser.script import favourite
from cypher.catalogue import catalogue

MARK = "policygraph:"
"""How the ids of our favourites and folders begin: only these are ever replaced."""
SETTINGS = {
    "allowUserStats": False,
    "allowCrashReports": False,
    "useReadTransactions": True,
}
"""No reports of usage or crashes; statements run in READ mode, on a server whose account may write too."""
_UDC = {"consentBannerShownCount": 100}
"""Nothing is collected, so its banner that asks about it is not shown."""
GUIDE = "guide"


def favourites() -> list[tuple[str, str, str]]:
    """Folder, name and text of every favourite: the lessons of the guide, then the named queries by topic."""
    taught = [(GUIDE, f"{number:02}-{one.name}", one.text) for number, one in enumerate(lessons.lessons(), 1)]
    return taught + [(query.topic, query.name.split("/", 1)[1], favourite(query)) for query in catalogue()]


def desk() -> dict[str, Any]:
    """Favourites, folders, style sheet and settings as Neo4j Browser stores them."""
    every = favourites()
    folders = dict.fromkeys(folder for folder, _, _ in every)
    return {
        "mark": MARK,
        "grass": style.rules(),
        "settings": SETTINGS,
        "udc": _UDC,
        "folders": [{"id": MARK + folder, "name": f"policygraph {folder}"} for folder in folders],
        "documents": [
            {"id": f"{MARK}{folder}/{name}", "folder": MARK + folder, "content": text} for folder, name, text in every
        ],
    }
