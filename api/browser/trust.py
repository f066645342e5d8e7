"""Who may be shown the analysts' password: a browser on this machine, at a server that only this machine reaches."""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers
from starlette.types import Scope

_NAMES = ("localhost", "localhost.localdomain")
_PASSED_ON = ("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "x-cluster-client-ip")
"""Headers of proxies; those that begin with x-forwarded or cf- count too."""


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
    client, headers = scope.get("client"), Headers(scope=scope)
    if bound is None or not is_loopback(bound) or not client or not is_loopback(client[0]):
        return False
    passed_on = any(name in _PASSED_ON or name.startswith(("x-forwarded", "cf-")) for name in headers)
    host = headers.get("host", "")
    named = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return not passed_on and is_loopback(named) and scope.get("http_version") != "1.0"
