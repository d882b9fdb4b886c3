"""Facts become events: what happened, between which seconds, and who says so.

:func:`events` is the door.  Things that happen once to an order (it is placed,
paid, shipped) are merged over all sources; where the sources leave no common
second the event is *disputed* and spans them all.  Things said in a chat stay
apart, each in its place of the conversation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import reduce

from dossier.model import Actor, Event, EventKind, Evidence, Fact, FactKind, FactStatus, Precision, Role
from dossier.reading import calendar
from dossier.reading.chats import stitching
from dossier.reading.labels import PAYMENT_CREATED
from dossier.timeline.interval import hull, overlap

_ONCE = (
    EventKind.ORDERED,
    EventKind.PAID,
    EventKind.SERVICE_STARTED,
    EventKind.SHIPPED,
    EventKind.COMPLETED,
    EventKind.REFUNDED,
)
_SEQUENCE = {kind: place for place, kind in enumerate(EventKind)}
_FINENESS = {Precision.SECOND: 0, Precision.MINUTE: 1, Precision.DAY: 2}
_ACTORS = {
    EventKind.ORDERED: Actor.BUYER,
    EventKind.PAID: Actor.PAYMENT,
    EventKind.CANCEL_REQUESTED: Actor.BUYER,
    EventKind.CANCEL_WITHDRAWN: Actor.BUYER,
    EventKind.CONTACTED: Actor.BUYER,
    EventKind.CHASED: Actor.BUYER,
    EventKind.RULE_CAPTURED: Actor.UNKNOWN,
}
LINES_A_PAGE = 100_000
"""Pages of one evidence lie that far apart in :attr:`~dossier.model.Event.place`."""

CLOCK_OFFSET = timedelta(seconds=30)
"""How far the clocks of a shop and of a payment platform may differ without contradiction."""


def events(evidence: Sequence[Evidence], facts: Sequence[Fact]) -> tuple[Event, ...]:
    """The events of all orders in the order of time, ids from T1.

    Facts that belong to no order, or whose time is incomplete, make no event:
    they stay in the list of facts and are asked about.
    """
    roles = {item.id: item.role for item in evidence}
    by_id = {fact.id: fact for fact in facts}
    drafts = [*_from_times(facts, roles), *_from_statements(evidence, facts, by_id), *_captures(evidence)]
    merged = _merged(drafts)
    ordered = sorted(merged, key=_when)
    return tuple(replace(event, id=f"T{number}") for number, event in enumerate(ordered, 1))


def _when(event: Event) -> tuple[object, ...]:
    return (event.when.earliest, event.when.latest, event.place[0], event.place[1], _SEQUENCE[event.kind])


def _from_times(facts: Sequence[Fact], roles: Mapping[str, Role]) -> Iterable[Event]:
    paid = {f.order_id for f in facts if f.kind is FactKind.TIMESTAMP and f.about == EventKind.PAID}
    for fact in facts:
        if fact.kind is not FactKind.TIMESTAMP or fact.order_id is None:
            continue
        about = fact.about
        if about == PAYMENT_CREATED and fact.order_id not in paid:
            about = EventKind.PAID
        if about not in set(EventKind) or not calendar.is_complete(fact.value):
            continue
        kind = EventKind(about)
        by_payment = kind is EventKind.REFUNDED and roles[fact.source.evidence] in (Role.PAYMENT, Role.BILL)
        yield Event(
            id="",
            kind=kind,
            when=calendar.interval(fact.value),
            precision=calendar.precision(fact.value),
            actor=Actor.PAYMENT if by_payment else _ACTORS.get(kind, Actor.PLATFORM),
            order_id=fact.order_id,
            facts=(fact.id,),
            doubtful=fact.status is FactStatus.DISPUTED,
            assumed=fact.assumed,
            hedged=fact.hedged,
        )


def _from_statements(
    evidence: Sequence[Evidence], facts: Sequence[Fact], by_id: Mapping[str, Fact]
) -> Iterable[Event]:
    """What was said; a sentence that several pictures show is one event with all of them."""
    places = stitching.places(evidence)
    for group in _sentences(facts, by_id):
        timed = [event for fact in group if (event := _said(fact, by_id, places)) is not None]
        if not timed:
            continue
        whole = reduce(_merge, timed)
        told = dict.fromkeys(name for fact in group for name in (fact.id, *_beside(fact, by_id)))
        yield replace(whole, facts=tuple(told), place=timed[0].place)


def _sentences(facts: Sequence[Fact], by_id: Mapping[str, Fact]) -> Iterable[list[Fact]]:
    """The statements of all orders, those of one sentence together: the later ones link the first."""
    groups: dict[tuple[str, str | None], list[Fact]] = {}
    for fact in facts:
        if fact.kind is FactKind.STATEMENT and fact.order_id is not None:
            first = next((link for link in fact.links if _is_twin(by_id.get(link), fact)), fact.id)
            groups.setdefault((first, fact.order_id), []).append(fact)
    return groups.values()


def _is_twin(linked: Fact | None, fact: Fact) -> bool:
    return linked is not None and linked.kind is FactKind.STATEMENT and linked.value == fact.value


def _beside(fact: Fact, by_id: Mapping[str, Fact]) -> Iterable[str]:
    """The time and the agent of a statement."""
    return (link for link in fact.links if link in by_id and by_id[link].kind is not FactKind.STATEMENT)


def _said(
    fact: Fact, by_id: Mapping[str, Fact], places: Mapping[tuple[str, int, int], tuple[str, int]]
) -> Event | None:
    """The event of one statement in one place; None where no complete time belongs to it."""
    linked = [by_id[link] for link in fact.links if link in by_id]
    when = next((f for f in linked if f.kind is FactKind.TIMESTAMP and calendar.is_complete(f.value)), None)
    if when is None:
        return None
    kind = EventKind(fact.value)
    source = fact.source
    return Event(
        id="",
        kind=kind,
        when=calendar.interval(when.value),
        precision=calendar.precision(when.value),
        actor=_ACTORS.get(kind, Actor.PLATFORM),
        order_id=fact.order_id,
        facts=(fact.id, *_beside(fact, by_id)),
        doubtful=FactStatus.DISPUTED in (fact.status, when.status),
        assumed=when.assumed,
        hedged=fact.hedged or when.hedged,
        place=places.get(
            (source.evidence, source.page, source.line),
            (source.evidence, source.page * LINES_A_PAGE + source.line),
        ),
    )


def _captures(evidence: Sequence[Evidence]) -> Iterable[Event]:
    """When a rule page was captured, where the file itself tells."""
    for item in evidence:
        if item.role is Role.POLICY and item.captured:
            moment = calendar.interval(f"{item.captured}+08:00")
            yield Event(
                id="",
                kind=EventKind.RULE_CAPTURED,
                when=moment,
                precision=Precision.SECOND,
                actor=Actor.UNKNOWN,
                order_id=None,
                facts=(),
                place=(item.id, 0),
            )


def _merged(drafts: Iterable[Event]) -> list[Event]:
    found: list[Event] = []
    for draft in drafts:
        twin = None
        if draft.kind in _ONCE:
            twin = next(
                (n for n, e in enumerate(found) if (e.kind, e.order_id) == (draft.kind, draft.order_id)), None
            )
        if twin is None:
            found.append(draft)
        else:
            found[twin] = _merge(found[twin], draft)
    return found


def _apart(a: Event, b: Event) -> timedelta:
    """The time between the nearest ends of two intervals that have no common second."""
    return max(b.when.earliest - a.when.latest, a.when.earliest - b.when.latest)


def _merge(a: Event, b: Event) -> Event:
    """One event from two sources: the seconds both allow, or a dispute over all of them.

    A source whose time is only assumed or hedged yields to one that prints it, and a
    doubtful reading to a certain one that it does not contradict.
    """
    facts = (*a.facts, *(fact for fact in b.facts if fact not in a.facts))
    weak_a, weak_b = a.assumed or a.hedged, b.assumed or b.hedged
    if weak_a != weak_b:
        strong = b if weak_a else a
        return replace(strong, facts=facts, disputed=a.disputed or b.disputed)
    common = overlap(a.when, b.when)
    if common is not None and a.doubtful != b.doubtful:
        return replace(b if a.doubtful else a, facts=facts, disputed=a.disputed or b.disputed)
    a = replace(a, doubtful=a.doubtful or b.doubtful)
    if common is None and not a.disputed and _apart(a, b) <= CLOCK_OFFSET:
        # Two clocks a few seconds apart do not contradict each other: both ends must bear a verdict.
        return replace(
            a, when=hull(a.when, b.when), facts=facts, disputed=b.disputed, precision=Precision.MINUTE
        )
    finer = min(a.precision, b.precision, key=lambda p: _FINENESS[p])
    coarser = max(a.precision, b.precision, key=lambda p: _FINENESS[p])
    if common is None or a.disputed:
        return replace(a, when=hull(a.when, b.when), facts=facts, disputed=True, precision=coarser)
    return replace(a, when=common, facts=facts, disputed=b.disputed, precision=finer)
