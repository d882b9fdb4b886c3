"""Premises about being answered: within which time, to which request, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model import (
    Actor,
    Event,
    EventKind,
    Fact,
    FactKind,
    FactStatus,
    Page,
    Premise,
    PremiseState,
    Role,
)
from dossier.reading import calendar, terms
from dossier.rules.grounds import messages, premises, published, reach, standing, telling
from dossier.rules.grounds.story import Story
from dossier.timeline import LINES_A_PAGE
from dossier.timeline.deadline import Deadline, due
from dossier.timeline.interval import Answer, before
from dossier.words import phrase

_REQUESTS = (EventKind.CANCEL_REQUESTED, EventKind.CHASED, EventKind.CONTACTED)
#: What a first message must hold to want an answer; a greeting or thanks wants none.
_ASKS = re.compile(r"[?？吗呢么]|请|何时|多久|为什么|怎么|投诉|处理|帮")
_ANSWERS = (
    EventKind.ANSWERED,
    EventKind.CANCEL_REFUSED,
    EventKind.CANCEL_ACCEPTED,
    EventKind.REFUND_PROMISED,
    EventKind.REFUND_PENDING,
)
#: Words about a talk that no capture shows.
_ELSEWHERE = re.compile(
    r"(?:打|来|通|接)(?:了|过|到)(?:你们?|您|客服|我)?(?:的|个|一个|几次)?电话|(?:打|来|通)(?:的)?电话(?:说|讲|告诉|给我)"
    r"|电话(?:里|中)|来电|通话|短信(?:回|通知)(?:了|过|说)|(?:发|回)(?:了|过)(?:邮件|短信)"
)
_ROBOT = "robot"


@dataclass(frozen=True, slots=True)
class Wait:
    """A request that was to be answered within a time.

    ``term`` is the sentence that says so, ``start`` the event it counts from,
    ``deadline`` the end, ``answer`` the first words of a person of the shop after
    ``start`` in the same conversation, or None.
    """

    term: Fact
    request: Event
    start: Event
    deadline: Deadline | None
    answer: Event | None


def waits(story: Story) -> tuple[Wait, ...]:
    """Every request of the order with every time that was to be kept for it."""
    return tuple(_waits(story))


def _waits(story: Story) -> Iterator[Wait]:
    asked = [e for e in story.of(*_REQUESTS) if e.place[0] and _wants_answer(story, e)]
    for term in _terms(story):
        parts = terms.parse(term.value)
        for request in asked:
            start = request
            if story.role_of(term) is not Role.POLICY:
                said = _said(story, term, request)
                if said is None and not _answers_at_once(term, request):
                    continue
                start = said or request
            yield Wait(
                term,
                request,
                start,
                due(start.when, parts[""], working=parts.get("days") == "working"),
                _answer(story, start),
            )


def _wants_answer(story: Story, event: Event) -> bool:
    return event.kind is not EventKind.CONTACTED or bool(_ASKS.search(telling.words(story, event)))


def _terms(story: Story) -> Iterator[Fact]:
    """The times that a rule page or the shop's side of this chat names for an answer."""
    yield from (t for t in published.terms_of(story, terms.ANSWER_TIME) if reach.goods(story, t) is not False)
    known = {t.id for t in published.terms_of(story, terms.ANSWER_TIME)}
    for fact in story.own(FactKind.POLICY_TERM, terms.ANSWER_TIME):
        # A robot or the system may state the time as well as an agent.
        if fact.id not in known and story.role_of(fact) is not Role.POLICY:
            yield fact


def _said(story: Story, term: Fact, request: Event) -> Event | None:
    """The shop's words that named a time after a request, as an event with its own time."""
    for event in messages.events(story, term, *_ANSWERS):
        if event.place[0] == request.place[0] and standing.follows(request, event) is Answer.YES:
            return event
    notice = _notice(story, term)
    if notice is None or notice.place[0] != request.place[0]:
        return None
    return notice if standing.follows(request, notice) is Answer.YES else None


