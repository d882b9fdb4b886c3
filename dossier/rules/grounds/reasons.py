"""Premises about why the shop says no: what it stated, and whether its own page says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from dossier.model import (
    Event,
    EventKind,
    Fact,
    FactKind,
    FactStatus,
    OrderState,
    Premise,
    PremiseState,
    Role,
    Speaker,
)
from dossier.reading import terms
from dossier.rules.grounds import fees, messages, outcome, published, reach, standing, telling
from dossier.rules.grounds.story import Story, Window
from dossier.timeline.interval import Answer
from dossier.words import phrase

NEVER, LATE, RANK, SHIPPED, RULE = "never", "late", "rank", "shipped", "rule"
"""What a reason says; see ``docs/dossier-json.md``."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What an agent stated, and in which event of the chat; ``said`` is None where no time can be told."""

    kind: str
    fact: Fact
    said: Event | None
    limit: timedelta | None = None


def stated(story: Story) -> tuple[Reason, ...]:
    """The reasons that agents gave in this order's chat."""
    return tuple(
        Reason(terms.parse(f.value)[""], f, _said(story, f), _limit(f))
        for f in story.own(FactKind.REASON)
        if f.speaker is Speaker.AGENT
    )


def fees_named(story: Story) -> tuple[Fact, ...]:
    """The rates that agents named in this order's chat."""
    return tuple(f for f in story.own(FactKind.POLICY_TERM, terms.FEE) if f.speaker is Speaker.AGENT)


def windows_named(story: Story) -> tuple[Reason, ...]:
    """The windows that agents named in this order's chat, as the reason that a longer one is over."""
    return tuple(
        Reason(LATE, f, _said(story, f), timedelta(minutes=terms.minutes(f.value)))
        for f in story.own(FactKind.POLICY_TERM, terms.GRACE)
        if f.speaker is Speaker.AGENT
    )


def _limit(fact: Fact) -> timedelta | None:
    limit = terms.parse(fact.value).get("limit", "")
    return timedelta(minutes=terms.minutes(limit)) if limit.startswith("PT") else None


def _said(story: Story, fact: Fact) -> Event | None:
    """The first event of the message that a fact stands in."""
    return next(iter(messages.events(story, fact, *EventKind)), None)


def words(story: Story, fact: Fact) -> Premise:
    """That an agent stated it, in his own words."""
    event = _said(story, fact)
    agent = telling.agent(story, event) if event is not None else _agent(story, fact)
    time = telling.when(event) if event is not None else _time(story, fact)
    text = phrase("premise.reason.stated", agent=agent, time=time, words=telling.quote(fact.raw))
    facts = tuple(dict.fromkeys((fact.id, *fact.links)))
    events = (event.id,) if event is not None else ()
    if fact.hedged or fact.status is FactStatus.DISPUTED:
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, events, facts)
    granted = outcome.granted(story, event) if event is not None else None
    if granted is not None:
        text = phrase("premise.refusal.then-accepted", text=text, time=telling.when(granted))
        return Premise(text, PremiseState.UNCERTAIN, (*events, granted.id), facts)
    if outcome.given_back(story):
        return Premise(phrase("premise.then-refunded", text=text), PremiseState.UNCERTAIN, events, facts)
    return Premise(text, PremiseState.SHOWN, events, facts)


def _agent(story: Story, fact: Fact) -> str:
    linked = [story.fact(link) for link in fact.links]
    named = (f.value for f in linked if f.kind in (FactKind.AGENT_ID, FactKind.AGENT_NAME))
    return next(named, "")


def _time(story: Story, fact: Fact) -> str:
    times = (story.fact(link).raw for link in fact.links if story.fact(link).kind is FactKind.TIMESTAMP)
    return next(times, "")


