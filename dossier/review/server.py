"""The server: requests in, pages and pictures out.  See :mod:`dossier.review.access` for who may ask."""

from __future__ import annotations

import os
import socketserver
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from dossier import signs
from dossier.errors import DossierError
from dossier.intake import IntakeError
from dossier.model import FactStatus
from dossier.review import page
from dossier.review.access import HEADERS, Lock
from dossier.review.desk import Desk
from dossier.review.pictures import Picture, Pictures
from dossier.review.values import RefusedError
from dossier.words import language, phrase

MOST = 64 * 1024
"""Bytes of a request's body."""

_DRAINED = 1024 * 1024
_PATIENCE = 30


class Server(ThreadingHTTPServer):
    """Serves one desk on the loopback address.

    Args:
        desk: the folder under review.
        port: to listen at; 0 for any free one.

    Raises:
        DossierError: the port is taken or not allowed.
    """

    daemon_threads = True
    # On Windows this would let another program listen at the same port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, desk: Desk, port: int = 0) -> None:
        self.desk = desk
        self.pictures = Pictures(desk.folder)
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise DossierError("review-port", port=port, why=why) from error
        self.lock = Lock.fresh(self.server_port)

    @property
    def address(self) -> str:
        """Where the page stands."""
        return f"http://127.0.0.1:{self.server_port}/{self.lock.token}/"

    def server_bind(self) -> None:
        """Bind without asking a name server for our own name, as the base class does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no error."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = _PATIENCE
    server_version = "dossier"
    sys_version = ""

    def do_GET(self) -> None:
        """The page, one of its files, or a picture."""
        if self._is_refused():
            return
        match self.path.partition("?")[0].split("/")[2:]:
            case [""]:
                self._page()
            case [name] if name in page.FILES:
                self._send(page.FILES[name], page.file(name))
            case ["page", item, number]:
                self._picture(lambda: self._page_picture(item, number))
            case ["crop", fact]:
                self._picture(lambda: self._crop(fact))
            case _:
                self._fail(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """A correction, or one taken back."""
        length = self.headers.get("Content-Length", "")
        size = int(length) if length.isascii() and length.isdigit() and len(length) < 10 else -1  # noqa: PLR2004
        if self._is_refused():
            return
        if size < 0:
            self._fail(HTTPStatus.LENGTH_REQUIRED)
            return
        if size > MOST:
            # Read some of it: a browser that is still sending would not see the answer.
            self.rfile.read(min(size, _DRAINED))
            self._fail(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        fields = self._fields(self.rfile.read(size))
        match self.path.split("/")[2:]:
            case ["correct"] if fields is not None:
                self._correct(fields)
            case ["undo"] if fields is not None:
                self._undo(fields)
            case ["correct" | "undo"]:
                self._fail(HTTPStatus.BAD_REQUEST)
            case _:
                self._fail(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the token stands in every path."""

    def _is_refused(self) -> bool:
        status = self.server.lock.refusal(self.command, self.path, dict(self.headers.items()))
        if status is not None:
            self._fail(status)
        return status is not None

    def _fields(self, body: bytes) -> dict[str, str] | None:
        if self.headers.get_content_type() != "application/x-www-form-urlencoded":
            return None
        try:
            found = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=8, errors="strict")
        except ValueError:
            return None
        return {name: texts[0] for name, texts in found.items()}

    def _correct(self, fields: dict[str, str]) -> None:
        fact, text = fields.get("fact", ""), fields.get("value", "")
        try:
            # Forms send line ends as CR LF.
            seen = fields.get("seen", "").replace("\r\n", "\n")
            self.server.desk.correct(fact, seen, None if "absent" in fields else text)
        except RefusedError as error:
            self._page(page.Refused(fact, text, _why(error)))
            return
        if "onward" in fields:
            # Out of the list of what is to be settled: on with the rest of it.
            self._back("settle")
            return
        self._back(fact if self.server.desk.fact(fact) and "absent" not in fields else "corrections")

    def _undo(self, fields: dict[str, str]) -> None:
        try:
            self.server.desk.undo(fields.get("entry", ""))
        except RefusedError as error:
            self._page(page.Refused("", "", _why(error)))
            return
        fact = fields.get("fact", "")
        self._back(fact if self.server.desk.fact(fact) else "corrections")

    def _back(self, anchor: str) -> None:
        """To the page again, by a request of its own: loading it anew saves nothing twice."""
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", f"/{self.server.lock.token}/#{anchor}")
        self._finish(b"")

    def _page(self, refused: page.Refused | None = None) -> None:
        result, trouble = self.server.desk.look()
        text = page.html(result, language(), self.server.desk.folder.resolve().name, trouble, refused)
        status = HTTPStatus.OK if refused is None else HTTPStatus.UNPROCESSABLE_ENTITY
        # A lone surrogate of an undecodable file name cannot be sent.
        self._send("text/html", text.encode("utf-8", "replace"), status)

    def _page_picture(self, item_id: str, number: str) -> Picture | None:
        item = self.server.desk.evidence(item_id)
        known = {str(one.number): one.number for one in item.pages if one.width} if item else {}
        if item is None or number not in known:
            return None
        return self.server.pictures.page(item, known[number])

    def _crop(self, fact_id: str) -> Picture | None:
        fact = self.server.desk.fact(fact_id)
        item = self.server.desk.evidence(fact.source.evidence) if fact else None
        if fact is None or item is None or fact.source.box is None:
            return None
        page_of = next(one for one in item.pages if one.number == fact.source.page)
        under = signs.doubtful(fact, page_of) if fact.status is FactStatus.DISPUTED else ()
        return self.server.pictures.crop(item, fact.source.page, fact.source.box, under)

    def _picture(self, make: Callable[[], Picture | None]) -> None:
        try:
            made = make()
        except IntakeError:
            # The original is gone or another one now: showing it would mark the wrong places.
            made = None
        if made is None:
            self._fail(HTTPStatus.NOT_FOUND)
        else:
            self._send(*made)

    def _fail(self, status: HTTPStatus) -> None:
        self._send("text/plain", f"{status.value} {status.phrase}\n".encode(), status)

    def _send(self, media: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if media.startswith("text/") else ""
        self.send_header("Content-Type", media + charset)
        self._finish(body)

    def _finish(self, body: bytes) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _why(error: RefusedError) -> str:
    return phrase(f"review.refused.{error.code}", language(), detail=error.detail)
