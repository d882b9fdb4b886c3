"""Premises about money that was to come back: who promised it, by when, and whether it has come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dossier.model import (
    Event,
    EventKind,
    Fact,
    FactKind,
    FactStatus,
    Interval,
    OrderState,
    Premise,
    PremiseState,
    Role,
    Speaker,
)
from dossier.reading import calendar, terms
from dossier.rules.grounds import messages, premises, published, reach, standing, telling
from dossier.rules.grounds.story import Story
from dossier.timeline import CLOCK_OFFSET
from dossier.timeline.deadline import Deadline, due
from dossier.timeline.interval import Answer, before
from dossier.words import phrase

_GRANTED = (EventKind.CANCEL_ACCEPTED, EventKind.REFUND_PROMISED)
_REFUNDED = re.compile(r"已(?:全额)?退款|退款成功|对方已退还")
#: States of an order page that cannot stand while the money is back.
_UNREFUNDED = (OrderState.AWAITING, OrderState.UNPAID)

#: Words that make a guess of a time; nobody is late for a guess.
_ESTIMATE = re.compile(r"预计|预期|大概|大约|左右|估计|一般|通常|最快|为准|力争|争取")


@dataclass(frozen=True, slots=True)
class Promise:
    """A time by which money was to come back.

    ``term`` is the sentence, ``start`` the event it counts from, ``deadline`` when
    it is over; None where that cannot be told.
    """

    term: Fact
    start: Event
    deadline: Deadline | None


def promises(story: Story) -> tuple[Promise, ...]:
    """What the shop promised in this order's chat, and what its rule page publishes, each with its end."""
    return tuple(sorted(_promises(story), key=lambda p: p.start.when.earliest))


def _promises(story: Story) -> Iterator[Promise]:
    granted = story.of(*_GRANTED)
    for term in published.terms_of(story, terms.REFUND_TIME):
        if story.role_of(term) is not Role.POLICY:
            said = _said_with(story, term)
            if said is not None:
                yield Promise(term, said, _deadline(term, said) if _counts(story, term, said) else None)
        elif reach.goods(story, term) is not False:
            start = _start(story, term, granted)
            if start is not None:
                yield Promise(term, start, _deadline(term, start))


def _said_with(story: Story, term: Fact) -> Event | None:
    """The promise or consent in whose words a time was named, the plainer where they are both."""
    return min(messages.events(story, term, *_GRANTED), key=lambda event: event.hedged, default=None)


def _counts(story: Story, term: Fact, said: Event) -> bool:
    """Whether a time named in the chat counts from its saying: a day, or a length from then on."""
    parts = terms.parse(term.value)
    if calendar.is_complete(parts[""]) or parts.get("start") == "said":
        return True
    agreed = [e for e in story.of(EventKind.CANCEL_ACCEPTED) if standing.firm(e)]
    here = any(standing.follows(said, e) is not Answer.YES for e in agreed)
    return parts.get("start") == "agreed" and here


def _start(story: Story, term: Fact, granted: Sequence[Event]) -> Event | None:
    """The event from which a published time counts; nothing is owed before the shop has agreed."""
    if not granted:
        return None
    if terms.parse(term.value).get("start") == "requested":
        asked = [e for e in story.of(EventKind.CANCEL_REQUESTED) if standing.firm_words(e)]
        return asked[0] if asked else granted[0]
    return granted[0]


def _deadline(term: Fact, start: Event) -> Deadline | None:
    parts = terms.parse(term.value)
    length = parts[""]
    if calendar.is_complete(length):
        return Deadline(calendar.interval(length))
    return due(start.when, length, working=parts.get("days") == "working")


def _moved(story: Story, promise: Promise) -> Event | None:
    """Words of the shop that named, or may have named, a later time before the first one was over."""
    end = promise.deadline
    if end is None:
        return None
    known = {other.start.id: other.deadline for other in promises(story)}
    for event in story.of(*_GRANTED):
        in_time = before(end.when, event.when) is not Answer.YES
        if not in_time or standing.follows(promise.start, event) is not Answer.YES:
            continue
        own = known.get(event.id)
        if own is not None and own.when.latest > end.when.latest:
            return event
        if own is None and (event.id in known or event.hedged):
            return event
    return None


