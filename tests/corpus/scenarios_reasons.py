"""What agents give as the reason, beside what the page says; and rules that came after the payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from corpus.dice import Dice
from corpus.papers import window_clause
from corpus.scenarios import Scene, Series, Sheet, draw_time, later, window
from corpus.telling import TITLES, Telling, at_daytime, begin, dated_style, order_of
from corpus.truth import Notice, Plot, Reason, Reply

RATES = ((10, 20), (5, 15), (10, 10), (5, 10))
TALKED_OVER = {"notice-admitted", "notice-denied", "notice-asked-if-new", "notice-buyer-says"}
REFUSALS = {"never", "limit", "late", "other"}
BESIDE = {"reason-condition", "reason-of-used-goods"}
DONE_TO = ("取消", "退", "撤")
"""A refusal says what is refused."""
DAY = timedelta(days=1)


def _page(rng: Dice, order: Plot) -> tuple[str, ...]:
    """The clauses of an order's rule page."""
    clauses = []
    if order.window:
        clauses.append(window_clause(rng, order.window))
    if order.manual_clause:
        clauses.append(rng.choice(rng.words.manual_clause))
    if order.rates:
        low, high = order.rates
        pool = rng.words.rate_one if low == high else rng.words.rate_range
        clauses.append(rng.choice(pool).format(low=low, high=high))
    return tuple(clauses)


def _said(rng: Dice, telling: Telling, text: str, kind: str, *, sure: bool = True) -> None:
    """The agent's answer, a minute or more after the request."""
    order, talk = telling.order, telling.talk
    assert order.request
    when = later(rng, order.request.when, 61, 200)
    alone = talk.add("agent", text, when)
    reply = Reply(text, when, talk.span(when), kind, sure=sure and alone)
    telling.order = replace(order, reply=reply)


def _ask(rng: Dice, name: str, order: Plot, wanted: str) -> Telling:
    style = dated_style(rng)
    moment = draw_time(rng, order, style, wanted) if order.window else later(rng, order.paid, 200, 3000)
    telling, request = begin(rng, name, order, moment, style=style)
    telling.order = replace(order, request=request)
    return telling


def _reason(rng: Dice, name: str, order: Plot) -> tuple[str, Reason]:
    """The agent's words, and what they say."""
    more, terms = rng.words.more, order.window
    minutes = terms.minutes if terms else rng.choice((5, 10))
    shorter = rng.choice([n for n in (1, 2, 3, 5, 10) if n < minutes])
    high = order.rates[1] if order.rates else 10
    found: dict[str, tuple[tuple[str, ...], dict[str, int], Reason]] = {
        "reason-shorter": (more.only_within, {"n": shorter}, Reason("limit", shorter)),
        "reason-late-in-time": (more.too_late, {"n": minutes}, Reason("late", minutes)),
        "reason-late-unnamed": (more.too_late_bare, {}, Reason("late", sure=False)),
        "reason-truly-late": (more.too_late, {"n": minutes}, Reason("late", minutes)),
        "reason-higher-fee": (more.costs, {"p": high + rng.choice((5, 10, 30))}, Reason("fee", 0, high + 5)),
        "reason-fee-in-range": (more.costs, {"p": high}, Reason("fee", 0, high)),
        "reason-by-hand": (more.never_by_hand, {}, Reason("never")),
        "reason-sent": (more.sent, {}, Reason("other")),
        "reason-automatic": (more.automatic_reason, {}, Reason("other")),
        "reason-vague": (more.vague, {}, Reason("other")),
        "reason-condition": (more.mere_condition, {"n": minutes}, Reason("other")),
        "reason-of-used-goods": (more.of_used, {}, Reason("other")),
        "reason-seven-days": (more.seven_days, {}, Reason("other")),
        "reason-by-buyer": (more.quoted_by_buyer, {}, Reason("other")),
    }
    pool, slots, reason = found.get(name, (more.never, {}, Reason("never")))
    return rng.choice(pool).format(**slots), reason


def reasons(rng: Dice, name: str) -> Scene:
    """A page, a request, and the reason for not cancelling."""
    order = order_of(rng, window=window(rng, minutes=rng.choice((5, 10, 15, 30))))
    known: dict[str, dict[str, Any]] = {
        "reason-by-hand": {"window": None, "manual": True, "manual_clause": True, "state": "待处理"},
        "reason-higher-fee": {"rates": rng.choice(RATES)},
        "reason-fee-in-range": {"rates": rng.choice(RATES)},
        "reason-no-page": {"window": None},
        "reason-page-undated": {"page_dated": False},
        "reason-page-of-other-goods": {"page_holds": False},
        "reason-page-of-other-shop": {"page_holds": False},
        "reason-page-came-later": {"page_holds": False},
    }
    order = replace(order, **known.get(name, {}))
    late = name in {"reason-truly-late", "reason-higher-fee", "reason-fee-in-range"}
    wanted = "no" if late or (name in {"reason-shorter", "reason-never"} and rng.random() < 0.3) else "yes"
    telling = _ask(rng, name, order, wanted)
    text, reason = _reason(rng, name, order)
    if name == "reason-by-buyer":
        _said(rng, telling, rng.choice(rng.words.more.vague), "refused")
        assert telling.order.reply
        telling.talk.add("buyer", text, later(rng, telling.order.reply.when, 61, 200))
    else:
        kind = "refused" if reason.kind in REFUSALS and name not in BESIDE else "neither"
        plain = (
            reason.kind != "limit" and name != "reason-seven-days" and any(word in text for word in DONE_TO)
        )
        _said(rng, telling, text, kind, sure=plain)
    clauses = _page(rng, telling.order)
    days = rng.randint(20, 300)
    dated: datetime | None = order.ordered - timedelta(days=days)
    shop = ""
    if name == "reason-page-of-other-goods":
        head, goods = rng.choice(rng.words.more.other_goods)
        clauses = tuple(head + clause for clause in clauses)
        telling.order = replace(telling.order, goods=goods)
    elif name == "reason-page-of-other-shop":
        shop = "another"
    elif name == "reason-page-came-later":
        dated = order.ordered + timedelta(days=days)
    elif name == "reason-page-undated":
        dated = None
    if clauses:
        telling.staging = replace(telling.staging, sheets=(Sheet(clauses, dated, shop=shop),))
    telling.order = replace(telling.order, reason=reason)
    return telling.scene()


