"""Days as Chinese law counts them, with the holidays of 2024 and 2025 written down by hand.

The day on which a length begins is not counted, the last day ends at midnight, and a last
day that is off moves on to the next working day (Civil Code arts. 201-203).  The table is
from the State Council's notices on the holidays of the two years; other years are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from corpus.truth import Span

FIRST, LAST = date(2024, 3, 1), date(2025, 12, 20)
"""Between these days the table is complete."""
DAY = timedelta(days=1)
SATURDAY = 5
MIDNIGHT = time(23, 59, 59)


def _run(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += DAY


OFF = frozenset(
    day
    for run in (
        ("2024-04-04", "2024-04-06"),
        ("2024-05-01", "2024-05-05"),
        ("2024-06-08", "2024-06-10"),
        ("2024-09-15", "2024-09-17"),
        ("2024-10-01", "2024-10-07"),
        ("2025-01-01", "2025-01-01"),
        ("2025-01-28", "2025-02-04"),
        ("2025-04-04", "2025-04-06"),
        ("2025-05-01", "2025-05-05"),
        ("2025-05-31", "2025-06-02"),
        ("2025-10-01", "2025-10-08"),
    )
    for day in _run(*run)
)
AT_WORK = frozenset(
    date.fromisoformat(day)
    for day in (
        "2024-04-07",
        "2024-04-28",
        "2024-05-11",
        "2024-09-14",
        "2024-09-29",
        "2024-10-12",
        "2025-01-26",
        "2025-02-08",
        "2025-04-27",
        "2025-09-28",
        "2025-10-11",
    )
)
"""Saturdays and Sundays that are worked in return for a holiday."""


def is_working(day: date) -> bool:
    """Whether people work on a day of the table's years."""
    return day in AT_WORK or (day.weekday() < SATURDAY and day not in OFF)


def working_after(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``."""
    while count:
        day += DAY
        count -= is_working(day)
    return day


def moved_on(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working(day):
        day += DAY
    return day


def end_of(day: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, MIDNIGHT)


@dataclass(frozen=True)
class Length:
    """A length of time as it is named; of a range only the longer end counts.

    ``unit`` is ``minutes``, ``hours``, ``days`` or ``working``.
    """

    words: str
    unit: str
    most: int

    def over(self, start: Span) -> Span:
        """Its last second, at the strictest and at the most patient way to count from ``start``."""
        if self.unit in {"minutes", "hours"}:
            length = timedelta(**{self.unit: self.most})
            return Span(start.first + length, start.last + length)
        if self.unit == "working":
            strict = datetime.combine(working_after(start.first.date(), self.most), start.first.time())
            return Span(strict, end_of(working_after(start.last.date(), self.most)))
        length = timedelta(days=self.most)
        return Span(start.first + length, end_of(moved_on((start.last + length).date())))