def _answers_at_once(term: Fact, request: Event) -> bool:
    """Whether a machine's words without a time stand below a request and count from it."""
    here, (chat, line) = term.source, request.place
    below = here.evidence == chat and here.page * LINES_A_PAGE + here.line > line
    return below and terms.parse(term.value).get("start") == "requested"


def _notice(story: Story, term: Fact) -> Event | None:
    """Words of a machine or the app that are no event of the case, with their time; it has no id."""
    times = (f for f in map(story.fact, term.links) if f.kind is FactKind.TIMESTAMP)
    time = next((f for f in times if calendar.is_complete(f.value)), None)
    if time is None:
        return None
    return Event(
        id="",
        kind=EventKind.ANSWERED,
        when=calendar.interval(time.value),
        precision=calendar.precision(time.value),
        actor=Actor.PLATFORM,
        order_id=story.order.order_id,
        facts=(term.id, time.id),
        doubtful=time.status is FactStatus.DISPUTED,
        assumed=time.assumed,
        place=(term.source.evidence, term.source.page * LINES_A_PAGE + term.source.line),
    )


def _answer(story: Story, start: Event) -> Event | None:
    """The first words of a person of the shop after ``start``, in its own conversation."""
    later = [
        e
        for e in story.of(*_ANSWERS)
        if e.place[0] == start.place[0] and e.place[1] > start.place[1] and not is_robot(story, e)
    ]
    return min(later, key=lambda e: e.place[1], default=None)


def _ids(*events: Event) -> tuple[str, ...]:
    return tuple(event.id for event in events if event.id)


def is_robot(story: Story, event: Event) -> bool:
    """Whether a machine says it."""
    return any(story.fact(f).about == _ROBOT for f in event.facts)


def stated(story: Story, wait: Wait) -> Premise:
    """That a time for an answer is published, or was stated to the buyer."""
    if story.role_of(wait.term) is Role.POLICY:
        return premises.published_terms(story, [wait.term])
    text = phrase(
        "premise.answer-time.said", time=telling.when(wait.start), words=telling.quote(wait.term.raw)
    )
    facts = tuple(dict.fromkeys((wait.term.id, *wait.start.facts)))
    sure = standing.told(wait.start) or (wait.start.hedged and not wait.start.assumed)
    if wait.term.hedged or wait.term.status is FactStatus.DISPUTED or not sure:
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, _ids(wait.start), facts)
    return Premise(text, PremiseState.SHOWN, _ids(wait.start), facts)


def asked(story: Story, wait: Wait) -> Premise:
    """That the buyer wrote, and when."""
    event = wait.request
    words = telling.quote(telling.words(story, event))
    text = phrase("premise.asked.shown", time=telling.when(event), words=words)
    for other in story.of(EventKind.CANCEL_WITHDRAWN):
        if standing.follows(event, other) is not Answer.NO:
            text = phrase("premise.request.withdrawn", text=text)
            return Premise(text, PremiseState.UNCERTAIN, (event.id, other.id), event.facts)
    state = PremiseState.SHOWN if standing.firm(event) else PremiseState.UNCERTAIN
    if state is PremiseState.UNCERTAIN:
        text = phrase("premise.unsure", text=text)
    return Premise(text, state, (event.id,), event.facts)


