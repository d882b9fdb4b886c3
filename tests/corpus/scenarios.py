"""Plots for every way a case can go, drawn from seeded dice.

A scenario makes a :class:`Scene`: the orders' plots and how the folder shows
them.  Times are drawn again until the judge's arithmetic says that the request
lies where the scenario wants it, so a scenario's name is true of its plot.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from corpus.dice import Dice
from corpus.judge import inside
from corpus.truth import Plot, Reply, Request, Span, Window

HAND_OVER = ("已为您转接客服{no}", "由 {no} 号客服为您服务", "客服{no}已接入会话")
CENT = Decimal("0.01")
TRIES = 400


@dataclass(frozen=True)
class ChatStyle:
    """How the chat is shown.

    ``medium`` is ``phone``, ``desk`` or ``log``; ``clock`` is ``second`` or
    ``minute``; ``date`` is ``full``, ``no-year``, ``none`` or ``relative``: a bare
    clock, 昨天 or a weekday as counted from the capture, whose moment the file's
    name tells; ``relative-saved`` is the same where the name only tells when the
    picture was saved.
    """

    medium: str
    clock: str
    date: str = "full"

    def span(self, moment: datetime) -> Span:
        return Span.second(moment) if self.clock == "second" else Span.minute(moment)


@dataclass(frozen=True)
class Say:
    """One utterance: ``who`` is ``buyer``, ``agent``, ``robot`` or ``system``."""

    who: str
    text: str
    when: datetime


@dataclass(frozen=True)
class Sheet:
    """A rule page beside the usual one, or in its place.

    ``dated`` is the day it names, ``label`` what it calls that day ("" for one of the usual names);
    ``title`` follows the shop's name; ``shop`` is another shop's name where it is not this one's.
    """

    clauses: tuple[str, ...]
    dated: datetime | None = None
    label: str = ""
    title: str = ""
    shop: str = ""


@dataclass(frozen=True)
class Staging:
    """What the folder shows beyond the usual pages.

    ``taken`` is when the order page was captured, ``manner`` how files are named (see ``stage.Clock``),
    ``bar`` whether the phone's status bar shows the day; ``bill`` the last day of a bill, ``repaid`` when
    that bill shows the refund; ``cut`` the places where the chat goes on in another capture; ``chat_taken``
    when the chat was captured.
    """

    taken: datetime | None = None
    manner: str = ""
    bar: bool = False
    sheets: tuple[Sheet, ...] = ()
    bill: date | None = None
    repaid: datetime | None = None
    cut: tuple[int, ...] = ()
    chat_taken: datetime | None = None


@dataclass(frozen=True)
class Scene:
    """What the folder is to show."""

    scenario: str
    plots: tuple[Plot, ...]
    style: ChatStyle
    said: tuple[Say, ...] = ()
    agent: str = ""
    agent_name: str = ""
    pinned: str = ""
    """The order number on the card above the chat, or none."""
    rule: bool = True
    rule_dated: datetime | None = None
    unpaid_minutes: int = 0
    other_voucher: Plot | None = None
    extra: dict[str, str] = field(default_factory=dict)
    staging: Staging | None = None


Maker = Callable[[Dice, str], Scene]
Series = tuple[tuple[str, Maker], ...]


def scene(rng: Dice, number: int, series: Series) -> Scene:
    """The scene of case ``number``: scenarios take turns, the rest is chance."""
    name, make = series[number % len(series)]
    for _ in range(TRIES):
        with suppress(LookupError):  # the times drawn left no room for what the scenario wants
            made = make(rng, name)
            return replace(made, plots=tuple(_labelled(rng, plot) for plot in made.plots))
    raise LookupError(name)


def _labelled(rng: Dice, order: Plot) -> Plot:
    return replace(
        order, shipped_label=rng.choice(rng.words.shipped), started_label=rng.choice(rng.words.started)
    )


# -- pieces -------------------------------------------------------------------


def order_number(rng: Dice, when: datetime) -> str:
    """An order number in one of the shapes of the trade."""
    digits = "0123456789"

    def some(count: int, letters: str = digits) -> str:
        return "".join(rng.choice(letters) for _ in range(count))

    shape = rng.randrange(6)
    if shape == 0:
        return some(16, "ABCDEFGHJKMNPQRTUVWXY346789")
    if shape == 1:
        return f"{rng.randint(100, 999)}{when:%y%m%d%H%M%S}{rng.randint(100, 999)}"
    if shape == 2:
        return f"CM{when:%Y%m%d}{some(3)}"
    if shape == 3:
        return f"{rng.randint(1, 4)}{some(18)}"
    if shape == 4:
        return f"{when:%y%m%d}-{rng.randint(1, 9)}{some(14)}"
    return f"DD{when:%Y%m%d%H%M%S}{some(4)}"


def transaction_number(rng: Dice, when: datetime, voucher: str) -> str:
    """A 28-digit number as the payment platform would give it."""
    tail = "".join(rng.choice("0123456789") for _ in range(10))
    if voucher == "wechat":
        return f"42000{rng.randint(10000, 29999)}{when:%Y%m%d}{tail}"
    return f"{when:%Y%m%d}22001{rng.randint(10000, 99999)}{tail}"


def plot(rng: Dice, **known: object) -> Plot:
    """An order that was paid, with nothing more known of it than ``known``."""
    day = datetime(2023, 3, 1) + timedelta(days=rng.randrange(1000))  # noqa: DTZ001 - local times, as shown
    ordered = day.replace(hour=rng.randint(8, 22), minute=rng.randrange(60), second=rng.randrange(60))
    paid = ordered + timedelta(seconds=rng.randint(6, 40))
    voucher = rng.choice(("wechat", "wechat", "alipay", "alipay", ""))
    made = Plot(
        order_id=order_number(rng, ordered),
        goods=rng.choice(rng.words.goods),
        amount=Decimal(rng.choice((3000, 4990, 9800, 10000, 12800, 19900, 32800, 64800))) * CENT,
        ordered=ordered,
        paid=paid,
        voucher=voucher,
        transaction=transaction_number(rng, paid, voucher) if voucher else "",
        minute_dates=rng.random() < 0.15,
        shows_paid=bool(not voucher or rng.random() < 0.8),
    )
    return replace(made, **known)  # type: ignore[arg-type]


def window(rng: Dice, **known: object) -> Window:
    """A published free-cancellation time."""
    made = Window(rng.choice((3, 5, 5, 10, 15, 30)), rng.choice(("paid", "paid", "paid", "ordered")))
    return replace(made, **known)  # type: ignore[arg-type]


def chat_style(rng: Dice) -> ChatStyle:
    """How the chat will be shown."""
    medium = rng.choice(("phone", "phone", "phone", "phone", "desk", "log"))
    if medium != "phone":
        return ChatStyle(medium, "second")
    if rng.random() < 0.25:
        return ChatStyle(medium, "second")
    return ChatStyle(medium, "minute", rng.choice(("full", "full", "full", "no-year", "none")))


def request(
    rng: Dice, order: Plot, style: ChatStyle, when: datetime, *, pinned: bool, strength: str = "firm"
) -> Request:
    """Something the buyer wrote at ``when``."""
    pool = {"firm": rng.words.firm, "hedged": rng.words.hedged, "none": rng.words.not_asked}[strength]
    text = rng.choice(pool)
    named = rng.random() < 0.65
    if named:
        text = rng.choice(rng.words.with_id).format(id=order.order_id, said=text)
    return Request(
        text,
        when,
        style.span(when),
        strength,
        sure_date=style.date in ("full", "relative"),
        sure_order=named or pinned,
        other_clock=style.medium == "log",
    )


def reply(rng: Dice, style: ChatStyle, after: datetime, kind: str, **slots: object) -> Reply:
    """An agent's answer some seconds after ``after``."""
    pool = {
        "refused": rng.words.refused,
        "accepted": rng.words.accepted,
        "fee": rng.words.accepted_fee,
        "neither": rng.words.not_refused,
    }[kind]
    when = after + timedelta(seconds=rng.randint(20, 100))
    said = rng.choice(pool).format(**slots)
    return Reply(said, when, style.span(when), "accepted" if kind == "fee" else kind)


