"""Premises that several rules share, each with its state, its words and its proof.

A premise is ``shown`` only when the reading behind it is firm: not disputed
between sources, not assumed, not hedged, and true at both ends of every time
interval.  Everything softer is ``uncertain``.  Requests and refusals are in
:mod:`~dossier.rules.grounds.requests`, money in :mod:`~dossier.rules.grounds.fees`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dossier.model import Event, EventKind, Fact, Premise, PremiseState, Role
from dossier.rules.grounds import reach, standing, telling
from dossier.rules.grounds.fees import Kept, fee_kept
from dossier.rules.grounds.requests import before_dispatch, refused_after, requested_inside, unheeded
from dossier.rules.grounds.standing import computable, firm, inside
from dossier.rules.grounds.story import Story, Window, is_assumed
from dossier.timeline import CLOCK_OFFSET
from dossier.timeline.interval import Answer
from dossier.words import phrase

__all__ = [
    "Kept",
    "before_dispatch",
    "facts_of",
    "fee_kept",
    "happened",
    "published_terms",
    "refused_after",
    "requested_inside",
    "shipped_inside",
    "start",
    "unheeded",
    "window",
]


def window(story: Story, windows: Sequence[Window], *, must_be_free: bool = False) -> Premise:
    """The published free-cancellation window."""
    published = [w for w in windows if w.fact is not None]
    if not published:
        pack = next((w.pack for w in windows if w.pack), "")
        words = phrase("premise.window.pack", pack=pack) if story.named else phrase("premise.window.missing")
        return Premise(words, PremiseState.MISSING)
    told = published_terms(story, [w.fact for w in published if w.fact is not None])
    if told.state is PremiseState.SHOWN and must_be_free and not all(w.free for w in published):
        return replace(
            told, text=phrase("premise.window.not-free", text=told.text), state=PremiseState.UNCERTAIN
        )
    return told


def published_terms(story: Story, clauses: Sequence[Fact]) -> Premise:
    """That terms are published: on a rule page, and surely for this order.

    What an agent says of the rules in the chat is told, but a page of the shop
    is still asked for.
    """
    if any(is_assumed(clause) for clause in clauses):
        text = "；".join(dict.fromkeys(clause.raw for clause in clauses))
        return Premise(phrase("premise.terms.pack", text=text), PremiseState.MISSING)
    text = "；".join(telling.clause(story, clause) for clause in clauses)
    facts = tuple(clause.id for clause in clauses)
    if any(reach.doubt(story, clause) for clause in clauses):
        return Premise(telling.doubted(story, clauses, text), PremiseState.UNCERTAIN, facts=facts)
    if not any(story.role_of(clause) is Role.POLICY for clause in clauses):
        return Premise(phrase("premise.spoken", text=text), PremiseState.MISSING, facts=facts)
    return Premise(text, PremiseState.SHOWN, facts=facts)


def happened(story: Story, kind: EventKind) -> Premise:
    """That something happened, and when."""
    event = story.one(kind)
    if event is None:
        return Premise(phrase(f"premise.{kind}.missing"), PremiseState.MISSING)
    text = phrase(f"premise.{kind}.shown", time=telling.when(event))
    if event.disputed and not event.doubtful:
        text = phrase("premise.disputed", text=text, sources=telling.sources(story, event))
        return Premise(text, PremiseState.UNCERTAIN, (event.id,), event.facts)
    if event.doubtful:
        text = telling.doubtful(story, event, text)
        return Premise(text, PremiseState.UNCERTAIN, (event.id,), event.facts)
    if not firm(event):
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, (event.id,), event.facts)
    return Premise(text, PremiseState.SHOWN, (event.id,), event.facts)


def start(story: Story, windows: Sequence[Window]) -> Premise:
    """The moment the window counts from: payment, or the order where the rule says so."""
    kinds = {w.start for w in windows}
    premise = happened(story, EventKind.ORDERED if kinds == {"ordered"} else EventKind.PAID)
    ordered, paid = story.one(EventKind.ORDERED), story.one(EventKind.PAID)
    if premise.state is not PremiseState.SHOWN or ordered is None or paid is None:
        return premise
    if paid.when.latest + CLOCK_OFFSET >= ordered.when.earliest:
        return premise
    # Paid before it was ordered: one of the two is another order's, or misread.
    text = phrase("premise.unsure", text=premise.text)
    return Premise(text, PremiseState.UNCERTAIN, premise.events, premise.facts)


def shipped_inside(story: Story, windows: Sequence[Window], event: Event) -> Premise:
    """That dispatch lies inside the window."""
    windows = computable(story, windows)
    if not windows:
        text = phrase("premise.shipped-inside.no-rule")
        return Premise(text, PremiseState.MISSING, (event.id,), event.facts)
    answer, found = Answer.UNKNOWN, PremiseState.UNCERTAIN
    if not standing.impossible(story, event):
        answer, found = standing.judged(
            inside(story, windows, event), (event, *standing.starts(story, windows))
        )
    text = phrase(
        f"premise.shipped-inside.{answer.value}",
        minutes=windows[0].minutes,
        elapsed=telling.elapsed(story, windows, event),
    )
    return Premise(text, found, (event.id,), event.facts)


def facts_of(premises: Iterable[Premise]) -> tuple[str, ...]:
    """All facts that premises rest on, each once."""
    return tuple(dict.fromkeys(fact for premise in premises for fact in premise.facts))