def promised(story: Story, promise: Promise) -> Premise:
    """That a time for paying back was promised to the buyer, or is published."""
    told = _told(story, promise)
    moved = _moved(story, promise)
    if moved is None or told.state is not PremiseState.SHOWN:
        return told
    text = phrase("premise.promise.moved", text=told.text, time=telling.when(moved))
    return Premise(text, PremiseState.UNCERTAIN, (*told.events, moved.id), told.facts)


def _told(story: Story, promise: Promise) -> Premise:
    if story.role_of(promise.term) is Role.POLICY:
        return premises.published_terms(story, [promise.term])
    event = promise.start
    text = phrase(
        "premise.promise.said",
        agent=telling.agent(story, event),
        time=telling.when(event),
        words=telling.quote(telling.words(story, event)),
    )
    facts = tuple(dict.fromkeys((promise.term.id, *event.facts)))
    doubtful = promise.term.hedged or promise.term.status is FactStatus.DISPUTED
    back = _taken_back(story, event)
    if back is not None:
        text = phrase("premise.promise.taken-back", text=text, time=telling.when(back))
        return Premise(text, PremiseState.UNCERTAIN, (event.id, back.id), facts)
    if doubtful or not standing.firm(event):
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, (event.id,), facts)
    return Premise(text, PremiseState.SHOWN, (event.id,), facts)


def _taken_back(story: Story, event: Event) -> Event | None:
    """What may have undone a promise: a refusal after it, or the buyer's own change of mind."""
    undone = story.of(EventKind.CANCEL_REFUSED, EventKind.CANCEL_WITHDRAWN)
    return next((e for e in undone if standing.follows(event, e) is not Answer.NO), None)


def started(story: Story, promise: Promise) -> Premise:
    """That the shop agreed to pay back, or that the buyer asked: the event from which the time counts."""
    event = promise.start
    words = telling.quote(telling.words(story, event))
    text = phrase(f"premise.refund-start.{event.kind}", time=telling.when(event), words=words)
    back = _taken_back(story, event)
    if back is not None:
        text = phrase("premise.promise.taken-back", text=text, time=telling.when(back))
        return Premise(text, PremiseState.UNCERTAIN, (event.id, back.id), event.facts)
    # A time that counts from the request is owed only once the shop has plainly agreed.
    agreed = any(standing.firm_words(grant) for grant in story.of(*_GRANTED))
    if not agreed or not standing.firm(event):
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, (event.id,), event.facts)
    return Premise(text, PremiseState.SHOWN, (event.id,), event.facts)


def ended(promise: Promise) -> Premise:
    """When the time is over, at the most patient reading."""
    found = promise.deadline
    if found is None:
        return Premise(phrase("premise.due.unknown"), PremiseState.UNCERTAIN, facts=(promise.term.id,))
    if _ESTIMATE.search(promise.term.raw):
        return Premise(phrase("premise.due.estimate"), PremiseState.UNCERTAIN, facts=(promise.term.id,))
    text = phrase("premise.due.shown", time=telling.moment(found.when.latest))
    if not found.sure:
        text = phrase("premise.due.calendar", text=text)
        return Premise(text, PremiseState.UNCERTAIN, (promise.start.id,), (promise.term.id,))
    return Premise(text, PremiseState.SHOWN, (promise.start.id,), (promise.term.id,))


def still_owed(story: Story, promise: Promise) -> Premise:
    """That the money has not come, shown by something later than the end of the time."""
    came = _came(story)
    if came is not None:
        return came
    end = promise.deadline
    if end is None:
        return Premise(phrase("premise.owed.missing"), PremiseState.MISSING)
    proofs = [*_by_pages(story, end), *_by_bills(story, end), *_by_words(story, end)]
    for state in (PremiseState.SHOWN, PremiseState.UNCERTAIN, PremiseState.MISSING):
        found = next((proof for proof in proofs if proof.state is state), None)
        if found is not None:
            return found
    return Premise(phrase("premise.owed.missing"), PremiseState.MISSING)


