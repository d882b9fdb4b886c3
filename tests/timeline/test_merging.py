"""Many sources of one event: their order changes nothing, none is lost, none is outvoted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import evidence, numbered

from dossier import timeline
from dossier.model import Event, Fact, FactKind, FactStatus, Interval, Page, Role, Source
from dossier.reading.calendar import BEIJING, interval

START = datetime(2024, 5, 12, 14, 2, tzinfo=BEIJING)
SECOND = timedelta(seconds=1)
HALF_A_MINUTE = 30 * SECOND
FILES = tuple(
    replace(item, role=role)
    for item, role in zip(
        numbered(*(evidence(f"{n}.png", Page(1, 100, 100)) for n in range(3))),
        (Role.ORDER, Role.PAYMENT, Role.BILL),
        strict=True,
    )
)

minutes = st.integers(0, 3).map(lambda n: f"{START + n * 60 * SECOND:%Y-%m-%dT%H:%M+08:00}")
seconds = st.integers(0, 200).map(lambda n: f"{START + n * SECOND:%Y-%m-%dT%H:%M:%S+08:00}")
values = st.one_of(minutes, seconds, st.just("2024-05-12"), st.just("2024-05-13"))
#: Most sources are plain.
flags = st.sampled_from([{}, {}, {}, {"assumed": True}, {"hedged": True}, {"status": FactStatus.DISPUTED}])


@st.composite
def sources(draw: st.DrawFn, *, plain: bool = False) -> list[Fact]:
    told = draw(st.lists(values, min_size=1, max_size=5))
    return [
        Fact(
            f"F{number}", FactKind.TIMESTAMP, value, value, 1.0,
            Source(f"E{draw(st.integers(1, 3))}", 1, None, number), order_id="A1", about="paid",
            **({} if plain else draw(flags)),
        )
        for number, value in enumerate(told, 1)
    ]  # fmt: skip


def paid(facts: list[Fact]) -> Event:
    (event,) = timeline.events(FILES, facts)
    return event


def holds(outer: Interval, inner: Interval) -> bool:
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


@given(st.data(), sources())
def test_the_order_of_the_sources_changes_nothing_but_the_order_of_the_facts(
    data: st.DataObject, facts: list[Fact]
) -> None:
    one, other = paid(facts), paid(data.draw(st.permutations(facts)))
    assert set(one.facts) == set(other.facts) == {fact.id for fact in facts}
    assert replace(one, facts=()) == replace(other, facts=())


@given(sources(plain=True))
def test_no_second_outside_all_sources_and_none_inside_all_is_left_out(facts: list[Fact]) -> None:
    event = paid(facts)
    known = [interval(fact.value) for fact in facts]
    first, last = max(k.earliest for k in known), min(k.latest for k in known)
    if first <= last:
        assert event.when == Interval(first, last)
        assert not event.disputed
    else:
        assert event.when == Interval(min(k.earliest for k in known), max(k.latest for k in known))
        assert event.disputed is (first - last > HALF_A_MINUTE)


@given(st.data(), st.integers(0, 200), st.lists(st.integers(0, 40), min_size=2, max_size=8))
def test_while_every_source_is_true_so_is_the_event_and_a_wider_source_makes_it_no_narrower(
    data: st.DataObject, moment: int, widths: list[int]
) -> None:
    """Every source holds the true second; one of them is widened."""
    truth = START + moment * SECOND
    pairs = list(zip(widths[::2], widths[1::2], strict=False))
    known = [Interval(truth - left * SECOND, truth + right * SECOND) for left, right in pairs]
    chosen = data.draw(st.integers(0, len(known) - 1))
    wider = [
        Interval(k.earliest - 20 * SECOND, k.latest + 20 * SECOND) if n == chosen else k
        for n, k in enumerate(known)
    ]
    narrow_event, wide_event = (
        paid([_fact(n, k) for n, k in enumerate(known)]),
        paid([_fact(n, k) for n, k in enumerate(wider)]),
    )
    for event in (narrow_event, wide_event):
        assert event.when.earliest <= truth <= event.when.latest
        assert not event.disputed
    assert holds(wide_event.when, narrow_event.when)


def _fact(number: int, known: Interval) -> Fact:
    value = "/".join(f"{end:%Y-%m-%dT%H:%M:%S+08:00}" for end in (known.earliest, known.latest))
    return Fact(
        f"F{number}", FactKind.TIMESTAMP, value, value, 1.0, Source("E1", 1, None, number),
        order_id="A1", about="paid",
    )  # fmt: skip


def plain(number: int, clock: str, **more: object) -> Fact:
    value = f"2024-05-12T{clock}+08:00"
    return Fact(
        f"F{number}", FactKind.TIMESTAMP, value, value, 1.0, Source(f"E{number}", 1, None, 1),
        order_id="A1", about="paid", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def clocks(event: Event) -> tuple[str, str]:
    return f"{event.when.earliest:%H:%M:%S}", f"{event.when.latest:%H:%M:%S}"


def test_three_clocks_less_than_half_a_minute_apart_by_turns_are_apart_all_the_same() -> None:
    event = paid([plain(1, "14:02:00"), plain(2, "14:02:25"), plain(3, "14:02:50")])
    assert event.disputed
    assert clocks(event) == ("14:02:00", "14:02:50")


def test_two_guesses_that_differ_do_not_dispute_a_printed_time() -> None:
    guesses = [plain(1, "10:00", assumed=True), plain(2, "18:00", assumed=True)]
    event = paid([*guesses, plain(3, "14:02:10")])
    assert clocks(event) == ("14:02:10", "14:02:10")
    assert not event.disputed


@pytest.mark.parametrize("doubtful", ["14:02", "14:02:10"])
def test_a_doubtful_reading_that_agrees_adds_no_doubt(doubtful: str) -> None:
    event = paid([plain(1, doubtful, status=FactStatus.DISPUTED), plain(2, "14:02:10")])
    assert not event.doubtful
    assert clocks(event) == ("14:02:10", "14:02:10")


def test_a_doubtful_reading_that_contradicts_a_certain_one_is_not_passed_over() -> None:
    event = paid([plain(1, "14:02:10"), plain(2, "17:02:10", status=FactStatus.DISPUTED)])
    assert event.doubtful
    assert event.disputed
    assert clocks(event) == ("14:02:10", "17:02:10")
