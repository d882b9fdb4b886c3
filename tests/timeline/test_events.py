"""Facts become events: merged, disputed, assumed, and never out of incomplete times."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import evidence, numbered

from dossier import timeline
from dossier.model import (
    Actor,
    Event,
    EventKind,
    Fact,
    FactKind,
    FactStatus,
    Page,
    Precision,
    Role,
    Source,
    Speaker,
)

PAGE = Page(1, 100, 100)
FILES = tuple(
    replace(item, role=role)
    for item, role in zip(
        numbered(evidence("order.png", PAGE), evidence("pay.png", PAGE), evidence("chat.png", PAGE)),
        (Role.ORDER, Role.PAYMENT, Role.CHAT),
        strict=True,
    )
)


def time(number: int, about: str, value: str, file: str = "E1", **more: object) -> Fact:
    return Fact(
        f"F{number}", FactKind.TIMESTAMP, value, value, 1.0, Source(file, 1, None, number),
        order_id="A1", about=about, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def events(*facts: Fact) -> dict[str, Event]:
    return {event.kind.value: event for event in timeline.events(FILES, facts)}


def test_a_second_within_a_minute_is_no_contradiction_and_the_finer_time_stays() -> None:
    paid = events(
        time(1, "paid", "2024-05-12T14:02+08:00"), time(2, "paid", "2024-05-12T14:02:10+08:00", "E2")
    )["paid"]
    assert paid.when.earliest == paid.when.latest
    assert paid.when.earliest.isoformat() == "2024-05-12T14:02:10+08:00"
    assert paid.precision is Precision.SECOND
    assert paid.facts == ("F1", "F2")
    assert not paid.disputed


@pytest.mark.parametrize(("other", "disputed"), [("14:02:40", False), ("14:02:41", True), ("14:09:10", True)])
def test_two_clocks_may_differ_by_half_a_minute_and_no_more(other: str, disputed: bool) -> None:
    paid = events(
        time(1, "paid", "2024-05-12T14:02:10+08:00"), time(2, "paid", f"2024-05-12T{other}+08:00", "E2")
    )["paid"]
    assert paid.disputed is disputed
    assert f"{paid.when.earliest:%H:%M:%S}" == "14:02:10"
    assert f"{paid.when.latest:%H:%M:%S}" == other


def test_a_printed_time_outranks_an_assumed_one() -> None:
    paid = events(
        time(1, "paid", "2024-05-12T18:30+08:00", assumed=True),
        time(2, "paid", "2024-05-12T14:02:10+08:00", "E2"),
    )["paid"]
    assert f"{paid.when.earliest:%H:%M:%S}" == "14:02:10"
    assert not paid.assumed
    assert not paid.disputed


@pytest.mark.parametrize("value", ["T14:02", "--05-12T14:02", "昨天T14:02"])
def test_an_incomplete_time_makes_no_event(value: str) -> None:
    assert events(time(1, "paid", value)) == {}


def test_a_fact_of_no_order_makes_no_event() -> None:
    assert events(replace(time(1, "paid", "2024-05-12T14:02:10+08:00"), order_id=None)) == {}


def test_a_doubtful_reading_makes_a_doubtful_event() -> None:
    fact = time(1, "paid", "2024-05-11T02:03+08:00", status=FactStatus.DISPUTED)
    assert events(fact)["paid"].doubtful


def test_the_begin_of_a_payment_stands_in_only_where_no_payment_time_is_shown() -> None:
    begun = time(1, "payment_created", "2024-05-12T14:02:05+08:00", "E2")
    assert f"{events(begun)['paid'].when.earliest:%H:%M:%S}" == "14:02:05"
    both = events(begun, time(2, "paid", "2024-05-12T14:02:10+08:00"))["paid"]
    assert f"{both.when.earliest:%H:%M:%S}" == "14:02:10"
    assert not both.disputed


def test_words_become_events_at_their_time_and_keep_their_place() -> None:
    said = Fact(
        "F2", FactKind.STATEMENT, "cancel_requested", "我要取消", 1.0, Source("E3", 1, None, 7),
        order_id="A1", about="cancel_requested", speaker=Speaker.BUYER, links=("F1",), hedged=True,
    )  # fmt: skip
    request = events(time(1, "said", "2024-05-12T14:03+08:00/2024-05-12T14:06+08:00", "E3"), said)[
        "cancel_requested"
    ]
    assert f"{request.when.earliest:%H:%M:%S}" == "14:03:00"
    assert f"{request.when.latest:%H:%M:%S}" == "14:06:59"
    assert request.actor is Actor.BUYER
    assert request.hedged
    assert request.facts == ("F2", "F1")
    assert request.place[0] == "E3"


def test_words_without_a_time_make_no_event() -> None:
    said = Fact(
        "F1", FactKind.STATEMENT, "cancel_requested", "我要取消", 1.0, Source("E3", 1, None, 7), order_id="A1"
    )
    assert events(said) == {}


def test_two_orders_do_not_share_an_event() -> None:
    made = timeline.events(
        FILES,
        [
            time(1, "paid", "2024-05-12T14:02:10+08:00"),
            replace(time(2, "paid", "2024-05-12T15:00:00+08:00"), order_id="B2"),
        ],
    )
    assert [(event.order_id, event.disputed) for event in made] == [("A1", False), ("B2", False)]


def test_events_are_told_in_the_order_of_time() -> None:
    made = timeline.events(
        FILES,
        [
            time(1, "shipped", "2024-05-12T14:05:41+08:00"),
            time(2, "ordered", "2024-05-12T14:01:55+08:00"),
            time(3, "paid", "2024-05-12T14:02:10+08:00"),
        ],
    )
    assert [event.kind for event in made] == [EventKind.ORDERED, EventKind.PAID, EventKind.SHIPPED]
    assert [event.id for event in made] == ["T1", "T2", "T3"]


def test_the_capture_of_a_rule_page_is_an_event_of_its_own() -> None:
    rules = replace(FILES[0], role=Role.POLICY, captured="2024-05-12T15:00:00")
    made = timeline.events((rules,), ())
    assert [(event.kind, event.order_id) for event in made] == [(EventKind.RULE_CAPTURED, None)]
