"""refund.overdue: both ends of every time, what proves that nothing came, and what must keep it from accusing."""

from __future__ import annotations

import pytest
from stories import Tale

from dossier.model import EventKind, FactStatus, OrderState, Speaker

RULE = "refund.overdue"
SAID = "2024-05-12 14:10"  # a Sunday


def promised(length: str, words: str = "退款将原路退回", *, said: str = SAID, **more: object) -> Tale:
    tale = Tale().asked("2024-05-12 14:03").said(EventKind.REFUND_PROMISED, said, words, **more)  # type: ignore[arg-type]
    return tale.term("refund_time", length, words, file="E2", speaker=Speaker.AGENT)


@pytest.mark.parametrize(
    ("length", "captured", "expected"),
    [
        (
            "PT24H;start=said",
            "2024-05-13 14:11:29",
            "possible",
        ),  # said at 14:10:59, and half a minute between two clocks
        ("PT24H;start=said", "2024-05-13 14:11:30", "breach"),
        ("PT24H;start=said", "2024-05-13 14:11", "possible"),
        ("PT24H;start=said", "2024-05-13 14:12", "breach"),
        ("P3D;days=working;start=said", "2024-05-16 00:00:29", "possible"),  # Mon, Tue, Wed
        ("P3D;days=working;start=said", "2024-05-16 00:00:30", "breach"),
        ("P1D-P3D;days=working;start=said", "2024-05-14 12:00:00", "possible"),  # the longer end counts
        ("P3D;days=calendar;start=said", "2024-05-15 23:59:59", "possible"),
        ("P3D;days=calendar;start=said", "2024-05-16 00:00:30", "breach"),
        ("P6D;days=calendar;start=said", "2024-05-19 12:00:00", "possible"),  # Saturday 18th moves to Monday
        ("P6D;days=calendar;start=said", "2024-05-20 23:59:59", "possible"),
        ("P6D;days=calendar;start=said", "2024-05-21 00:00:30", "breach"),
        ("2024-05-15;start=said", "2024-05-15 23:59:59", "possible"),
        ("2024-05-15;start=said", "2024-05-16 00:00:30", "breach"),
        ("2024-05-12T18:00+08:00;start=said", "2024-05-12 18:01:29", "possible"),
        ("2024-05-12T18:00+08:00;start=said", "2024-05-12 18:01:30", "breach"),
    ],
)
def test_the_boundary(length: str, captured: str, expected: str) -> None:
    assert promised(length).captured(captured, "退款处理中").verdict(RULE) == expected


def test_working_days_over_national_day_are_those_announced() -> None:
    # Monday 30 September; 1-7 October off, so the third working day is Thursday the 10th.
    tale = Tale(paid="2024-09-30 10:00:00").said(EventKind.REFUND_PROMISED, "2024-09-30 10:30")
    tale.term("refund_time", "P3D;days=working;start=said", file="E2", speaker=Speaker.AGENT)
    assert tale.captured("2024-10-10 23:59:59", "退款中").verdict(RULE) == "possible"
    assert tale.captured("2024-10-11 00:00:30", "退款中").verdict(RULE) == "breach"


def test_working_days_of_a_year_without_a_calendar_decide_nothing() -> None:
    tale = Tale(paid="2031-05-12 10:00:00").said(EventKind.REFUND_PROMISED, "2031-05-12 10:30")
    tale.term("refund_time", "P3D;days=working;start=said", file="E2", speaker=Speaker.AGENT)
    assert tale.captured("2031-06-30 12:00:00", "退款中").verdict(RULE) == "undetermined"


def test_the_buyers_word_alone_suspects() -> None:
    tale = promised("PT24H;start=said")
    tale.said(EventKind.REFUND_PENDING, "2024-05-14 09:00", "钱还没到", by=Speaker.BUYER)
    assert tale.verdict(RULE) == "possible"


def test_the_shops_own_word_proves() -> None:
    tale = promised("PT24H;start=said").said(EventKind.REFUND_PENDING, "2024-05-14 09:00", "财务还没打款")
    assert tale.verdict(RULE) == "breach"
    early = promised("PT24H;start=said").said(EventKind.REFUND_PENDING, "2024-05-13 09:00", "财务还没打款")
    assert early.verdict(RULE) == "possible"
    hedged = promised("PT24H;start=said")
    hedged.said(EventKind.REFUND_PENDING, "2024-05-14 09:00", "应该还没吧", hedged=True)
    assert hedged.verdict(RULE) == "undetermined"


def test_a_bill_that_goes_on_until_later_proves() -> None:
    assert promised("PT24H;start=said").until("2024-05-31 23:59:59", file="E5").verdict(RULE) == "breach"
    assert promised("PT24H;start=said").until("2024-05-13 12:00:00", file="E5").verdict(RULE) == "possible"
    unsure = promised("PT24H;start=said").until("2024-05-31 23:59:59", file="E5", hedged=True)
    assert unsure.verdict(RULE) == "undetermined"


