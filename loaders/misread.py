"""Characters that text recognition took for others: カ for 力, 0 for 〇; mended for reading, never in quotes."""

from __future__ import annotations

import re

# Katakana that look like Chinese characters. One by itself between Chinese characters is no Japanese.
_ALIKE = dict(zip("カロオニハエタトミチー", "力口才二八工夕卜三千一", strict=True))
_CJK = "\u3007\u4e00-\u9fff"
_KANA = "\u3041-\u30ff"
_LONE = re.compile(
    rf"(?<![{_KANA}])(?<=[{_CJK}，。、；：“（《])[{''.join(_ALIKE)}](?![{_KANA}])|(?<![{_KANA}])[{''.join(_ALIKE)}](?=[{_CJK}、])"
)
_HAN = "一二三四五六七八九"
_ZEROS = re.compile(rf"(?<=[{_HAN}〇])[0OoОоΟ○]+(?=[{_HAN}〇年])")
_DIGIT = re.compile(r"(?<=[0-9])[OoОоΟ](?=[0-9OoОоΟ]{0,2}年)")
_ANY = re.compile(rf"[{''.join(_ALIKE)}ОоΟ○]|[{_HAN}〇][0Oo]|[0-9][Oo]")


def mended(text: str) -> str:
    """The text with misread characters put right; as long as ``text``, so that offsets hold for both."""
    if _ANY.search(text) is None:
        return text
    text = _LONE.sub(lambda match: _ALIKE[match[0]], text)
    return _DIGIT.sub("0", _ZEROS.sub(lambda match: "〇" * len(match[0]), text))
