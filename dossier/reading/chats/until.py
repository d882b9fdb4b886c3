"""Up to when a captured chat goes: what is shown until then, and what is not.

The last time line says it: whatever was written before stands above it.  The
moment of capture says more only where the screen surely shows the chat's end: with
room left below the last message, since a chat that fills the screen may go on
beneath, and with no other chat in the folder, which may be how it goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dossier.model import Evidence, FactKind, Line, Page
from dossier.reading import calendar
from dossier.reading.book import Book
from dossier.reading.chats import anchors, bubbles
from dossier.reading.chats.moments import Dated
from dossier.reading.chats.stitching import Conversation

UNTIL = "until"
"""What a time is about that says up to when the captured chat goes."""

PRINTED = "pdf-text"
"""The engine of pages whose text was printed, not captured."""
_ROOM = 0.35
"""Share of the picture's height below the last message that no picture sent in a chat fills."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A time line with its day, and where it stands."""

    evidence: Evidence
    page: Page
    line: Line
    dated: Dated

    @property
    def firm(self) -> bool:
        """Whether its day and its figures are certain as far as the page goes."""
        return not (
            self.dated.assumed or self.dated.stamp.doubtful or not calendar.is_complete(self.dated.value)
        )

    @property
    def moment(self) -> datetime | None:
        """Its first second; None where its day is unknown."""
        value = self.dated.value
        return calendar.interval(value).earliest if calendar.is_complete(value) else None


def write(book: Book, turns: Conversation, seen: Sequence[Seen], *, alone: bool) -> None:
    """Write down for each file of a conversation the last moment that it surely shows.

    Args:
        book: where to.
        turns: the conversation.
        seen: its time lines with their days.
        alone: no other conversation of the folder may be a later part of this one.
    """
    for evidence in {place.evidence.id: place.evidence for turn in turns for place in turn.shown}.values():
        pages = _unbroken(turns, evidence)
        last = _last([one for one in seen if one.evidence.id == evidence.id and one.page.number in pages])
        if not (alone and _captured(book, turns, evidence, last)) and last is not None:
            book.write(
                FactKind.TIMESTAMP, last.dated.value, last.dated.stamp.raw,
                (evidence, last.page, (last.line,)),
                about=UNTIL, assumed=last.dated.assumed, hedged=last.dated.stamp.doubtful,
                anchor=last.dated.anchor,
            )  # fmt: skip


def _unbroken(turns: Conversation, evidence: Evidence) -> set[int]:
    """The pages of a file up to the first that no common message joins to those before.

    What stood between two pictures that do not overlap is not shown; printed pages follow on.
    """
    run: set[int] = set()
    for turn in turns:
        own = {place.page.number for place in turn.shown if place.evidence.id == evidence.id}
        if run and own and not own & run and evidence.engine != PRINTED:
            break
        run |= own
    return run


def _last(seen: Sequence[Seen]) -> Seen | None:
    """The latest time line with a firm date, else the last one with a clock."""
    firm = [(one.moment, number, one) for number, one in enumerate(seen) if one.firm and one.moment]
    if firm:
        return max(firm)[2]
    return next((one for one in reversed(seen) if one.dated.stamp.has_clock), None)


def _captured(book: Book, turns: Conversation, evidence: Evidence, last: Seen | None) -> bool:
    """Write down the capture of the screen that shows the chat's end, where it is sure and later."""
    pages = _unbroken(turns, evidence)
    shown = [p for p in turns[-1].shown if p.evidence.id == evidence.id and p.page.number in pages]
    for place in shown:
        capture = anchors.of(evidence, place.page)
        if capture is None or not capture.sure or not _has_room(place.page, place.said.lines):
            continue
        moment = capture.moment.replace(tzinfo=calendar.BEIJING)
        if last is not None and (not last.firm or last.moment is None or moment <= last.moment):
            continue
        value = moment.isoformat(timespec="minutes")
        line = place.said.lines[-1]
        book.write(
            FactKind.TIMESTAMP, value, line.text, (evidence, place.page, (line,)),
            about=UNTIL, anchor=capture.by,
        )  # fmt: skip
        return True
    return False


def _has_room(page: Page, lines: Iterable[Line]) -> bool:
    """Whether a screen leaves so much room below the last message that nothing can follow it."""
    bottom = max((line.box.y1 for line in lines if line.box is not None), default=None)
    if bottom is None or not page.height:
        return False
    below = [
        line.box.y0
        for line in page.lines
        if line.box is not None and line.box.y0 >= bottom and not bubbles.is_status_bar([line], page)
    ]
    return min([*below, page.height]) - bottom > _ROOM * page.height
