"""The hold-out's judgement on refunds, answers, reasons and notices, against cases thought out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from corpus.judging import judge
from corpus.truth import Awaited, Later, Notice, Owed, Plot, Reason, Reply, Request, Span, Window

REFUND, ANSWER, REASON, NOTICE, REFUSED = (
    "refund.overdue",
    "service.no-answer",
    "service.contradicts-policy",
    "policy.undisclosed",
    "grace.cancel-refused-inside",
)
at = datetime.fromisoformat
DUE = Span(at("2024-05-16T14:00:00"), at("2024-05-16T23:59:59"))
IN_TIME, ON_THE_LAST_DAY, LATE = (
    Span.minute(at("2024-05-16T13:50:00")),
    Span.minute(at("2024-05-16T18:00:00")),
    Span.minute(at("2024-05-17T09:00:00")),
)


def story(**known: object) -> Plot:
    """Paid on Sunday 12 May 2024 at 14:02:10, asked at 14:03 in plain words."""
    paid = at("2024-05-12T14:02:10")
    asked = paid.replace(minute=3, second=0)
    request = Request("申请取消", asked, Span.minute(asked))
    plot = Plot(
        "CM20240512001", "点卡", Decimal("100.00"), paid - timedelta(seconds=15), paid, request=request
    )
    return replace(plot, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("later", "best", "charged"),
    [
        ((Later("page", LATE),), "breach", True),
        ((Later("admitted", LATE),), "breach", True),
        ((Later("bill", LATE),), "breach", True),
        ((Later("chased", LATE),), "undetermined", False),
        ((Later("page", LATE, sure=False),), "clear", False),
        ((Later("page", ON_THE_LAST_DAY),), "undetermined", False),
        ((Later("page", IN_TIME),), "clear", False),
        ((Later("page", LATE), Later("came", IN_TIME)), "clear", False),
        ((), "possible", False),
    ],
)
def test_money_is_overdue_only_when_shown_so_after_the_last_day(
    later: tuple[Later, ...], best: str, *, charged: bool
) -> None:
    answer = judge(story(owed=Owed(DUE, later)))[REFUND]
    assert answer.best == best
    assert ("breach" in answer.allowed) is charged


def test_money_that_came_late_came() -> None:
    plot = story(owed=Owed(DUE, (Later("page", LATE),)), refunded=LATE.first, refund=Decimal(100))
    assert judge(plot)[REFUND].allowed == {"clear"}


def test_a_promise_without_a_time_is_never_overdue() -> None:
    assert "breach" not in judge(story(owed=Owed(None, (Later("page", LATE),))))[REFUND].allowed


@pytest.mark.parametrize(
    ("awaited", "best"),
    [
        (Awaited(DUE, answered=LATE), "breach"),
        (Awaited(DUE, until=LATE), "breach"),
        (Awaited(DUE, answered=IN_TIME), "clear"),
        (Awaited(DUE, answered=ON_THE_LAST_DAY), "undetermined"),
        (Awaited(DUE, until=IN_TIME), "possible"),
        (Awaited(DUE), "possible"),
        (Awaited(DUE, answered=LATE, whole=False), "possible"),
    ],
)
def test_silence_counts_only_where_the_talk_surely_goes_on(awaited: Awaited, best: str) -> None:
    answer = judge(story(awaited=awaited))[ANSWER]
    assert answer.best == best
    assert ("breach" in answer.allowed) is (best == "breach")


def test_who_took_the_request_back_waits_for_nothing() -> None:
    plot = story(awaited=Awaited(DUE, answered=LATE))
    assert plot.request
    taken_back = replace(plot, request=replace(plot.request, withdrawn=True))
    assert "breach" not in judge(taken_back)[ANSWER].allowed


@pytest.mark.parametrize(
    ("reason", "known", "best"),
    [
        (Reason("limit", 3), {"window": Window(10)}, "breach"),
        (Reason("limit", 10), {"window": Window(10)}, "clear"),
        (Reason("never"), {"window": Window(10)}, "breach"),
        (Reason("late", 10), {"window": Window(10)}, "breach"),  # asked in the first minute
        (Reason("never"), {}, "possible"),
        (Reason("never"), {"window": Window(10), "page_holds": False}, "undetermined"),
        (Reason("never"), {"window": Window(10, in_force=False)}, "undetermined"),
        (Reason("never"), {"manual": True, "manual_clause": True}, "breach"),
        (Reason("fee", percent=30), {"rates": (10, 20)}, "breach"),
        (Reason("fee", percent=20), {"rates": (10, 20)}, "clear"),
        (Reason("other"), {"window": Window(10)}, "clear"),
    ],
)
def test_a_reason_contradicts_only_what_the_page_says(
    reason: Reason, known: dict[str, object], best: str
) -> None:
    answer = judge(story(reason=reason, **known))[REASON]
    assert answer.best == best
    assert ("breach" in answer.allowed) is (best == "breach")


def test_being_late_is_a_true_reason_where_it_is_true() -> None:
    plot = story(reason=Reason("late", 10), window=Window(10))
    late = at("2024-05-12T14:30:00")
    asked = replace(plot, request=Request("申请取消", late, Span.minute(late)))
    assert "breach" not in judge(asked)[REASON].allowed


@pytest.mark.parametrize(
    ("notice", "charged"),
    [
        (Notice("exact", date(2024, 5, 20)), True),
        (Notice("exact", date(2024, 5, 12)), False),  # in force from the first minute of that day
        (Notice("exact", date(2024, 1, 1)), False),
        (Notice("exact", date(2024, 5, 20), revised=True), False),
        (Notice("exact", date(2024, 5, 20), before_too=True), False),
        (Notice("", date(2024, 5, 20)), False),
        (Notice("loose", None), False),
        (Notice("loose", None, admitted=True), True),
    ],
)
def test_a_rule_is_undisclosed_only_by_its_own_date_or_the_shop_s_word(
    notice: Notice, *, charged: bool
) -> None:
    assert ("breach" in judge(story(notice=notice))[NOTICE].allowed) is charged


def refused(**known: object) -> Plot:
    reply = Reply("无法取消", LATE.first, LATE, "refused")
    return story(reply=reply, window=Window(5), **known)


@pytest.mark.parametrize(("asked", "charged"), [("14:06:39", True), ("14:06:41", False), ("14:07:20", False)])
def test_seconds_between_two_clocks_accuse_nobody(asked: str, *, charged: bool) -> None:
    moment = at(f"2024-05-12T{asked}")
    known = {
        "request": Request("申请取消", moment, Span.second(moment)),
        "shows_paid": False,
        "voucher": "wechat",
    }
    assert ("breach" in judge(replace(refused(), **known))[REFUSED].allowed) is charged  # type: ignore[arg-type]


def test_another_clock_s_seconds_need_not_convince() -> None:
    near, far = at("2024-05-12T14:07:00"), at("2024-05-12T14:06:00")
    for moment, allowed in ((near, {"breach", "possible", "undetermined"}), (far, {"breach"})):
        asked = Request("申请取消", moment, Span.second(moment), other_clock=True)
        assert judge(replace(refused(), request=asked))[REFUSED].allowed == allowed


def test_an_order_of_things_that_cannot_be_accuses_nobody() -> None:
    assert "breach" in judge(refused())[REFUSED].allowed
    assert "breach" not in judge(refused(shipped=at("2024-05-12T13:00:00")))[REFUSED].allowed
    early = at("2024-05-12T12:00:00")
    asked = Request("申请取消", early, Span.minute(early))
    assert "breach" not in judge(replace(refused(), request=asked))[REFUSED].allowed
