"""The figures of a packet: the drawn timeline, and one evidence page a picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from typing import TypedDict

from reportlab.platypus import Flowable

from dossier import intake
from dossier.model import Box, EventKind, Evidence, Fact, Interval, Page, Precision, Role, Row, Speaker
from dossier.packet.figures import crops, exhibit
from dossier.packet.figures.originals import Originals
from dossier.packet.figures.timeline_figure import FigureEvent, FigureWindow, TimelineFigure
from dossier.packet.typeset import document
from dossier.packet.view import View, doubtful, exhibits, grouping, orders
from dossier.packet.view.exhibits import ExhibitView
from dossier.packet.view.grouping import Group
from dossier.packet.view.marks import Mark
from dossier.packet.view.orders import OrderView
from dossier.words import phrase

_EMPHASISED = (EventKind.PAID, EventKind.CANCEL_REQUESTED, EventKind.SHIPPED, EventKind.SERVICE_STARTED)
_LANES = ("buyer", "platform", "payment")
_LONGEST = 26
_BALANCE = "余额"
_HEAD = 200
"""The head of a picture is such a part of its height."""


def of(seen: View, originals: Originals) -> dict[str, Callable[[], list[Flowable]]]:
    """All figures by name; each call makes fresh flowables, because a render lays out more than once."""
    made: dict[str, Callable[[], list[Flowable]]] = {}
    for order in seen.orders:
        made[order.figure] = _Timeline(seen, order)
    exhibits = {item.id: _Exhibit(seen, item, originals) for item in seen.exhibits}
    made.update((f"exhibit-{name}", item) for name, item in exhibits.items())
    for fact in doubtful.facts(seen.case, seen.marks):
        made[doubtful.figure(fact)] = partial(exhibits[fact.source.evidence].crop, fact)
    return made


class _Timeline:
    def __init__(self, seen: View, order: OrderView) -> None:
        self._seen = seen
        self._order = order

    def __call__(self) -> list[Flowable]:
        groups = self._order.groups
        if len(groups) < 2:  # noqa: PLR2004 - a single point is no line
            return []
        names = {lane: phrase(f"figure.lane.{lane}") for lane in (*_LANES, "unknown")}
        events = [self._event(number, group, names) for number, group in enumerate(groups, 1)]
        lanes = [names[lane] for lane in (*_LANES, "unknown") if any(e.lane == names[lane] for e in events)]
        return [TimelineFigure(events, self._windows(), lanes, elapsed, note=phrase("figure.note"))]

    def _event(self, number: int, group: Group, names: dict[str, str]) -> FigureEvent:
        event = group[0]
        text = phrase("event.hedged" if event.hedged else f"event.{event.kind}")
        if grouping.is_machine(event):
            text = phrase("event.answered")
        if grouping.is_reminders(group):
            text = phrase("figure.chased", count=len(group))
        when = Interval(event.when.earliest, max(one.when.latest for one in group))
        return FigureEvent(
            number=number,
            lane=names[event.actor],
            earliest=when.earliest,
            latest=when.latest,
            text=text,
            time_text=_short(when, event.precision),
            anchor=f"event-{event.id}",
            emphasised=event.kind in _EMPHASISED,
        )

    def _windows(self) -> list[FigureWindow]:
        found = orders.window_end(self._seen.case, self._order.order)
        if found is None:
            return []
        start, window = found
        end = start.when.latest + window.length
        label = phrase("figure.window", minutes=window.minutes, end=f"{end:%H:%M:%S}")
        return [FigureWindow(start.when.earliest, end, label)]


def _short(when: Interval, precision: Precision) -> str:
    """The time under a mark of the figure: the bar already shows how wide it is."""
    first, last = when.earliest, when.latest
    if first == last:
        return f"{first:%Y-%m-%d %H:%M:%S}"
    if precision is Precision.DAY and first.time() == time.min:
        return f"{first:%Y-%m-%d}"
    minute = f"{first:%Y-%m-%d %H:%M}"
    if last - first < timedelta(minutes=1):
        return minute
    return f"{minute}–{last:%H:%M}" if first.date() == last.date() else f"{minute}–{last:%Y-%m-%d %H:%M}"


def elapsed(length: timedelta) -> str:
    """The time between neighbours in words."""
    seconds = int(length.total_seconds())
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    return phrase("figure.elapsed", days=days, hours=hours, minutes=minutes, seconds=seconds)


class _Origin(TypedDict):
    """The fields that both kinds of exhibit share."""

    label: str
    anchor: str
    title: str
    file: str
    sha256: str
    source: str
    captured: str
    page: int
    pages: int


class _Remark(TypedDict):
    """The fields that both kinds of mark share."""

    number: int
    caption: str
    anchor: str
    back: tuple[tuple[str, str], ...]


class _Exhibit:
    """The evidence pages of one file."""

    def __init__(self, seen: View, item: ExhibitView, originals: Originals) -> None:
        self._seen = seen
        self._view = item
        self._originals = originals
        self._item: Evidence = next(e for e in seen.case.evidence if e.id == item.id)

    def __call__(self) -> list[Flowable]:
        title = f"{phrase('exhibit.label', number=self._view.number)} {self._view.name}"
        sheets: list[Flowable] = [document.Anchor(f"outline-{self._item.id}", title)]
        for page in self._printed():
            made = self._page(page)
            if made is not None:
                sheets += exhibit.pages(made, document.WIDTH, document.HEIGHT, _words())
        return sheets if len(sheets) > 1 else []

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

    def _printed(self) -> tuple[Page, ...]:
        """The pages to print: of a recording, whose frames show most things twice, the marked ones only."""
        pages = self._item.pages
        if not exhibits.is_recording(self._item):
            return pages
        return tuple(page for page in pages if self._seen.marks.on(self._item.id, page.number)) or pages[:1]

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
        seen, pages, printed = self._view, self._item.pages, self._printed()
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
            "source": seen.source + self._left_out(len(printed)),
            "captured": self._captured(),
            "page": page.number,
            "pages": len(pages),
        }

    def _left_out(self, shown: int) -> str:
        count = len(self._item.pages)
        return phrase("exhibit.recording.shown", count=count, shown=shown) if shown < count else ""

    def _captured(self) -> str:
        captured, filmed = self._item.captured.replace("T", " "), exhibits.is_recording(self._item)
        return phrase("exhibit.captured", time=captured, filmed=filmed) if captured else ""

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
    names = ("page", "part", "continues", "continued", "file", "sha256", "back")
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