def notices(rng: Dice, name: str) -> Scene:
    """The shop relies on a rule that came, or may have come, after the payment."""
    order = order_of(rng)
    more = rng.words.more
    since = order.paid + timedelta(days=rng.randint(3, 20))
    early = order.paid - timedelta(days=rng.randint(20, 300))
    on_page_later = name.startswith("notice-came-later") or name in {
        "notice-revised",
        "notice-older-page-too",
    }
    asked = at_daytime(rng, (since + DAY).date()) if on_page_later else later(rng, order.paid, 200, 3000)
    telling, request = begin(rng, name, order, asked)
    order = replace(order, request=request)
    telling.order = order
    clause, title = rng.choice(more.final_clause), rng.choice(TITLES)
    dated: datetime | None = since if on_page_later else early
    notice = Notice("exact", (dated or since).date())
    text = rng.choice(more.relies_exactly).format(title=title, q=clause)
    label, sheets = "", ()
    if name == "notice-came-later-loosely":
        text, notice = rng.choice(more.relies_loosely), replace(notice, relied="loose")
    elif name == "notice-came-later-unnamed":
        text, notice = rng.choice(more.sent), replace(notice, relied="")
    elif name == "notice-revised":
        label, notice = rng.choice(("更新日期", "修订日期", "最近更新")), replace(notice, revised=True)
    elif name == "notice-older-page-too":
        notice = replace(notice, before_too=True)
        sheets = (Sheet((clause,), early, title=title),)
    elif name == "notice-in-agreement":
        text, notice = rng.choice(more.in_agreement), Notice()
    elif name == "notice-was-shown":
        text, notice = rng.choice(more.was_shown), Notice("loose", None)
    elif name in {"notice-admitted", "notice-buyer-says"}:
        text, notice = (
            rng.choice(more.relies_loosely),
            Notice("loose", None, admitted=name == "notice-admitted"),
        )
    speaks_of_notice = name in {"notice-in-agreement", "notice-was-shown"}
    _said(rng, telling, text, "neither" if speaks_of_notice else "refused", sure=False)
    if name in TALKED_OVER:
        assert telling.order.reply
        when = later(rng, telling.order.reply.when, 61, 200)
        asked_for, told = {
            "notice-admitted": (more.asks_where, more.not_published),
            "notice-denied": (more.asked_if_new, more.denied),
            "notice-asked-if-new": (more.asked_if_new, rng.words.small),
            "notice-buyer-says": (more.never_saw, rng.words.small),
        }[name]
        telling.talk.add("buyer", rng.choice(asked_for), when)
        telling.talk.add("agent", rng.choice(told), later(rng, when, 61, 200))
    if name not in TALKED_OVER and not speaks_of_notice:
        sheets = (*sheets, Sheet((clause,), dated, label, title))
    telling.staging = replace(telling.staging, sheets=sheets)
    telling.order = replace(telling.order, notice=notice, reason=Reason("other"))
    return telling.scene()


REASONS: Series = (
    ("reason-shorter", reasons),
    ("reason-never", reasons),
    ("reason-late-in-time", reasons),
    ("reason-truly-late", reasons),
    ("reason-higher-fee", reasons),
    ("reason-by-hand", reasons),
    ("reason-sent", reasons),
    ("reason-automatic", reasons),
    ("reason-vague", reasons),
    ("reason-no-page", reasons),
    ("reason-page-of-other-goods", reasons),
    ("reason-page-of-other-shop", reasons),
    ("reason-page-came-later", reasons),
    ("reason-page-undated", reasons),
    ("reason-fee-in-range", reasons),
    ("reason-condition", reasons),
    ("reason-by-buyer", reasons),
    ("reason-of-used-goods", reasons),
    ("reason-seven-days", reasons),
    ("reason-late-unnamed", reasons),
)
NOTICES: Series = (
    ("notice-came-later", notices),
    ("notice-admitted", notices),
    ("notice-in-agreement", notices),
    ("notice-buyer-says", notices),
    ("notice-was-shown", notices),
    ("notice-there-before", notices),
    ("notice-came-later-loosely", notices),
    ("notice-came-later-unnamed", notices),
    ("notice-revised", notices),
    ("notice-older-page-too", notices),
    ("notice-denied", notices),
    ("notice-asked-if-new", notices),
    ("notice-same-day", notices),
)
