"""Two rules against brute force: every combination of seconds that the times allow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from types import ModuleType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stories import FILES, NUMBER, Tale

from dossier.model import Event, EventKind, Evidence, FactKind, Interval, Page
from dossier.reading.calendar import BEIJING
from dossier.rules import grace_cancel_refused_inside as refused
from dossier.rules import grace_shipped_inside as shipped
from dossier.rules.grounds.story import Story

START = datetime(2024, 5, 12, 14, 2, 10, tzinfo=BEIJING)
SECOND = timedelta(seconds=1)
WINDOW = 60
OFFSET = 30
ONE_MINUTE = "PT1M;start=paid;delivery=any;free=yes"
EVIDENCE = tuple(
    Evidence(name, f"{name}.png", "0" * 64, 1, "image/png", (Page(1, 100, 100),), role)
    for name, role in FILES.items()
)
SHOP, PAYMENT = "E1", "E4"

Seconds = tuple[int, int]
"""First and last second, counted from :data:`START`."""


@dataclass(frozen=True)
class Times:
    """When it was paid, asked and sent, as far as that is known; which page tells the payment."""

    paid: Seconds
    asked: Seconds
    sent: Seconds
    payment_page: str = SHOP


def spans(first: int, last: int) -> st.SearchStrategy[Seconds]:
    ends = st.integers(first, last)
    return st.one_of(
        ends.map(lambda n: (n, n)), st.tuples(ends, st.integers(0, 8)).map(lambda p: (p[0], sum(p)))
    )


#: Around the begin and the end of the window, with a payment page also half a minute off.
LATER = st.one_of(spans(-10, 15), spans(WINDOW - 12, WINDOW + 15), spans(20, 100))
TIMES = st.builds(Times, spans(0, 6), LATER, LATER, st.sampled_from([SHOP, SHOP, PAYMENT]))


def known(span: Seconds) -> Interval:
    return Interval(START + span[0] * SECOND, START + span[1] * SECOND)


def verdict(rule: ModuleType, times: Times, **flags: dict[str, object]) -> str:
    tale = Tale(paid=None).term("grace_window", ONE_MINUTE)
    tale.happened(EventKind.PAID, "2024-05-12", file=times.payment_page)
    tale.asked("2024-05-12").said(EventKind.CANCEL_REFUSED, "2024-05-12")
    tale.happened(EventKind.SHIPPED, "2024-05-12")
    spans_of = {
        EventKind.PAID: times.paid,
        EventKind.CANCEL_REQUESTED: times.asked,
        EventKind.CANCEL_REFUSED: (1000, 1059),
        EventKind.SHIPPED: times.sent,
    }

    def timed(event: Event) -> Event:
        return replace(event, when=known(spans_of[event.kind]), **flags.get(event.kind.value, {}))  # type: ignore[arg-type]

    events = tuple(timed(event) for event in tale.events)
    values = {
        fact: f"{event.when.earliest.isoformat()}/{event.when.latest.isoformat()}"
        for event in events
        for fact in event.facts
    }
    facts = tuple(replace(f, value=values[f.id]) if f.kind is FactKind.TIMESTAMP else f for f in tale.facts)
    finding = rule.check(Story(tale.order, events, facts, EVIDENCE))
    assert finding is not None
    assert finding.order_id == NUMBER
    return str(finding.verdict.value)


def every(span: Seconds) -> range:
    return range(span[0], span[1] + 1)


def payments(times: Times) -> range:
    """The seconds of the payment as the shop's clock may have shown them."""
    off = OFFSET if times.payment_page == PAYMENT else 0
    return range(times.paid[0] - off, times.paid[1] + off + 1)


def possible(times: Times, *spans_of: Seconds) -> bool:
    """Whether none of these surely lies before the payment, which could not be."""
    return all(span[1] >= times.paid[0] for span in spans_of)


@given(TIMES)
def test_a_refusal_is_judged_as_every_second_says(times: Times) -> None:
    inside = {asked <= paid + WINDOW for paid, asked in product(payments(times), every(times.asked))}
    expected = "undetermined" if len(inside) > 1 else "breach" if True in inside else "clear"
    if not possible(times, times.asked):
        expected = "undetermined"
    assert verdict(refused, times) == expected


@given(TIMES)
def test_a_dispatch_is_judged_as_every_second_says(times: Times) -> None:
    both = {
        sent <= paid + WINDOW and asked <= paid + WINDOW and asked < sent
        for paid, sent, asked in product(payments(times), every(times.sent), every(times.asked))
    }
    found = verdict(shipped, times)
    if not possible(times, times.sent, times.asked):
        assert found != "breach"
        return
    assert (found == "breach") is (both == {True})
    if found == "clear":
        assert both == {False}


@given(st.data(), TIMES, st.sampled_from([refused, shipped]))
def test_a_wider_time_never_makes_or_turns_a_verdict(
    data: st.DataObject, times: Times, rule: ModuleType
) -> None:
    assume(possible(times, times.asked, times.sent))
    name = data.draw(st.sampled_from(["paid", "asked", "sent"]))
    first, last = getattr(times, name)
    wider = replace(
        times,
        **{name: (first - data.draw(st.integers(0, 20)), last + data.draw(st.integers(0, 20)))},
    )
    assert verdict(rule, wider) in (verdict(rule, times), "undetermined")


@pytest.mark.parametrize("flag", ["disputed", "doubtful", "assumed", "hedged", "conflicts"])
@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (refused, EventKind.PAID),
        (refused, EventKind.CANCEL_REQUESTED),
        (shipped, EventKind.PAID),
        (shipped, EventKind.CANCEL_REQUESTED),
        (shipped, EventKind.SHIPPED),
    ],
)
def test_no_charge_rests_on_an_event_that_is_not_firm(rule: ModuleType, kind: EventKind, flag: str) -> None:
    inside = Times((0, 0), (20, 20), (40, 40))
    assert verdict(rule, inside) == "breach"
    mark = ("T9",) if flag == "conflicts" else True
    assert verdict(rule, inside, **{kind.value: {flag: mark}}) == "undetermined"


@pytest.mark.parametrize("rule", [refused, shipped])
def test_the_cases_reach_each_verdict(rule: ModuleType) -> None:
    """Lest the tests above agree about nothing."""
    known_cases = {
        "breach": Times((0, 0), (WINDOW - 1, WINDOW - 1), (WINDOW, WINDOW)),
        "clear": Times((0, 0), (WINDOW + 1, WINDOW + 1), (WINDOW + 1, WINDOW + 1)),
        "undetermined": Times((0, 1), (WINDOW, WINDOW + 1), (WINDOW + 1, WINDOW + 2)),
    }
    assert {answer: verdict(rule, times) for answer, times in known_cases.items()} == {
        answer: answer for answer in known_cases
    }
