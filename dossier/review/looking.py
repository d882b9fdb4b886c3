"""What is looked at: the page and its parts, pictures of the evidence, packets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from http import HTTPStatus
from pathlib import PurePosixPath

from flask import Response, jsonify, request
from werkzeug.exceptions import NotFound

from dossier import signs
from dossier.intake import IntakeError
from dossier.model import Evidence, FactStatus
from dossier.review import fields, page
from dossier.review.desk import Desk
from dossier.review.making import Maker
from dossier.review.pictures import Picture, Pictures
from dossier.review.state import Choice, Refused, Seen, Tab
from dossier.words import language


class Looking:
    """Answers everything that changes nothing."""

    def __init__(self, desk: Desk, maker: Maker) -> None:
        self._desk = desk
        self._maker = maker
        self._pictures = Pictures(desk.folder)

    def routes(self) -> Mapping[str, Callable[..., Response]]:
        """What is answered at which address."""
        return {
            "/": self.page,
            "/parts": self.parts,
            "/state": self.state,
            "/<name>": self.file,
            "/thumb/<item>/<int:number>": self.thumb,
            "/page/<item>/<int:number>": self.picture,
            "/full/<item>/<int:number>": self.full,
            "/crop/<fact>": self.crop,
            "/area/<item>/<int:number>": self.area,
            "/made/<path:path>": self.made,
            "/preview/<path:path>/<int:number>": self.preview,
        }

    def page(self, choice: Choice | None = None, refused: Refused | None = None) -> Response:
        """The whole page, perhaps with what was just refused."""
        chosen = choice or fields.choice(request.args)
        title = self._desk.folder.resolve().name
        text = page.html(self._seen(chosen), language(), title, chosen, refused)
        status = HTTPStatus.OK if refused is None else HTTPStatus.UNPROCESSABLE_ENTITY
        return Response(_sendable(text), status, mimetype="text/html")

    def parts(self) -> Response:
        """The parts of the page that may have changed, as JSON."""
        choice = fields.choice(request.args)
        seen = self._seen(choice)
        parts = page.parts(seen, language(), choice)
        told = {name: _sendable(text).decode() for name, text in parts.items()}
        return jsonify(version=seen.version, busy=_busy(self._desk), parts=told)

    def state(self) -> Response:
        """Whether there is anything new to fetch, and what is being done."""
        return jsonify(version=str(self._desk.look().number), busy=_busy(self._desk))

    def file(self, name: str) -> Response:
        """A style or a script."""
        media = page.files().get(name)
        if media is None:
            raise NotFound
        return Response(page.file(name), mimetype=media)

    def thumb(self, item: str, number: int) -> Response:
        """A page of the evidence, very small."""
        return _shown(lambda: self._pictures.thumb(self._page_of(item, number), number))

    def picture(self, item: str, number: int) -> Response:
        """A page of the evidence."""
        return _shown(lambda: self._pictures.page(self._page_of(item, number), number))

    def full(self, item: str, number: int) -> Response:
        """A page of the evidence, to be looked at closely."""
        return _shown(lambda: self._pictures.full(self._page_of(item, number), number))

    def crop(self, fact: str) -> Response:
        """The place of a fact, enlarged, its doubtful signs marked."""
        found = self._desk.fact(fact)
        if found is None or found.source.box is None:
            raise NotFound
        source, box = found.source, found.source.box
        item = self._page_of(source.evidence, source.page)
        of = next(one for one in item.pages if one.number == source.page)
        under = signs.doubtful(found, of) if found.status is FactStatus.DISPUTED else ()
        return _shown(lambda: self._pictures.crop(item, source.page, box, under))

    def area(self, item: str, number: int) -> Response:
        """Any place, enlarged."""
        shown, box = self._page_of(item, number), fields.box(request.args.get("box", ""))
        of = next(one for one in shown.pages if one.number == number)
        if box is None or box.x1 > of.width or box.y1 > of.height:
            raise NotFound
        return _shown(lambda: self._pictures.crop(shown, number, box))

    def made(self, path: str) -> Response:
        """A file that the last build made, to be kept."""
        data = self._maker.file(path)
        if data is None:
            raise NotFound
        name = PurePosixPath(path).name
        media = "application/pdf" if name.endswith(".pdf") else "application/octet-stream"
        answer = Response(data, mimetype=media)
        answer.headers.set("Content-Disposition", "attachment", filename=name)
        return answer

    def preview(self, path: str, number: int) -> Response:
        """The picture of a packet's page."""
        made = self._maker.preview(path, number, large="large" in request.args)
        if made is None:
            raise NotFound
        return Response(made[1], mimetype=made[0])

    def _seen(self, choice: Choice) -> Seen:
        standing = self._desk.look()
        return Seen(
            folder=self._desk.folder,
            result=standing.result,
            version=str(standing.number),
            today=self._desk.today,
            trouble=standing.trouble,
            busy=self._desk.busy,
            made=self._maker.made(standing.number) if choice.tab is Tab.PACKET else (),
            unmade=self._maker.unmade,
            output=self._maker.place.name,
        )

    def _page_of(self, item_id: str, number: int) -> Evidence:
        """A file with a page that has a picture."""
        item = self._desk.evidence(item_id)
        if item is None or not any(one.number == number and one.width for one in item.pages):
            raise NotFound
        return item


def _shown(make: Callable[[], Picture]) -> Response:
    try:
        media, data = make()
    except IntakeError as error:
        # The original is gone or another one now: showing it would mark the wrong places.
        raise NotFound from error
    return Response(data, mimetype=media)


def _sendable(text: str) -> bytes:
    """A lone surrogate of an undecodable file name cannot be sent."""
    return text.encode("utf-8", "replace")


def _busy(desk: Desk) -> dict[str, object] | None:
    busy = desk.busy
    return asdict(busy) if busy else None
