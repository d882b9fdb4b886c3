"""Requests for which an answer was published or stated for a time, and when it came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from corpus.dice import Dice
from corpus.scenarios import ChatStyle, Scene, Series, Sheet, later
from corpus.telling import (
    ANSWER_LENGTHS,
    STATED_LENGTHS,
    Telling,
    after,
    before,
    begin,
    dated_style,
    order_of,
)
from corpus.truth import Awaited, Reply, Span

STATED = {"answer-stated-late", "answer-stated-in-time"}
BY_ROBOT = {"answer-told-by-robot"}


def _asked(rng: Dice, name: str, style: ChatStyle) -> tuple[Telling, Span]:
    """A request, with the time for its answer on a page or in the chat; the end of that time."""
    order = order_of(rng)
    asked = later(rng, order.paid, 90, 2400)
    strength = "hedged" if name == "answer-to-a-question" else "firm"
    telling, request = begin(rng, name, order, asked, style=style, strength=strength)
    more, talk = rng.words.more, telling.talk
    length = rng.choice(STATED_LENGTHS if name in STATED | BY_ROBOT else ANSWER_LENGTHS)
    due = length.over(request.shown)
    order = replace(order, request=request, awaited=Awaited(due))
    if name in STATED | BY_ROBOT:
        said = later(rng, asked, 61, 200)
        who = "system" if name in BY_ROBOT else "agent"
        pool = more.answer_by_robot if name in BY_ROBOT else more.answer_stated
        text = rng.choice(pool).format(t=length.words)
        sure = talk.add(who, text, said)
        due = length.over(talk.span(said))
        # Who only says when an answer will come has said something: the time runs from there.
        order = replace(order, awaited=Awaited(due, sure=sure and name in STATED))
    elif name != "answer-not-published":
        clause = rng.choice(more.answer_published).format(t=length.words)
        dated = order.ordered - timedelta(days=rng.randint(20, 300))
        telling.staging = replace(telling.staging, sheets=(Sheet((clause,), dated),))
    else:
        order = replace(order, awaited=None)
    telling.order = order
    return telling, due


def _answer(telling: Telling, when: Span, *, sure: bool = True) -> None:
    order = telling.order
    assert order.awaited is not None
    soft = order.awaited if sure else replace(order.awaited, sure=False)
    telling.order = replace(order, awaited=replace(soft, answered=when, until=when))


def answered(rng: Dice, name: str) -> Scene:
    """A person answers, too late or in time."""
    style = dated_style(rng)
    if name == "answer-robot-only-before" and style.medium == "log":
        style = ChatStyle("desk", "second")
    telling, due = _asked(rng, name, style)
    talk, order = telling.talk, telling.order
    assert order.request
    begun = talk.said[-1].when
    in_time = name in {"answer-in-time", "answer-stated-in-time"}
    when = before(rng, due, begun) if in_time else after(rng, due)
    if name in {"answer-robot-only-before", "answer-told-by-robot"}:
        talk.add("robot", rng.choice(rng.words.more.robot_again), later(rng, begun, 5, 40))
    if not in_time and rng.random() < 0.4:
        talk.add(
            "buyer", rng.choice(rng.words.more.where_answer), when - timedelta(seconds=rng.randint(70, 600))
        )
    kind = rng.choice(("neither", "refused", "accepted"))
    pool = {
        "neither": rng.words.more.hold_on,
        "refused": rng.words.more.vague,
        "accepted": rng.words.more.granted,
    }
    text = rng.choice(pool[kind])
    alone = talk.add("agent", text, when)
    if order.awaited:
        robots = name in {"answer-robot-only-before", "answer-told-by-robot"}
        _answer(telling, talk.span(when), sure=alone and not robots)
    shown = talk.span(when)
    telling.order = replace(telling.order, reply=Reply(text, when, shown, kind) if alone else None)
    return telling.scene()


def unanswered(rng: Dice, name: str) -> Scene:
    """Nobody answers, as far as the chat goes on: until after the time, or not so long."""
    style = dated_style(rng)
    if name in {"answer-gap", "answer-captured-later", "answer-cut"}:
        style = ChatStyle("phone", "minute")
    telling, due = _asked(rng, name, style)
    talk, awaited = telling.talk, telling.order.awaited
    assert awaited
    asked = talk.said[-1].when
    when = after(rng, due)
    if name == "answer-cut":
        soon = min(later(rng, asked, 60, 900), due.first - timedelta(seconds=60))
        telling.staging = replace(telling.staging, chat_taken=soon, manner=rng.choice(("screenshot", "img")))
    elif name == "answer-captured-later":
        # Nothing below the request when the screen was captured: it may still have been scrolled.
        awaited = replace(awaited, until=Span.minute(when), sure=False)
        telling.staging = replace(telling.staging, chat_taken=when, manner="screenshot")
    elif name == "answer-withdrawn":
        order = telling.order
        assert order.request
        talk.add("buyer", rng.choice(rng.words.withdrawn), later(rng, asked, 61, 110))
        talk.add("buyer", rng.choice(rng.words.not_asked[-2:]), when)
        telling.order = replace(order, request=replace(order.request, withdrawn=True))
        awaited = replace(awaited, until=talk.span(when))
    else:
        cut = len(talk.said)
        alone = talk.add("buyer", rng.choice(rng.words.more.where_answer), when)
        if name == "answer-gap":
            telling.staging = replace(telling.staging, cut=(cut,))
        answered = None
        if name == "answer-gap" or rng.random() < 0.5:
            said = later(rng, when, 61, 900)
            talk.add("agent", rng.choice(rng.words.more.hold_on), said)
            answered = talk.span(said)
        awaited = replace(
            awaited,
            until=talk.span(when),
            answered=answered,
            whole=name != "answer-gap",
            sure=awaited.sure and alone,
        )
    telling.order = replace(telling.order, awaited=awaited)
    return telling.scene()


def answered_otherwise(rng: Dice, name: str) -> Scene:
    """Words come late, but the shop had answered: by telephone, with a picture, or by paying back."""
    style = dated_style(rng)
    telling, due = _asked(rng, name, style)
    talk, order = telling.talk, telling.order
    assert order.awaited is not None
    begun = talk.said[-1].when
    early, when = before(rng, due, begun), after(rng, due)
    awaited = replace(order.awaited, answered=talk.span(early))
    if name == "answer-wordless":
        talk.add("agent", rng.choice(rng.words.more.wordless), early)
    elif name == "answer-by-deed":
        order = replace(order, refunded=early, refund=order.amount)
    else:
        awaited = replace(awaited, whole=False)
    spoken = rng.words.more.by_phone if name == "answer-by-phone" else rng.words.more.where_answer
    if name != "answer-by-deed":
        talk.add("buyer", rng.choice(spoken), when)
    talk.add("agent", rng.choice(rng.words.more.hold_on), later(rng, when, 61, 600))
    telling.order = replace(order, awaited=awaited)
    return telling.scene()


def out_of_hours(rng: Dice, name: str) -> Scene:
    """Asked in the night, answered in the morning: only service hours count."""
    telling, _ = _asked(rng, "answer-not-published", dated_style(rng))
    telling.name = name
    order, talk = telling.order, telling.talk
    assert order.request
    night = order.ordered.replace(hour=23, minute=rng.randint(5, 50))
    shift = night - order.request.when
    talk.said[:] = [replace(say, when=say.when + shift) for say in talk.said]
    shown = Span(order.request.shown.first + shift, order.request.shown.last + shift)
    if talk.style.clock == "minute":
        shown = Span.minute(night)
    request = replace(order.request, when=night, shown=shown, sure_time=False)
    morning = (night + timedelta(days=1)).replace(hour=10, minute=rng.randint(1, 20))
    words = rng.choice(rng.words.more.answer_in_hours).format(t=rng.choice(("30分钟", "1小时", "2小时")))
    dated = order.ordered - timedelta(days=rng.randint(20, 300))
    telling.staging = replace(telling.staging, sheets=(Sheet((words,), dated),))
    talk.add("agent", rng.choice(rng.words.more.hold_on), morning)
    awaited = Awaited(Span.second(morning.replace(hour=22)), answered=talk.span(morning))
    telling.order = replace(order, request=request, awaited=awaited)
    return telling.scene()


ANSWERS: Series = (
    ("answer-late", answered),
    ("answer-in-time", answered),
    ("answer-shown-until-later", unanswered),
    ("answer-cut", unanswered),
    ("answer-gap", unanswered),
    ("answer-robot-only-before", answered),
    ("answer-stated-late", answered),
    ("answer-stated-in-time", answered),
    ("answer-told-by-robot", answered),
    ("answer-captured-later", unanswered),
    ("answer-not-published", answered),
    ("answer-withdrawn", unanswered),
    ("answer-to-a-question", answered),
    ("answer-out-of-hours", out_of_hours),
    ("answer-wordless", answered_otherwise),
    ("answer-by-deed", answered_otherwise),
    ("answer-by-phone", answered_otherwise),
)