def draw_time(rng: Dice, order: Plot, style: ChatStyle, wanted: str) -> datetime:
    """A moment of asking that, as shown, lies inside the window as wanted: ``yes``, ``no`` or ``maybe``."""
    assert order.window
    limit = order.window.minutes * 60
    low, high = {"yes": (20, limit), "no": (limit, limit + 3600), "maybe": (limit - 70, limit + 90)}[wanted]
    for _ in range(TRIES):
        moment = order.paid + timedelta(seconds=rng.randint(low, high))
        shown = style.span(moment)
        if inside(shown, order, order.window) == wanted and shown.first > order.page_span(order.paid).last:
            return moment
    raise LookupError(wanted)


def later(rng: Dice, moment: datetime, low: int, high: int) -> datetime:
    """A moment ``low`` to ``high`` seconds later."""
    return moment + timedelta(seconds=rng.randint(low, high))


def converse(rng: Dice, base: Scene, order: Plot, *, tail: tuple[Say, ...] = ()) -> Scene:
    """Writes the chat around the request and the reply of ``order``."""
    req = order.request
    assert req
    # Mostly what comes before the request has a time line of its own.
    gap = rng.randint(70, 150) if rng.random() < 0.75 else 1
    start = req.when - timedelta(seconds=gap)
    said: list[Say] = []
    if rng.random() < 0.25:
        said.append(Say("buyer", rng.choice(rng.words.hello), start))
    if rng.random() < 0.3:
        said.append(Say("robot", rng.choice(rng.words.robot), start))
    greeting, digits, prefix = rng.choice(rng.words.greeting)
    number = prefix + "".join(rng.choice("0123456789") for _ in range(digits))
    agent = agent_name = ""
    if rng.random() < 0.7:
        said.append(Say("system", greeting.format(no=number), start))
        agent = number
    if rng.random() < 0.5:
        agent_name = rng.choice(rng.words.names).format(no=number)
        agent = number
    if said and base.style.clock == "minute" and Span.minute(start) == Span.minute(req.when):
        late = replace(order, request=replace(req, sure_time=False))
        base = replace(base, plots=tuple(late if plot is order else plot for plot in base.plots))
    said.append(Say("buyer", req.text, req.when))
    if base.scenario == "hand-over":
        said.append(Say("system", rng.choice(HAND_OVER).format(no=rng.randint(3000, 9000)), req.when))
    if order.reply:
        said.append(Say("agent", order.reply.text, order.reply.when))
    said.extend(tail)
    if rng.random() < 0.4:
        last = said[-1].when
        said.append(Say("agent", rng.choice(rng.words.small), later(rng, last, 5, 50)))
    return replace(base, said=tuple(said), agent=agent, agent_name=agent_name)