def unanswered(story: Story, wait: Wait) -> Premise:
    """That no person of the shop answered until the time was over."""
    if wait.deadline is None:
        return Premise(phrase("premise.due.unknown"), PremiseState.UNCERTAIN, facts=(wait.term.id,))
    end = wait.deadline.when
    told = telling.moment(end.latest)
    parts = terms.parse(wait.term.value)
    known_start = parts.get("start") in ("requested", "said")
    sure = wait.deadline.sure and parts.get("hours") != "service" and known_start
    back = story.one(EventKind.REFUNDED)
    if back is not None and before(end, back.when) is not Answer.YES:
        # The deed is an answer, whether or not words came with it.
        surely = back.when.latest <= end.earliest and standing.told(back)
        text = phrase("premise.answered.refunded", time=telling.when(back))
        state = PremiseState.CONTRADICTED if surely else PremiseState.UNCERTAIN
        return Premise(text, state, _ids(wait.start, back), back.facts)
    elsewhere = _elsewhere(story, wait.start)
    if elsewhere:
        text = phrase("premise.answered.elsewhere", words=telling.quote(elsewhere))
        return Premise(text, PremiseState.UNCERTAIN, _ids(wait.start), (wait.term.id,))
    if wait.answer is not None:
        return _late(story, wait, wait.answer, told, sure=sure)
    for until in _untils(story, wait.start):
        when = calendar.interval(until.value)
        text = phrase("premise.silent.until", time=telling.moment(when.latest), due=told)
        if before(end, when) is Answer.YES and not until.assumed:
            silent = sure and not _loose(story, wait.start)
            state = PremiseState.SHOWN if silent else PremiseState.UNCERTAIN
            return Premise(text, state, _ids(wait.start), (until.id,))
    return Premise(phrase("premise.silent.missing", due=told), PremiseState.MISSING, _ids(wait.start))


def _late(story: Story, wait: Wait, answer: Event, due_: str, *, sure: bool) -> Premise:
    """The premise where somebody answered: too late, in time, or not to be told."""
    assert wait.deadline is not None  # noqa: S101 - the caller has looked
    end = wait.deadline.when
    late = before(end, answer.when)
    in_time = answer.when.latest <= end.earliest and standing.told(answer)
    words = telling.quote(telling.words(story, answer))
    key = "premise.answered.in-time" if in_time else f"premise.answered.{late.value}"
    text = phrase(key, time=telling.when(answer), due=due_, words=words, agent=telling.agent(story, answer))
    state = PremiseState.UNCERTAIN
    if in_time:
        state = PremiseState.CONTRADICTED
    elif late is Answer.YES and sure and _timed(answer) and not _between(story, wait.start, answer):
        state = PremiseState.SHOWN
    return Premise(text, state, _ids(wait.start, answer), answer.facts)


def _timed(event: Event) -> bool:
    """Whether an event's time, though perhaps not its meaning, is certain."""
    return not (event.disputed or event.assumed or event.doubtful or event.conflicts)


def _between(story: Story, start: Event, answer: Event) -> bool:
    """Whether words without a time that can be told may have answered in between."""
    return any(
        start.place[0] == fact.source.evidence
        and start.place[1] < fact.source.page * LINES_A_PAGE + fact.source.line < answer.place[1]
        for kind in _ANSWERS
        for fact in standing.untimed(story, kind)
    )


def _elsewhere(story: Story, start: Event) -> str:
    """Words of the same chat about a talk that no capture shows, or an empty string."""
    files = start.place[0].split("+")
    pages = (page for item in story.evidence if item.id in files for page in item.pages)
    texts = (text for page in pages for text in (*_lines(page), *(m.text for m in page.messages)))
    return next((text for text in texts if _ELSEWHERE.search(text)), "")


def _lines(page: Page) -> tuple[str, ...]:
    return tuple(line.text for line in page.lines)


def _loose(story: Story, start: Event) -> bool:
    """Whether words of the shop without a time that can be told may have answered after an event."""
    return any(
        standing.may_follow(start, fact) for kind in _ANSWERS for fact in standing.untimed(story, kind)
    )


def _untils(story: Story, start: Event) -> list[Fact]:
    """How far the captured conversation goes on after an event, the latest first."""
    files = start.place[0].split("+")
    found = [
        f
        for f in story.own(FactKind.TIMESTAMP, "until")
        if f.source.evidence in files
        and calendar.is_complete(f.value)
        and f.status is not FactStatus.DISPUTED
    ]
    return sorted(found, key=lambda f: calendar.interval(f.value).earliest, reverse=True)