def _came(story: Story) -> Premise | None:
    """The premise refuted, or put in doubt, where the folder shows that money came back."""
    told = sorted(story.of(EventKind.REFUND_RECEIVED), key=lambda event: not standing.firm_words(event))
    back = story.order.state is OrderState.REFUNDED
    said = next((e for e in told if standing.firm_words(e) or not back), None)
    event = story.one(EventKind.REFUNDED) or said
    amounts = {Decimal(f.value) for f in story.own(FactKind.AMOUNT, "refund")}
    part = story.order.paid is not None and bool(amounts) and story.order.paid not in amounts
    if event is None and not back:
        return _told_back(story)
    time = telling.when(event) if event is not None else ""
    text = phrase("premise.owed.part" if part else "premise.owed.came", time=time)
    if event is not None and not standing.firm_words(event):
        text = phrase("premise.unsure", text=text)
    ids = (event.id,) if event is not None else ()
    facts = event.facts if event is not None else ()
    sure = event is None or standing.told(event)
    state = PremiseState.UNCERTAIN if part or not sure else PremiseState.CONTRADICTED
    return Premise(text, state, ids, facts)


def _told_back(story: Story) -> Premise | None:
    """A payment record that calls the payment refunded, beside whatever else the folder shows."""
    for fact in story.own(FactKind.STATUS):
        if story.role_of(fact) in (Role.PAYMENT, Role.BILL) and _REFUNDED.search(fact.raw):
            text = phrase("premise.owed.told", words=fact.raw)
            return Premise(text, PremiseState.UNCERTAIN, facts=(fact.id,))
    return None


def _by_pages(story: Story, end: Deadline) -> Iterator[Premise]:
    """Order pages captured after the end that show the money still on its way, or the order untouched."""
    for captured in story.own(FactKind.TIMESTAMP, "captured"):
        if not calendar.is_complete(captured.value) or captured.status is FactStatus.DISPUTED:
            continue
        when = calendar.interval(captured.value)
        for status in story.own(FactKind.STATUS):
            if status.source.evidence != captured.source.evidence:
                continue
            if not _after(end, when) or "退款成功" in status.raw:
                continue
            text = phrase("premise.owed.page", time=telling.moment(when.earliest), words=status.raw)
            waiting = "退" in status.raw or status.value in _UNREFUNDED
            state = PremiseState.SHOWN if waiting else PremiseState.UNCERTAIN
            yield Premise(text, state, facts=(status.id, captured.id))


def _after(end: Deadline, when: Interval) -> bool:
    """Whether a time by another clock lies after the end, be that clock half a minute fast."""
    return when.earliest > end.when.latest + CLOCK_OFFSET


def _by_bills(story: Story, end: Deadline) -> Iterator[Premise]:
    """Bills that go on after the end and hold the payment but nothing that came back."""
    for until in story.own(FactKind.TIMESTAMP, "until"):
        if story.role_of(until) is not Role.BILL or not calendar.is_complete(until.value):
            continue
        when = calendar.interval(until.value)
        if _after(end, when):
            text = phrase("premise.owed.bill", time=telling.moment(when.latest))
            state = PremiseState.UNCERTAIN if until.hedged else PremiseState.SHOWN
            yield Premise(text, state, facts=(until.id,))


def _by_words(story: Story, end: Deadline) -> Iterator[Premise]:
    """What the shop, or only the buyer, says of it after the end."""
    for event in story.of(EventKind.REFUND_PENDING, EventKind.CHASED):
        if before(end.when, event.when) is not Answer.YES:
            continue
        words = telling.quote(telling.words(story, event))
        shop = event.kind is EventKind.REFUND_PENDING and _speaker(story, event) is Speaker.AGENT
        key = "premise.owed.shop" if shop else "premise.owed.buyer"
        text = phrase(key, time=telling.when(event), agent=telling.agent(story, event), words=words)
        state = PremiseState.MISSING
        if shop:
            state = PremiseState.SHOWN if standing.firm(event) else PremiseState.UNCERTAIN
        yield Premise(text, state, (event.id,), event.facts)


def _speaker(story: Story, event: Event) -> Speaker:
    said = (f.speaker for f in map(story.fact, event.facts) if f.kind is FactKind.STATEMENT)
    return next(said, Speaker.UNKNOWN)
