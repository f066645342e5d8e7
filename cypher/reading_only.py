"""A statement that somebody typed, let through only where it reads: an allow-list over its tokens.

Nothing is searched for as text. The statement is cut into tokens, every token has to be one that is
allowed where it stands: where an operand ended only listed words go on, so a clause that nobody listed
cannot begin. What goes to the engine is written anew from these tokens: comments are blanks there, and
what could be read in two ways (unicode escapes of quotes or outside strings, lone
carriage returns, unclosed quotes) is refused. Lines and columns stay those of what was typed. The
engine's own guards (a reading account or a READ transaction, its time limit, no LOAD CSV) hold besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from cypher.errors import CatalogueError

MOST_CHARACTERS = 20_000

_ALLOWED: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_BEGINNINGS = frozenset(_ALLOWED["beginnings"])
_SUBQUERIES = frozenset(_ALLOWED["subqueries"])
_FOLLOWING = frozenset(_ALLOWED["following"])
_AWAITING = frozenset(_ALLOWED["awaiting"])
_PROCEDURES = frozenset(_ALLOWED["procedures"])
_REFUSED = frozenset(_ALLOWED["refused"])
_BEFORE_BRACKETS = frozenset(_ALLOWED["before_brackets"])
_FUNCTIONS = frozenset(_ALLOWED["functions"])

_TOKEN = re.compile(
    r"""
    (?P<blank>\s+)
  | (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<string>'(?:\\(?:[\\'"bfnrt`]|u[0-9a-fA-F]{4})|[^'\\])*'|"(?:\\(?:[\\'"bfnrt`]|u[0-9a-fA-F]{4})|[^"\\])*")
  | (?P<parameter>\$[^\W\d]\w*)
  | (?P<number>(?:\d+\.\d+|\d+)(?:[eE][+-]?\d+)?(?![\w.]*\w)|\d+(?=\.\.))
  | (?P<word>[^\W\d]\w*)
  | (?P<quoted>`[^`\\]+`)
  | (?P<mark>(?!/\*)(?:<>|<=|>=|=~|\.\.|->|<-|[-+*/%^=<>()\[\]{},.:|&!;]))
    """,
    re.VERBOSE | re.DOTALL,
)
_SLY = "a quote, a backslash or a control character cannot be written as a unicode escape; use \\', \\\\ or \\n."
_WRITTEN_OUT = "labels and types are written out; they cannot come from a parameter."


class RefusedStatementError(CatalogueError):
    """A statement that is not let through; ``line`` and ``column`` (from 1) say where."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(f"Line {line}, column {column}: {reason}")
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int

    @property
    def upper(self) -> str:
        return self.text.upper() if self.kind == "word" else ""


def only_reading(statement: str) -> str:
    """``statement`` as it may go to an engine; RefusedStatementError for what does more than read, or could.

    One statement of MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, UNION and CALL of subqueries
    and of listed procedures, with the functions of Cypher itself.
    """
    return _Guard(statement).let_through()


class _Guard:
    def __init__(self, statement: str) -> None:
        self._statement = statement
        self._tokens: list[_Token] = []
        self._written: list[str] = []

    def let_through(self) -> str:
        if len(self._statement) > MOST_CHARACTERS:
            raise RefusedStatementError(f"a statement has at most {MOST_CHARACTERS:,} characters.", 1, 1)
        self._cut()
        if self._tokens and self._tokens[-1].text == ";":
            self._tokens.pop()
        if not self._tokens:
            raise RefusedStatementError("there is no statement.", 1, 1)
        if self._tokens[0].upper not in _BEGINNINGS:
            beginnings = ", ".join(sorted(_BEGINNINGS))
            raise self._refusal(self._tokens[0], f"a statement that reads begins with one of {beginnings}.")
        opened: list[str] = []
        ended = False
        for index, token in enumerate(self._tokens):
            if token.text in ("(", "[", "{") and token.kind == "mark":
                opened.append(token.text)
            elif token.text in (")", "]", "}") and opened:
                opened.pop()
            elif token.text == ":" and self._kind(index + 1) == "parameter" and opened[-1:] != ["{"]:
                raise self._refusal(token, _WRITTEN_OUT)
            self._look_at(index)
            ended = self._goes_on(index, ended=ended)
        return "".join(self._written).rstrip().removesuffix(";")

    def _cut(self) -> None:
        at = 0
        while at < len(self._statement):
            match = _TOKEN.match(self._statement, at)
            if match is None:
                raise RefusedStatementError(_strange(self._statement, at), *self._place(at))
            kind, text = match.lastgroup or "", match.group()
            if "\r" in text.replace("\r\n", ""):
                raise RefusedStatementError(
                    "a carriage return stands alone; write \\n for a new line.", *self._place(at)
                )
            if kind == "string" and any(_is_sly(code) for code in re.findall(r"\\u([0-9a-fA-F]{4})", text)):
                raise RefusedStatementError(_SLY, *self._place(at))
            if kind in ("blank", "comment"):
                self._written.append(re.sub(r"[^\n]", " ", text))
            else:
                self._tokens.append(_Token(kind, text, at))
                self._written.append(text)
            at = match.end()

    def _look_at(self, index: int) -> None:
        token = self._tokens[index]
        if token.text == ";":
            raise self._refusal(token, "one statement at a time.")
        if token.kind == "parameter" and self._text(index + 1) == "(":
            raise self._refusal(token, _WRITTEN_OUT)
        if token.kind not in ("word", "quoted"):
            return
        if token.upper in _REFUSED and not self._is_property(index):
            raise self._refusal(
                token, f"{token.text} is not allowed here; only reading is. As a name write it between backticks."
            )
        if token.upper == "CALL":
            self._look_at_call(index)
        elif self._text(index + 1) == "(":
            self._look_at_function(index)

    def _goes_on(self, index: int, *, ended: bool) -> bool:
        """Whether an operand ends with the token, ``ended`` whether one ended before it; refuses what cannot follow."""
        token, before = self._tokens[index], self._tokens[index - 1] if index else None
        if token.kind == "mark":
            if token.text == "*":  # all variables, unless it multiplies or repeats
                return before is not None and before.upper in ("WITH", "RETURN", "YIELD", "DISTINCT")
            return token.text in (")", "]", "}")
        if before is None:
            return False
        if before.text == "." or before.text == ":" or before.upper == "AS":
            return True
        if self._begins_clause(index):
            if token.kind == "word" and token.upper not in _BEGINNINGS | {"ALL", "DISTINCT"}:
                raise self._refusal(token, f"no reading clause begins with {token.text}.")
        elif ended and token.upper not in _FOLLOWING:
            raise self._refusal(token, f"{token.text} is not allowed here; only reading is.")
        return token.upper not in _AWAITING

    def _begins_clause(self, index: int) -> bool:
        """Whether only a clause can begin at the token: after UNION, and in a subquery."""
        before = self._tokens[index - 1]
        if before.upper == "UNION":
            return True
        if before.upper in ("ALL", "DISTINCT") and index >= 2 and self._tokens[index - 2].upper == "UNION":
            return True
        if before.text != "{" or index < 2:
            return False
        opener = self._tokens[index - 2]
        return opener.upper in _SUBQUERIES or (opener.text == ")" and self._is_scope_of_call(index - 2))

    def _is_scope_of_call(self, index: int) -> bool:
        """Whether the bracket that closes at ``index`` holds the variables of a ``CALL (a, b) {…}``."""
        while index and self._tokens[index].text != "(":
            index -= 1
        return index > 0 and self._tokens[index - 1].upper == "CALL"

    def _is_property(self, index: int) -> bool:
        """Whether the token is the name of a property: after a dot that stands behind what has properties."""
        if index < 2 or self._tokens[index - 1].text != ".":
            return False
        owner = self._tokens[index - 2]
        return owner.kind in ("word", "quoted", "parameter") or owner.text in (")", "]", "}")

    def _look_at_call(self, index: int) -> None:
        if self._text(index + 1) in ("{", "("):
            return
        name = self._dotted(index + 1)
        if name not in _PROCEDURES:
            allowed = ", ".join(sorted(_PROCEDURES))
            raise self._refusal(self._tokens[index], f"CALL is allowed for subqueries and for {allowed}.")

    def _look_at_function(self, index: int) -> None:
        """Refuse a call of a function that is none of Cypher's own; names in patterns and of lists pass."""
        token = self._tokens[index]
        begin = index
        while begin >= 2 and self._tokens[begin - 1].text == "." and self._tokens[begin - 2].kind in ("word", "quoted"):
            begin -= 2
        name = self._dotted(begin)
        if name in _PROCEDURES and begin and self._tokens[begin - 1].upper == "CALL":
            return
        if begin == index and token.upper in _BEFORE_BRACKETS:
            return
        if name.lower() in _FUNCTIONS and all(one.kind != "quoted" for one in self._tokens[begin : index + 1]):
            return
        raise self._refusal(token, f"{name} is none of the functions that are allowed here.")

    def _dotted(self, index: int) -> str:
        """``a.b.c`` from the token at ``index`` on; backticks stay."""
        parts = []
        while index < len(self._tokens) and self._tokens[index].kind in ("word", "quoted"):
            parts.append(self._tokens[index].text)
            if self._text(index + 1) != ".":
                break
            index += 2
        return ".".join(parts)

    def _kind(self, index: int) -> str:
        return self._tokens[index].kind if index < len(self._tokens) else ""

    def _text(self, index: int) -> str:
        return self._tokens[index].text if index < len(self._tokens) else ""

    def _place(self, at: int) -> tuple[int, int]:
        before = self._statement[:at]
        return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1

    def _refusal(self, token: _Token, reason: str) -> RefusedStatementError:
        return RefusedStatementError(reason, *self._place(token.at))


def _strange(statement: str, at: int) -> str:
    sign = statement[at]
    if sign in "'\"`":
        return f"the quote {sign} is not closed, holds nothing, or holds an escape that Cypher does not know."
    if statement.startswith("/*", at):
        return "the comment is not closed."
    if sign == "$":
        return "a parameter is $ and its name; labels and types cannot come from expressions."
    if sign.isdigit():
        return "this is no number."
    return f"the sign {sign!r} is not allowed here."


def _is_sly(code: str) -> bool:
    """Whether a unicode escape stands for what could end a string where escapes are read before all else."""
    return int(code, 16) < 0x20 or chr(int(code, 16)) in "'\"\\`"
