"""Interval questions: against brute force over every second, and under widening."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dossier.model import Interval
from dossier.reading.calendar import BEIJING
from dossier.timeline.interval import Answer, before, hull, no_later, overlap

START = datetime(2024, 5, 12, 14, 2, tzinfo=BEIJING)
SECOND = timedelta(seconds=1)

seconds = st.integers(0, 40)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, last = sorted((draw(seconds), draw(seconds)))
    return Interval(START + first * SECOND, START + last * SECOND)


def every(interval: Interval) -> list[datetime]:
    count = int((interval.latest - interval.earliest).total_seconds())
    return [interval.earliest + n * SECOND for n in range(count + 1)]


def judged(answers: set[bool]) -> Answer:
    return Answer.UNKNOWN if len(answers) > 1 else Answer.YES if True in answers else Answer.NO


@given(intervals(), intervals())
def test_before_agrees_with_every_pair_of_seconds(a: Interval, b: Interval) -> None:
    assert before(a, b) is judged({x < y for x in every(a) for y in every(b)})


@given(intervals(), intervals(), st.integers(0, 30))
def test_no_later_agrees_with_every_pair_of_seconds(a: Interval, b: Interval, length: int) -> None:
    span = length * SECOND
    assert no_later(a, b, span) is judged({y <= x + span for x in every(a) for y in every(b)})


@given(intervals(), intervals(), st.integers(0, 30), st.integers(0, 9), st.integers(0, 9))
def test_widening_never_makes_or_turns_a_verdict(
    a: Interval, b: Interval, length: int, left: int, right: int
) -> None:
    wide = Interval(b.earliest - left * SECOND, b.latest + right * SECOND)
    for ask in (lambda m: no_later(a, m, length * SECOND), lambda m: before(a, m), lambda m: before(m, a)):
        narrow, wider = ask(b), ask(wide)
        assert wider in (narrow, Answer.UNKNOWN)


@given(intervals(), intervals())
def test_overlap_and_hull_are_the_common_and_all_seconds(a: Interval, b: Interval) -> None:
    common = set(every(a)) & set(every(b))
    shared = overlap(a, b)
    assert set(every(shared)) == common if shared else not common
    assert set(every(a)) | set(every(b)) <= set(every(hull(a, b)))


def test_the_fifth_minutes_end_is_still_inside() -> None:
    paid = Interval(START, START)
    five = timedelta(minutes=5)
    assert no_later(paid, Interval(START + five, START + five), five) is Answer.YES
    late = START + five + SECOND
    assert no_later(paid, Interval(late, late), five) is Answer.NO
    assert no_later(paid, Interval(START + five, late), five) is Answer.UNKNOWN
