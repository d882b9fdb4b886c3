"""From premises to a verdict, and the words of a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dossier.model import Event, Fact, FactKind, Finding, Premise, PremiseState, Role, Verdict
from dossier.reading import terms
from dossier.rules.grounds import premises as shared
from dossier.rules.grounds import published, reach, standing
from dossier.rules.grounds.story import Story, Window
from dossier.timeline.interval import Answer
from dossier.words import phrase

#: The first state that any premise has decides; all shown is a breach.
_DECIDES = (
    (PremiseState.CONTRADICTED, Verdict.CLEAR),
    (PremiseState.UNCERTAIN, Verdict.UNDETERMINED),
    (PremiseState.MISSING, Verdict.POSSIBLE),
)


def verdict(states: Sequence[PremiseState]) -> Verdict:
    """What a list of premises comes to; an empty list would prove nothing and is refused."""
    if not states:
        raise ValueError("a finding needs premises")
    for state, found in _DECIDES:
        if state in states:
            return found
    return Verdict.BREACH


def foremost(candidates: Sequence[Sequence[Premise]], order: Sequence[Verdict]) -> Sequence[Premise]:
    """Of several lists of premises the first whose verdict stands foremost in an order of verdicts."""
    return min(candidates, key=lambda own: order.index(verdict([premise.state for premise in own])))


def windows_for(story: Story, event: Event | None) -> tuple[Window, ...]:
    """The windows to judge by: the folder's; else the pack the user named; else, to ask, a usual one.

    A usual window of the built-in packs only serves to ask for the rule page,
    and only where the event in question would lie inside it.
    """
    shown = published.windows(story)
    if shown:
        return shown
    if story.named:
        return story.named
    if event is None or event.when.latest - event.when.earliest > timedelta(days=1):
        return ()
    if _page_speaks(story):
        # The shop's own page is there and publishes no window; a usual one would only guess.
        return ()
    usual = tuple(w for w in story.reference if standing.inside(story, (w,), event) is not Answer.NO)
    return usual[:1]


def _page_speaks(story: Story) -> bool:
    """Whether a rule page of the order's shop says how orders such as this are cancelled."""
    told = (*published.clauses(story, terms.MANUAL), *published.clauses(story, terms.IRREVOCABLE))
    return any(story.role_of(f) is Role.POLICY and reach.goods(story, f) is not False for f in told)


def conclude(story: Story, rule: str, premises: Sequence[Premise], law: Sequence[str]) -> Finding:
    """The finding for a list of premises; its words are the premises' own and one sentence of result."""
    premises = [replace(p, facts=tuple(filter(None, p.facts))) for p in premises]
    found = verdict([premise.state for premise in premises])
    told = "；".join(premise.text.rstrip("。；;") for premise in premises)
    explanation = phrase("finding.explanation", told=told, result=phrase(f"finding.{rule}.{found}"))
    return Finding(
        rule=rule,
        verdict=found,
        order_id=story.order.order_id,
        explanation=explanation,
        premises=tuple(premises),
        basis=(*_clauses(story, premises), *(f"law:{article}" for article in law))
        if found is not Verdict.CLEAR
        else (),
    )


def _clauses(story: Story, premises: Sequence[Premise]) -> tuple[str, ...]:
    """Ids of the policy clauses that premises rest on: ``policy:E4:3.1``."""
    found: dict[str, None] = {}
    for fact_id in shared.facts_of(premises):
        fact = story.fact(fact_id)
        if _is_clause(story, fact):
            number = fact.label or f"p{fact.source.page}l{fact.source.line}"
            found[f"policy:{fact.source.evidence}:{number}"] = None
    return tuple(found)


def _is_clause(story: Story, fact: Fact) -> bool:
    return fact.kind is FactKind.POLICY_TERM and story.role_of(fact) in (Role.POLICY, Role.CHAT, Role.MAIL)