def furnish(rng: Dice, name: str, order: Plot, style: ChatStyle, *, pinned: bool) -> Scene:
    """The folder around one order."""
    in_force = order.window.in_force if order.window else True
    days = rng.randint(20, 300)
    dated = order.ordered + timedelta(days=-days if in_force else days)
    other = None
    if rng.random() < 0.12:
        other = plot(rng, voucher="alipay")
        moment = later(rng, order.paid, 20, 400)
        other = replace(
            other,
            ordered=moment,
            paid=moment,
            order_id=order_number(rng, moment),
            transaction=transaction_number(rng, moment, "alipay"),
        )
    return Scene(
        name,
        (order,),
        style,
        pinned=order.order_id if pinned else "",
        rule_dated=dated if not in_force or rng.random() < 0.7 else None,
        unpaid_minutes=rng.choice((0, 3, 5, 10, 15, 30)),
        other_voucher=other,
    )


def start(rng: Dice, **known: object) -> tuple[Plot, ChatStyle, bool]:
    """An order, a chat style, and whether the chat has a card with the order number."""
    style = chat_style(rng)
    rates = rng.choice((None, (10, 20), (10, 20), (5, 15), (20, 20), (10, 10)))
    order = plot(rng, window=window(rng), rates=rates)
    return replace(order, **known), style, style.medium != "log" and rng.random() < 0.5  # type: ignore[arg-type]


