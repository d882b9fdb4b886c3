"""Orders of events that cannot be: sent before paid, paid before ordered.

They prove no wrong of anybody.  One of the two times is misread, or its file is
of another order; so both events name each other and no verdict rests on them.

Only what cannot be is told.  A request to cancel may come before the payment,
since an unpaid order can be cancelled; work by hand may begin before the shop
marks the order as sent; and a shop may say "cannot be cancelled" or "you will
have your money back" of its goods before anybody orders one, so its words are
never held against the order's time, only a time that a page records.  A 成交时间
is when the order was placed, paid or received, as a shop pleases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from dossier.model import Event, EventKind, Fact, FactKind, FactStatus, Role
from dossier.reading import calendar
from dossier.timeline import clocks

_ASKED = (EventKind.CANCEL_REQUESTED, EventKind.CANCEL_WITHDRAWN)
_ANSWERED = (EventKind.CANCEL_REFUSED, EventKind.CANCEL_ACCEPTED, EventKind.REFUND_PROMISED)
_FULFILLED = (EventKind.SERVICE_STARTED, EventKind.SHIPPED, EventKind.COMPLETED, EventKind.REFUNDED)

#: What can only come after the event on the left.
_AFTER: Mapping[EventKind, tuple[EventKind, ...]] = {
    EventKind.ORDERED: (EventKind.PAID, *_FULFILLED, *_ASKED, *_ANSWERED),
    EventKind.PAID: _FULFILLED,
    EventKind.SERVICE_STARTED: (EventKind.COMPLETED,),
    EventKind.SHIPPED: (EventKind.COMPLETED,),
}


def conflicts(
    events: Sequence[Event], facts: Mapping[str, Fact], roles: Mapping[str, Role]
) -> tuple[Event, ...]:
    """The events, each with the ids of those that it cannot stand to as the sources tell.

    Two events conflict when every time that any source shows for the one lies
    before every time shown for the other; thirty seconds are allowed between
    clocks that may be two, none by one clock.  What is assumed, hedged or doubtful
    accuses no other event: it is marked as such already.

    Args:
        events: with their final ids.
        facts: all facts by id.
        roles: of all files, by evidence id.
    """
    found: dict[str, dict[str, None]] = {}
    sources = {event.id: tuple(_sources(event, facts)) for event in events if _is_plain(event)}
    for first, then in product(events, events):
        if first.order_id is None or first.order_id != then.order_id or not _must_follow(first, then):
            continue
        if _reversed(sources.get(first.id, ()), sources.get(then.id, ()), roles):
            found.setdefault(first.id, {})[then.id] = None
            found.setdefault(then.id, {})[first.id] = None
    # In the order of the timeline, whichever rule found them.
    return tuple(
        replace(event, conflicts=tuple(other.id for other in events if other.id in found.get(event.id, ())))
        for event in events
    )


def _must_follow(first: Event, then: Event) -> bool:
    if then.kind not in _AFTER.get(first.kind, ()):
        return False
    return then.kind not in _ANSWERED or not _is_said(then)


def _is_said(event: Event) -> bool:
    """Whether an event is words of a conversation, be they also a message of the system."""
    return bool(event.place[0])


def _is_plain(event: Event) -> bool:
    return not (event.assumed or event.hedged or event.doubtful)


def _sources(event: Event, facts: Mapping[str, Fact]) -> Iterator[Fact]:
    """The times that surely tell when an event was."""
    for fact in (facts[name] for name in event.facts if name in facts):
        weak = fact.assumed or fact.hedged or fact.status is FactStatus.DISPUTED or "成交" in fact.label
        if fact.kind is FactKind.TIMESTAMP and calendar.is_complete(fact.value) and not weak:
            yield fact


def _reversed(first: Sequence[Fact], then: Sequence[Fact], roles: Mapping[str, Role]) -> bool:
    """Whether the second event lies before the first by every pair of their sources."""
    return bool(first and then) and all(
        calendar.interval(late.value).latest + clocks.offset(early, late, roles)
        < calendar.interval(early.value).earliest
        for early, late in product(first, then)
    )
