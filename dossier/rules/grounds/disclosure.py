"""Premises about whether a rule was shown: what the shop relied on, and since when that could be known."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model import (
    Event,
    EventKind,
    Fact,
    FactKind,
    FactStatus,
    Premise,
    PremiseState,
    Role,
    Speaker,
)
from dossier.reading import calendar, terms
from dossier.rules.grounds import messages, reach, reasons, telling
from dossier.rules.grounds.pages import head
from dossier.rules.grounds.reasons import Reason
from dossier.rules.grounds.story import Story
from dossier.words import phrase

_RELIED = (reasons.RULE, reasons.NEVER, reasons.RANK)
#: Which clause of a page a reason is taken from.
_CLAUSES = {
    reasons.NEVER: terms.IRREVOCABLE,
    reasons.SHIPPED: terms.IRREVOCABLE,
    reasons.LATE: terms.GRACE,
    reasons.RANK: terms.RANK,
}


def relied_on(story: Story) -> tuple[Reason, ...]:
    """The reasons that point to a rule and refuse the buyer."""
    return tuple(r for r in reasons.stated(story) if r.kind in _RELIED and r.fact.about == "refusal")


def paid(story: Story) -> Event | None:
    """The payment, or the order where no payment is shown."""
    return story.one(EventKind.PAID) or story.one(EventKind.ORDERED)


def not_shown(story: Story, reason: Reason, payment: Event | None) -> Premise:
    """That the rule was not shown before payment, by the page's own date or the shop's own words."""
    clauses = _clauses(story, reason)
    told = _told_by_shop(story)
    if told is not None and not (told.state is not PremiseState.SHOWN and _is_cited(story, reason, clauses)):
        return told
    if not clauses:
        return Premise(phrase("premise.disclosed.missing"), PremiseState.MISSING)
    return _by_page(story, reason, clauses, payment)


def _is_cited(story: Story, reason: Reason, clauses: Sequence[Fact]) -> bool:
    """Whether all that the shop says of how the rule is shown is the name of the very page in the folder.

    "《退款规则》写明…" may then be checked against that page's own date.
    """
    names = {terms.parse(r.fact.value).get("named", "") for r in relied_on(story)} - {""}
    titles = {head(story, clause.source.evidence).title for clause in clauses}
    cited = any(name in title or title in name for name in names for title in titles if title)
    notices = [f for f in story.own(FactKind.POLICY_TERM, terms.NOTICE) if f.speaker is Speaker.AGENT]
    return cited and all(f.value == "by=page;when=unknown" and messages.same(f, reason.fact) for f in notices)


def _told_by_shop(story: Story) -> Premise | None:
    """What an agent says of how the rule is shown."""
    told = [f for f in story.own(FactKind.POLICY_TERM, terms.NOTICE) if f.speaker is Speaker.AGENT]
    for fact in told:
        parts = terms.parse(fact.value)
        by = parts.get("by", "")
        plain = not fact.hedged and fact.status is not FactStatus.DISPUTED
        if by == "none":
            text = phrase("premise.disclosed.admitted", words=telling.quote(fact.raw))
            state = PremiseState.SHOWN if plain else PremiseState.UNCERTAIN
            return Premise(text, state, facts=(fact.id, *fact.links))
    for fact in told:
        by = terms.parse(fact.value).get("by", "")
        key = "agreement" if by == "agreement" else "asserted"
        state = PremiseState.MISSING if by == "agreement" else PremiseState.UNCERTAIN
        text = phrase(f"premise.disclosed.{key}", words=telling.quote(fact.raw))
        return Premise(text, state, facts=(fact.id, *fact.links))
    return None


def _clauses(story: Story, reason: Reason) -> list[Fact]:
    """The clauses of rule pages that say what the shop relied on."""
    abouts = {_CLAUSES[kind] for kind in _said_together(story, reason) if kind in _CLAUSES}
    return [
        f
        for f in story.facts
        if f.kind is FactKind.POLICY_TERM
        and f.about in abouts
        and story.role_of(f) is Role.POLICY
        and f.order_id in (None, story.order.order_id)
        and reach.goods(story, f) is not False
        and reach.shop(story, f) is not False
    ]


def _said_together(story: Story, reason: Reason) -> set[str]:
    """The kinds of reasons that one message gives: what it points to, and what that is to say."""
    return {other.kind for other in reasons.stated(story) if messages.same(other.fact, reason.fact)}


def _by_page(story: Story, reason: Reason, clauses: Sequence[Fact], payment: Event | None) -> Premise:
    """What the dates of the pages say that bear the clause."""
    facts = (reason.fact.id, *(f.id for f in clauses))
    if payment is None:
        return Premise(phrase("premise.disclosed.no-payment"), PremiseState.UNCERTAIN, facts=facts)
    dates = [_first_day(story, clause) for clause in clauses]
    day = payment.when.latest.date().isoformat()
    clause = telling.clause(story, clauses[0])
    if any(date is None for date in dates):
        return Premise(
            phrase("premise.disclosed.undated", clause=clause), PremiseState.UNCERTAIN, facts=facts
        )
    first = min(clauses, key=lambda f: _value(story, f))
    since = _first_day(story, first)
    assert since is not None  # noqa: S101 - looked at above
    later = since.value[:10] > day
    # A page that was published or changed later may have had the clause before.
    exact = since.status is not FactStatus.DISPUTED and not since.assumed
    exact = exact and (not later or since.about == "effective")
    key = "later" if later else "earlier"
    text = phrase(f"premise.disclosed.{key}", clause=telling.clause(story, first), day=since.value[:10])
    state = PremiseState.UNCERTAIN
    if exact and not (payment.assumed or payment.disputed or payment.doubtful):
        state = PremiseState.SHOWN if later else PremiseState.CONTRADICTED
    return Premise(text, state, facts=(*facts, since.id))


def _first_day(story: Story, clause: Fact) -> Fact | None:
    """The earliest day that the clause's page gives itself; None where it gives none that can be read."""
    dates = [
        f
        for f in story.facts
        if f.kind is FactKind.TIMESTAMP
        and f.about in ("effective", "published")
        and f.source.evidence == clause.source.evidence
    ]
    if not dates or not all(calendar.is_complete(f.value) for f in dates):
        return None
    return min(dates, key=lambda f: f.value)


def _value(story: Story, clause: Fact) -> str:
    found = _first_day(story, clause)
    return found.value if found is not None else ""
