"""The kinds of problems that answers name, from ``problem_types.yaml``, and ``docs/problems.md`` made from them.

``python -m api.problem_types > docs/problems.md`` writes the page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from api.language import Language

PATH = "/problems/"
_INTRODUCTION = """# Problems

Made from `api/problem_types.yaml` by `python -m api.problem_types`; a test keeps it current.

Every error of the API is a problem of RFC 9457 (`application/problem+json`): `type`, `title`, `status`, `detail`,
`instance`. Programs go by `type`; it is the address of the kind's description on the server that answered, and stays
the same from version to version. `title` says it in the language of `Accept-Language` (English or Chinese), `detail`
says in one sentence what is wrong with this request and what to do. `instance` is the path of the request. A document
that breaks several of its assertions is refused with each of them in `errors`.
"""


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem."""

    name: str
    status: int
    en: str
    zh: str
    means: str
    remedy: str
    says: str
    """What has happened and what to do, for a reader of Chinese pages."""

    @property
    def uri(self) -> str:
        """The ``type`` of its problems, relative to the server."""
        return PATH + self.name

    def title(self, language: Language) -> str:
        """Its title."""
        return self.zh if language == "zh" else self.en


@cache
def problem_types() -> dict[str, ProblemType]:
    """Every kind by its name."""
    text = Path(__file__).with_name("problem_types.yaml").read_text(encoding="utf-8")
    return {name: ProblemType(name, **fields) for name, fields in yaml.safe_load(text).items()}


@cache
def usual(status: int) -> ProblemType | None:
    """The kind that an error of ``status`` is unless something else is said."""
    return next((kind for kind in problem_types().values() if kind.status == status), None)


def page() -> str:
    """``docs/problems.md``."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for kind in problem_types().values():
        yield f"## {kind.name}\n\n{kind.status}, “{kind.en}”, “{kind.zh}”\n\n{kind.means} {kind.remedy}\n"


if __name__ == "__main__":
    sys.stdout.write(page())
