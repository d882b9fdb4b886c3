"""Which events share a row of the timeline: what one sentence says, and reminders in a row.

A sentence may do several things ("已取消，3天内退款"); its words are printed once.
Reminders and a machine's words on which no open or shown finding rests are told
together or not at all.  ``dossier.json`` keeps every event by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from dossier.model import Event, EventKind, Fact, FactKind, Finding, Verdict

Group = tuple[Event, ...]
"""Events of one row, the one whose words are printed first."""


def of(events: Sequence[Event], facts: Mapping[str, Fact], findings: Sequence[Finding]) -> tuple[Group, ...]:
    """The rows of a timeline, each with its events.

    Args:
        events: of one order, in their order.
        facts: all facts by id.
        findings: of the same order; events that one of them rests on keep their row.
    """
    weighed = {
        event
        for finding in findings
        if finding.verdict is not Verdict.CLEAR
        for premise in finding.premises
        for event in premise.events
    }
    waits = any(f.verdict is not Verdict.CLEAR and f.rule == "service.no-answer" for f in findings)
    sentences = _by_sentence([e for e in events if waits or e.id in weighed or not is_machine(e)], facts)
    return tuple(_chased_together(sentences, weighed))


def is_machine(event: Event) -> bool:
    """Words of the shop that decide nothing and are no person's answer for certain."""
    return event.kind is EventKind.ANSWERED and event.hedged


def is_reminders(group: Group) -> bool:
    """Whether a row tells of several reminders at once."""
    return len(group) > 1 and all(event.kind is EventKind.CHASED for event in group)


def _by_sentence(events: Sequence[Event], facts: Mapping[str, Fact]) -> list[Group]:
    """Events of one sentence side by side, where the first of them stands."""
    rows: dict[object, list[Event]] = {}
    for event in events:
        said = [facts[f].source for f in event.facts if facts[f].kind is FactKind.STATEMENT]
        place = tuple((s.evidence, s.page, s.line) for s in said)
        rows.setdefault((place, event.actor, event.when) if place else event.id, []).append(event)
    return [tuple(sorted(row, key=_weight)) for row in rows.values()]


def _weight(event: Event) -> tuple[bool, bool]:
    """What is plain and does something comes before what leaves room or only reminds."""
    return event.hedged, event.kind is EventKind.CHASED


def _chased_together(rows: Sequence[Group], weighed: set[str]) -> Iterable[Group]:
    def loose(row: Group) -> bool:
        return len(row) == 1 and row[0].kind is EventKind.CHASED and row[0].id not in weighed

    for alone, run in groupby(rows, loose):
        if alone:
            yield tuple(row[0] for row in run)
        else:
            yield from run
