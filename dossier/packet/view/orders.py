"""One order: the essentials of the cover, its timeline, and the window that its figure shades."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.model import Case, Event, EventKind, FactKind, FactStatus, Order, Role
from dossier.packet.view import doubtful, grouping, moments, outcome, rows, sums
from dossier.packet.view.capitals import capitals
from dossier.packet.view.marks import Marks, Ref
from dossier.rules.grounds import published, standing, telling
from dossier.rules.grounds.story import Story, Window
from dossier.words import has, phrase

_BY_NOTICE = (EventKind.SHIPPED, EventKind.SERVICE_STARTED, EventKind.REFUNDED)


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order: the essentials of the cover, and its timeline."""

    order: Order
    number_note: str
    paid_capitals: str
    delivery: str
    state: str
    seller: str
    seller_note: str
    """Which page names the seller, in words; empty where there is none."""
    sums: sums.Sums
    moments: tuple[moments.Moment, ...]
    times: dict[str, str]
    noticed: frozenset[str]
    """Kinds of events that only a notice in the chat tells: its time is that of the notice."""
    refs: dict[str, tuple[Ref, ...]]
    outcome: outcome.Outcome
    groups: tuple[grouping.Group, ...]
    rows: tuple[rows.Row, ...]
    rounded: bool
    """Whether a time of the timeline is known only to the minute."""
    figure: str


def of(order: Order, case: Case, marks: Marks) -> OrderView:
    """One order of a case, with references to the marks of its packet."""
    own = [event for event in case.events if event.order_id in (order.order_id, None)]
    times = dict.fromkeys(map(str, EventKind), "")
    notes = dict(times)
    refs: dict[str, tuple[Ref, ...]] = dict.fromkeys(map(str, EventKind), ())
    for event in own:
        # What may mean something else has its row in the timeline, but no place on the cover.
        if not times[event.kind] and not event.hedged:
            times[event.kind], notes[event.kind] = telling.when(event), _cover_note(event)
            refs[event.kind] = marks.refs(event.facts)
    for kind in (FactKind.ORDER_ID, FactKind.PRODUCT, FactKind.AMOUNT):
        found = [
            f.id
            for f in case.facts
            if f.kind is kind
            and f.order_id == order.order_id
            and (kind is not FactKind.AMOUNT or f.about in ("paid", "total"))
        ]
        refs[kind] = marks.refs(found)[:3]
    findings = [finding for finding in case.findings if finding.order_id == order.order_id]
    groups = grouping.of(own, {fact.id: fact for fact in case.facts}, findings)
    story = Story(order, case.events, case.facts, case.evidence)
    seller = next(iter(story.own(FactKind.SELLER)), None)
    by_order = seller is not None and story.role_of(seller) not in (Role.PAYMENT, Role.BILL)
    came = outcome.of(story, findings, marks)
    happened = [once for kind in _BY_NOTICE if (once := story.one(kind)) is not None]
    noticed = frozenset(str(once.kind) for once in happened if standing.is_noticed(story, once))
    return OrderView(
        order=order,
        number_note=doubtful.of_number(case, order.order_id),
        paid_capitals=capitals(order.paid) if order.paid is not None else "",
        delivery=phrase(f"delivery.{order.delivery}"),
        state=_state(order, case),
        seller=seller.value if seller is not None else "",
        seller_note=phrase("seller.note", by_order=by_order) if seller is not None else "",
        sums=sums.of(story, marks),
        moments=moments.of(times, notes, refs, came, noticed),
        times={kind: time + notes[kind] for kind, time in times.items()},
        noticed=noticed,
        refs=refs,
        outcome=came,
        groups=groups,
        rows=rows.of(order, groups, case, marks),
        rounded=any(telling.is_rounded(event) for group in groups for event in group),
        figure=f"timeline-{order.order_id}",
    )


def _state(order: Order, case: Case) -> str:
    """What the order pages show of the order, in their own words or as corrected; may be empty.

    A page's state is more than the few that the rules tell apart ("退款中").
    """
    roles = {item.id: item.role for item in case.evidence}
    shown: dict[str, str] = {}
    for fact in case.facts:
        own = fact.kind is FactKind.STATUS and fact.order_id == order.order_id
        if own and roles[fact.source.evidence] is Role.ORDER and fact.status is not FactStatus.DISPUTED:
            corrected = fact.status is FactStatus.CORRECTED
            words = phrase(f"state.{fact.value}") if corrected and has(f"state.{fact.value}") else fact.raw
            shown.setdefault(fact.source.evidence, words)
    return phrase("cover.state", shown=list(dict.fromkeys(shown.values()))) if shown else ""


def _cover_note(event: Event) -> str:
    """What the cover says beside a time: a reading in doubt is no disagreement of the sources."""
    second = "doubtful" if event.doubtful else "disputed"
    return "".join(
        phrase(f"cover.{flag}") for flag in ("assumed", second, "conflicts") if getattr(event, flag)
    )


def window_end(case: Case, order: Order) -> tuple[Event, Window] | None:
    """The free-cancellation window to shade: the event it counts from and its length.

    None unless exactly one is published that surely covers the order, and its
    beginning is known, undisputed, surely read and no order of events speaks against it.
    """
    story = Story(order, case.events, case.facts, case.evidence)
    windows = {(w.length, w.start): w for w in published.windows(story) if w.sure}
    if len(windows) != 1 or len(windows) != len({(w.length, w.start) for w in published.windows(story)}):
        return None
    window = next(iter(windows.values()))
    kind = {"ordered": EventKind.ORDERED, "paid": EventKind.PAID}.get(window.start)
    start = story.one(kind) if kind else None
    return None if start is None or start.disputed or start.doubtful or start.conflicts else (start, window)
