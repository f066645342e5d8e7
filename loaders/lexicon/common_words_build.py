"""Makes ``common_words.yaml`` from the dictionary of jieba 0.42.1 (MIT licence).

    python -m loaders.lexicon.common_words_build path/to/jieba/dict.txt

The dictionary is the file ``jieba/dict.txt`` of the source package; lines of word, frequency, part of speech.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_NOUNS = frozenset({"n", "vn", "an", "a", "b", "s", "f", "t", "j", "ng"})
_OTHERS = frozenset({"v", "vd", "vg", "vi", "d", "ad", "c", "r", "p", "z", "i", "l", "mq", "q", "u", "y", "o", "zg"})
_LEAST = {"nouns": 100, "others": 10}
"""Occurrences in jieba's corpus below which a word is left out: rare words are often names."""
_WORD = re.compile("[一-鿿]{2,4}")
_WIDTH = 110


def select(lines: list[str]) -> dict[str, list[str]]:
    """Common words by what they do beside a name: nouns and adjectives, or verbs and all that binds."""
    chosen: dict[str, list[str]] = {"nouns": [], "others": []}
    for line in lines:
        fields = line.split()
        if len(fields) != 3:
            continue
        word, count, part = fields
        kind = "nouns" if part in _NOUNS else "others" if part in _OTHERS else None
        if kind and _WORD.fullmatch(word) and int(count) >= _LEAST[kind]:
            chosen[kind].append(word)
    return {kind: sorted(set(found)) for kind, found in chosen.items()}


def as_yaml(chosen: dict[str, list[str]]) -> str:
    """The lexicon file's text: one folded scalar a list."""
    out = [
        "# Common words of Chinese by part of speech: dict.txt of jieba 0.42.1 (MIT licence), made by",
        "# python -m loaders.lexicon.common_words_build dict.txt. Names of people, places and firms are left out.",
    ]
    for kind, found in chosen.items():
        out += ["", f"{kind}: >-"]
        line = " "
        for word in found:
            if len(line) + len(word) + 1 > _WIDTH:
                out.append(line)
                line = " "
            line += f" {word}"
        out.append(line)
    return "\n".join(out) + "\n"


def main(arguments: list[str]) -> None:
    """Read the dictionary named on the command line and write the lexicon beside this module."""
    lines = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    Path(__file__).with_name("common_words.yaml").write_text(as_yaml(select(lines)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
