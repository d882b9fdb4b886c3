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


@st.composite
def widened(draw: st.DrawFn, interval: Interval) -> Interval:
    return Interval(
        interval.earliest - draw(st.integers(0, 9)) * SECOND,
        interval.latest + draw(st.integers(0, 9)) * SECOND,
    )


@given(st.data(), intervals(), intervals(), st.integers(0, 30))
def test_widening_never_makes_or_turns_a_verdict(
    data: st.DataObject, a: Interval, b: Interval, length: int
) -> None:
    wide_a, wide_b = data.draw(widened(a)), data.draw(widened(b))
    for ask in (before, lambda x, y: before(y, x), lambda x, y: no_later(x, y, length * SECOND)):
        assert ask(wide_a, wide_b) in (ask(a, b), Answer.UNKNOWN)


@given(intervals(), intervals())
def test_only_one_of_two_comes_first(a: Interval, b: Interval) -> None:
    if before(a, b) is Answer.YES:
        assert before(b, a) is Answer.NO
    assert not (before(a, b) is Answer.NO and before(b, a) is Answer.NO) or a == b


@given(intervals(), intervals(), st.integers(0, 30), st.integers(0, 30))
def test_a_longer_time_is_never_less_kept(a: Interval, b: Interval, length: int, more: int) -> None:
    rank = {Answer.NO: 0, Answer.UNKNOWN: 1, Answer.YES: 2}
    assert rank[no_later(a, b, length * SECOND)] <= rank[no_later(a, b, (length + more) * SECOND)]


@given(intervals(), intervals(), intervals())
def test_overlap_and_hull_do_not_care_for_order(a: Interval, b: Interval, c: Interval) -> None:
    assert overlap(a, b) == overlap(b, a)
    assert hull(a, b) == hull(b, a)
    assert hull(hull(a, b), c) == hull(a, hull(b, c))
    assert overlap(a, a) == hull(a, a) == a
    shared = overlap(a, b)
    if shared is not None:
        assert hull(shared, a) == a


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
