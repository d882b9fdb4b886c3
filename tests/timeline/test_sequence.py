"""Orders of events that cannot be name each other; orders that may be do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import evidence, numbered

from dossier import timeline
from dossier.model import Event, Fact, FactKind, FactStatus, Page, Role, Source, Speaker

DAY = "2024-05-12T"
PAGE = Page(1, 100, 100)
ROLES = (Role.ORDER, Role.PAYMENT, Role.CHAT, Role.ORDER)
FILES = tuple(
    replace(item, role=role)
    for item, role in zip(
        numbered(*(evidence(f"{n}.png", PAGE) for n in range(len(ROLES)))), ROLES, strict=True
    )
)
ORDER, PAYMENT, CHAT, OTHER_ORDER_PAGE = "E1", "E2", "E3", "E4"


def at(about: str, clock: str, file: str = ORDER, **more: object) -> Fact:
    value = f"{DAY}{clock}+08:00" if ":" in clock else clock
    fact = Fact(
        f"{about}-{file}-{clock}", FactKind.TIMESTAMP, value, value, 1.0, Source(file, 1, None, 1),
        order_id="A1", about=about,
    )  # fmt: skip
    return replace(fact, **more)  # type: ignore[arg-type]


def said(kind: str, clock: str, **more: object) -> tuple[Fact, Fact]:
    time = replace(at("said", clock, CHAT), id=f"said-{kind}-{clock}")
    words = Fact(
        f"{kind}-{clock}", FactKind.STATEMENT, kind, "（原话）", 1.0, Source(CHAT, 1, None, 7), order_id="A1",
        about=kind, speaker=Speaker.BUYER, links=(time.id,),
    )  # fmt: skip
    return time, replace(words, **more)  # type: ignore[arg-type]


def told(*facts: Fact) -> tuple[Event, ...]:
    return timeline.events(FILES, facts)


def pairs(*facts: Fact) -> set[tuple[str, str]]:
    """The kinds of the events that contradict each other, the sooner told first."""
    events = {event.id: event for event in told(*facts)}
    for event in events.values():
        assert event.id not in event.conflicts
        assert all(event.id in events[other].conflicts for other in event.conflicts)
    return {
        (event.kind.value, events[other].kind.value)
        for event in events.values()
        for other in event.conflicts
        if int(event.id[1:]) < int(other[1:])
    }


@pytest.mark.parametrize("kind", ["service_started", "shipped", "completed", "refunded"])
def test_nothing_is_done_for_an_order_before_it_is_paid(kind: str) -> None:
    assert pairs(at(kind, "14:01:39"), at("paid", "14:02:10")) == {(kind, "paid")}
    assert pairs(at("paid", "14:02:10"), at(kind, "14:02:10")) == set()


@pytest.mark.parametrize("file", ["E1", "E2"])
@pytest.mark.parametrize(("shipped", "apart"), [("14:01:40", False), ("14:01:39", True)])
def test_a_shop_may_have_the_payment_s_time_from_another_clock(file: str, shipped: str, apart: bool) -> None:
    assert bool(pairs(at("shipped", shipped, ORDER), at("paid", "14:02:10", file))) is apart


@pytest.mark.parametrize(
    "kind",
    ["paid", "shipped", "completed", "refunded", "cancel_requested", "cancel_refused", "cancel_accepted"],
)
def test_nothing_recorded_of_an_order_is_before_the_order(kind: str) -> None:
    assert pairs(at(kind, "14:01:00"), at("ordered", "14:01:55")) == {(kind, "ordered")}
    assert pairs(at("ordered", "14:01:55"), at(kind, "14:01:55")) == set()


def test_what_is_completed_was_sent_before() -> None:
    assert pairs(at("completed", "14:02:09"), at("shipped", "14:02:10")) == {("completed", "shipped")}
    assert pairs(at("completed", "14:02:10"), at("shipped", "14:02:10")) == set()


def test_an_event_that_contradicts_two_names_both_in_the_order_of_time() -> None:
    events = told(at("shipped", "13:00:00"), at("ordered", "14:00:00"), at("paid", "14:01:00"))
    assert [event.conflicts for event in events] == [("T2", "T3"), ("T1",), ("T1",)]


def test_words_of_a_request_before_the_order_are_of_another_order() -> None:
    assert pairs(*said("cancel_requested", "13:00"), at("ordered", "14:00:00")) == {
        ("cancel_requested", "ordered")
    }


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        ("cancel_requested", "paid"),  # an unpaid order can be cancelled
        ("shipped", "service_started"),  # shops mark as sent what they only hand on
        ("cancel_accepted", "shipped"),  # a charge, perhaps, and no impossibility
        ("refunded", "shipped"),
        ("cancel_refused", "cancel_requested"),
    ],
)
def test_orders_that_are_odd_but_can_be(sooner: str, later: str) -> None:
    assert pairs(at(sooner, "14:00:00"), at(later, "15:00:00")) == set()


@pytest.mark.parametrize("kind", ["contacted", "cancel_refused", "cancel_accepted", "refund_promised"])
def test_what_a_shop_says_of_its_goods_before_anybody_orders_is_no_contradiction(kind: str) -> None:
    assert pairs(*said(kind, "13:00"), at("ordered", "14:00:00"), at("paid", "14:01:00")) == set()


def test_one_clock_does_not_differ_from_itself_not_even_in_two_files() -> None:
    for file in (ORDER, OTHER_ORDER_PAGE):
        assert pairs(at("shipped", "14:02:09", file), at("ordered", "14:02:10", ORDER))


def test_times_that_may_be_one_after_the_other_do_not_contradict() -> None:
    assert pairs(at("shipped", "14:02"), at("ordered", "14:02:59")) == set()
    assert pairs(at("shipped", "14:01"), at("ordered", "14:02:00")) == {("shipped", "ordered")}
    assert pairs(at("shipped", "2024-05-12"), at("ordered", "23:59:59")) == set()
    assert pairs(at("shipped", "2024-05-11"), at("ordered", "00:00:00")) == {("shipped", "ordered")}


def test_a_time_that_may_mean_several_things_contradicts_nothing() -> None:
    loose = at("completed", "14:00:00", label="成交时间")
    assert pairs(loose, at("paid", "14:02:10"), at("shipped", "14:05:41")) == set()


def test_one_source_that_allows_the_order_is_enough() -> None:
    paid = (at("paid", "14:02:10", ORDER), at("paid", "14:09:10", PAYMENT))
    assert pairs(*paid, at("shipped", "14:05:41")) == set()
    assert pairs(*paid, at("shipped", "14:01:00")) == {("shipped", "paid")}


def test_a_second_by_the_other_clock_makes_no_contradiction_within_the_minute_of_its_own() -> None:
    paid = (at("paid", "14:02", ORDER), at("paid", "14:02:10", PAYMENT))
    assert pairs(*paid, at("shipped", "14:02:05", ORDER)) == set()


@pytest.mark.parametrize("weak", [{"assumed": True}, {"hedged": True}, {"status": FactStatus.DISPUTED}])
def test_what_is_not_certain_accuses_no_other_event(weak: dict[str, object]) -> None:
    assert pairs(at("shipped", "13:00:00", **weak), at("paid", "14:02:10")) == set()
    assert pairs(at("shipped", "13:00:00"), at("paid", "14:02:10", **weak)) == set()


def test_hedged_words_accuse_nothing() -> None:
    assert pairs(*said("cancel_requested", "13:00", hedged=True), at("ordered", "14:00:00")) == set()


def test_two_orders_do_not_contradict_each_other() -> None:
    assert pairs(at("shipped", "13:00:00", order_id="B2"), at("paid", "14:02:10")) == set()
