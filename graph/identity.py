"""Who is who: keys of agencies, titles and names as pure functions of what is printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from loaders import regions
from loaders.agencies.forms import level
from loaders.regions import Region

_BRACKETS = str.maketrans({"〔": "(", "〕": ")", "［": "(", "］": ")", "【": "(", "】": ")", "[": "(", "]": ")"})
_DASHES = re.compile(r"[-‐‑‒–—―－~～〜]+")
_DROPPED = re.compile(r"[\s《》〈〉“”\"‘’'＂＇]+")
_NOTICE = re.compile(r"关于(?:印发|发布|公布|转发)(?P<carried>.+?)的(?:通知|公告|函)(?:\(.*\))?$")
_LEVEL_WORDS = ("特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "区", "县", "州", "盟", "旗")
_COUNTRY_HEADS = ("国家", "国务院", "中央", "中共中央", "全国")


def fold_title(title: str) -> str:
    """A title without what differs between two ways to print it: width, blanks, quotes, kinds of brackets."""
    text = unicodedata.normalize("NFKC", title).translate(_BRACKETS)
    return _DROPPED.sub("", _DASHES.sub("-", text)).casefold()


def fold_name(name: str) -> str:
    """A name without blanks at its ends and with full-width brackets, as names are printed in Chinese."""
    return name.strip().replace("(", "（").replace(")", "）")


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
    name: str
    """With its region's name: 湖北省经信厅."""
    short: str
    """With the word of its level only: 省经信厅."""
    region: Region | None


def agency(printed: str, home: Region | None) -> AgencyKey:
    """The agency that a policy of region ``home`` prints as ``printed``.

    湖北省经信厅 anywhere and 省经信厅 in a policy of Hubei or of one of its cities are one;
    武汉市人民政府 is the 市人民政府 of 420100. A body without a region's name or a word of level
    (市场监管局, 各市人民政府) is taken for one of ``home``.
    """
    name = fold_name(printed)
    word = level(name)
    if word is not None:
        region = regions.of_level(word, home) if home is not None else None
        if region is None:
            return _key(home, name, name)
        return _key(region, region.name + name.removeprefix(word), name)
    if name.startswith(_COUNTRY_HEADS):
        return _key(regions.region(regions.COUNTRY), name, name)
    found = regions.leading(name)
    if found is None or found[1] >= len(name):
        return _key(home, name, name)
    region, length = found
    own = next((ending for ending in _LEVEL_WORDS if region.name.endswith(ending)), None)
    if own is None or region.level in ("country", "zone", "town") or not name[:length].endswith(region.name):
        return _key(region, name, name)
    rest = name[length:]
    return _key(region, region.name + rest, own + rest)


def _key(region: Region | None, name: str, short: str) -> AgencyKey:
    return AgencyKey(f"{region.code if region else ''}:{short}", name, short, region)
