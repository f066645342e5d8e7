"""Documents as they should not be: the plans cut, shuffled, mixed, wrapped and broken, the same for the same number."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from functools import cache

import opencc

from tests.loaders.made_documents import IDS, clipping, dump, lines, page, pdf, source, word

Mutate = Callable[[random.Random, str], bytes]
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e"
MARKS = "（）()《》“”【】〔〕[]，。；：、0123456789一二三四五六七八九十%％亿元万"


@cache
def _file(form: str, plan: str) -> bytes:
    body = lines(plan)
    if form == "pdf":
        return pdf(body)
    if form == "docx":
        return word(body)
    if form == "html":
        return page(body)
    return (clipping(body) if form == "markdown" else dump(body)).encode()


def _cut(chance: random.Random, text: str) -> bytes:
    start = chance.randrange(len(text))
    return text[start : start + chance.randrange(1, len(text))].encode()


def _cut_bytes(chance: random.Random, text: str) -> bytes:
    data = text.encode(chance.choice(["utf-8", "gb18030", "utf-16-le"]))
    start = chance.randrange(len(data) // 2)
    return data[start : start + chance.randrange(1, len(data))]


def _shuffled_lines(chance: random.Random, text: str) -> bytes:
    found = text.splitlines()
    chance.shuffle(found)
    return "\n".join(found).encode()


def _shuffled_pieces(chance: random.Random, text: str) -> bytes:
    size = chance.randrange(1, 80)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    chance.shuffle(pieces)
    return "".join(pieces).encode()


def _mixed_encodings(chance: random.Random, text: str) -> bytes:
    at = chance.randrange(len(text))
    one, other = chance.sample(["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "shift_jis"], 2)
    return text[:at].encode(one, "ignore") + text[at:].encode(other, "ignore")


def _brackets(chance: random.Random, text: str) -> bytes:
    mark = chance.choice(["（", "）", "（）", "《", "“", "【", "((", "〔2024〕", "责任单位："])
    at = chance.randrange(len(text))
    return (text[:at] + mark * chance.randrange(1, 20_000) + text[at:]).encode()


def _zero_width(chance: random.Random, text: str) -> bytes:
    return "".join(char + (chance.choice(ZERO_WIDTH) if chance.random() < 0.3 else "") for char in text).encode()


def _blanks_removed(chance: random.Random, text: str) -> bytes:
    return "".join(text.split()).encode()


def _blanks_inserted(chance: random.Random, text: str) -> bytes:
    return "".join(char + (chance.choice(" \u3000\xa0\t") if chance.random() < 0.4 else "") for char in text).encode()


def _random_breaks(chance: random.Random, text: str) -> bytes:
    breaks = ["\n", "\r", "\r\n", "\u2028", "\x0b", "\x0c", "\x85"]
    return "".join(char + (chance.choice(breaks) if chance.random() < 0.1 else "") for char in text).encode()


def _random_bytes_inside(chance: random.Random, text: str) -> bytes:
    data = bytearray(text.encode())
    for _ in range(chance.randrange(1, 400)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _random_bytes(chance: random.Random, text: str) -> bytes:
    return chance.randbytes(chance.randrange(1, 20_000))


def _random_marks(chance: random.Random, text: str) -> bytes:
    return "".join(chance.choice(MARKS) if chance.random() < 0.2 else char for char in text).encode()


def _numerals(chance: random.Random, text: str) -> bytes:
    digits = chance.choice(["9", "0", "亿", "十", "１", "一", "①", "%"]) * chance.randrange(1, 5000)
    return text.replace(chance.choice("0123456789年"), digits, 3).encode()


def _twice(chance: random.Random, text: str) -> bytes:
    return (text * chance.randrange(2, 4)).encode()


def _traditional(chance: random.Random, text: str) -> bytes:
    converted: str = opencc.OpenCC("s2t").convert(text)
    return converted.encode(chance.choice(["utf-8", "big5hkscs"]), "ignore")


def _two_plans(chance: random.Random, text: str) -> bytes:
    return (text[: chance.randrange(len(text))] + source(chance.choice(IDS))).encode()


def _wrapped(chance: random.Random, text: str) -> bytes:
    width = chance.randrange(5, 60)
    return "\n".join(line[at : at + width] for line in text.splitlines() for at in range(0, len(line), width)).encode()


def _tags_nested(chance: random.Random, text: str) -> bytes:
    tag = chance.choice(["div", "span", "b", "table", "ul", "font", "p", "li", "blockquote", "svg"])
    depth = chance.choice([10, 500, 3_000, 100_000])
    return ("<html><body>" + f"<{tag}>" * depth + text + f"</{tag}>" * depth).encode()


def _tags_broken(chance: random.Random, text: str) -> bytes:
    data = _file("html", chance.choice(IDS)).decode()
    for _ in range(chance.randrange(1, 60)):
        at = chance.randrange(len(data))
        junk = chance.choice(["<", ">", '"', "</div>", "<!--", "-->", "&#", "&amp", "<table>", "<p", "\x00", "</body>"])
        data = data[:at] + junk + data[at + chance.randrange(3) :]
    return data.encode()


def _ascii_noise(chance: random.Random, text: str) -> bytes:
    return "".join(chance.choices(string.printable, k=5000)).encode() + text[:500].encode()


def _truncated(form: str) -> Mutate:
    def mutate(chance: random.Random, text: str) -> bytes:
        data = _file(form, chance.choice(IDS))
        return data[: chance.randrange(1, len(data))]

    return mutate


def _flipped(form: str) -> Mutate:
    def mutate(chance: random.Random, text: str) -> bytes:
        data = bytearray(_file(form, chance.choice(IDS)))
        for _ in range(chance.choice([1, 5, 50, 500])):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)

    return mutate


FORMS = ("html", "pdf", "docx", "markdown", "dump")
MUTATIONS: tuple[Mutate, ...] = (
    *(_cut, _cut_bytes, _shuffled_lines, _shuffled_pieces, _mixed_encodings, _brackets, _zero_width, _blanks_removed),
    *(_blanks_inserted, _random_breaks, _random_bytes_inside, _random_bytes, _random_marks, _numerals, _twice),
    *(_traditional, _two_plans, _wrapped, _tags_nested, _tags_broken, _ascii_noise),
    *(_truncated(form) for form in FORMS),
    *(_flipped(form) for form in FORMS),
)


def mutated(number: int) -> bytes:
    """The document of that number: every mutation in turn, of a plan and in a way that the number decides."""
    chance = random.Random(number)  # noqa: S311  (no secret)
    return MUTATIONS[number % len(MUTATIONS)](chance, source(chance.choice(IDS)))
