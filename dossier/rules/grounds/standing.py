"""How events stand to one another and to a window, and what a premise may rest on.

Every question is asked of intervals and answered yes, no or cannot tell; a
*yes* that bears a charge needs firm events, a *no* that clears needs only that
none is a guess: a disputed event spans all its sources, so what holds for the
span holds for each of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model import Event, EventKind, Fact, FactKind, OrderState, PremiseState
from dossier.rules.grounds import clocks
from dossier.rules.grounds.story import Story, Window
from dossier.timeline import LINES_A_PAGE
from dossier.timeline.interval import Answer, before, no_later

_BY_NOTICE = (EventKind.SHIPPED, EventKind.SERVICE_STARTED, EventKind.COMPLETED, EventKind.REFUNDED)


def firm(event: Event) -> bool:
    """Whether a charge may rest on an event as it stands."""
    return not (event.disputed or event.doubtful or event.assumed or event.hedged or event.conflicts)


def firm_words(event: Event) -> bool:
    """Whether what was said is plain, even where its minute is only assumed."""
    return not (event.hedged or event.disputed)


def told(event: Event) -> bool:
    """Whether an event's time is printed somewhere and read for certain, be it that sources differ."""
    return not (event.assumed or event.hedged or event.doubtful or event.conflicts)


def state(answer: Answer, *, sure: bool) -> PremiseState:
    """The state of a premise that says what was asked: firm answers show or contradict it."""
    if not sure or answer is Answer.UNKNOWN:
        return PremiseState.UNCERTAIN
    return PremiseState.SHOWN if answer is Answer.YES else PremiseState.CONTRADICTED


def judged(answer: Answer, events: Sequence[Event]) -> tuple[Answer, PremiseState]:
    """The answer that may be said, and the premise's state, where the question rested on ``events``."""
    ground = firm if answer is Answer.YES else told
    if not all(ground(event) for event in events):
        return Answer.UNKNOWN, PremiseState.UNCERTAIN
    return answer, state(answer, sure=True)


def computable(story: Story, windows: Sequence[Window]) -> tuple[Window, ...]:
    """The windows a premise may be computed from: published ones, or those of a pack the user named."""
    return tuple(w for w in windows if w.fact is not None or w in story.named)


def starts(story: Story, windows: Sequence[Window]) -> tuple[Event, ...]:
    """The events from which windows count; both payment and order where a rule does not say which."""
    kinds = dict.fromkeys(kind for window in windows for kind in _kinds(window))
    return tuple(event for kind in kinds if (event := story.one(kind)) is not None)


def inside(story: Story, windows: Sequence[Window], event: Event) -> Answer:
    """Whether an event lies inside the window: the same answer for every window and start that may hold."""
    answers: set[Answer] = set()
    for window in windows:
        found = [e for kind in _kinds(window) if (e := story.one(kind)) is not None]
        if not found:
            return Answer.UNKNOWN
        answers |= {no_later(clocks.seen_from(story, event, e), event.when, window.length) for e in found}
    return answers.pop() if len(answers) == 1 else Answer.UNKNOWN


def earlier(story: Story, first: Event, second: Event) -> Answer:
    """Whether one event lies before another, be the clocks that tell them half a minute apart.

    A notice tells that something had happened by then, not when: what came before
    the notice need not have come before the thing.
    """
    answer = before(first.when, clocks.seen_from(story, first, second))
    return Answer.UNKNOWN if answer is Answer.YES and is_noticed(story, second) else answer


def is_noticed(story: Story, event: Event) -> bool:
    """Whether only a message says that goods had gone out or work had begun, and no page prints the time."""
    if event.kind not in _BY_NOTICE:
        return False
    return all(f.about != event.kind for f in map(story.fact, event.facts) if f.kind is FactKind.TIMESTAMP)


def follows(first: Event, second: Event) -> Answer:
    """Whether one thing said comes after another, by its place in the same chat or else by time."""
    if first.place[0] and first.place[0] == second.place[0]:
        return Answer.YES if second.place[1] > first.place[1] else Answer.NO
    if first.doubtful or second.doubtful:
        return Answer.UNKNOWN
    return before(first.when, second.when)


def untimed(story: Story, kind: EventKind) -> tuple[Fact, ...]:
    """What was said in this order's chats without a time that can be told, so that it made no event."""
    used = {fact for event in story.of(kind) for fact in event.facts}
    return tuple(fact for fact in story.own(FactKind.STATEMENT, kind) if fact.id not in used)


def may_follow(first: Event, fact: Fact) -> bool:
    """Whether something said without a time may come after an event."""
    if first.place[0] != fact.source.evidence:
        return True
    return fact.source.page * LINES_A_PAGE + fact.source.line > first.place[1]


def impossible(story: Story, event: Event) -> bool:
    """Whether an event that can only follow payment is told to lie before it (or before the order)."""
    first = story.one(EventKind.PAID) or story.one(EventKind.ORDERED)
    return first is not None and before(event.when, first.when) is Answer.YES


def before_dispatch(story: Story, request: Event) -> Answer:
    """Whether a request came before dispatch.

    Work by hand is not dispatched before it is begun, so a request before the
    begin came before dispatch, whether or not that is shown.
    """
    begun = story.one(EventKind.SERVICE_STARTED)
    if begun is not None and firm(begun) and earlier(story, request, begun) is Answer.YES:
        return Answer.YES
    shipped = story.one(EventKind.SHIPPED)
    if shipped is not None:
        return earlier(story, request, shipped) if firm(shipped) else Answer.UNKNOWN
    return Answer.UNKNOWN if story.order.state is OrderState.SHIPPED else Answer.YES


def _kinds(window: Window) -> tuple[EventKind, ...]:
    if window.start == "unknown":
        return (EventKind.PAID, EventKind.ORDERED)
    return (EventKind(window.start),)
