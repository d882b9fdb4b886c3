"""Windows again, where dates or clocks leave a doubt: orders of things that cannot be, seconds, two versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from corpus.dice import Dice
from corpus.papers import window_clause
from corpus.scenarios import (
    TRIES,
    ChatStyle,
    Scene,
    Series,
    Sheet,
    Staging,
    converse,
    draw_time,
    furnish,
    inside,
    later,
    reply,
    request,
    start,
    transaction_number,
    window,
)
from corpus.telling import TITLES, dated_style


def impossible(rng: Dice, name: str) -> Scene:
    """Sent before it was paid, or cancelled before it was ordered."""
    order, _, _ = start(rng, window=window(rng), shows_paid=True)
    style = dated_style(rng)
    pinned = style.medium != "log"
    moment = draw_time(rng, order, style, "yes")
    if name == "asked-before-ordered":
        moment = order.ordered - timedelta(seconds=rng.randint(1800, 9000))
    order = replace(order, request=request(rng, order, style, moment, pinned=pinned))
    order = replace(order, reply=reply(rng, style, moment, "refused"))
    sent = order.ordered - timedelta(seconds=rng.randint(600, 9000))
    order = replace(order, shipped=sent if name == "sent-before-paid" else later(rng, order.paid, 61, 120))
    return converse(rng, furnish(rng, name, order, style, pinned=pinned), order)


def by_seconds(rng: Dice, name: str) -> Scene:
    """Only the payment page tells when it was paid, and the request lies seconds before or after the end."""
    voucher = rng.choice(("wechat", "alipay"))
    order, _, _ = start(rng, window=window(rng, anchor="paid"), shows_paid=False, voucher=voucher)
    order = replace(order, transaction=transaction_number(rng, order.paid, voucher))
    style = ChatStyle(rng.choice(("phone", "desk", "log")), "second")
    pinned = style.medium != "log"
    assert order.window
    moment = order.paid + timedelta(
        minutes=order.window.minutes, seconds=rng.choice((-25, -12, -3, 0, 2, 14))
    )
    order = replace(order, request=request(rng, order, style, moment, pinned=pinned))
    order = replace(order, reply=reply(rng, style, moment, "refused"), shipped=later(rng, moment, 61, 400))
    return converse(rng, furnish(rng, name, order, style, pinned=pinned), order)


def versions(rng: Dice, name: str) -> Scene:
    """Two versions of the rule page: the one in force at payment lets cancel, or the other one would."""
    order, _, _ = start(rng, minute_dates=False, shows_paid=True)
    style = dated_style(rng)
    pinned = style.medium != "log"
    short, long = window(rng, minutes=rng.choice((3, 5))), window(rng, minutes=rng.choice((15, 30)))
    lets = name in {"version-in-force-lets", "older-version-lets"}
    holds, other = (long, short) if lets else (short, long)
    order = replace(order, window=holds, versions=True)
    for _ in range(TRIES):
        moment = draw_time(rng, order, style, "yes" if lets else "no")
        if inside(style.span(moment), order, other) == ("no" if lets else "yes"):
            break
    else:
        raise LookupError(name)
    order = replace(order, request=request(rng, order, style, moment, pinned=pinned))
    order = replace(order, reply=reply(rng, style, moment, "refused"))
    newer = name.startswith("version")  # the newer one was in force already
    first = order.ordered - timedelta(days=rng.randint(200, 500))
    second = order.ordered + timedelta(days=rng.randint(20, 100) * (-1 if newer else 1))
    days = (second, first) if newer else (first, second)
    title = rng.choice(TITLES)
    sheets = [
        Sheet((window_clause(rng, terms),), day, title=title)
        for terms, day in zip((holds, other), days, strict=True)
    ]
    rng.shuffle(sheets)
    base = replace(furnish(rng, name, order, style, pinned=pinned), rule=False, other_voucher=None)
    base = replace(base, staging=Staging(sheets=tuple(sheets)), unpaid_minutes=0)
    return converse(rng, base, order)


DOUBTS: Series = (
    ("sent-before-paid", impossible),
    ("asked-before-ordered", impossible),
    ("seconds-by-two-clocks", by_seconds),
    ("version-in-force-lets", versions),
    ("version-in-force-forbids", versions),
    ("older-version-lets", versions),
    ("older-version-forbids", versions),
)
