"""Bytes of a file, and of a text file its characters: which encoding, and a clear word about what is no text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from charset_normalizer import from_bytes

from loaders.errors import LoaderError

MAX_BYTES = 50_000_000
"""A policy document has some ten thousand characters; what is a thousand times larger is something else."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*[=:]\s*["']?\s*([A-Za-z][A-Za-z0-9_-]{1,30})""", re.I)
_CHINESE = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 200_000
_DECLARED_BONUS = 0.3
_CHINESE_ENOUGH = 0.9
_PLAIN_ENOUGH = 0.8
_WIDE_ENOUGH = 0.9
_NAMES = dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936"), "gb18030") | dict.fromkeys(
    ("big5", "big5-hkscs", "big5hkscs", "cp950", "ms950"), "big5hkscs"
)
# Characters that hardly a line of official Chinese lacks, in both scripts: the share they have of
# a text tells the right decoding from one that merely raises no error.
_COMMON = (
    "的和是在了有不为以及对等业市政府发展产企业省工中人大国会部门年月日一二三四五十関於為業産產發關實點國會門縣區與"
)


class Decoded(NamedTuple):
    """A decoded file; ``warnings`` are sentences for the user."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def read_file(path: Path) -> bytes:
    """The bytes of ``path``; LoaderError when it is missing, a directory, unreadable or too large."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise LoaderError(f"{path} is a directory, not a document; name a file in it.")
        if size > MAX_BYTES:
            raise LoaderError(_too_large(size))
        return path.read_bytes()
    except FileNotFoundError:
        raise LoaderError(f"There is no file {path}; check the name.") from None
    except PermissionError:
        raise LoaderError(f"{path} may not be read by this user; change its permissions or copy it.") from None
    except OSError as error:
        raise LoaderError(
            f"{path} cannot be read ({error.strerror or error}); copy it elsewhere and try again."
        ) from None


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding it was read by (a Python codec name); LoaderError if it is no text."""
    decoded = decode_with_warnings(data)
    return decoded.text, decoded.encoding


def decode_with_warnings(data: bytes) -> Decoded:
    """Like ``decode``, with a sentence for every doubt: broken bytes replaced, encoding guessed."""
    require_size(data)
    decoded = _decode(data)
    if not decoded.text.strip("\ufeff\u200b \t\r\n\x0b\x0c\u3000\xa0"):
        raise LoaderError("The file holds nothing but blanks; load a file that holds the text of a document.")
    return decoded


def require_size(data: bytes) -> None:
    """LoaderError where the bytes are none, or more than a document has."""
    if len(data) > MAX_BYTES:
        raise LoaderError(_too_large(len(data)))
    if not data.strip():
        raise LoaderError("The file is empty; load a file that holds the text of a document.")


def _too_large(size: int) -> str:
    return (
        f"The file has {size / 1e6:.0f} MB, more than the {MAX_BYTES // 1_000_000} MB read at most; "
        "cut it into its documents."
    )


def _decode(data: bytes) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_bom(data, encoding)
    wide = _wide(data)
    if wide:
        return Decoded(data[: len(data) // 2 * 2].decode(wide, "replace"), wide)
    if b"\x00" in data:
        raise LoaderError("The file is binary data, not text; load the document as a plain text file.")
    if b"~{" in data and data.isascii():
        return Decoded(data.decode("hz", "replace"), "hz")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    broken = data.decode("utf-8", "replace")
    if _mostly_utf8(broken):
        return Decoded(broken, "utf-8", (_broken(broken, "UTF-8"),))
    return _legacy(data)


def _with_bom(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") > max(3, len(text) // 50):
            raise LoaderError("The file begins like a text but is binary data; load a plain text file.") from None
        return Decoded(text, encoding, (_broken(text, encoding),))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: NULs there are, but the text reads as Chinese or ASCII."""
    if b"\x00" not in data:
        return None
    head = data[: _SAMPLE // 2 * 2]
    score, encoding = max((_plausible(head.decode(name, "replace")), name) for name in ("utf-16-le", "utf-16-be"))
    return encoding if score > _WIDE_ENOUGH else None


def _plausible(text: str) -> float:
    """Share of characters that Chinese official text is made of."""
    if not text:
        return 0.0
    good = sum(
        "\u4e00" <= char <= "\u9fff" or " " <= char <= "~" or char in "\n\r\t" or "\u3000" <= char <= "\u303f"
        or "\uff00" <= char <= "\uffef" or "\u2010" <= char <= "\u2027"
        for char in text
    )  # fmt: skip
    return good / len(text)


def _mostly_utf8(text: str) -> bool:
    wide = sum(char > "\x7f" for char in text)
    return text.count("\ufffd") * 10 <= wide


def _broken(text: str, encoding: str) -> str:
    count = text.count("\ufffd")
    return f"{count} broken character{'s' if count > 1 else ''} in the {encoding} text stand as \ufffd."


def _legacy(data: bytes) -> Decoded:
    """The Chinese encodings beside UTF-8: the one that reads most like Chinese, the declared one if in doubt.

    A general detector comes last: on short texts it takes GB 18030 for UTF-16 or Korean.
    """
    declared = _DECLARED.search(data[:8192])
    named = _NAMES.get(declared[1].decode("ascii").lower()) if declared else None
    scores = [
        (_score(data[:_SAMPLE].decode(encoding, "ignore" if len(data) > _SAMPLE else "replace")), encoding)
        for encoding in _CHINESE
    ]
    score, encoding = max((score + _DECLARED_BONUS * (name == named), name) for score, name in scores)
    if score > _CHINESE_ENOUGH:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, (_broken(text, encoding),) if "\ufffd" in text else ())
    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is None or _plausible(str(guess)) < _PLAIN_ENOUGH:
        raise LoaderError("The file is binary data or in an unknown encoding; save it as UTF-8 text and load that.")
    text = data.decode(guess.encoding, "replace")
    return Decoded(text, guess.encoding, (f"The encoding was guessed as {guess.encoding}; check the text.",))


def _score(text: str) -> float:
    """How much a decoding looks like Chinese: the share of plausible characters and of common ones, less the broken."""
    wide = [char for char in text if char > "\x7f"]
    if not wide:
        return 0.0
    broken = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in wide) / len(wide)
    common = sum(char in _COMMON for char in wide) / len(wide)
    return _plausible("".join(wide)) + 2 * common - 5 * broken
