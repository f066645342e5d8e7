"""The guide as Markdown: ``python -m api.browser.guide_page > docs/analyst-guide.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from api.browser.lessons import lessons

_INTRODUCTION = """# The graph in ten queries

Made from `api/browser/guide/*.cypher` by `python -m api.browser.guide_page`; a test keeps it current and runs
every query.

## Opening Neo4j Browser

`policygraph serve`, then <http://127.0.0.1:8000/analyst>: it says where the database is and as whom to log in, and
opens Neo4j Browser with the connection filled in. Neo4j Browser is fetched on first use (15 MB; it comes with
`pip install 'policygraph[neo4j]'`) and speaks to this server and to the database, to nobody else.

- On the embedded engine log in as `analyst`. This account reads records and can do nothing else. Its password is shown
  on that page, to a browser on the machine that runs the server; the engine listens on that machine only.
- On Neo4j log in with an account of the server. **On Neo4j Community every account can write**: it has no roles. Opened
  from our page, Neo4j Browser runs statements as read transactions, but that is a setting and no permission. On Neo4j
  Enterprise use an account with the role `reader`.
- Where analysts reach the database at another address than the server does, set `POLICYGRAPH_BROWSER_URL=bolt://HOST:PORT`
  (`bolt+s://` where the page comes over https: browsers allow no other).
- A proxy in front of the server must set `X-Forwarded-For`, as proxies do: that is how the page knows not to show
  the password.

Every named query can be opened the same way: from `/analyst`, `/docs` or the first page, by the field `browser` of
`/api/v1/queries`, or with `policygraph browser show support/which-regions-fund`. Its values are set as parameters when
you log in (`:param instrument => 'demonstration'` changes one), its statement waits in the editor: Ctrl+Enter. Regions
and instruments are codes here. Rows that name a clause are drawn with the way down to it (column `drawn`); the table
beside the graph has all columns.

## Favourites and colours

Neo4j Browser opened from our page has these ten queries and all named ones among its favourites (the star), and the
colours and Chinese captions of this graph. For another Neo4j Browser:

```sh
policygraph browser export analyst
```

Drag the files of `analyst/favourites` onto its favourites (the first line is the name; each is one statement with its
values in place), and `analyst/policygraph.grass` onto the frame that `:style` opens.

## The ten queries
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for number, one in enumerate(lessons(), 1):
        yield f"### {number}. {one.title}\n"
        yield f"{one.explanation}\n"
        yield f"```cypher\n{one.cypher}\n```\n"
    yield "All labels, relationships and properties: [graph-model.md](graph-model.md)."
    yield "All named queries: [queries.md](queries.md)."


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
