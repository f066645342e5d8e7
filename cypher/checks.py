"""What a query file must keep to, so that it only reads and runs unchanged on every engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cypher.errors import QueryFileError
from cypher.header import Parsed
from cypher.suggest import suggestion
from cypher.tokens import Token, tokens

_WRITES = (
    "CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "FOREACH", "LOAD", "INSERT",
    "ALTER", "GRANT", "REVOKE", "DENY", "TERMINATE", "USE",
)  # fmt: skip
_NOT_PORTABLE = ("ELEMENTID", "ID", "SHORTESTPATH", "ALLSHORTESTPATHS")
PROCEDURES: frozenset[str] = frozenset({"db.index.fulltext.queryNodes"})
"""Procedures that a query file may call."""
_OPEN = {"(": ")", "[": "]", "{": "}"}


class Vocabulary(NamedTuple):
    """The declared model: properties by label and by relationship type."""

    labels: Mapping[str, frozenset[str]]
    relationships: Mapping[str, frozenset[str]]

    @property
    def properties(self) -> frozenset[str]:
        """Every property of the model, whatever carries it."""
        return frozenset().union(*self.labels.values(), *self.relationships.values())


def check(parsed: Parsed, name: str, vocabulary: Vocabulary) -> None:
    """Raise QueryFileError, naming the file and line, for the first rule that ``parsed`` breaks."""
    stream = tokens(parsed.cypher, parsed.first_line)
    if not stream:
        raise QueryFileError(f"{name}:{parsed.first_line}: the file holds no statement.")
    if stream[-1].text == ";":
        stream.pop()
    _check_reading(stream, name)
    _check_order(stream, name)
    _check_parameters(stream, parsed, name)
    _check_columns(stream, parsed, name)
    _Names(stream, name, vocabulary).check()


def _check_reading(stream: list[Token], name: str) -> None:
    for index, token in enumerate(stream):
        before = stream[index - 1].text if index else ""
        after = stream[index + 1].text if index + 1 < len(stream) else ""
        where = f"{name}:{token.line}:"
        if token.text == ";":
            raise QueryFileError(f"{where} one file holds one statement; put the second into a file of its own.")
        if token.kind != "word" or before in (".", ":", "|") or before.upper() == "AS" or after == ":":
            continue
        if token.is_word(*_WRITES):
            raise QueryFileError(f"{where} named queries only read; {token.text} is not allowed.")
        if token.is_word("APOC") and after == ".":
            raise QueryFileError(f"{where} APOC is not there on every engine; write it in plain Cypher.")
        if token.is_word("SHORTEST") or (token.is_word(*_NOT_PORTABLE) and after == "("):
            raise QueryFileError(f"{where} {token.text} does not give the same on every engine; use the id property.")
        if token.is_word("CALL"):
            called = "".join(part.text for part in stream[index + 1 : index + 12]).split("(")[0]
            if called not in PROCEDURES:
                allowed = ", ".join(sorted(PROCEDURES))
                raise QueryFileError(f"{where} CALL is allowed for {allowed} only.")


def _check_order(stream: list[Token], name: str) -> None:
    ordered = False
    for token, following in zip(stream, [*stream[1:], None], strict=True):
        if token.is_word("WITH", "RETURN"):
            ordered = False
        elif token.is_word("ORDER") and following is not None and following.is_word("BY"):
            ordered = True
        elif token.is_word("LIMIT") and not ordered:
            raise QueryFileError(f"{name}:{token.line}: LIMIT needs an ORDER BY before it, else engines differ.")


def _check_parameters(stream: list[Token], parsed: Parsed, name: str) -> None:
    declared = parsed.header.parameters
    used = {token.text[1:] for token in stream if token.kind == "parameter"}
    for token in stream:
        if token.kind == "parameter" and token.text[1:] not in declared:
            hint = suggestion(token.text[1:], declared)
            raise QueryFileError(f"{name}:{token.line}: {token.text} is not declared in the header.{hint}")
    for parameter in declared:
        if parameter not in used:
            line = parsed.lines["parameters", parameter]
            raise QueryFileError(f"{name}:{line}: the parameter {parameter} is declared but not used.")


def _check_columns(stream: list[Token], parsed: Parsed, name: str) -> None:
    returned = _returned(stream, name)
    declared = list(parsed.header.columns)
    line = next((token.line for token in reversed(stream) if token.is_word("RETURN")), parsed.first_line)
    for column in returned:
        if column not in declared:
            raise QueryFileError(f"{name}:{line}: the column {column} is returned but not declared in the header.")
    for column in declared:
        if column not in returned:
            at = parsed.lines["columns", column]
            raise QueryFileError(f"{name}:{at}: the column {column} is declared but not returned.")
    if returned != declared:
        raise QueryFileError(f"{name}:{line}: the header declares the columns in another order than RETURN.")


def _returned(stream: list[Token], name: str) -> list[str]:
    """Names of the columns of the last RETURN."""
    starts = [index for index, token in enumerate(stream) if token.is_word("RETURN")]
    if not starts:
        raise QueryFileError(f"{name}:{stream[0].line}: the statement has no RETURN.")
    items: list[list[Token]] = [[]]
    depth = 0
    for token in stream[starts[-1] + 1 :]:
        if token.text in _OPEN:
            depth += 1
        elif token.text in _OPEN.values():
            depth -= 1
        if not depth and token.is_word("ORDER", "SKIP", "LIMIT", "UNION"):
            break
        if not depth and token.text == ",":
            items.append([])
        elif not (token.is_word("DISTINCT") and not items[-1]):
            items[-1].append(token)
    names: list[str] = []
    for item in items:
        aliased = len(item) > 2 and item[-2].is_word("AS")
        if not aliased and len(item) != 1:
            line = item[0].line if item else stream[starts[-1]].line
            raise QueryFileError(f"{name}:{line}: every returned expression needs a name (… AS name).")
        names.append(item[-1].text)
    return names


class _Names:
    """Labels, relationship types and properties of a statement, held against the declared model."""

    def __init__(self, stream: list[Token], name: str, vocabulary: Vocabulary) -> None:
        self._stream = stream
        self._name = name
        self._vocabulary = vocabulary
        self._carried: dict[str, set[str]] = {}
        """Properties that a variable may have, by the labels and types it was matched with."""

    def check(self) -> None:
        """Raise QueryFileError for the first name that the model does not declare."""
        stack: list[tuple[str, frozenset[str] | None]] = []
        pattern: frozenset[str] | None = None
        index = 0
        while index < len(self._stream):
            token = self._stream[index]
            top, carried = stack[-1] if stack else ("", None)
            if token.text in _OPEN and token.kind == "mark":
                stack.append((token.text, pattern if token.text == "{" else None))
                pattern = None
            elif token.text in _OPEN.values() and stack:
                stack.pop()
                pattern = None
            elif token.text == ":" and top != "{":
                index, pattern = self._pattern(index, "relationship" if top == "[" else "label")
                continue
            elif token.text == ":" and carried is not None:
                self._property(self._stream[index - 1], carried)
            elif token.text == "." and index and index + 1 < len(self._stream):
                self._access(index)
            elif token.is_word("AS") and index + 1 < len(self._stream):
                self._carried.pop(self._stream[index + 1].text, None)
            elif token.text == "*":
                pass
            elif token.kind != "number" and token.text != "..":
                pattern = None
            index += 1

    def _pattern(self, index: int, what: str) -> tuple[int, frozenset[str]]:
        """Check ``:A|B`` from the colon on; the index behind it and the properties it may carry."""
        declared = self._vocabulary.labels if what == "label" else self._vocabulary.relationships
        before = self._stream[index - 1] if index else None
        carried: set[str] = set()
        while index + 1 < len(self._stream) and self._stream[index].text in (":", "|", "&"):
            index += 2 if self._stream[index + 1].text == ":" else 1
            token = self._stream[index]
            if token.text not in declared:
                hint = suggestion(token.text, declared)
                raise QueryFileError(
                    f"{self._name}:{token.line}: the model has no {what} {token.text} (see docs/graph-model.md).{hint}"
                )
            carried |= declared[token.text]
            index += 1
        if before is not None and before.kind in ("word", "quoted"):
            self._carried[before.text] = carried
        return index, frozenset(carried)

    def _access(self, index: int) -> None:
        owner, named = self._stream[index - 1], self._stream[index + 1]
        follows = self._stream[index + 2].text if index + 2 < len(self._stream) else ""
        if owner.kind == "word" and owner.text in self._carried and follows != "(":
            self._property(named, frozenset(self._carried[owner.text]))

    def _property(self, token: Token, carried: frozenset[str]) -> None:
        if token.text not in carried:
            hint = suggestion(token.text, carried)
            raise QueryFileError(
                f"{self._name}:{token.line}: the model has no property {token.text} here"
                f" (see docs/graph-model.md).{hint}"
            )