def against_window(story: Story, windows: Sequence[Window], reason: Reason) -> Premise:
    """That a reason cannot be true together with a published window."""
    minutes = windows[0].minutes
    key = reason.kind
    state = PremiseState.SHOWN
    if reason.kind == LATE and reason.limit is not None:
        lengths = {w.length for w in windows}
        if reason.limit not in lengths and all(reason.limit < length for length in lengths):
            key = "shorter"
        elif reason.limit not in lengths:
            state = PremiseState.UNCERTAIN
    if reason.kind == RANK and published.clauses(story, terms.RANK):
        state = PremiseState.UNCERTAIN
    limit = int(reason.limit.total_seconds() // 60) if reason.limit is not None else 0
    text = phrase(f"premise.contradicts.{key}", minutes=minutes, limit=limit)
    facts = (reason.fact.id, *(w.fact.id for w in windows if w.fact is not None))
    if state is PremiseState.UNCERTAIN:
        text = phrase("premise.unsure", text=text)
    return Premise(text, state, facts=facts)


def against_handwork(story: Story, reason: Reason, request: Event | None, clauses: Sequence[Fact]) -> Premise:
    """That an order delivered by hand was called final although the page lets it be cancelled before work."""
    begun = story.one(EventKind.SERVICE_STARTED)
    facts = (reason.fact.id, *(c.id for c in clauses))
    if request is not None and begun is None and _waits(story):
        return Premise(phrase("premise.contradicts.waiting"), PremiseState.SHOWN, (request.id,), facts)
    if request is None or begun is None:
        return Premise(phrase("premise.contradicts.begin-unknown"), PremiseState.UNCERTAIN, facts=facts)
    answer, state = standing.judged(standing.earlier(story, request, begun), (request, begun))
    text = phrase(f"premise.contradicts.manual.{answer.value}", time=telling.when(begun))
    return Premise(text, state, (request.id, begun.id), facts)


def _waits(story: Story) -> bool:
    """Whether the order page shows that nobody has begun: what has not begun by then had not begun before."""
    sent = story.one(EventKind.SHIPPED) or story.one(EventKind.COMPLETED)
    return sent is None and story.order.state is OrderState.AWAITING


def against_rate(story: Story, named: Fact, rates: Sequence[Fact]) -> Premise:
    """That an agent named a higher fee than the page publishes."""
    low = _rate(named)[0]
    high = max(_rate(rate)[1] for rate in rates)
    paid = fees.base(story)
    floors = [Decimal(terms.parse(rate.value).get("floor", "0")) for rate in rates]
    text = phrase(
        "premise.contradicts.rate" if low > high else "premise.contradicts.rate-not",
        named=_percent(low),
        high=_percent(high),
    )
    facts = (named.id, *(r.id for r in rates))
    if low <= high:
        return Premise(text, PremiseState.CONTRADICTED, facts=facts)
    if any(floors) and (paid is None or paid * low <= max(floors)):
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, facts=facts)
    return Premise(text, PremiseState.SHOWN, facts=facts)


def free_of_charge(named: Fact, windows: Sequence[Window]) -> Premise:
    """That an agent named a fee for what the page lets be cancelled free of charge."""
    text = phrase("premise.contradicts.free", named=_percent(_rate(named)[0]))
    facts = (named.id, *(w.fact.id for w in windows if w.fact is not None))
    return Premise(text, PremiseState.SHOWN, facts=facts)


def _rate(fact: Fact) -> tuple[Decimal, Decimal]:
    low, _, high = terms.parse(fact.value)[""].partition("-")
    return Decimal(low), Decimal(high or low)


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"


def pages(story: Story, about: str) -> list[Fact]:
    """The clauses of a kind on rule pages that may cover the order."""
    return [
        f
        for f in published.clauses(story, about)
        if story.role_of(f) is Role.POLICY and reach.goods(story, f) is not False
    ]


def first_request(story: Story) -> Event | None:
    """The buyer's first plain request to cancel."""
    asked = story.of(EventKind.CANCEL_REQUESTED)
    return next((e for e in asked if standing.firm(e)), asked[0] if asked else None)


def after_request(request: Event | None, reason: Reason) -> bool:
    """Whether a reason was given after the buyer had asked, as far as that can be told."""
    if request is None:
        return False
    return reason.said is None or standing.follows(request, reason.said) is not Answer.NO
