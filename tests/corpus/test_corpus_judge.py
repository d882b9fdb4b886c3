"""The hold-out's own arithmetic, checked against cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from corpus.judging import judge
from corpus.truth import Plot, Reply, Request, Span, Window

SHIPPED, REFUSED, FEE, RATE, MANUAL = (
    "grace.shipped-inside",
    "grace.cancel-refused-inside",
    "grace.fee-charged-inside",
    "fee.above-published-rate",
    "manual.shipped-after-cancel-request",
)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2024-05-12T{clock}")


def told(clock: str) -> Span:
    """A time as shown: to the second, or to the minute when it has no seconds."""
    return Span.second(at(clock)) if clock.count(":") == 2 else Span.minute(at(clock))


def story(asked: str, shipped: str | None = None, **known: object) -> Plot:
    """Paid at 14:02:10, five minutes free, refused right after asking."""
    request = Request("申请取消", told(asked).first, told(asked))
    reply = Reply("无法取消", told(asked).last, told(asked), "refused")
    plot = Plot(
        "CM20240512001",
        "点卡",
        Decimal("100.00"),
        at("14:01:55"),
        at("14:02:10"),
        shipped=at(shipped) if shipped else None,
        window=Window(5),
        request=request,
        reply=reply,
    )
    return replace(plot, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "best"),
    [
        ("14:07:10", "breach"),  # the last second of the fifth minute counts (Civil Code art. 1259)
        ("14:07:11", "clear"),
        ("14:06", "breach"),  # 14:06:59 at the latest
        ("14:07", "undetermined"),  # 14:07:00 would be inside, 14:07:59 would not
        ("14:08", "clear"),
    ],
)
def test_the_end_of_the_window(asked: str, best: str) -> None:
    assert judge(story(asked))[REFUSED].best == best


def test_shipping_is_a_wrong_only_after_a_request_inside() -> None:
    assert judge(story("14:03", "14:05:41"))[SHIPPED].allowed == {"breach"}
    assert "breach" not in judge(story("14:09", "14:05:41"))[SHIPPED].allowed
    assert "breach" not in judge(story("14:03", "14:05:41", request=None))[SHIPPED].allowed
    assert judge(story("14:03", "14:07:11"))[SHIPPED].allowed == {"clear"}


def test_without_a_rule_nothing_is_a_breach() -> None:
    answers = judge(story("14:03", "14:05:41", window=None))
    assert all("breach" not in answer.allowed for answer in answers.values())
    assert answers[REFUSED].best == "possible"


def test_a_request_taken_back_accuses_nobody() -> None:
    plot = story("14:03", "14:05:41")
    assert plot.request
    answers = judge(replace(plot, request=replace(plot.request, withdrawn=True)))
    assert all("breach" not in answer.allowed for answer in answers.values())


def test_differing_paying_times_leave_the_window_open() -> None:
    plot = story("14:03", voucher="wechat", voucher_paid=at("13:55:00"))
    assert judge(plot)[REFUSED].allowed == {"undetermined", "possible"}


@pytest.mark.parametrize(("fee", "breach"), [("20.00", False), ("20.01", True)])
def test_the_published_rate_includes_its_upper_end(fee: str, breach: bool) -> None:
    plot = story("15:00", rates=(10, 20), fee=Decimal(fee), refund=100 - Decimal(fee))
    assert ("breach" in judge(plot)[RATE].allowed) is breach
    assert judge(plot)[FEE].allowed == {"clear"}


def test_work_by_hand_begun_before_the_request_is_no_wrong() -> None:
    known: dict[str, Any] = {"manual": True, "window": None, "manual_clause": True}
    assert judge(story("14:30", started=at("14:41:07"), **known))[MANUAL].allowed == {"breach"}
    assert "breach" not in judge(story("14:30", started=at("14:20:00"), **known))[MANUAL].allowed
