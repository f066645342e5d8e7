"""Who may change what the graph holds: the one place where every route that writes asks."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from api.browser.trust import at_this_machine

_ELSEWHERE = "Only programs on the server's own machine may change documents and judgements, by the name 127.0.0.1."
_OTHER_SITE = "A page of another site may not change documents and judgements."


def may_write(request: Request) -> str:
    """Who writes: a program of this machine. 403 for anybody else.

    A page of another site that a browser on this machine shows is somebody else.
    """
    if not at_this_machine(request.scope, "127.0.0.1"):
        raise HTTPException(403, _ELSEWHERE)
    origin = request.headers.get("origin")
    foreign = request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    if foreign or (origin is not None and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(403, _OTHER_SITE)
    return "this machine"


Writer = Annotated[str, Depends(may_write)]
"""What a route declares to change something; its value names who does."""
