"""When an order or payment page was captured, where that is sure.

A state ("待发货", "退款中") holds at the moment of the capture, so only a moment
that is surely the screen's own is written down: the date in the status bar, else
the file's name or its EXIF data, which the clock on the screen may bear out.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import PurePosixPath

from dossier.model import Anchor, Evidence, FactKind, Line, Page
from dossier.reading import layout, stamps
from dossier.reading.book import Book
from dossier.reading.chats import anchors, bubbles
from dossier.reading.chats.anchors import Capture

CAPTURED = "captured"
"""What a time is about that says when its page was captured."""

_ZONE = "+08:00"
_BARS = 2
"""A status bar lies in the first rows of a screen."""


def read(book: Book, evidence: Evidence, page: Page) -> None:
    """Write down the capture of a page that tells something else too.

    What the file tells stands at no place of the page: such a fact has line 0 and no box.
    """
    if not any((f.source.evidence, f.source.page) == (evidence.id, page.number) for f in book.facts):
        return
    capture = anchors.of(evidence, page)
    if capture is None or not capture.sure:
        return
    if capture.by is Anchor.STATUS_BAR:
        lines = _bar(page)
        raw = "  ".join(line.text for line in lines)
        value = f"{capture.moment:%Y-%m-%dT%H:%M}{_ZONE}"
    elif page.part or page.moment is not None:
        return  # the name is the archive's, the moment that of a recording's first screen
    else:
        raw = PurePosixPath(evidence.path).name if capture.by is Anchor.FILE_NAME else evidence.captured
        lines = [Line(0, raw)]
        value = _value(capture, datetime.fromisoformat(evidence.captured), page)
    if lines:
        where = (evidence, page, lines)
        book.write(FactKind.TIMESTAMP, value, raw, where, about=CAPTURED, anchor=capture.by)


def _value(capture: Capture, file: datetime, page: Page) -> str:
    """The file's moment to the second; with the screen's clock, where that shows another minute."""
    clock = anchors.clock(page)
    if clock is None:
        return f"{capture.moment:%Y-%m-%dT%H:%M:%S}{_ZONE}"
    shown = _nearest(time(clock.hour or 0, clock.minute or 0), file)
    first, last = sorted((shown, file.replace(second=0)))
    if first == last:
        return f"{file:%Y-%m-%dT%H:%M:%S}{_ZONE}"
    return f"{first:%Y-%m-%dT%H:%M}{_ZONE}/{last:%Y-%m-%dT%H:%M}{_ZONE}"


def _nearest(clock: time, file: datetime) -> datetime:
    """The clock on the day that brings it nearest to the file's moment."""
    days = (datetime.combine(file.date() + timedelta(days=day), clock) for day in (-1, 0, 1))
    return min(days, key=lambda moment: abs(moment - file))


def _bar(page: Page) -> list[Line]:
    """The lines of the status bar or the task bar from the first that tells a time to the last."""
    rows = [row for row in layout.rows(page)[:_BARS] if bubbles.is_status_bar(row, page)]
    dated = [row for row in rows if any(stamp.has_date for line in row for stamp in stamps.find(line.text))]
    bar = dated[0] if dated else [line for line in page.lines if bubbles.is_task_bar(line, page)]
    told = [place for place, line in enumerate(bar) if any(stamps.find(line.text))]
    return bar[told[0] : told[-1] + 1] if told else []
