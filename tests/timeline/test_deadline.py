"""When a promise is over: hours from the moment, days to midnight, working days by the State Council's calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model import Interval
from dossier.reading import calendar
from dossier.timeline import workdays
from dossier.timeline.deadline import due


def at(value: str) -> Interval:
    return calendar.interval(value)


def ends(start: str, length: str, *, working: bool = False) -> tuple[str, str]:
    found = due(at(start), length, working=working)
    assert found is not None
    assert found.sure
    return f"{found.when.earliest:%Y-%m-%d %H:%M:%S}", f"{found.when.latest:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        # 2024: the National Day holiday with its two moved days, and the Sunday before May Day.
        *((f"2024-10-{n:02d}", False) for n in range(1, 8)),
        ("2024-09-29", True),
        ("2024-10-12", True),
        ("2024-10-13", False),
        ("2024-04-28", True),
        ("2024-05-03", False),
        # 2025: New Year's Day alone; the Spring Festival from its eve.
        ("2025-01-01", False),
        ("2025-01-02", True),
        ("2025-01-26", True),
        ("2025-01-28", False),
        ("2025-02-08", True),
        # 2026: the National Day holiday with its two moved days.
        *((f"2026-10-{n:02d}", False) for n in range(1, 8)),
        ("2026-09-20", True),
        ("2026-10-10", True),
        ("2026-10-11", False),
    ],
)
def test_days_moved_for_holidays(day: str, works: bool) -> None:
    assert workdays.is_working(date.fromisoformat(day)) is works


def test_nobody_knows_the_holidays_of_a_year_before_they_are_announced() -> None:
    assert workdays.is_working(date(2099, 10, 8)) is None
    found = due(at("2099-10-05T10:00:00+08:00"), "P3D", working=True)
    assert found is not None
    assert not found.sure
    assert found.when.latest.date() == date(2099, 10, 8)  # by the week alone: Tuesday to Thursday


def test_a_way_into_an_unknown_year_is_not_sure() -> None:
    year = 2025
    while workdays.is_working(date(year, 1, 4)) is not None:
        year += 1
    found = due(at(f"{year - 1}-12-30T10:00:00+08:00"), "P5D", working=True)
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2024-05-12T14:02:10+08:00", "PT24H", "2024-05-13 14:02:10"),
        ("2024-05-12T14:02:10+08:00", "PT30M", "2024-05-12 14:32:10"),
        ("2024-05-12T14:02:10+08:00", "PT1H30M", "2024-05-12 15:32:10"),
        ("2024-05-12T14:02:10+08:00", "PT24H-PT48H", "2024-05-14 14:02:10"),
        ("2024-05-12T14:02:10+08:00", "PT0M", "2024-05-12 14:02:10"),
        ("2024-09-30T23:59:59+08:00", "PT24H", "2024-10-01 23:59:59"),  # hours know no holiday
    ],
)
def test_hours_and_minutes_count_from_the_moment(start: str, length: str, end: str) -> None:
    assert ends(start, length) == (end, end)


def test_a_minute_s_width_stays_in_the_deadline() -> None:
    assert ends("2024-05-12T14:02+08:00", "PT24H") == ("2024-05-13 14:02:00", "2024-05-13 14:02:59")


@pytest.mark.parametrize(
    ("start", "length", "latest"),
    [
        ("2024-05-13T14:02:10+08:00", "P3D", "2024-05-16 23:59:59"),  # Monday to Thursday
        ("2024-05-13T14:02:10+08:00", "P1D-P3D", "2024-05-16 23:59:59"),
        ("2024-05-15T14:02:10+08:00", "P3D", "2024-05-20 23:59:59"),  # Saturday moves to Monday
        ("2024-09-27T14:02:10+08:00", "P5D", "2024-10-08 23:59:59"),  # October 2nd moves past the holiday
        ("2024-10-09T14:02:10+08:00", "P3D", "2024-10-12 23:59:59"),  # a Saturday on which people work
    ],
)
def test_days_end_at_midnight_and_not_on_a_day_off(start: str, length: str, latest: str) -> None:
    strict, patient = ends(start, length)
    assert patient == latest
    # The strictest reader counts whole days from the moment.
    days = int(length[-2])
    assert strict == f"{at(start).earliest + timedelta(days=days):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("start", "length", "latest"),
    [
        ("2024-05-13T14:02:10+08:00", "P3D", "2024-05-16 23:59:59"),
        ("2024-05-17T14:02:10+08:00", "P1D", "2024-05-20 23:59:59"),  # Friday, then Monday
        ("2024-05-18T14:02:10+08:00", "P1D", "2024-05-20 23:59:59"),  # Saturday, then Monday
        ("2024-09-30T14:02:10+08:00", "P1D-P3D", "2024-10-10 23:59:59"),  # 8, 9, 10
        ("2024-10-11T14:02:10+08:00", "P1D", "2024-10-12 23:59:59"),  # the working Saturday counts
        ("2024-09-28T14:02:10+08:00", "P1D", "2024-09-29 23:59:59"),  # so does the working Sunday
        ("2026-09-30T14:02:10+08:00", "P3D", "2026-10-10 23:59:59"),  # 8, 9 and the Saturday
    ],
)
def test_working_days_leave_out_the_first_day_and_every_day_off(start: str, length: str, latest: str) -> None:
    assert ends(start, length, working=True) == (latest, latest)


def test_a_start_known_only_to_some_days_gives_the_strictest_and_the_most_patient_end() -> None:
    start = "2024-05-16T23:00:00+08:00/2024-05-17T01:00:00+08:00"  # Thursday night
    assert ends(start, "P1D", working=True) == ("2024-05-17 23:59:59", "2024-05-20 23:59:59")
    assert ends(start, "P1D") == ("2024-05-17 23:00:00", "2024-05-20 23:59:59")


@pytest.mark.parametrize("length", ["", "PT", "P", "3天", "P3", "PD", "PT-5M", "P99999D", "PT999999999999H"])
def test_what_is_no_length_has_no_deadline(length: str) -> None:
    assert due(at("2024-05-12T14:02:10+08:00"), length) is None


MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2025, 6, 30)).map(  # noqa: DTZ001 - put into China's below
    lambda moment: moment.replace(microsecond=0, tzinfo=calendar.BEIJING)
)


@given(MOMENTS, st.integers(0, 4 * 86400), st.integers(0, 86400), st.integers(1, 15), st.booleans())
def test_a_wider_start_only_widens_the_deadline(
    first: datetime, width: int, more: int, days: int, working: bool
) -> None:
    start = Interval(first, first + timedelta(seconds=width))
    wide = Interval(first - timedelta(seconds=more), start.latest + timedelta(seconds=more))
    narrow, wider = (due(one, f"P{days}D", working=working) for one in (start, wide))
    assert narrow is not None
    assert wider is not None
    assert wider.when.earliest <= narrow.when.earliest <= narrow.when.latest <= wider.when.latest


@given(MOMENTS, st.integers(1, 15))
def test_between_start_and_end_lie_as_many_working_days_as_promised(moment: datetime, count: int) -> None:
    found = due(Interval(moment, moment), f"P{count}D", working=True)
    assert found is not None
    last = found.when.latest.date()
    between = [moment.date() + timedelta(days=n) for n in range(1, (last - moment.date()).days + 1)]
    assert sum(bool(workdays.is_working(day)) for day in between) == count
    assert workdays.is_working(last)


def test_fixed_holidays_are_off_even_where_a_year_is_not_announced() -> None:
    assert workdays.after(date(2026, 12, 31), 1).day == date(2027, 1, 4)  # Friday 1 January, then a week end
    assert workdays.on_or_after(date(2030, 10, 1)) == workdays.Day(date(2030, 10, 4), sure=False)
