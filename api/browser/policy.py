"""The headers under which Neo4j Browser runs: it may talk to this server and to one Bolt port, to nobody else."""

from __future__ import annotations

from api.browser.place import BoltPlace


def content_security_policy(place: BoltPlace) -> str:
    """The policy for pages of the application; its fonts, reports of usage and feeds from elsewhere stay silent."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self'",
            "manifest-src 'self'",
            f"connect-src 'self' {place.socket}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