@pytest.mark.parametrize(
    ("status", "state", "expected"),
    [
        ("退款中", "", "breach"),
        ("待发货", "awaiting", "breach"),
        ("已发货", "shipped", "undetermined"),  # a refund need not change what the page calls the order
        ("交易关闭", "closed", "undetermined"),
        ("退款成功", "", "possible"),
    ],
)
def test_what_a_later_order_page_shows(status: str, state: str, expected: str) -> None:
    tale = promised("PT24H;start=said").captured("2024-05-20 10:00:00", status, state)
    assert tale.verdict(RULE) == expected


def test_money_that_came_even_late_is_clear() -> None:
    late = promised("PT24H;start=said").captured("2024-05-14 10:00:00", "退款中")
    assert late.happened(EventKind.REFUNDED, "2024-05-16 09:00:00").verdict(RULE) == "clear"
    known = Tale(state=OrderState.REFUNDED).said(EventKind.REFUND_PROMISED, SAID)
    known.term("refund_time", "PT24H;start=said", file="E2", speaker=Speaker.AGENT)
    assert known.verdict(RULE) == "clear"


def test_a_part_that_came_is_neither() -> None:
    from dossier.model import FactKind

    tale = promised("PT24H;start=said").happened(EventKind.REFUNDED, "2024-05-13 09:00:00")
    tale.fact(FactKind.AMOUNT, "80.00", about="refund")
    assert tale.verdict(RULE) == "undetermined"


def test_a_promise_taken_back_or_a_change_of_mind_leaves_it_open() -> None:
    refused = promised("PT24H;start=said").said(EventKind.CANCEL_REFUSED, "2024-05-12 15:00")
    assert refused.captured("2024-05-20 10:00:00", "退款中").verdict(RULE) == "undetermined"
    withdrawn = promised("PT24H;start=said")
    withdrawn.said(EventKind.CANCEL_WITHDRAWN, "2024-05-12 15:00", by=Speaker.BUYER)
    assert withdrawn.captured("2024-05-20 10:00:00", "退款中").verdict(RULE) == "undetermined"


def test_a_refusal_before_the_promise_does_not_undo_it() -> None:
    tale = Tale().asked("2024-05-12 14:03").said(EventKind.CANCEL_REFUSED, "2024-05-12 14:05")
    tale.said(EventKind.REFUND_PROMISED, SAID)
    tale.term("refund_time", "PT24H;start=said", file="E2", speaker=Speaker.AGENT)
    assert tale.captured("2024-05-20 10:00:00", "退款中").verdict(RULE) == "breach"


def test_a_hedged_assumed_or_doubtful_promise_decides_nothing() -> None:
    for flaw in ("hedged", "assumed", "doubtful", "disputed"):
        tale = promised("PT24H;start=said", **{flaw: True}).captured("2024-05-20 10:00:00", "退款中")
        assert tale.verdict(RULE) == "undetermined", flaw


def test_a_capture_that_is_read_in_doubt_proves_nothing() -> None:
    tale = promised("PT24H;start=said")
    tale.captured("2024-05-20 10:00:00", "退款中", status=FactStatus.DISPUTED)
    assert tale.verdict(RULE) == "possible"


def test_a_time_of_the_rule_page_counts_from_the_shops_consent() -> None:
    tale = Tale().asked("2024-05-12 14:03").said(EventKind.CANCEL_ACCEPTED, SAID, "好的，给您退款")
    tale.term("refund_time", "PT24H;start=agreed", "审核通过后24小时内退款", label="5.1")
    assert tale.captured("2024-05-13 14:11:29", "退款中").verdict(RULE) == "possible"
    assert tale.captured("2024-05-13 14:11:30", "退款中").verdict(RULE) == "breach"


def test_without_the_shops_consent_nothing_is_owed() -> None:
    tale = Tale().asked("2024-05-12 14:03").term("refund_time", "PT24H;start=requested")
    assert tale.captured("2024-05-20 10:00:00", "待发货", "awaiting").verdict(RULE) is None


def test_a_promise_without_a_time_says_nothing() -> None:
    tale = Tale().asked("2024-05-12 14:03").said(EventKind.REFUND_PROMISED, SAID, "会给您退款的")
    assert tale.captured("2024-05-20 10:00:00", "退款中").verdict(RULE) is None


def test_a_second_promise_does_not_mend_the_first() -> None:
    tale = promised("PT24H;start=said").captured("2024-05-14 10:00:00", "退款中")
    tale.said(EventKind.REFUND_PROMISED, "2024-05-14 11:00", "再等三天")
    tale.term("refund_time", "P3D;days=calendar;start=said", file="E2", speaker=Speaker.AGENT)
    assert tale.verdict(RULE) == "breach"


def test_it_tells_the_end_and_the_proof() -> None:
    tale = promised("PT24H;start=said").captured("2024-05-14 10:00:00", "退款中")
    found = tale.finding(RULE)
    assert found is not None
    assert "2024-05-13 14:10:59" in found.explanation
    assert "2024-05-14 10:00:00 的订单页面仍显示“退款中”" in found.explanation
    assert "law:XFT-12" in found.basis
