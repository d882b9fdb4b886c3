"""Refunds that were promised or published for a time, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from corpus.days import Length, end_of
from corpus.dice import Dice
from corpus.scenarios import Scene, Series, Sheet, later, transaction_number
from corpus.telling import (
    HOLIDAYS,
    REFUND_LENGTHS,
    Telling,
    after,
    at_daytime,
    before,
    begin,
    order_of,
)
from corpus.truth import Later, Owed, Plot, Reply, Span

FRIDAY = 4
LESS_THAN_PROMISED = {"refund-if", "refund-review-only", "refund-expected"}


def _by_day(rng: Dice, said: datetime) -> tuple[str, Span]:
    """A day on which the money is to come, and its last second."""
    day = said.date()
    tomorrow, third = day + timedelta(days=1), day + timedelta(days=rng.randint(3, 9))
    ways = [
        ("明天", tomorrow, time()),
        ("明天之内", tomorrow, time()),
        ("明天18点前", tomorrow, time(18)),
        (f"{third.month}月{third.day}日前", third, time()),
        (f"{third.month}月{third.day}号之前", third, time()),
        ("后天", day + timedelta(days=2), time()),
    ]
    if day.weekday() < FRIDAY - 1:
        friday = day + timedelta(days=FRIDAY - day.weekday())
        ways += [("周五前", friday, time()), ("本周五前", friday, time())]
    words, last, hour = rng.choice(ways)
    if hour != time():
        end = datetime.combine(last, hour)
        return words, Span(end, end + timedelta(seconds=59))
    # "Before the 5th" may or may not hold the 5th itself: it does for the patient.
    return words, Span(datetime.combine(last, time()), end_of(last))


def _promised(rng: Dice, name: str, *, day: date | None = None) -> tuple[Telling, Owed, datetime]:
    """Asked, granted, and a time named for the money; what was promised, and when it was said."""
    order = order_of(rng, day)
    asked = later(rng, order.paid, 90, 2400)
    telling, request = begin(rng, name, order, asked)
    said, sure = later(rng, asked, 61, 200), True
    length = rng.choice(REFUND_LENGTHS if day is None else REFUND_LENGTHS[5:])
    shown = telling.talk.span(said)
    due: Span | None = length.over(shown)
    more = rng.words.more
    words = rng.choice(more.due_in).format(t=length.words)
    if name == "refund-by-day":
        day_words, due = _by_day(rng, said)
        words = rng.choice(more.due_by).format(d=day_words)
    elif name.startswith("refund-published"):
        words = rng.choice(more.granted)
        from_request = rng.random() < 0.4
        pool = more.refund_after_request if from_request else more.refund_after_grant
        clause = rng.choice(pool).format(t=length.words)
        dated = order.ordered - timedelta(days=rng.randint(20, 300))
        telling.staging = replace(telling.staging, sheets=(Sheet((clause,), dated),))
        due = length.over(request.shown if from_request else shown)
        sure = "审核" not in clause  # to grant and to have examined may be two things
    elif name == "refund-soon":
        words, due = rng.choice(more.due_soon), None
    elif name in LESS_THAN_PROMISED:
        pools = {
            "refund-if": more.due_if,
            "refund-review-only": more.review_only,
            "refund-expected": more.expected,
        }
        words, due = rng.choice(pools[name]).format(t=length.words), None
    sure = telling.talk.add("agent", words, said) and request.sure_time and sure
    kind = "neither" if due is None else "promised"
    reply = Reply(words, said, shown, kind)
    telling.order = replace(order, request=request, reply=reply, state=rng.choice(more.refunding))
    return telling, Owed(due, sure=sure), said


def _captured(rng: Dice, telling: Telling, taken: datetime, *, manner: str = "") -> Later:
    """The order page, still waiting for the money, captured at ``taken``."""
    phone = telling.talk.style.medium != "desk"
    bar = phone and not manner and rng.random() < 0.3
    manner = manner or (rng.choice(("img", "chinese")) if bar else "screenshot")
    telling.staging = replace(telling.staging, taken=taken, manner=manner, bar=bar)
    return Later("page", Span.minute(taken), sure=bar or manner == "screenshot")


def _ended(telling: Telling, owed: Owed, *shown: Later) -> Scene:
    telling.order = replace(telling.order, owed=replace(owed, later=(*owed.later, *shown)))
    return telling.scene()


def still_waiting(rng: Dice, name: str) -> Scene:
    """The order page, captured after the time, still says that the money is on its way."""
    day = date.fromisoformat(rng.choice(HOLIDAYS)) if name == "refund-over-holiday" else None
    telling, owed, said = _promised(rng, name, day=day)
    due = owed.due or Span.second(said + timedelta(days=10))
    manner = ""
    if name == "refund-undated-capture":
        manner = rng.choice(("wechat", "img", "chinese"))
    if name in {"refund-just-before", "refund-published-before"}:
        taken = before(rng, due, said)
    elif name == "refund-last-day":
        # The last day of a length of days, after the hour of the promise: over for one who counts hours.
        taken = min(later(rng, due.first, 60, 3000), due.last - timedelta(seconds=120))
    else:
        taken = after(rng, due)
    return _ended(telling, owed, _captured(rng, telling, taken, manner=manner))


def in_holiday(rng: Dice, name: str) -> Scene:
    """Captured in the holidays before which the money was promised: the working days have not run."""
    day = date.fromisoformat(rng.choice(HOLIDAYS))
    telling, owed, said = _promised(rng, name, day=day)
    taken = at_daytime(rng, day + timedelta(days=rng.randint(4, 5)))
    length = Length("3个工作日", "working", 3)
    words = rng.choice(rng.words.more.due_in).format(t=length.words)
    telling.talk.said[-1] = replace(telling.talk.said[-1], text=words)
    assert telling.order.reply
    telling.order = replace(telling.order, reply=replace(telling.order.reply, text=words))
    due = length.over(telling.talk.span(said))
    # Somebody who counts holidays as days would call it overdue; the law does not.
    owed = replace(owed, due=Span(due.last, due.last))
    return _ended(telling, owed, _captured(rng, telling, taken))


def spoken_of(rng: Dice, name: str) -> Scene:
    """Later in the chat the buyer asks where the money is, and the shop answers in one way or another."""
    telling, owed, said = _promised(rng, "refund-published-later" if rng.random() < 0.25 else name)
    telling.name = name
    due, talk, more = owed.due, telling.talk, rng.words.more
    assert due
    when = before(rng, due, said) if name == "refund-admitted-early" else after(rng, due)
    chased = talk.add("buyer", rng.choice(more.where_money), when)
    found = [Later("chased", talk.span(when), sure=chased)]
    replied = later(rng, when, 61, 400)
    if name == "refund-buyer-says":
        if rng.random() < 0.6:
            talk.add("agent", rng.choice(more.hold_on), replied)
    elif name == "refund-said-paid":
        found.append(
            Later("came", talk.span(replied), sure=talk.add("agent", rng.choice(more.came), replied))
        )
    else:
        text = rng.choice(more.unpaid_yet)
        if name == "refund-promised-again":
            text = rng.choice(more.again).format(t=rng.choice(REFUND_LENGTHS[2:]).words)
            owed = replace(owed, sure=False)
        found.append(Later("admitted", talk.span(replied), sure=talk.add("agent", text, replied)))
    # The order page is of the day of the promise, or of no day that could be known.
    early = rng.random() < 0.5
    if early:
        soon = min(later(rng, said, 90, 600), due.first)
        found.insert(0, _captured(rng, telling, soon, manner="screenshot"))
    else:
        found.insert(0, _captured(rng, telling, later(rng, talk.said[-1].when, 300, 900), manner="img"))
    return _ended(telling, owed, *found)


def nothing_later(rng: Dice, name: str) -> Scene:
    """A promise, and nothing in the folder from after its end."""
    telling, owed, said = _promised(rng, name)
    assert owed.due
    taken = min(later(rng, said, 90, 900), owed.due.first - timedelta(seconds=60))
    return _ended(telling, owed, _captured(rng, telling, taken, manner=rng.choice(("screenshot", "img"))))


def repaid(rng: Dice, name: str) -> Scene:
    """The money came, in time or late, as the order page tells."""
    telling, owed, said = _promised(rng, name)
    assert owed.due
    moment = after(rng, owed.due) if name == "refund-came-late" else before(rng, owed.due, said)
    order = replace(telling.order, state="", refund=telling.order.amount, refunded=moment)
    telling.order = order
    _captured(
        rng, telling, later(rng, moment, 600, 90000), manner=rng.choice(("screenshot", "img", "chinese"))
    )
    return _ended(telling, owed)


def billed(rng: Dice, name: str) -> Scene:
    """A bill that goes on until after the time, with the refund or without it."""
    telling, owed, said = _promised(rng, name)
    assert owed.due
    order = replace(telling.order, voucher="alipay", voucher_paid=None)
    telling.order = replace(order, transaction=transaction_number(rng, order.paid, "alipay"))
    last = after(rng, owed.due).date()
    came = None
    found = [Later("bill", Span.second(end_of(last)))]
    if name == "refund-in-bill":
        came = before(rng, owed.due, said)
        found = [Later("came", Span.second(came))]
    if came:
        # The order page has not heard of it, days later: the bill outweighs it.
        page = _captured(rng, telling, after(rng, owed.due), manner="screenshot")
    else:
        page = _captured(rng, telling, min(later(rng, said, 90, 600), owed.due.first), manner="img")
    telling.staging = replace(telling.staging, bill=last, repaid=came)
    return _ended(telling, owed, page, *found)


def of_another(rng: Dice, name: str) -> Scene:
    """The promise is for another order; this one's page, captured later, says that a refund is on its way."""
    telling, owed, _ = _promised(rng, name)
    assert owed.due
    named = telling.order
    request = named.request
    assert request
    said = rng.choice(rng.words.with_id).format(id=named.order_id, said=rng.choice(rng.words.firm))
    talk = telling.talk
    place = next(n for n, say in enumerate(talk.said) if say.text == request.text)
    talk.said[place] = replace(talk.said[place], text=said)
    request = replace(request, text=said, sure_order=True)
    telling.pinned = False
    quiet: Plot = order_of(rng, named.ordered.date(), state=named.state)
    page = _captured(rng, telling, after(rng, owed.due))
    telling.order = replace(
        named, request=request, state="", refunded=later(rng, named.paid, 9000, 9900), owed=owed
    )
    telling.order = replace(telling.order, refund=named.amount)
    made = telling.scene()
    return replace(made, plots=(telling.order, replace(quiet, owed=Owed(None, (page,)))))


