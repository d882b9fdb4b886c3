"""The rows of the timeline: what happened, what is not certain of it, and its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossier.model import Case, Event, EventKind, Fact, FactKind, Interval, Order, Precision
from dossier.packet.view import doubtful, grouping
from dossier.packet.view.grouping import Group
from dossier.packet.view.marks import Marks, Ref
from dossier.rules.grounds import telling
from dossier.timeline import sources
from dossier.words import has, phrase


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered line of the timeline."""

    number: int
    anchor: str
    time: str
    actor: str
    text: str
    note: str
    refs: tuple[Ref, ...]


def of(order: Order, groups: Sequence[Group], case: Case, marks: Marks) -> tuple[Row, ...]:
    """One row a group of events, numbered from 1.

    Args:
        order: whose timeline it is.
        groups: the events to tell, in their order.
        case: with the facts and files that the events rest on.
        marks: of the packet.
    """
    facts = {fact.id: fact for fact in case.facts}
    numbers = {event.id: number for number, group in enumerate(groups, 1) for event in group}
    return tuple(
        Row(
            number=numbers[event.id],
            anchor=f"event-{event.id}",
            time=_time(group),
            actor=phrase(f"actor.{event.actor}"),
            text=_text(group, order, facts),
            note="；".join(
                (
                    *_guesses(event, facts),
                    *_sources(event, case, marks, facts),
                    *_doubts(event, facts),
                    *_conflicts(event, numbers),
                )
            ),
            refs=marks.refs(fact for one in group for fact in one.facts),
        )
        for group in groups
        for event in group[:1]
    )


def _time(group: Group) -> str:
    if not grouping.is_reminders(group):
        return telling.when(group[0])
    first, last = group[0].when.earliest, max(event.when.latest for event in group)
    return telling.interval(Interval(first, last), Precision.SECOND)


def _text(group: Group, order: Order, facts: Mapping[str, Fact]) -> str:
    event = group[0]
    if event.kind is EventKind.PAID and order.paid is not None:
        return phrase("row.paid", text=event.summary, paid=f"{order.paid:.2f}")
    if grouping.is_reminders(group):
        said = [telling.quote(_words(one, facts)) for one in group]
        return phrase("row.chased", count=len(group), said=said)
    others = [
        phrase(f"event.{one.kind}")
        for one in group[1:]
        if not one.hedged and one.kind not in (EventKind.CHASED, event.kind)
    ]
    return phrase("row.also", text=event.summary, others="、".join(others)) if others else event.summary


def _words(event: Event, facts: Mapping[str, Fact]) -> str:
    return next((facts[f].raw for f in event.facts if facts[f].kind is FactKind.STATEMENT), "")


def _guesses(event: Event, facts: Mapping[str, Fact]) -> Iterator[str]:
    if event.assumed:
        yield phrase("row.note.assumed")
    if event.hedged:
        machine = any(facts[f].about == "robot" for f in event.facts)
        yield phrase("row.note.machine" if machine else "row.note.hedged")
    times = [facts[fact] for fact in event.facts if facts[fact].kind is FactKind.TIMESTAMP]
    yield from dict.fromkeys(phrase(f"anchor.{fact.anchor}") for fact in times if fact.anchor is not None)


def _sources(event: Event, case: Case, marks: Marks, facts: Mapping[str, Fact]) -> Iterator[str]:
    """What each source shows where they differ: the kind of the file, its time, and where it stands."""
    roles = {item.id: item.role for item in case.evidence}
    told = [
        phrase(
            "row.source",
            name=phrase(f"exhibit.name.{roles[fact.source.evidence]}"),
            time=time,
            ref="".join(ref.text for ref in marks.refs((fact.id,))),
        )
        for fact, time in sources.shown(event, facts)
    ]
    if told:
        contrary = event.disputed and not event.doubtful
        key = f"row.time.{event.kind}"
        yield phrase(
            "row.note.disputed" if contrary else "row.note.sources",
            name=phrase(key if has(key) else "row.time.said"),
            sources="，".join(told),
        )


def _doubts(event: Event, facts: Mapping[str, Fact]) -> Iterator[str]:
    if event.doubtful:
        yield doubtful.of_event([facts[fact] for fact in event.facts])


def _conflicts(event: Event, numbers: Mapping[str, int]) -> Iterator[str]:
    """With which other rows it cannot stand as both are told."""
    others = [phrase("row.other", number=numbers[other]) for other in event.conflicts if other in numbers]
    if others:
        yield phrase("row.note.conflicts", others="、".join(others))
