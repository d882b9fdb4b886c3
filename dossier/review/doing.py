"""What is done: each form of the page, handed to the acts, and what the browser is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from http import HTTPStatus
from urllib.parse import quote

from flask import Response, jsonify, request
from werkzeug.exceptions import BadRequest

from dossier.intake import IntakeError
from dossier.model import Box
from dossier.review import fields, uploads
from dossier.review.acts import Acts, Done, Fields
from dossier.review.areas import Areas
from dossier.review.desk import Desk
from dossier.review.looking import Looking
from dossier.review.making import Maker
from dossier.review.state import Choice, Refused
from dossier.review.values import RefusedError
from dossier.words import language, phrase

_CONFLICTS = ("changed", "outdated")
"""Refusals because something changed meanwhile, not because of what was written."""


class Doing:
    """Answers everything that changes something."""

    def __init__(self, desk: Desk, maker: Maker, looking: Looking) -> None:
        self._desk = desk
        self._maker = maker
        self._looking = looking
        self._acts = Acts(desk)
        self._areas = Areas(desk.folder, desk.options.engine)

    def routes(self) -> Mapping[str, Callable[[], Response]]:
        """What is done at which address."""
        acts = self._acts
        performed: dict[str, Callable[[Fields], Done]] = {
            "correct": self._correct,
            "undo": self._undo,
            "add": lambda told: acts.add(*self._place(told), told["text"], *_kind(told)),
            "unadd": lambda told: acts.unadd(told["entry"]),
            "file": self._arrange,
            "mask": lambda told: acts.mask(*self._place(told), told.get("reason", "")),
            "unmask": lambda told: acts.unmask(told["entry"]),
            "release": lambda told: acts.release(self._path(told), _page(told), told["text"]),
            "unrelease": lambda told: acts.unrelease(told["entry"]),
            "field": lambda told: acts.field(told["name"], told["value"], told.get("seen")),
            "claim": lambda told: acts.claim(*(told.get(key, "") for key in _CLAIM)),
            "unclaim": lambda told: acts.unclaim(told["entry"]),
            "unlock": self._unlock,
            "upload": self._upload,
            "build": self._build,
        }
        routes = {f"/{name}": self._answering(perform) for name, perform in performed.items()}
        return {**routes, "/read": self._read}

    def _answering(self, perform: Callable[[Fields], Done]) -> Callable[[], Response]:
        """Perform an act with the fields of a form, and tell what came of it."""

        def view() -> Response:
            told = _told()
            try:
                done = perform(told)
            except KeyError as error:
                raise BadRequest from error
            except RefusedError as error:
                return self._refused(error, told)
            if _asked_by_script():
                return jsonify(ok=True, version=str(self._desk.seen().number), **asdict(done))
            return self._back(told, done)

        return view

    def _back(self, told: Fields, done: Done) -> Response:
        """To the page again, by a request of its own: loading it anew saves nothing twice."""
        choice, anchor = fields.choice(told), done.anchor
        fact = self._desk.fact(anchor)
        if "onward" in told:
            # Out of the list of what is to be settled: on with the rest of it.
            anchor = "queue"
        elif fact is not None:
            choice = Choice(fact.source.evidence, fact.source.page)
        # An address beside this one: the token is not repeated.
        place = f"./?file={quote(choice.file)}&page={choice.page}&tab={choice.tab}#{anchor}"
        return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": place})

    def _refused(self, error: RefusedError, told: Fields) -> Response:
        why = phrase(f"review.refused.{error.code}", language(), detail=error.detail)
        if not _asked_by_script():
            at = told.get("fact") or told.get("name") or ""
            return self._looking.page(
                fields.choice(told), Refused(at, told.get("value", told.get("text", "")), why)
            )
        now = error.detail if error.code == "changed" else None
        answer = jsonify(ok=False, code=error.code, why=why, now=now)
        answer.status_code = (
            HTTPStatus.CONFLICT if error.code in _CONFLICTS else HTTPStatus.UNPROCESSABLE_ENTITY
        )
        return answer

    def _correct(self, told: Fields) -> Done:
        text = None if "absent" in told else told["value"]
        done = self._acts.correct(told["fact"], told["seen"], text, told.get("mark", ""))
        return done if text is not None else replace(done, anchor="corrections")

    def _undo(self, told: Fields) -> Done:
        if "again" in told:
            done = self._acts.restore(told["entry"])
        else:
            done = self._acts.undo(told["entry"], told.get("seen"), told.get("value"))
        fact = told.get("fact", "")
        return replace(done, anchor=fact if self._desk.fact(fact) else "corrections")

    def _arrange(self, told: Fields) -> Done:
        path, what, value = self._path(told), told["what"], told.get("value", "")
        if what == "exclude":
            return self._acts.exclude(path, value)
        if what == "include":
            return self._acts.include(path)
        return self._acts.arrange(path, what, value, told.get("seen"))

    def _unlock(self, told: Fields) -> Done:
        self._desk.unlock(told["path"], told["password"])
        return Done()

    def _upload(self, _: Fields) -> Done:
        if self._desk.archived:
            raise RefusedError("archived")
        saved = uploads.save(self._desk.folder, request.files.getlist("files"))
        self._desk.look()
        return Done("strip", said=saved.told(language()))

    def _build(self, told: Fields) -> Done:
        self._maker.start(request.form.getlist("for"), share="share" in told)
        return Done("packet")

    def _read(self) -> Response:
        """What stands in a drawn place; nothing is saved."""
        told = _told()
        try:
            path, page, box = self._place(told)
            found = self._areas.read(self._desk.named(path), page, box)
        except (KeyError, IntakeError) as error:
            raise BadRequest from error
        except RefusedError as error:
            return self._refused(error, told)
        return jsonify(ok=True, text=found.text, confidence=found.confidence)

    def _place(self, told: Fields) -> tuple[str, int, Box]:
        box = fields.box(told["box"])
        if box is None:
            raise RefusedError("small")
        return self._path(told), _page(told), box

    def _path(self, told: Fields) -> str:
        """The path of the file that a form speaks of.

        Files get other numbers when one comes: where a form says both, both must fit.
        """
        item = self._desk.evidence(told["file"]) if "file" in told else None
        path = told.get("path", item.path if item else "")
        if not path or ("file" in told and (item is None or item.path != path)):
            raise RefusedError("outdated")
        return path


_CLAIM = ("entry", "kind", "text", "amount")


def _told() -> dict[str, str]:
    """The fields of the form.  Forms send line ends as CR LF."""
    return {name: request.form[name].replace("\r\n", "\n") for name in request.form}


def _kind(told: Fields) -> tuple[str, str]:
    return told.get("kind", ""), told.get("about", "")


def _page(told: Fields) -> int:
    page = fields.number(told["page"])
    if page is None:
        raise RefusedError("outdated")
    return page


def _asked_by_script() -> bool:
    return "application/json" in request.headers.get("Accept", "")
