"""Facts become events: what happened, between which seconds, and who says so.

:func:`events` is the door.  Things that happen once to an order (it is placed,
paid, shipped) are merged over all sources; where the sources leave no common
second the event is *disputed* and spans them all.  Things said in a chat stay
apart, each in its place of the conversation.  Events that cannot have happened
in the order in which they are told name each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dossier.model import (
    Actor,
    Event,
    EventKind,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Precision,
    Role,
    Speaker,
)
from dossier.reading import calendar
from dossier.reading.chats import stitching
from dossier.reading.labels import PAYMENT_CREATED
from dossier.timeline import merging, sequence
from dossier.timeline.clocks import CLOCK_OFFSET

__all__ = ["CLOCK_OFFSET", "LINES_A_PAGE", "events"]

_ONCE = (
    EventKind.ORDERED,
    EventKind.PAID,
    EventKind.SERVICE_STARTED,
    EventKind.SHIPPED,
    EventKind.COMPLETED,
    EventKind.REFUNDED,
)
_SEQUENCE = {kind: place for place, kind in enumerate(EventKind)}
_ACTORS = {
    EventKind.ORDERED: Actor.BUYER,
    EventKind.PAID: Actor.PAYMENT,
    EventKind.CANCEL_REQUESTED: Actor.BUYER,
    EventKind.CANCEL_WITHDRAWN: Actor.BUYER,
    EventKind.CONTACTED: Actor.BUYER,
    EventKind.CHASED: Actor.BUYER,
    EventKind.REFUND_RECEIVED: Actor.BUYER,
    EventKind.RULE_CAPTURED: Actor.UNKNOWN,
}
LINES_A_PAGE = 100_000
"""Pages of one evidence lie that far apart in :attr:`~dossier.model.Event.place`."""


def events(evidence: Sequence[Evidence], facts: Sequence[Fact]) -> tuple[Event, ...]:
    """The events of all orders in the order of time, ids from T1.

    Facts that belong to no order, or whose time is incomplete, make no event:
    they stay in the list of facts and are asked about.
    """
    roles = {item.id: item.role for item in evidence}
    by_id = {fact.id: fact for fact in facts}
    drafts = [*_from_times(facts, roles), *_from_statements(evidence, facts, by_id), *_captures(evidence)]
    ordered = sorted(_merged(drafts), key=_when)
    numbered = [replace(event, id=f"T{number}") for number, event in enumerate(ordered, 1)]
    return sequence.conflicts(numbered, by_id, roles)


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
        whole = merging.merged(timed)
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
        actor=Actor.BUYER if fact.speaker is Speaker.BUYER else _ACTORS.get(kind, Actor.PLATFORM),
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
    """What happens once to an order as one event, everything else as it is."""
    groups: dict[object, list[Event]] = {}
    for number, draft in enumerate(drafts):
        once = draft.kind in _ONCE
        groups.setdefault((draft.kind, draft.order_id) if once else number, []).append(draft)
    return [merging.merged(group) for group in groups.values()]
