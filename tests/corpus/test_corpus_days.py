"""The hold-out's own calendar, against the announced one and against days counted by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import chinese_calendar  # type: ignore[import-untyped, unused-ignore]
import pytest

from corpus.days import FIRST, LAST, Length, is_working
from corpus.truth import Span

at = datetime.fromisoformat


def test_the_table_is_the_announced_one() -> None:
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    assert [day for day in days if is_working(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    ("unit", "count", "said", "last"),
    [
        ("hours", 24, "2024-05-12T14:03:00", "2024-05-13T14:03:00"),
        ("days", 3, "2024-05-13T14:03:00", "2024-05-16T23:59:59"),
        ("days", 3, "2024-05-15T14:03:00", "2024-05-20T23:59:59"),  # Saturday the 18th moves on to Monday
        ("days", 3, "2024-04-30T09:00:00", "2024-05-06T23:59:59"),  # the 3rd of May is a holiday
        ("working", 3, "2024-04-30T09:00:00", "2024-05-08T23:59:59"),  # the 6th, 7th and 8th
        ("working", 3, "2024-09-30T20:00:00", "2024-10-10T23:59:59"),
        ("working", 2, "2024-04-26T10:00:00", "2024-04-29T23:59:59"),  # Sunday the 28th is worked
        ("working", 3, "2025-01-27T09:00:00", "2025-02-07T23:59:59"),
    ],
)
def test_the_most_patient_end(unit: str, count: int, said: str, last: str) -> None:
    start = Span.second(at(said))
    assert Length("", unit, count).over(start).last == at(last)


def test_the_strictest_end_counts_hours_from_the_first_second() -> None:
    start = Span.minute(at("2024-05-13T14:03:20"))
    due = Length("3天", "days", 3).over(start)
    assert due.first == at("2024-05-16T14:03:00")
    assert Length("2小时", "hours", 2).over(start).last == at("2024-05-13T16:03:59")
    assert is_working(date(2024, 5, 11))
    assert not is_working(date(2024, 5, 18))
