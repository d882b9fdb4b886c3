"""The day of every time line of a conversation, from the top down.

A chat prints the day only where it has to: a bare clock is today's on the screen
of most apps, 昨天 and 星期二 count back from the capture.  What is printed, or
told by a capture that is surely the screen's own, is certain; everything else
is *assumed*.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from dossier.model import Anchor
from dossier.reading import calendar
from dossier.reading.chats.anchors import Capture
from dossier.reading.stamps import Stamp

_TODAY = ("", "今天", "今日")
SLIP = timedelta(minutes=2)
"""A clock that falls back by less is a slip of the app, not a new day."""
_STALE = timedelta(minutes=5)
"""So long after midnight a screen may still show the words of the day before."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A time line with its day: first and, where a word allows several minutes, last stamp."""

    stamp: Stamp
    last: Stamp | None = None
    assumed: bool = False
    anchor: Anchor | None = None

    @property
    def value(self) -> str:
        """The value string, see :mod:`dossier.reading.calendar`."""
        first = calendar.value(self.stamp)
        return first if self.last is None else f"{first}/{calendar.value(self.last)}"

    @property
    def end(self) -> str:
        """The value of the later end."""
        return calendar.value(self.last or self.stamp)


@dataclass(frozen=True, slots=True)
class Screen:
    """What dates the lines of one capture.

    ``falling`` says that its bare clocks do not run down the screen, so that not
    all of them are today's; ``todays`` that the app shows a bare clock for today only.
    """

    capture: Capture | None = None
    falling: bool = False
    todays: bool = False


def screen(capture: Capture | None, stamps: Iterable[Stamp], *, todays: bool = False) -> Screen:
    """The :class:`Screen` of a capture with these time lines, in the order of the screen."""
    bare = [_minutes(s) for s in stamps if s.has_clock and not s.has_date and s.relative in _TODAY]
    falling = any(_falls(before, after) for before, after in pairwise(bare))
    return Screen(capture, falling, todays)


class Days:
    """Goes down a conversation and gives each time line its day."""

    def __init__(self) -> None:
        self._day: Stamp | None = None
        self._printed = False
        self._clock: timedelta | None = None

    def dated(self, stamp: Stamp, where: Screen) -> Dated:
        """The day of a time line below those remembered so far, on the screen ``where``."""
        taken = where.capture
        if stamp.has_date:
            return Dated(stamp)
        if taken is not None and not stamp.has_clock and (span := calendar.ago(stamp.relative, taken.moment)):
            return Dated(*span, assumed=not taken.sure, anchor=taken.by)
        if stamp.relative not in _TODAY:
            return self._counted(stamp, taken)
        return self._of_today(stamp, where)

    def remember(self, found: Dated) -> None:
        """Take note of a time line, for those below it."""
        stamp = found.last or found.stamp
        if stamp.has_date:
            self._printed = found.anchor is None
            self._day = stamp
            self._clock = _minutes(stamp) if stamp.has_clock else None
        elif stamp.has_clock:
            self._clock = _minutes(stamp)

    def _counted(self, stamp: Stamp, taken: Capture | None) -> Dated:
        """昨天 or a weekday, counted back from the capture."""
        if taken is None:
            return Dated(stamp)
        found = calendar.back(stamp, taken.moment.date())
        if not found.has_date:
            return Dated(stamp)
        return Dated(found, assumed=not taken.sure or _is_stale(taken.moment), anchor=taken.by)

    def _of_today(self, stamp: Stamp, where: Screen) -> Dated:
        """A bare clock: of the capture's day, else of the last one told above it."""
        fallen = self._clock is not None and _falls(self._clock, _minutes(stamp))
        taken = where.capture
        if taken is not None and _minutes(stamp) <= _clock(taken.moment):
            today = taken.moment.date()
            if stamp.relative or (taken.sure and not self._speaks_of_another(today, where)):
                unsure = where.falling or not taken.sure
                return Dated(calendar.on(stamp, today), assumed=unsure, anchor=taken.by)
        if self._day is None or stamp.relative:
            return Dated(stamp)
        return Dated(_on(stamp, self._day, fallen=fallen), assumed=True, anchor=Anchor.NEIGHBOUR)

    def _speaks_of_another(self, today: date, where: Screen) -> bool:
        """Whether a date printed above may hold for bare clocks below it, and is not today's."""
        day = self._day
        if day is None or not self._printed or where.todays:
            return False
        return (day.month, day.day) != (today.month, today.day)


def _on(stamp: Stamp, day: Stamp, *, fallen: bool = False) -> Stamp:
    """The stamp on a day above it, or on the day after where its clock has fallen."""
    if day.year is None or day.month is None or day.day is None:
        return stamp if fallen else replace(stamp, month=day.month, day=day.day, relative="")
    return calendar.on(stamp, date(day.year, day.month, day.day) + timedelta(days=fallen))


def _minutes(stamp: Stamp) -> timedelta:
    return timedelta(hours=stamp.hour or 0, minutes=stamp.minute or 0)


def _clock(moment: datetime) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)


def _falls(before: timedelta, after: timedelta) -> bool:
    return before - after > SLIP


def _is_stale(moment: datetime) -> bool:
    return _clock(moment) < _STALE
