"""From content to a page: templates, words in the reader's language, and the switch between languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from api import wording
from api.directions import isolated
from api.language import Language
from api.pages.called import called
from api.problem_types import problem_types
from api.words import LANGUAGES, words

COOKIE = "language"
PARAMETER = "lang"
_YEAR = 365 * 24 * 3600


@cache
def templates() -> Jinja2Templates:
    """The templates of all pages; a name that was not given is an error.

    What must come back as it was, such as the value of a field, goes through the filter ``exactly``.
    """
    found = Jinja2Templates(
        directory=Path(__file__).resolve().parent.parent / "templates", context_processors=[_common]
    )
    found.env.undefined = StrictUndefined
    found.env.autoescape = True  # pictures, too
    found.env.trim_blocks = found.env.lstrip_blocks = True
    found.env.finalize = _shown
    found.env.filters.update(listed=_listed, plain=wording.number, percent=wording.about, exactly=escape)
    found.env.globals.update(with_parameters=with_parameters, explanations=explanations)
    return found


def explanations(language: Language) -> dict[str, str]:
    """What scripts say of a problem before its detail, by its type; English details need nothing before them."""
    return {kind.uri: kind.says for kind in problem_types().values()} if language == "zh" else {}


def chosen(request: Request) -> Language:
    """The language a reader chose, by the address or before; Chinese where none was chosen."""
    for given in (request.query_params.get(PARAMETER), request.cookies.get(COOKIE)):
        for language in LANGUAGES:
            if given == language:
                return language
    return "zh"


def page(
    request: Request, template: str, content: dict[str, Any], status: int = 200, media_type: str = "text/html"
) -> HTMLResponse:
    """The page ``template`` with ``content``, in the reader's language, which is kept where the address names it."""
    answer = templates().TemplateResponse(request, template, content, status_code=status, media_type=media_type)
    answer.headers["Vary"] = "Cookie"
    if request.query_params.get(PARAMETER) in LANGUAGES:
        answer.set_cookie(COOKIE, chosen(request), max_age=_YEAR, samesite="lax", httponly=True)
    return answer


def _shown(value: object) -> object:
    """What a page writes: names that turn the direction of writing do so for themselves alone."""
    return isolated(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _listed(names: Sequence[str]) -> str:
    return wording.listed([isolated(name) for name in names])


def _common(request: Request) -> dict[str, Any]:
    """What every template has."""
    language = chosen(request)
    other: Language = "en" if language == "zh" else "zh"
    return {
        "t": words(language),
        "language": language,
        "other": other,
        "in_other": with_parameters(request, lang=other),
        "amount": partial(wording.amount, language=language),
        "called": partial(called, language=language),
    }


def with_parameters(request: Request, **changes: object) -> str:
    """The address of this page with some parameters changed; None takes one out, a list gives several."""
    given = [(name, value) for name, value in request.query_params.multi_items() if name not in changes]
    for name, value in changes.items():
        values = value if isinstance(value, list) else [value]
        given += [(name, str(one)) for one in values if one is not None]
    return f"{request.url.path}?{urlencode(given)}" if given else request.url.path
