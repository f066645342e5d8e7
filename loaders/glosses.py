"""Pinyin glosses that some scraped pages carry behind rare or traditional characters: 關(guan)."""

from __future__ import annotations

import re

_INITIALS = ("", *"bpmfdtnlgkhjqxzcsryw", "zh", "ch", "sh")
_FINALS = (
    *("a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "ve", "er"),
    *("an", "en", "in", "un", "vn", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang", "iong"),
    *("ua", "uo", "uai", "uan", "uang", "ueng"),
)
SYLLABLES = frozenset(initial + final for initial in _INITIALS for final in _FINALS)
"""Every initial with every final: a little more than the table of Hanyu Pinyin (GB/T 16159) allows."""

CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
GLOSS = re.compile(rf"(?<=[{CJK}])[(（]([a-zü]{{1,6}})[)）]")
_ENOUGH, _DIFFERENT = 8, 4


def syllable(word: str) -> bool:
    """Whether ``word`` can be a toneless pinyin syllable."""
    return word.replace("ü", "v") in SYLLABLES


def has_glosses(text: str) -> bool:
    """Whether pinyin in brackets is a habit of this text: frequent, of several syllables, rarely anything else."""
    words = [match[1] for match in GLOSS.finditer(text)]
    found = [word for word in words if syllable(word)]
    return len(found) >= _ENOUGH and len(set(found)) >= _DIFFERENT and len(found) * 10 >= len(words) * 9
