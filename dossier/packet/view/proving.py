"""What a file proves: one plain line of the index, from what was really read in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from dossier.model import Actor, Event, EventKind, Evidence, Fact, FactKind, Finding, Role, Verdict
from dossier.reading import terms
from dossier.words import phrase


def used(findings: Iterable[Finding]) -> frozenset[str]:
    """The facts that findings rest on, those that came out clear left aside."""
    return frozenset(
        fact
        for finding in findings
        if finding.verdict is not Verdict.CLEAR
        for premise in finding.premises
        for fact in premise.facts
    )


def told(item: Evidence, own: Sequence[Fact], events: Sequence[Event], weighed: Collection[str]) -> str:
    """The line of one file.

    Args:
        item: the file.
        own: its facts.
        events: of the packet's orders that rest on one of them.
        weighed: ids of the facts that findings rest on.
    """
    if item.role is Role.POLICY:
        return _rules(own, weighed)
    shown = dict.fromkeys((*(phrase(f"exhibit.fact.{_kind(e)}") for e in events), *_beside(own, weighed)))
    ids = any(f.kind in (FactKind.ORDER_ID, FactKind.MERCHANT_ORDER_ID) and f.order_id for f in own)
    if not shown and not ids:
        return phrase("exhibit.proves.nothing")
    return phrase("exhibit.proves.events", events="、".join(shown), ids=ids)


def _kind(event: Event) -> EventKind:
    """What an event is told as: words that may mean something else prove that they were said, no more."""
    if not event.hedged:
        return event.kind
    return EventKind.CONTACTED if event.actor is Actor.BUYER else EventKind.ANSWERED


def _rules(own: Sequence[Fact], weighed: Collection[str]) -> str:
    """The clauses that findings rest on; without any, those on cancelling and fees."""
    published = [f for f in own if f.kind is FactKind.POLICY_TERM]
    clauses = [f for f in published if f.id in weighed] or [
        f for f in published if f.about not in terms.BESIDE
    ]
    if not clauses:
        return phrase("exhibit.proves.nothing")
    labels = (f.label.removeprefix("第").removesuffix("条") for f in clauses)
    return phrase("exhibit.proves.policy", clauses="、".join(dict.fromkeys(filter(None, labels))))


def _beside(own: Sequence[Fact], weighed: Collection[str]) -> Iterator[str]:
    """What findings rest on beside events: an order's state, until when a file goes, a reason."""
    for fact in own:
        if fact.id not in weighed:
            continue
        if fact.kind is FactKind.STATUS:
            yield phrase("exhibit.used.status")
        elif fact.kind is FactKind.REASON:
            yield phrase("exhibit.used.reason")
        elif fact.kind is FactKind.TIMESTAMP and fact.about == "until":
            yield phrase("exhibit.used.until")
