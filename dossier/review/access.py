"""Who may ask: a page of this program, opened by the person who started it.

The server listens on the loopback address alone.  That keeps other computers
out, but neither other pages in the person's browser nor a foreign name that was
bent to 127.0.0.1 (DNS rebinding).  So each request names our host, carries a
random token in its path, and comes from our own page when it changes anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # "no-referrer" would make browsers send "Origin: null" with our own forms;
    # this one tells other sites just as little.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Sent with every answer: nothing from outside, nothing kept."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What a request must show: the port it came in at, and the token."""

    port: int
    token: str

    @classmethod
    def fresh(cls, port: int) -> Lock:
        """A lock with a new random token of 32 bytes."""
        return cls(port, secrets.token_urlsafe(32))

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the page may be asked for."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    def refusal(self, method: str, path: str, headers: Mapping[str, str]) -> HTTPStatus | None:
        """Why a request is turned away, or None.

        Args:
            method: ``GET`` or ``POST``.
            path: of the request as it was sent, beginning with ``/``.
            headers: of the request.
        """
        host = headers.get("Host", "")
        if host not in self.hosts:
            return HTTPStatus.FORBIDDEN
        given = path[1:].partition("?")[0].partition("/")[0]
        if not secrets.compare_digest(given.encode(errors="replace"), self.token.encode()):
            return HTTPStatus.NOT_FOUND
        if method != "GET" and headers.get("Origin", "") != f"http://{host}":
            return HTTPStatus.FORBIDDEN
        return None
