"""Premises that several rules share, each with its state, its words and its proof.

A premise is ``shown`` only when the reading behind it is firm: not disputed
between sources, not assumed, not hedged, and true at both ends of every time
interval.  Everything softer is ``uncertain``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
)
from dossier.reading import terms
from dossier.rules import telling
from dossier.rules.story import Story, Window
from dossier.timeline.interval import Answer, before, no_later
from dossier.words import phrase

_FINE = (Answer.YES, Answer.NO)


def firm(event: Event) -> bool:
    """Whether a verdict may rest on an event as it stands."""
    return not (event.disputed or event.assumed or event.hedged)


def window(story: Story, windows: Sequence[Window], *, must_be_free: bool = False) -> Premise:
    """The published free-cancellation window."""
    published = [w for w in windows if w.fact is not None]
    if not published:
        pack = next((w.pack for w in windows if w.pack), "")
        words = phrase("premise.window.pack", pack=pack) if story.named else phrase("premise.window.missing")
        return Premise(words, PremiseState.MISSING)
    facts = tuple(w.fact.id for w in published if w.fact is not None)
    text = "；".join(telling.clause(story, w.fact) for w in published if w.fact is not None)
    if not all(w.sure for w in published):
        return Premise(phrase("premise.window.unsure", text=text), PremiseState.UNCERTAIN, facts=facts)
    if must_be_free and not all(w.free for w in published):
        return Premise(phrase("premise.window.not-free", text=text), PremiseState.UNCERTAIN, facts=facts)
    return Premise(text, PremiseState.SHOWN, facts=facts)


def happened(story: Story, kind: EventKind) -> Premise:
    """That something happened, and when."""
    event = story.one(kind)
    if event is None:
        return Premise(phrase(f"premise.{kind}.missing"), PremiseState.MISSING)
    text = phrase(f"premise.{kind}.shown", time=telling.when(event))
    if event.disputed:
        text = phrase("premise.disputed", text=text, sources=telling.sources(story, event))
        return Premise(text, PremiseState.UNCERTAIN, (event.id,), event.facts)
    if not firm(event):
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, (event.id,), event.facts)
    return Premise(text, PremiseState.SHOWN, (event.id,), event.facts)


def start(story: Story, windows: Sequence[Window]) -> Premise:
    """The moment the window counts from: payment, or the order where the rule says so."""
    kinds = {w.start for w in windows}
    if kinds == {"ordered"}:
        return happened(story, EventKind.ORDERED)
    return happened(story, EventKind.PAID)


def computable(story: Story, windows: Sequence[Window]) -> tuple[Window, ...]:
    """The windows a premise may be computed from: published ones, or those of a pack the user named."""
    return tuple(w for w in windows if w.fact is not None or w in story.named)


def inside(story: Story, windows: Sequence[Window], event: Event) -> Answer:
    """Whether an event lies inside the window: the same answer for every window and start that may hold."""
    answers: set[Answer] = set()
    for candidate in windows:
        kinds = [EventKind.PAID, EventKind.ORDERED] if candidate.start == "unknown" else [EventKind(candidate.start)]
        starts = [e for kind in kinds if (e := story.one(kind)) is not None]
        if not starts:
            return Answer.UNKNOWN
        answers |= {no_later(e.when, event.when, candidate.length) for e in starts}
    return answers.pop() if len(answers) == 1 else Answer.UNKNOWN


def starts_firm(story: Story, windows: Sequence[Window]) -> bool:
    """Whether the moments the windows count from are all known and firm."""
    kinds = {EventKind.ORDERED if w.start == "ordered" else EventKind.PAID for w in windows}
    found = [story.one(kind) for kind in kinds]
    return bool(found) and all(event is not None and firm(event) for event in found)


def shipped_inside(story: Story, windows: Sequence[Window], event: Event) -> Premise:
    """That dispatch lies inside the window."""
    windows = computable(story, windows)
    if not windows:
        return Premise(phrase("premise.shipped-inside.no-rule"), PremiseState.MISSING, (event.id,), event.facts)
    answer = inside(story, windows, event)
    minutes = windows[0].minutes
    sure = starts_firm(story, windows) and firm(event) and not _impossible(story, event)
    found = state(answer, sure=sure)
    text = phrase(f"premise.shipped-inside.{_word(answer, sure=sure)}", minutes=minutes, elapsed=telling.elapsed(story, windows, event))
    return Premise(text, found, (event.id,), event.facts)


def requested_inside(story: Story, windows: Sequence[Window]) -> tuple[Premise, Event | None]:
    """That a cancellation was asked for inside the window; and the request that shows it."""
    windows = computable(story, windows)
    requests = story.of(EventKind.CANCEL_REQUESTED)
    if not requests:
        untimed = story.own(FactKind.STATEMENT, EventKind.CANCEL_REQUESTED)
        if untimed:
            text = phrase("premise.request.untimed", words=telling.quote(untimed[0].raw))
            return Premise(text, PremiseState.UNCERTAIN, facts=(untimed[0].id,)), None
        return Premise(phrase("premise.request.missing"), PremiseState.MISSING), None
    best = max(requests, key=lambda e: _rank(story, windows, e))
    answer = inside(story, windows, best) if windows else Answer.UNKNOWN
    start_firm = starts_firm(story, windows)
    sure = firm(best) and start_firm and not _impossible(story, best)
    text = _request_text(story, windows, best, answer)
    found = state(answer, sure=sure)
    if not windows:
        sound = firm(best) and not _impossible(story, best)
        found = PremiseState.SHOWN if sound else PremiseState.UNCERTAIN
    if found is PremiseState.SHOWN and _withdrawn(story, best):
        return Premise(phrase("premise.request.withdrawn", text=text), PremiseState.UNCERTAIN, (best.id,), best.facts), best
    if found is PremiseState.SHOWN and any(w.unshipped for w in windows) and not _before_dispatch(story, best):
        return Premise(phrase("premise.request.after-dispatch", text=text), PremiseState.UNCERTAIN, (best.id,), best.facts), best
    if found is PremiseState.SHOWN and _excepted(story, best):
        return Premise(phrase("premise.request.excepted", text=text), PremiseState.UNCERTAIN, (best.id,), best.facts), best
    return Premise(text, found, (best.id,), best.facts), best


def refused_after(story: Story, request: Event | None) -> Premise:
    """That the shop refused the request."""
    refusals = [e for e in story.of(EventKind.CANCEL_REFUSED) if request is None or _follows(request, e)]
    if not refusals:
        untimed = story.own(FactKind.STATEMENT, EventKind.CANCEL_REFUSED)
        if untimed and not story.of(EventKind.CANCEL_REFUSED):
            text = phrase("premise.refusal.untimed", words=telling.quote(untimed[0].raw))
            return Premise(text, PremiseState.UNCERTAIN, facts=(untimed[0].id,))
        return Premise(phrase("premise.refusal.missing"), PremiseState.MISSING)
    best = next((e for e in refusals if firm_words(e)), refusals[0])
    text = phrase(
        "premise.refusal.shown",
        time=telling.when(best),
        agent=telling.agent(story, best),
        words=telling.quote(telling.words(story, best)),
    )
    accepted = [e for e in story.of(EventKind.CANCEL_ACCEPTED) if firm_words(e)]
    earlier = [e for e in accepted if not _follows(best, e) and (request is None or _follows(request, e))]
    if earlier:
        # What was refused once the cancellation stood is something else.
        text = phrase("premise.refusal.after-acceptance", text=text, time=telling.when(earlier[0]))
        return Premise(text, PremiseState.UNCERTAIN, (best.id, earlier[0].id), best.facts)
    if accepted:
        text = phrase("premise.refusal.then-accepted", text=text, time=telling.when(accepted[0]))
        return Premise(text, PremiseState.UNCERTAIN, (best.id, accepted[0].id), best.facts)
    if not firm_words(best):
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, (best.id,), best.facts)
    return Premise(text, PremiseState.SHOWN, (best.id,), best.facts)


def firm_words(event: Event) -> bool:
    """Whether what was said is plain, even where its minute is only assumed."""
    return not (event.hedged or event.disputed)


@dataclass(frozen=True, slots=True)
class Kept:
    """A fee that was kept: the amount (None when it cannot be told) and the premise that says so."""

    amount: Decimal | None
    premise: Premise


def fee_kept(story: Story) -> Kept | None:
    """The fee the shop kept, from its own line or from price less refund; None when nothing points to one."""
    shown = [f for f in story.own(FactKind.AMOUNT, "fee") if story.role_of(f) in (Role.ORDER, Role.PAYMENT)]
    refunds = [f for f in story.own(FactKind.AMOUNT, "refund") if story.role_of(f) in (Role.ORDER, Role.PAYMENT)]
    refunded = story.order.state is OrderState.REFUNDED or bool(story.of(EventKind.REFUNDED))
    fees = {Decimal(f.value) for f in shown}
    back = {Decimal(f.value) for f in refunds}
    facts = tuple(f.id for f in (*shown, *refunds))
    difference = None
    if len(back) == 1 and story.order.paid is not None:
        difference = story.order.paid - next(iter(back))
    if not fees and (difference is None or difference <= 0):
        return None
    amount = next(iter(fees)) if len(fees) == 1 else difference if not fees else None
    if amount is not None and amount <= 0:
        return None
    disputed = any(f.status is FactStatus.DISPUTED for f in (*shown, *refunds))
    if amount is None or disputed or (difference is not None and amount != difference):
        return Kept(None, Premise(phrase("premise.fee.unclear", text=telling.amounts(shown, refunds)), PremiseState.UNCERTAIN, facts=facts))
    text = phrase("premise.fee.shown", fee=f"{amount:.2f}", paid=telling.money(story.order.paid))
    if not (refunded or refunds or any(_is_cancel_fee(f) for f in shown)):
        # A bare "手续费" may be the payment's own charge, not one for cancelling.
        return Kept(amount, Premise(phrase("premise.fee.other", text=text), PremiseState.UNCERTAIN, facts=facts))
    return Kept(amount, Premise(text, PremiseState.SHOWN, facts=facts))


def _is_cancel_fee(fact: Fact) -> bool:
    return any(word in fact.label for word in ("取消", "扣", "违约", "退"))


def _rank(story: Story, windows: Sequence[Window], event: Event) -> tuple[int, bool, float]:
    """Requests in the order in which they serve: surely inside, firm, early."""
    answer = inside(story, windows, event) if windows else Answer.UNKNOWN
    order = {Answer.YES: 2, Answer.UNKNOWN: 1, Answer.NO: 0}
    return (2 * order[answer] if firm(event) else order[answer], firm(event), -event.when.earliest.timestamp())


def _request_text(story: Story, windows: Sequence[Window], event: Event, answer: Answer) -> str:
    words = telling.quote(telling.words(story, event))
    head = phrase("premise.request.shown", time=telling.when(event), words=words)
    if event.assumed:
        return phrase("premise.request.assumed", text=head)
    if event.hedged:
        return phrase("premise.request.hedged", text=head)
    if not windows:
        return head
    return phrase(f"premise.request.{_word(answer, sure=True)}", text=head, minutes=windows[0].minutes)


def _withdrawn(story: Story, request: Event) -> bool:
    later = [e for e in story.of(EventKind.CANCEL_WITHDRAWN) if _follows(request, e)]
    renewed = [e for e in story.of(EventKind.CANCEL_REQUESTED) if later and _follows(later[-1], e)]
    return bool(later) and not renewed


def _before_dispatch(story: Story, request: Event) -> bool:
    shipped = story.one(EventKind.SHIPPED)
    return shipped is None or before(request.when, shipped.when) is Answer.YES


def _excepted(story: Story, request: Event) -> bool:
    """Whether a published "no return once dispatched" may bar a request that came after dispatch."""
    barred = [
        f
        for f in story.terms(terms.IRREVOCABLE)
        if terms.parse(f.value).get("after") == "shipped" and story.covers(f) is not False
    ]
    return bool(barred) and not _before_dispatch(story, request)


def _follows(first: Event, second: Event) -> bool:
    """Whether one thing said comes after another, by its place in the same chat or else by time."""
    if first.place[0] and first.place[0] == second.place[0]:
        return second.place[1] > first.place[1]
    return before(second.when, first.when) is not Answer.YES


def _impossible(story: Story, event: Event) -> bool:
    """Whether an event is told to lie before the order was placed (or, for dispatch, paid)."""
    first = story.one(EventKind.ORDERED)
    if event.kind is EventKind.SHIPPED:
        first = story.one(EventKind.PAID) or first
    return first is not None and before(event.when, first.when) is Answer.YES


def state(answer: Answer, *, sure: bool) -> PremiseState:
    """The state of a premise that says what was asked: firm answers show or contradict it."""
    if not sure or answer not in _FINE:
        return PremiseState.UNCERTAIN
    return PremiseState.SHOWN if answer is Answer.YES else PremiseState.CONTRADICTED


def _word(answer: Answer, *, sure: bool) -> str:
    return answer.value if sure else Answer.UNKNOWN.value


def facts_of(premises: Iterable[Premise]) -> tuple[str, ...]:
    """All facts that premises rest on, each once."""
    return tuple(dict.fromkeys(fact for premise in premises for fact in premise.facts))
