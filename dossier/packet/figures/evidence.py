"""The evidence pages of one file, and the places cut out of them."""

from __future__ import annotations

from copy import copy
from typing import TypedDict

from reportlab.platypus import Flowable

from dossier import intake
from dossier.model import Anchor, Box, Evidence, Fact, Page, Role, Row, Speaker
from dossier.packet.figures import crops, exhibit
from dossier.packet.figures.originals import Originals
from dossier.packet.typeset import document
from dossier.packet.view import View, exhibits, pages
from dossier.packet.view.exhibits import ExhibitView
from dossier.packet.view.marks import Mark
from dossier.words import phrase

_BALANCE = "余额"
_HEAD = 200
"""The head of a picture is such a part of its height."""


class _Origin(TypedDict):
    """The fields that both kinds of exhibit share."""

    label: str
    anchor: str
    title: str
    file: str
    sha256: str
    source: str
    captured: str
    device: str
    place: str
    page: int
    pages: int


class _Remark(TypedDict):
    """The fields that both kinds of mark share."""

    number: int
    caption: str
    anchor: str
    back: tuple[tuple[str, str], ...]


class Sheets:
    """The evidence pages of one file."""

    def __init__(self, seen: View, item: ExhibitView, originals: Originals) -> None:
        self._seen = seen
        self._view = item
        self._originals = originals
        self._item: Evidence = next(e for e in seen.case.evidence if e.id == item.id)
        self._made: tuple[Flowable, ...] | None = None

    def __call__(self) -> list[Flowable]:
        """Fresh sheets of all printed pages; none where no page can be drawn."""
        if self._made is None:
            # Every destination and every pass asks; what is arranged once is handed out as copies.
            self._made = tuple(self._arranged())
        return [copy(flowable) for flowable in self._made]

    def _arranged(self) -> list[Flowable]:
        title = f"{phrase('exhibit.label', number=self._view.number)} {self._view.name}"
        sheets: list[Flowable] = [document.Anchor(f"outline-{self._item.id}", title)]
        lost: list[Flowable] = []
        for page in pages.printed(self._item, self._seen.marks):
            made = self._page(page)
            if made is not None:
                sheets += exhibit.pages(made, document.WIDTH, document.HEIGHT, _words())
            else:
                lost.append(document.Anchor(pages.anchor(self._item.id, page.number)))
        return [*sheets, *lost] if len(sheets) > 1 else []

    def crop(self, fact: Fact) -> list[Flowable]:
        """The place of a reading, cut out of its page; nothing where the page has no picture."""
        page = next(one for one in self._item.pages if one.number == fact.source.page)
        box = fact.source.box
        if box is None or not page.width:
            return []
        try:
            picture = self._originals.picture(self._item, page.number)
        except intake.Unreadable:
            return []
        return [crops.cut(picture, fact, page, box)]

    def _page(self, page: Page) -> exhibit.Exhibit | exhibit.TextExhibit | None:
        origin = self._origin(page)
        if self._item.role is Role.BILL or page.rows or page.left_out:
            return self._bill(page, origin)
        if not page.width:
            return exhibit.TextExhibit(**origin, lines=_lines(page), marks=self._text_marks(page))
        try:
            picture = self._originals.picture(self._item, page.number)
        except intake.Unreadable:
            return None
        return exhibit.Exhibit(**origin, picture=picture, marks=self._marks(page), breaks=_boxes(page))

    def _bill(self, page: Page, origin: _Origin) -> exhibit.TextExhibit | None:
        """The rows of the packet's orders, and that the others were left out; None where there are none."""
        orders = {order.order.order_id for order in self._seen.orders}
        wanted = {
            f.source.line
            for f in self._seen.case.facts
            if (f.source.evidence, f.source.page) == (self._item.id, page.number) and f.order_id in orders
        }
        rows = [row for row in page.rows if row.line in wanted]
        if not rows:
            return None
        count = len(page.rows) + page.left_out
        hidden = any(_BALANCE in header for row in rows for header, words in row.cells if words)
        note = phrase("exhibit.bill.note", part=page.part, count=count, shown=len(rows), hidden=hidden)
        spans = [exhibit.TextLine(line.number, "", "", line.text) for line in page.lines]
        lines = (exhibit.TextLine(row.line, "", "", "", _filled(row)) for row in rows)
        return exhibit.TextExhibit(
            **origin,
            lines=(exhibit.TextLine(0, "", "", note), *spans, *lines),
            marks=self._text_marks(page),
        )

    def _origin(self, page: Page) -> _Origin:
        seen, printed = self._view, pages.printed(self._item, self._seen.marks)
        part = "" if self._item.role is Role.BILL else page.part
        if page.moment is not None:
            # A recording that came with a mail has a name of its own before it.
            part = " ".join(filter(None, (part, phrase("exhibit.moment", time=_clock(page.moment)))))
        return {
            "label": phrase("exhibit.label", number=seen.number),
            "anchor": seen.anchor if page.number == printed[0].number else "",
            "title": phrase("exhibit.title", name=seen.name, part=part),
            "file": seen.file,
            "sha256": seen.sha256,
            "source": seen.source + self._left_out(len(printed)) + self._masked(page),
            "captured": self._captured(),
            "place": pages.anchor(self._item.id, page.number),
            "page": page.number,
            "pages": len(self._item.pages),
            "device": self._device(),
        }

    def _left_out(self, shown: int) -> str:
        count = len(self._item.pages)
        return phrase("exhibit.recording.shown", count=count, shown=shown) if shown < count else ""

    def _masked(self, page: Page) -> str:
        """That the page is a masked copy, for the sheet's foot."""
        hidden = any(one.id == self._item.id and one.on(page.number) for one in self._seen.masked)
        return f"  {phrase('privacy.sheet')}" if hidden else ""

    def _captured(self) -> str:
        captured, filmed = self._item.captured.replace("T", " "), exhibits.is_recording(self._item)
        if not captured:
            return ""
        named = self._item.captured_by is not Anchor.EXIF
        return phrase("exhibit.captured", time=captured, filmed=filmed, named=named)

    def _device(self) -> str:
        return phrase("exhibit.device", device=self._item.device) if self._item.device else ""

    def _marks(self, page: Page) -> tuple[exhibit.Mark, ...]:
        marks = self._seen.marks.on(self._item.id, page.number)
        # What the file itself tells (when it was captured) has its badge at the head of its picture.
        head = Box(0, 0, page.width, max(1, page.height // _HEAD))
        return tuple(
            exhibit.Mark(box=mark.box or head, framed=mark.box is not None, **self._remark(mark))
            for mark in marks
        )

    def _text_marks(self, page: Page) -> tuple[exhibit.TextMark, ...]:
        marks = self._seen.marks.on(self._item.id, page.number)
        return tuple(exhibit.TextMark(line=mark.line, **self._remark(mark)) for mark in marks)

    def _remark(self, mark: Mark) -> _Remark:
        back = self._seen.backs.get(mark.anchor, ())
        return {
            "number": mark.number,
            "caption": mark.caption,
            "anchor": mark.anchor,
            "back": tuple((ref.text, ref.anchor) for ref in back),
        }


def _clock(moment: float) -> str:
    minutes, seconds = divmod(int(moment), 60)
    return f"{minutes:02d}:{seconds:02d}"


def _words() -> dict[str, str]:
    names = ("page", "part", "continues", "continued", "detail", "file", "sha256", "back")
    return {name: phrase(f"exhibit.words.{name}") for name in names}


def _boxes(page: Page) -> tuple[Box, ...]:
    return tuple(line.box for line in page.lines if line.box is not None)


def _filled(row: Row) -> tuple[tuple[str, str], ...]:
    """The cells of a row that hold something, but not what was left in the account."""
    return tuple((header, words) for header, words in row.cells if words and _BALANCE not in header)


def _lines(page: Page) -> tuple[exhibit.TextLine, ...]:
    """A text page's messages, or its plain lines, as a transcript."""
    if page.messages:
        own = phrase("exhibit.own")
        return tuple(
            exhibit.TextLine(m.line, m.time, m.sender or own * (m.speaker is Speaker.BUYER), m.text)
            for m in page.messages
        )
    return tuple(exhibit.TextLine(line.number, "", "", line.text) for line in page.lines if line.text.strip())
