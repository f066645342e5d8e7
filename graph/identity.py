"""Who is who: keys of agencies, titles and names as pure functions of what is printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from loaders import regions
from loaders.agencies.identity import identify
from loaders.regions import Region
from loaders.resolve.folding import BRACKETS, fold_name

_DASHES = re.compile(r"[-‐‑‒–—―－~～〜]+")
_DROPPED = re.compile(r"[\s《》〈〉“”\"‘’'＂＇]+")
_NOTICE = re.compile(r"关于(?:印发|发布|公布|转发)(?P<carried>.+?)的(?:通知|公告|函)(?:\(.*\))?$")


def fold_title(title: str) -> str:
    """A title without what differs between two ways to print it: width, blanks, quotes, kinds of brackets."""
    text = unicodedata.normalize("NFKC", title).translate(BRACKETS)
    return _DROPPED.sub("", _DASHES.sub("-", text)).casefold()


def title_keys(title: str | None) -> tuple[str | None, str | None]:
    """The folded title, and the folded title of what a notice carries (关于印发《…》的通知)."""
    if not title:
        return None, None
    key = fold_title(title)
    carried = _NOTICE.search(key)
    return key, carried["carried"] if carried else None


@dataclass(frozen=True, slots=True)
class AgencyKey:
    """An agency across documents."""

    id: str
    form: str
    """The same made of the printed words: what judgements are about."""
    name: str
    """With its region's name and its full department: 湖北省经济和信息化厅."""
    short: str
    """With the word of its level only: 省经济和信息化厅."""
    printed: str
    """As printed, with its region's name: 湖北省经信厅."""
    region: Region | None
    functions: tuple[str, ...]


def agency(printed: str, home: Region | None, policy: str = "") -> AgencyKey:
    """The agency that a policy of region ``home`` prints as ``printed``; see ``loaders.agencies.identity``.

    Where no region is known nothing says that the 市科技局 of two policies is one: the id begins with ``~`` and
    the id of the ``policy`` then.
    """
    found = identify(fold_name(printed), home)
    code = found.code or (f"~{policy}" if policy else "")
    return AgencyKey(
        f"{code}:{found.short}",
        f"{code}:{found.form}",
        found.name,
        found.short,
        found.printed,
        found.region,
        found.functions,
    )


def agency_of_id(key: str) -> AgencyKey:
    """What an agency's id, or the same of a printed form (``420000:省经信厅``), says of it.

    ``id`` is the one by the rules. Where ``key`` is not that, it is a form that a judgement keeps apart, and
    name and short are those of the form.
    """
    code, _, short = key.partition(":")
    found = agency(short, regions.region(code), code.removeprefix("~"))
    return found if key == found.id else replace(found, name=found.printed, short=short)
