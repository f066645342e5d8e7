"""Who may be shown the analysts' password: a browser on this machine, at a server that only this machine reaches."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from starlette.types import Scope

_NAMES = ("localhost", "localhost.localdomain")
_PASSED_ON = (b"forwarded", b"via", b"x-real-ip", b"x-client-ip", b"true-client-ip", b"x-cluster-client-ip")
"""Headers of proxies; those that begin with x-forwarded or cf- count too."""


@lru_cache(maxsize=1024)
def is_loopback(host: str) -> bool:
    """Whether an address or name can only mean this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]").split("%")[0]).is_loopback
    except ValueError:
        return host.lower().rstrip(".") in _NAMES


def at_this_machine(scope: Scope, bound: str | None) -> bool:
    """Whether a request comes from this machine itself, to a server bound to ``bound`` (None: not known).

    Anything that looks passed on by a proxy comes from elsewhere. So does a page that reached us under
    a name of its own (DNS rebinding), and HTTP/1.0, which proxies speak and browsers do not.
    """
    client = scope.get("client")
    if bound is None or not is_loopback(bound) or not client or not is_loopback(client[0]):
        return False
    passed_on = any(name in _PASSED_ON or name.startswith((b"x-forwarded", b"cf-")) for name, _ in scope["headers"])
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    named = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return not passed_on and is_loopback(named) and scope.get("http_version") != "1.0"
