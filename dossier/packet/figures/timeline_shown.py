"""What the figure of a timeline shows, on paper as on the review page: no words, no places, no colours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dossier.model import Case, Event, EventKind, Interval, Order, Precision
from dossier.packet.view import orders
from dossier.packet.view.grouping import Group

_EMPHASISED = (
    EventKind.PAID,
    EventKind.CANCEL_REQUESTED,
    EventKind.CANCEL_REFUSED,
    EventKind.SHIPPED,
    EventKind.SERVICE_STARTED,
    EventKind.REFUNDED,
)


@dataclass(frozen=True, slots=True)
class Shade:
    """The free-cancellation window of an order, its last second included, and its length in minutes."""

    start: datetime
    end: datetime
    minutes: int


def is_emphasised(event: Event) -> bool:
    """Whether an event is to catch the eye: the plain ones that a clerk looks for first."""
    return event.kind in _EMPHASISED and not event.hedged


def when(group: Group) -> Interval:
    """From the first second at which the first event of a row may have been to the last of all."""
    return Interval(group[0].when.earliest, max(one.when.latest for one in group))


def window(case: Case, order: Order) -> Shade | None:
    """The window to shade; None unless its beginning and its length are sure."""
    found = orders.window_end(case, order)
    if found is None:
        return None
    start, published = found
    return Shade(start.when.earliest, start.when.latest + published.length, published.minutes)


def short(known: Interval, precision: Precision) -> str:
    """The time under a mark of the figure: the bar already shows how wide it is."""
    first, last = known.earliest, known.latest
    if first == last:
        return f"{first:%Y-%m-%d %H:%M:%S}"
    if precision is Precision.DAY and first.time() == time.min:
        return f"{first:%Y-%m-%d}"
    minute = f"{first:%Y-%m-%d %H:%M}"
    if last - first < timedelta(minutes=1):
        return minute
    return f"{minute}–{last:%H:%M}" if first.date() == last.date() else f"{minute}–{last:%Y-%m-%d %H:%M}"
