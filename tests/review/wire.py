"""Requests byte by byte, as no browser sends them, and what the server's process holds meanwhile."""

from __future__ import annotations

import http.client
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from served import Product

_WAIT = 30


@dataclass(frozen=True)
class Answer:
    """Status 0: the connection was closed without an answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_refused(self) -> bool:
        return self.status == 0 or self.status >= 400


GONE = Answer(0, {}, b"")


class Wire:
    """Asks one product; every part of a request can be made wrong."""

    def __init__(self, product: Product) -> None:
        parts = urlsplit(product.address)
        assert parts.port is not None
        self.product = product
        self.folder = product.folder
        self.base, self.host, self.port = parts.path, parts.netloc, parts.port
        self.ours = {"Host": self.host, "Origin": f"http://{self.host}"}

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=_WAIT)

    def raw(self, request: bytes) -> Answer:
        """Send bytes and read one answer."""
        with self.connect() as wire:
            try:
                wire.sendall(request)
            except ConnectionError:
                return answer(wire)  # it may have told why before it closed
            return answer(wire)

    def send(
        self, method: str, target: str, headers: dict[str, str] | list[tuple[str, str]], body: bytes = b""
    ) -> Answer:
        """Send a request with exactly these headers, and the length of a body."""
        lines = [f"{method} {target} HTTP/1.1"]
        lines += [
            f"{name}: {value}" for name, value in (headers.items() if isinstance(headers, dict) else headers)
        ]
        lines += [f"Content-Length: {len(body)}"] if body else []
        head = "\r\n".join([*lines, "Connection: close", "", ""])
        return self.raw(head.encode("latin-1", "replace") + body)

    def get(self, below: str = "") -> Answer:
        return self.send("GET", self.base + below, {"Host": self.host})

    def post(self, below: str, body: bytes, media: str = "application/x-www-form-urlencoded") -> Answer:
        return self.send("POST", self.base + below, self.ours | {"Content-Type": media}, body)


def answer(wire: socket.socket) -> Answer:
    """The answer that comes on a connection."""
    response = http.client.HTTPResponse(wire)
    try:
        response.begin()
        return Answer(response.status, dict(response.getheaders()), response.read())
    except (ConnectionError, http.client.HTTPException):
        return GONE


def memory(product: Product) -> int:
    """Bytes of memory that a product holds; 0 where the system does not tell."""
    place = Path("/proc") / str(product.process.pid) / "statm"
    return int(place.read_text().split()[1]) * 4096 if place.exists() else 0


def spooled(product: Product, rooms: Path) -> int:
    """Bytes in files that a product keeps for a while: below its folder for such files, or open and nameless."""
    named = sum(path.stat().st_size for path in rooms.rglob("*") if path.is_file())
    nameless = 0
    place = Path("/proc") / str(product.process.pid) / "fd"
    for link in place.iterdir() if place.exists() else ():
        try:
            if str(link.readlink()).startswith(str(rooms)) and "(deleted)" in str(link.readlink()):
                nameless += link.stat().st_size
        except OSError:
            continue  # closed meanwhile
    return named + nameless
