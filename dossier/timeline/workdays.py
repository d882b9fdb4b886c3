"""Working days of mainland China, with the days that are moved for holidays.

The State Council announces the holidays of a year at the end of the year before.
Days of years that the calendar does not know yet are counted by the week and the
holidays of fixed days, and the answer says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5
_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the holidays that lie on the same days every year; the others follow the moon."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and whether the calendar of its whole way is known."""

    day: date
    sure: bool


def is_working(day: date) -> bool | None:
    """Whether people work on a day; None where its year is not announced."""
    # Loaded only where days are counted: its tables take a while.
    import chinese_calendar  # noqa: PLC0415

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def after(start: date, count: int) -> Day:
    """The ``count``-th working day after ``start``; the day itself does not count."""
    day, sure = start, True
    while count > 0:
        day += _DAY
        working, known = _counted(day)
        sure = sure and known
        count -= working
    return Day(day, sure)


def on_or_after(day: date) -> Day:
    """The day, or the first working day after it: a period does not end on a day off."""
    sure = True
    while True:
        working, known = _counted(day)
        sure = sure and known
        if working:
            return Day(day, sure)
        day += _DAY


def _counted(day: date) -> tuple[bool, bool]:
    """Whether a day counts, and whether that is known for certain."""
    known = is_working(day)
    if known is not None:
        return known, True
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _FIXED, False