def not_this_promise(rng: Dice, name: str) -> Scene:
    """Still waiting after the time, but the promise is told by the buyer, was given up, or is a later rule's."""
    base = "refund-published-later" if name == "refund-rule-came-later" else name
    telling, owed, said = _promised(rng, base)
    telling.name = name
    talk, order = telling.talk, telling.order
    assert owed.due
    assert order.request
    if name == "refund-promise-by-buyer":
        length = rng.choice(REFUND_LENGTHS)
        talk.said[-1] = replace(talk.said[-1], text=rng.choice(rng.words.more.hold_on))
        talk.add(
            "buyer",
            rng.choice(rng.words.more.heard_promise).format(t=length.words),
            later(rng, said, 61, 200),
        )
        order = replace(order, reply=None)
    elif name == "refund-given-up":
        talk.add("buyer", rng.choice(rng.words.withdrawn), later(rng, said, 61, 200))
        order = replace(order, request=replace(order.request, withdrawn=True))
    elif name == "refund-on-voucher":
        order = replace(order, voucher="wechat", refund=order.amount)
        order = replace(order, transaction=transaction_number(rng, order.paid, "wechat"))
    else:
        after_all = order.ordered + timedelta(days=rng.randint(30, 60))
        telling.staging = replace(
            telling.staging, sheets=tuple(replace(sheet, dated=after_all) for sheet in telling.staging.sheets)
        )
    telling.order = order
    page = _captured(rng, telling, after(rng, owed.due))
    if name == "refund-on-voucher":
        return _ended(telling, owed, page, Later("came", page.shown))
    return _ended(telling, Owed(None), page)


REFUNDS: Series = (
    ("refund-still-waiting", still_waiting),
    ("refund-admitted", spoken_of),
    ("refund-buyer-says", spoken_of),
    ("refund-just-before", still_waiting),
    ("refund-came-late", repaid),
    ("refund-by-day", still_waiting),
    ("refund-published", still_waiting),
    ("refund-nothing-later", nothing_later),
    ("refund-over-holiday", still_waiting),
    ("refund-in-holiday", in_holiday),
    ("refund-came-in-time", repaid),
    ("refund-last-day", still_waiting),
    ("refund-undated-capture", still_waiting),
    ("refund-soon", still_waiting),
    ("refund-if", still_waiting),
    ("refund-admitted-early", spoken_of),
    ("refund-promised-again", spoken_of),
    ("refund-said-paid", spoken_of),
    ("refund-bill-without", billed),
    ("refund-in-bill", billed),
    ("refund-of-another-order", of_another),
    ("refund-published-before", still_waiting),
    ("refund-review-only", still_waiting),
    ("refund-expected", still_waiting),
    ("refund-promise-by-buyer", not_this_promise),
    ("refund-given-up", not_this_promise),
    ("refund-on-voucher", not_this_promise),
    ("refund-rule-came-later", not_this_promise),
)
