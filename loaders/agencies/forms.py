"""What one printed name is: a public body or a class of them, of which level, plain or too wide."""

from __future__ import annotations

import re
from functools import cache

from loaders import lexicon, regions

_LONGEST = 40
_NATIONAL = ("国家", "人民银行", "中国人民银行", "人行", "海关总署")
_TAIL_BRACKET = re.compile(r"[(（][^()（）]{1,12}[)）]$")
_NOT_IN_NAMES = re.compile(r"[。；;：:！？!?A-Za-z]|(?<!\d)[0-9](?![0-9个])")
_WIDE = re.compile(
    r"(?:各地)?[省市区县]?[直级]?属?各?(?:有关|相关)(?:行政|职能|主管|管理)*(?:部门|单位|机关|方面)|(?:本?[省市区县])?各级行政机关|各地、.*|各地各.*"
)


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of ``agencies.yaml``, longest first."""
    return tuple(lexicon.longest_first(lexicon.load("agencies")[name]))


def level(name: str) -> str | None:
    """The level word a name begins with (省 of 省科技厅); None for 市场监管局, 各市, 湖北证监局."""
    if name.startswith(words("not_levels")):
        return None
    return next((word for word in words("levels") if name.startswith(word) and len(name) > len(word)), None)


def is_agency(name: str) -> bool:
    """Whether a name has the form of a public body or of a class of them."""
    core = _TAIL_BRACKET.sub("", name)
    if not 2 <= len(core) <= _LONGEST or _NOT_IN_NAMES.search(core):
        return False
    if core.endswith(words("endings")):
        return True
    if core.endswith(words("area_endings")):
        return core.startswith(words("class_heads")) or is_full_region(core)
    return False


def is_full_region(name: str) -> bool:
    """Whether a name is the full one of a region: 恩施州 and 天河区, but not the short 广州."""
    found = regions.by_name(name)
    return found is not None and found.name == name and found.short != name


def is_plain(name: str) -> bool:
    """Whether a name alone is surely a government body: a level, a class or a known function with its ending."""
    core = _TAIL_BRACKET.sub("", name)
    if not is_agency(core):
        return False
    return (
        level(core) is not None
        or core.startswith((*words("class_heads"), *_NATIONAL))
        or _function(core)
        or regions.leading(core) is not None
    )


@cache
def _function_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.any_of(words('functions'))})(?:{lexicon.any_of(words('function_endings'))})")


def _function(core: str) -> bool:
    return _function_pattern().fullmatch(core) is not None


def is_refused(name: str) -> bool:
    """各有关部门, 各地, 我市: too wide to hold a duty."""
    return name in words("refused") or name.startswith("各地、") or _WIDE.fullmatch(name) is not None


def takes_level(name: str) -> bool:
    """Whether a name without a level may have lost it to the list it stands in."""
    core = _TAIL_BRACKET.sub("", name)
    if core.startswith(words("own_beginnings")) or core.endswith(words("own_endings")):
        return False
    if _function(core):
        return True
    return regions.leading(core) is None
