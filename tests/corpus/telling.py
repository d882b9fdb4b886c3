"""Pieces of the stories about refunds, answers, reasons and notices."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from corpus.days import FIRST, LAST, Length, end_of
from corpus.dice import Dice
from corpus.scenarios import (
    ChatStyle,
    Say,
    Scene,
    Staging,
    later,
    order_number,
    plot,
    request,
    transaction_number,
)
from corpus.truth import Plot, Request, Span

REFUND_LENGTHS = (
    Length("2小时", "hours", 2),
    Length("24小时", "hours", 24),
    Length("48小时", "hours", 48),
    Length("72小时", "hours", 72),
    Length("24-48小时", "hours", 48),
    Length("3天", "days", 3),
    Length("三天", "days", 3),
    Length("7天", "days", 7),
    Length("1-3天", "days", 3),
    Length("3个工作日", "working", 3),
    Length("三个工作日", "working", 3),
    Length("1-3个工作日", "working", 3),
    Length("1至3个工作日", "working", 3),
    Length("3~5个工作日", "working", 5),
    Length("7个工作日", "working", 7),
)
ANSWER_LENGTHS = (
    Length("30分钟", "minutes", 30),
    Length("半小时", "minutes", 30),
    Length("1小时", "hours", 1),
    Length("2小时", "hours", 2),
    Length("24小时", "hours", 24),
    Length("24小时", "hours", 24),
    Length("48小时", "hours", 48),
    Length("1-2个工作日", "working", 2),
    Length("3天", "days", 3),
)
STATED_LENGTHS = ANSWER_LENGTHS[:5]
TITLES = ("退款说明", "取消与退款规则", "购买须知", "交易规则")
HOLIDAYS = ("2024-04-30", "2024-09-30", "2025-01-27", "2025-04-30", "2025-09-30")
"""The last working days before long holidays."""


def order_of(rng: Dice, day: date | None = None, **known: object) -> Plot:
    """An order of a day whose holidays are written down, paid before the evening."""
    made = plot(rng, window=None, rates=None)
    if day is None:
        day = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days - 60))
    ordered = datetime.combine(day, time(rng.randint(8, 19), rng.randrange(60), rng.randrange(60)))
    paid = later(rng, ordered, 6, 40)
    transaction = transaction_number(rng, paid, made.voucher) if made.voucher else ""
    made = replace(
        made, ordered=ordered, paid=paid, order_id=order_number(rng, ordered), transaction=transaction
    )
    return replace(made, **known)  # type: ignore[arg-type]


def dated_style(rng: Dice) -> ChatStyle:
    """How a chat is shown whose days are all sure."""
    medium = rng.choice(("phone", "phone", "phone", "desk", "log"))
    if medium != "phone" or rng.random() < 0.25:
        return ChatStyle(medium, "second")
    return ChatStyle(medium, "minute", "no-year" if rng.random() < 0.1 else "full")


def at_daytime(rng: Dice, day: date) -> datetime:
    """A moment of a day at which people talk."""
    return datetime.combine(day, time(rng.randint(9, 21), rng.randrange(60), rng.randrange(60)))


def after(rng: Dice, due: Span) -> datetime:
    """A moment surely after a deadline, hours or some days."""
    if due.last.time() == end_of(due.last.date()).time() or rng.random() < 0.6:
        return at_daytime(rng, due.last.date() + timedelta(days=rng.randint(1, 6)))
    return later(rng, due.last, 900, 20000)


def before(rng: Dice, due: Span, start: datetime) -> datetime:
    """A moment between ``start`` and the strictest end of a deadline, mostly just before it."""
    room = int((due.first - start).total_seconds())
    return due.first - timedelta(seconds=rng.randint(min(120, room // 3), max(min(5400, room // 2), 121)))


@dataclass
class Talk:
    """A conversation in the making; every utterance tells whether its time is sure."""

    rng: Dice
    style: ChatStyle
    said: list[Say] = field(default_factory=list)

    def add(self, who: str, text: str, when: datetime) -> bool:
        """Says something; whether it is the first thing below a time line of its own."""
        alone = (
            self.style.clock == "second"
            or not self.said
            or Span.minute(when) != Span.minute(self.said[-1].when)
        )
        self.said.append(Say(who, text, when))
        return alone

    def span(self, moment: datetime) -> Span:
        """A moment as the chat shows it."""
        return self.style.span(moment)


@dataclass
class Telling:
    """An order, its chat and what the folder shows of both, up to the scene."""

    name: str
    order: Plot
    talk: Talk
    pinned: bool
    agent: str = ""
    agent_name: str = ""
    staging: Staging = field(default_factory=Staging)

    def scene(self) -> Scene:
        """The scene as told."""
        return Scene(
            self.name,
            (self.order,),
            self.talk.style,
            tuple(self.talk.said),
            self.agent,
            self.agent_name,
            self.order.order_id if self.pinned else "",
            rule=False,
            staging=self.staging,
        )


def begin(
    rng: Dice,
    name: str,
    order: Plot,
    asked: datetime,
    *,
    style: ChatStyle | None = None,
    strength: str = "firm",
) -> tuple[Telling, Request]:
    """A greeting and the buyer's request."""
    style = style or dated_style(rng)
    pinned = style.medium != "log" and rng.random() < 0.5
    talk = Talk(rng, style)
    telling = Telling(name, order, talk, pinned)
    begun = asked - timedelta(seconds=rng.randint(70, 150))
    greeting, digits, prefix = rng.choice(rng.words.greeting)
    number = prefix + "".join(rng.choice("0123456789") for _ in range(digits))
    if rng.random() < 0.3:
        talk.add("buyer", rng.choice(rng.words.hello), begun)
    if rng.random() < 0.6:
        talk.add("system", greeting.format(no=number), begun)
        telling.agent = number
    if rng.random() < 0.5:
        telling.agent_name = rng.choice(rng.words.names).format(no=number)
        telling.agent = number
    made = request(rng, order, style, asked, pinned=pinned, strength=strength)
    made = replace(made, sure_time=talk.add("buyer", made.text, asked))
    return telling, made
