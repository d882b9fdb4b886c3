"""Serves one desk on the loopback address.  See :mod:`dossier.review.access` for who may ask."""

from __future__ import annotations

import logging
import os
import socket
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import create_server

from dossier.errors import DossierError
from dossier.review import app
from dossier.review.access import Lock
from dossier.review.desk import Desk
from dossier.review.making import Maker

_THREADS = 8
_PATIENCE = 60
"""Seconds that a browser may keep silent in the middle of a request."""
_CONNECTIONS = 200
_PULSE = 0.2
"""Seconds after which the server looks whether it is to end."""


class Server:
    """A page that one browser on this computer can open.

    Args:
        desk: the folder under review.
        maker: makes its packets.
        port: to listen at; 0 for any free one.

    Raises:
        DossierError: the port is taken or not allowed.
    """

    def __init__(self, desk: Desk, maker: Maker | None = None, port: int = 0) -> None:
        self.desk = desk
        self.maker = maker or Maker(desk)
        bound = _bound(port)
        self.port: int = bound.getsockname()[1]
        self.lock = Lock.fresh(self.port)
        self.app = app.create(desk, self.maker, self.lock)
        # Its lines would tell of every request that waits; nobody reads them here.
        logging.getLogger("waitress").setLevel(logging.ERROR)
        self._closed = False
        # Its published types are those of an older version.
        server: Any = create_server(
            self.app,
            sockets=[bound],
            threads=_THREADS,
            ident="dossier",
            channel_timeout=_PATIENCE,
            connection_limit=_CONNECTIONS,
            max_request_body_size=app.MOST_UPLOADED,
            clear_untrusted_proxy_headers=True,
        )
        # Handed over as an argument it would be cut to whole seconds: to none, and a server that never rests.
        server.adj.asyncore_loop_timeout = _PULSE
        server.channel_class = _channel(self.lock)
        self._server = server

    @property
    def address(self) -> str:
        """Where the page stands."""
        return f"http://127.0.0.1:{self.port}/{self.lock.token}/"

    def serve_forever(self) -> None:
        """Answer until interrupted or closed."""
        try:
            self._server.run()
        except OSError:
            # Closed by another thread in the middle of waiting.
            if not self._closed:
                raise

    def close(self) -> None:
        """Answer no more."""
        self._closed = True
        self._server.close()


def _channel(lock: Lock) -> type[HTTPChannel]:
    """Hangs up on a large body from whoever may not ask, before any of it lies on the disk."""

    class Parser(HTTPRequestParser):
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            sent: Any = self
            if sent.chunked:
                # No browser sends a form that way; nobody could say beforehand how much comes.
                raise ParsingError("Length required")
            if sent.content_length > app.MOST:
                told = {name.capitalize(): value for name, value in sent.headers.items()}
                if lock.refusal(sent.command, sent.request_uri, told) is not None:
                    raise ParsingError("Not for everybody")

    class Channel(HTTPChannel):
        parser_class = Parser

    return Channel


def _bound(port: int) -> socket.socket:
    """A socket on the loopback address alone."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            # On Windows this would let another program listen at the same port.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        bound.close()
        why = getattr(error, "strerror", None) or str(error)
        raise DossierError("review-port", port=port, why=why) from error
    return bound
