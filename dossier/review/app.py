"""The application: who may ask, how much, and which routes there are.

Every form works without script: it leads back to the page.  The page's own script asks
for JSON instead and exchanges the parts of the page that have changed.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import HTTPException

from dossier.review.access import HEADERS, Lock
from dossier.review.desk import Desk
from dossier.review.doing import Doing
from dossier.review.looking import Looking
from dossier.review.making import Maker

MOST = 256 * 1024
"""Bytes of a form."""
MOST_UPLOADED = 150 * 1000 * 1000
"""Bytes of one request that brings files."""

_FIELDS = 64
_FORM, _FILES = "application/x-www-form-urlencoded", "multipart/form-data"


def create(desk: Desk, maker: Maker, lock: Lock) -> Flask:
    """The application for one desk.

    Args:
        desk: the folder under review.
        maker: makes its packets.
        lock: who may ask.
    """
    app = Flask("dossier.review", static_folder=None)
    app.url_map.merge_slashes = False
    app.config.update(MAX_FORM_PARTS=_FIELDS, MAX_FORM_MEMORY_SIZE=MOST, PROPAGATE_EXCEPTIONS=False)
    app.before_request(_guard(lock))
    app.after_request(_sealed)
    app.register_error_handler(HTTPException, _failed)
    looking = Looking(desk, maker)
    routes = Blueprint("review", __name__, static_folder=None)
    for rule, view in looking.routes().items():
        routes.add_url_rule(rule, rule, view, methods=["GET"])
    for rule, view in Doing(desk, maker, looking).routes().items():
        routes.add_url_rule(rule, rule, view, methods=["POST"])
    app.register_blueprint(routes, url_prefix=f"/{lock.token}")
    return app


def _guard(lock: Lock) -> Callable[[], Response | None]:
    """Turns away whoever may not ask, and whoever brings too much."""

    def guard() -> Response | None:
        sent = str(request.environ.get("REQUEST_URI", request.path))
        status = lock.refusal(request.method, sent, dict(request.headers))
        return _told(status) if status is not None else _too_much()

    return guard


def _too_much() -> Response | None:
    if request.method != "POST":
        return None
    brings = request.path.endswith("/upload")
    most = MOST_UPLOADED if brings else MOST
    if request.content_length is None:
        return _told(HTTPStatus.LENGTH_REQUIRED)
    if request.content_length > most:
        return _told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if request.mimetype != (_FILES if brings else _FORM):
        return _told(HTTPStatus.BAD_REQUEST)
    request.max_content_length = most
    return None


def _failed(error: HTTPException) -> Response:
    return _told(HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR))


def _told(status: HTTPStatus) -> Response:
    """A refusal: its status and no more."""
    return Response(f"{status.value} {status.phrase}\n", status, mimetype="text/plain")


def _sealed(answer: Response) -> Response:
    """Every answer forbids what comes from outside."""
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer
