"""Premises about what was asked and answered: inside the window, not taken back, refused."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model import Event, EventKind, OrderState, Premise, PremiseState
from dossier.reading import terms
from dossier.rules.grounds import outcome, published, reach, standing, telling
from dossier.rules.grounds.story import Story, Window
from dossier.timeline.interval import Answer
from dossier.words import phrase

_RANK = {Answer.YES: 2, Answer.UNKNOWN: 1, Answer.NO: 0}


def requested_inside(story: Story, windows: Sequence[Window]) -> tuple[Premise, Event | None]:
    """That a cancellation was asked for inside the window, and the request that shows it.

    Without windows the premise says only that it was asked for in plain words
    and not taken back.
    """
    windows = standing.computable(story, windows)
    requests = story.of(EventKind.CANCEL_REQUESTED)
    loose = standing.untimed(story, EventKind.CANCEL_REQUESTED)
    if not requests:
        if not loose:
            return Premise(phrase("premise.request.missing"), PremiseState.MISSING), None
        text = phrase("premise.request.untimed", words=telling.quote(loose[0].raw))
        return Premise(text, PremiseState.UNCERTAIN, facts=(loose[0].id,)), None
    live = [request for request in requests if not _taken_back(story, request)]
    best = max(live or requests, key=lambda event: _rank(story, windows, event))
    answer, state = _asked(story, windows, best)
    if state is PremiseState.CONTRADICTED and loose:
        # One without a time may have come earlier.
        answer, state = Answer.UNKNOWN, PremiseState.UNCERTAIN
    text = _text(story, windows, best, answer)
    if state is PremiseState.SHOWN:
        objection = "withdrawn" if best not in live else _objection(story, windows, best)
        if objection:
            text, state = phrase(f"premise.request.{objection}", text=text), PremiseState.UNCERTAIN
    return Premise(text, state, (best.id,), best.facts), best


def unheeded(story: Story, premise: Premise, request: Event | None) -> Premise:
    """The premise of a request, made uncertain where the shop granted it after all."""
    if request is None or premise.state is not PremiseState.SHOWN:
        return premise
    granted = [
        e
        for e in story.of(EventKind.CANCEL_ACCEPTED)
        if standing.firm_words(e) and standing.follows(request, e) is not Answer.NO
    ]
    if not granted and outcome.given_back(story):
        text = phrase("premise.then-refunded", text=premise.text)
        return Premise(text, PremiseState.UNCERTAIN, premise.events, premise.facts)
    if not granted:
        return premise
    text = phrase("premise.request.granted", text=premise.text, time=telling.when(granted[0]))
    return Premise(text, PremiseState.UNCERTAIN, (*premise.events, granted[0].id), premise.facts)


def before_dispatch(story: Story, request: Event, dispatch: Event) -> Premise:
    """That the request came before the goods went out: what nobody had cancelled yet may be sent."""
    answer = standing.before_dispatch(story, request)
    text = phrase(f"premise.before-dispatch.{answer.value}")
    state = PremiseState.UNCERTAIN
    if answer is not Answer.UNKNOWN and standing.firm(request):
        state = standing.state(answer, sure=True)
    return Premise(text, state, (request.id, dispatch.id), dispatch.facts)


def refused_after(story: Story, request: Event | None) -> Premise:
    """That the shop refused the request."""
    after = {
        e.id: Answer.UNKNOWN if request is None else standing.follows(request, e) for e in _refusals(story)
    }
    refusals = [e for e in _refusals(story) if after[e.id] is not Answer.NO]
    loose = standing.untimed(story, EventKind.CANCEL_REFUSED)
    if not refusals:
        if not loose:
            return Premise(phrase("premise.refusal.missing"), PremiseState.MISSING)
        text = phrase("premise.refusal.untimed", words=telling.quote(loose[0].raw))
        return Premise(text, PremiseState.UNCERTAIN, facts=(loose[0].id,))
    best = max(refusals, key=lambda e: (standing.firm_words(e), after[e.id] is Answer.YES))
    words = telling.quote(telling.words(story, best))
    text = phrase(
        "premise.refusal.shown" if words else "premise.refusal.recorded",
        time=telling.when(best),
        agent=telling.agent(story, best),
        words=words,
    )
    contrary = _accepted(story, request, best)
    if contrary is not None:
        key, event = contrary
        text = phrase(f"premise.refusal.{key}", text=text, time=telling.when(event))
        return Premise(text, PremiseState.UNCERTAIN, (best.id, event.id), best.facts)
    if not standing.firm_words(best) or (request is not None and after[best.id] is not Answer.YES):
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, (best.id,), best.facts)
    if outcome.given_back(story):
        text = phrase("premise.then-refunded", text=text)
        return Premise(text, PremiseState.UNCERTAIN, (best.id,), best.facts)
    if any(standing.may_follow(best, fact) for fact in standing.untimed(story, EventKind.CANCEL_ACCEPTED)):
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, (best.id,), best.facts)
    return Premise(text, PremiseState.SHOWN, (best.id,), best.facts)


def _refusals(story: Story) -> tuple[Event, ...]:
    return story.of(EventKind.CANCEL_REFUSED)


def _accepted(story: Story, request: Event | None, refusal: Event) -> tuple[str, Event] | None:
    """A plain acceptance before a refusal (what was refused then is something else) or after it."""
    plain = [e for e in story.of(EventKind.CANCEL_ACCEPTED) if standing.firm_words(e)]
    for event in plain:
        later = standing.follows(refusal, event)
        if later is Answer.NO and (request is None or standing.follows(request, event) is not Answer.NO):
            return "after-acceptance", event
        if later is not Answer.NO:
            return "then-accepted", event
    return None


def _asked(story: Story, windows: Sequence[Window], request: Event) -> tuple[Answer, PremiseState]:
    if standing.impossible(story, request):
        return Answer.UNKNOWN, PremiseState.UNCERTAIN
    if not windows:
        return Answer.YES, PremiseState.SHOWN if standing.firm(request) else PremiseState.UNCERTAIN
    answer = standing.inside(story, windows, request)
    return standing.judged(answer, (request, *standing.starts(story, windows)))


def _objection(story: Story, windows: Sequence[Window], request: Event) -> str:
    """Why a request that lies inside the window may not count: the name of a phrase, or an empty string."""
    sent = standing.before_dispatch(story, request)
    if any(window.unshipped for window in windows):
        if sent is not Answer.YES:
            return "after-dispatch"
        if story.one(EventKind.SHIPPED) is None and story.order.state is not OrderState.AWAITING:
            return "dispatch-unknown"
    if sent is not Answer.YES and _has_exception(story):
        return "excepted"
    done = story.one(EventKind.COMPLETED)
    if done is not None and standing.earlier(story, request, done) is not Answer.YES:
        # Whoever confirmed the receipt may have given up what he could have asked before.
        return "after-completion"
    return ""


def _has_exception(story: Story) -> bool:
    """Whether the shop publishes "no return once dispatched" for such goods."""
    return any(
        terms.parse(f.value).get("after") == "shipped" and reach.goods(story, f) is not False
        for f in published.clauses(story, terms.IRREVOCABLE)
    )


def _taken_back(story: Story, request: Event) -> bool:
    """Whether the buyer may have taken a request back: a later request does not bring it to life again."""
    later = any(standing.follows(request, e) is not Answer.NO for e in story.of(EventKind.CANCEL_WITHDRAWN))
    return later or any(
        standing.may_follow(request, fact) for fact in standing.untimed(story, EventKind.CANCEL_WITHDRAWN)
    )


def _rank(story: Story, windows: Sequence[Window], event: Event) -> tuple[int, bool, float]:
    """Requests in the order in which they serve: surely inside, firm, early."""
    order = _RANK[standing.inside(story, windows, event) if windows else Answer.UNKNOWN]
    firm = standing.firm(event)
    return (2 * order if firm else order, firm, -event.when.earliest.timestamp())


def _text(story: Story, windows: Sequence[Window], event: Event, answer: Answer) -> str:
    words = telling.quote(telling.words(story, event))
    shown = "premise.request.shown" if words else "premise.request.recorded"
    head = phrase(shown, time=telling.when(event), words=words)
    if event.assumed:
        return phrase("premise.request.assumed", text=head)
    if event.hedged:
        return phrase("premise.request.hedged", text=head)
    if not windows:
        return head
    return phrase(f"premise.request.{answer.value}", text=head, minutes=windows[0].minutes)