def dressed(
    rng: Dice, name: str, order: Plot, style: ChatStyle, *, pinned: bool
) -> tuple[Plot, ChatStyle, bool]:
    """The order and the chat's style as a scenario of relative days, midnight or several captures wants them."""
    if name.startswith("relative"):
        return (
            order,
            ChatStyle("phone", "minute", rng.choice(("relative", "relative", "relative-saved"))),
            pinned,
        )
    if name.startswith("overlap"):
        return order, ChatStyle("phone", "minute", rng.choice(("full", "full", "relative"))), pinned
    if name == "midnight":
        assert order.window
        begun = order.ordered.replace(
            hour=23, minute=60 - min(order.window.minutes, 6), second=rng.randrange(60)
        )
        paid = later(rng, begun, 6, 40)
        late = replace(order, ordered=begun, paid=paid, voucher="", transaction="", shows_paid=True)
        return late, ChatStyle("phone", "minute", "relative"), pinned
    return order, style, pinned


# -- scenarios ----------------------------------------------------------------


def asked_inside(rng: Dice, name: str) -> Scene:
    """Asked inside the window; what the shop did next depends on the scenario's name."""
    order, style, pinned = start(rng)
    order, style, pinned = dressed(rng, name, order, style, pinned=pinned)
    terms = order.window
    assert terms
    changes: dict[str, dict[str, Any]] = {
        "unshipped-only": {"only_unshipped": True, "anchor": "paid"},
        "rule-came-later": {"in_force": False},
        "not-free": {"free": False, "anchor": "paid"},
    }
    order = replace(order, window=replace(terms, **changes.get(name, {})))
    strength = "hedged" if name == "hedged" else "firm"
    moment = draw_time(rng, order, style, "yes")
    order = replace(order, request=request(rng, order, style, moment, pinned=pinned, strength=strength))
    kind = "neither" if name == "no-clear-refusal" else "refused"
    order = replace(order, reply=reply(rng, style, moment, kind))
    if name == "refused-never-shipped":
        pass
    elif name == "refused-shipped-late":
        order = replace(order, shipped=later(rng, order.paid, terms.minutes * 60 + 120, 5400))
    elif name == "shipped-before-asking" or (name == "unshipped-only" and rng.random() < 0.5):
        order = replace(order, shipped=later(rng, order.paid, 1, 9))
    else:
        order = replace(order, shipped=_between(rng, order, moment))
    return converse(rng, furnish(rng, name, order, style, pinned=pinned), order)


def _between(rng: Dice, order: Plot, moment: datetime) -> datetime:
    """A moment of shipping after the request and before the window's end; later where there is no room."""
    assert order.window
    anchor = order.paid if order.window.anchor == "paid" else order.ordered
    end = anchor + timedelta(minutes=order.window.minutes)
    room = int((end - moment).total_seconds())
    return later(rng, moment, min(60, max(room // 2, 1)), max(room - 1, 61))


def asked_late(rng: Dice, name: str) -> Scene:
    """Asked when the window was over."""
    order, style, pinned = start(rng)
    order, style, pinned = dressed(rng, name, order, style, pinned=pinned)
    assert order.window
    if name == "late-by-anchor":
        # Inside when counted from paying, over when counted from ordering, as the rule says.
        order = replace(
            order,
            window=replace(order.window, anchor="ordered"),
            paid=order.ordered + timedelta(seconds=150),
            minute_dates=False,
            shows_paid=True,
            voucher="",
            transaction="",
        )
        style = ChatStyle(rng.choice(("desk", "log", "phone")), "second")
        assert order.window
        moment = order.ordered + timedelta(seconds=order.window.minutes * 60 + rng.randint(5, 140))
        pinned = style.medium != "log"
    else:
        moment = draw_time(rng, order, style, "no")
    order = replace(order, request=request(rng, order, style, moment, pinned=pinned))
    order = replace(order, reply=reply(rng, style, moment, "refused"))
    shipped = later(rng, order.paid, 2, 60) if rng.random() < 0.5 else later(rng, moment, 30, 300)
    order = replace(order, shipped=shipped)
    return converse(rng, furnish(rng, name, order, style, pinned=pinned), order)


def boundary(rng: Dice, name: str) -> Scene:
    """On the edge: the shown minute straddles the end, or the second is the last one or the next."""
    order, style, pinned = start(rng, minute_dates=False)
    assert order.window
    if name == "edge-minute":
        style = ChatStyle("phone", "minute")
        moment = draw_time(rng, order, style, "maybe")
    else:
        style = ChatStyle(rng.choice(("phone", "desk", "log")), "second")
        anchor = order.paid if order.window.anchor == "paid" else order.ordered
        over = 0 if name == "edge-last-second" else 1
        moment = anchor + timedelta(minutes=order.window.minutes, seconds=over)
    pinned = pinned and style.medium != "log"
    order = replace(order, request=request(rng, order, style, moment, pinned=pinned))
    order = replace(order, reply=reply(rng, style, moment, "refused"), shipped=later(rng, moment, 61, 400))
    return converse(rng, furnish(rng, name, order, style, pinned=pinned), order)


def no_rule(rng: Dice, name: str) -> Scene:
    """Refused soon after paying, but the folder has no page with a window."""
    order, style, pinned = start(rng)
    moment = draw_time(rng, order, style, "yes")
    order = replace(order, request=request(rng, order, style, moment, pinned=pinned), window=None, rates=None)
    order = replace(order, reply=reply(rng, style, moment, "refused"), shipped=later(rng, moment, 10, 120))
    assert order.reply
    tail = (Say("buyer", rng.choice(rng.words.buyer_claims), later(rng, order.reply.when, 10, 90)),)
    base = furnish(rng, name, order, style, pinned=pinned)
    if name == "rule-unpaid-only":
        base = replace(base, unpaid_minutes=rng.choice((5, 10, 15)))
    else:
        base = replace(base, rule=False)
    return converse(rng, base, order, tail=tail if rng.random() < 0.5 else ())


def not_asked(rng: Dice, name: str) -> Scene:
    """Shipped at once; the buyer never asked to cancel, or took it back."""
    order, style, pinned = start(rng)
    moment = draw_time(rng, order, style, "yes")
    strength = "firm" if name == "withdrawn" else "none"
    asked = request(rng, order, style, moment, pinned=pinned, strength=strength)
    tail: tuple[Say, ...] = ()
    if name == "withdrawn":
        order = replace(order, request=replace(asked, withdrawn=True))
        tail = (Say("buyer", rng.choice(rng.words.withdrawn), later(rng, moment, 15, 50)),)
        order = replace(order, shipped=later(rng, tail[0].when, 61, 100))
    else:
        order = replace(order, request=asked, shipped=later(rng, order.paid, 2, 50))
        order = replace(order, reply=reply(rng, style, moment, "neither"))
    return converse(rng, furnish(rng, name, order, style, pinned=pinned), order, tail=tail)


def accepted(rng: Dice, name: str) -> Scene:
    """The shop cancels; with a fee or without, inside the window or after it."""
    inside_it = name in {"accepted", "fee-inside", "fee-inside-unnamed"}
    rates = rng.choice(((10, 20), (5, 15), (10, 10), (20, 20)))
    order, style, pinned = start(rng, rates=rates)
    moment = draw_time(rng, order, style, "yes" if inside_it else "no")
    order = replace(order, request=request(rng, order, style, moment, pinned=pinned))
    percent = 0 if name == "accepted" else rng.randint(rates[0], rates[1])
    if name == "fee-above-rate":
        percent = rates[1] + rng.choice((1, 5, 10, 30))
    fee = (order.amount * percent / 100).quantize(CENT)
    order = replace(
        order,
        reply=reply(rng, style, moment, "fee" if percent else "accepted", pct=percent),
        refund=order.amount - fee,
        fee=fee if percent else None,
        fee_in_words=name != "fee-inside-unnamed",
        refunded=later(rng, moment, 180, 900),
    )
    return converse(rng, furnish(rng, name, order, style, pinned=pinned), order)


def other_order(rng: Dice, name: str) -> Scene:
    """Two orders: the chat speaks of one of them only."""
    order, style, _ = start(rng)
    moment = draw_time(rng, order, style, "yes")
    asked = request(rng, order, style, moment, pinned=False)
    said = rng.choice(rng.words.with_id).format(id=order.order_id, said=rng.choice(rng.words.firm))
    order = replace(order, request=replace(asked, text=said, sure_order=True))
    order = replace(order, reply=reply(rng, style, moment, "refused"), shipped=_between(rng, order, moment))
    day = order.ordered.date()
    quiet = plot(rng, window=order.window, rates=order.rates, minute_dates=order.minute_dates)
    begun = datetime.combine(day, quiet.ordered.time())
    quiet = replace(
        quiet,
        ordered=begun,
        paid=later(rng, begun, 5, 30),
        shipped=later(rng, begun, 31, 90),
        order_id=order_number(rng, begun),
        transaction=transaction_number(rng, begun, quiet.voucher) if quiet.voucher else "",
    )
    base = replace(furnish(rng, name, order, style, pinned=False), other_voucher=None)
    if name == "chat-of-another-order":
        # The order spoken of has no page in the folder: nothing can be said of it.
        ghost = replace(order, shipped=None, shows_paid=False, voucher="", transaction="")
        base = replace(base, plots=(quiet,), extra={"ghost": order.order_id})
        return converse(rng, base, ghost)
    return converse(rng, replace(base, plots=(order, quiet)), order)


def conflict(rng: Dice, name: str) -> Scene:
    """Order page and payment page tell different paying times; the request lies between."""
    known = {"minute_dates": False, "shows_paid": True, "voucher": rng.choice(("wechat", "alipay"))}
    order, style, pinned = start(rng, window=window(rng, anchor="paid"), **known)
    terms = order.window
    assert terms
    order = replace(order, transaction=transaction_number(rng, order.paid, order.voucher))
    order = replace(order, voucher_paid=order.ordered - timedelta(minutes=rng.randint(6, 12)))
    moment = draw_time(rng, replace(order, voucher="", voucher_paid=None), style, "yes")
    for _ in range(TRIES):
        if inside(style.span(moment), order, terms) == "maybe":
            break
        moment = later(rng, order.paid, 60, terms.minutes * 60)
        order = replace(order, voucher_paid=order.ordered - timedelta(minutes=terms.minutes))
    order = replace(order, request=request(rng, order, style, moment, pinned=pinned))
    order = replace(order, reply=reply(rng, style, moment, "refused"), shipped=_between(rng, order, moment))
    return converse(rng, furnish(rng, name, order, style, pinned=pinned), order)


def by_hand(rng: Dice, name: str) -> Scene:
    """Delivered by hand: asked before or after the work began, with or without a rule."""
    order, style, pinned = start(rng, manual=True, window=None, rates=None)
    moment = later(rng, order.paid, 1900, 5400)
    asked = request(rng, order, style, moment, pinned=pinned)
    begun = (
        later(rng, moment, 130, 2400) if name != "manual-begun-before" else moment - timedelta(seconds=300)
    )
    order = replace(
        order,
        request=asked,
        manual_clause=name != "manual-no-rule",
        started=begun,
        completed=later(rng, max(begun, moment), 400, 1800),
        reply=reply(rng, style, moment, rng.choice(("refused", "neither"))),
    )
    if name == "manual-start-unseen":
        order = replace(order, started=None, shipped=later(rng, moment, 300, 2000), completed=None)
    base = furnish(rng, name, order, style, pinned=pinned)
    return converse(rng, replace(base, rule=name != "manual-no-rule"), order)


SCENARIOS: Series = (
    ("refused-and-shipped", asked_inside),
    ("asked-late", asked_late),
    ("no-rule", no_rule),
    ("question-or-negation", not_asked),
    ("fee-inside", accepted),
    ("manual-after", by_hand),
    ("edge-minute", boundary),
    ("refused-shipped-late", asked_inside),
    ("two-orders", other_order),
    ("manual-begun-before", by_hand),
    ("fee-after-window", accepted),
    ("shipped-before-asking", asked_inside),
    ("rule-unpaid-only", no_rule),
    ("accepted", accepted),
    ("edge-last-second", boundary),
    ("chat-of-another-order", other_order),
    ("hedged", asked_inside),
    ("no-clear-refusal", asked_inside),
    ("fee-above-rate", accepted),
    ("conflict", conflict),
    ("refused-never-shipped", asked_inside),
    ("late-by-anchor", asked_late),
    ("unshipped-only", asked_inside),
    ("withdrawn", not_asked),
    ("manual-no-rule", by_hand),
    ("edge-second-after", boundary),
    ("rule-came-later", asked_inside),
    ("fee-inside-unnamed", accepted),
    ("not-free", asked_inside),
    ("manual-start-unseen", by_hand),
    ("relative-days", asked_inside),
    ("relative-days-late", asked_late),
    ("midnight", asked_inside),
    ("overlap", asked_inside),
    ("overlap-reversed", asked_inside),
    ("overlap-late", asked_late),
    ("hand-over", asked_inside),
)
