"""grace.shipped-inside: both ends of the window, and everything that must keep it from accusing."""

from __future__ import annotations

import pytest
from cases import ASK, FREE, asked, chat, order, page, payment, verdict

RULE = "grace.shipped-inside"


@pytest.mark.parametrize(
    ("shipped", "expected"),
    [
        ("2024-05-12 14:05:41", "breach"),
        ("2024-05-12 14:07:10", "breach"),  # the fifth minute's end is inside (Civil Code art. 1259)
        ("2024-05-12 14:07:11", "clear"),
        ("2024-05-12 14:06", "breach"),  # the whole minute is inside
        ("2024-05-12 14:07", "undetermined"),  # the minute holds both
        ("2024-05-12 14:08", "clear"),
        ("2024-05-13 14:05:41", "clear"),
    ],
)
def test_the_boundary(shipped: str, expected: str) -> None:
    assert verdict(RULE, order(shipped=shipped), asked(), page(FREE)) == expected


@pytest.mark.parametrize(
    ("clause", "shipped", "expected"),
    [
        ("支付后三分钟内可无条件取消并退款。", "2024-05-12 14:05:10", "breach"),
        ("支付后三分钟内可无条件取消并退款。", "2024-05-12 14:05:11", "clear"),
        ("付款成功后半小时内，可免费取消订单。", "2024-05-12 14:32:10", "breach"),
        ("付款成功后半小时内，可免费取消订单。", "2024-05-12 14:32:11", "clear"),
    ],
)
def test_windows_of_other_lengths(clause: str, shipped: str, expected: str) -> None:
    assert verdict(RULE, order(shipped=shipped), asked(), page(clause)) == expected


def test_a_window_from_the_order_counts_from_the_order() -> None:
    files = (asked(), page("下单后5分钟内可免费取消订单。"))
    rows = [("下单时间", "2024-05-12 14:00:00")]
    assert verdict(RULE, order(shipped="2024-05-12 14:05:00", more=rows), *files) == "breach"
    assert verdict(RULE, order(shipped="2024-05-12 14:05:01", more=rows), *files) == "clear"


def test_a_window_of_unsaid_beginning_must_hold_from_both() -> None:
    files = (asked(), page("5分钟内可免费取消订单。"))
    rows = [("下单时间", "2024-05-12 14:00:00")]
    assert verdict(RULE, order(shipped="2024-05-12 14:04:59", more=rows), *files) == "breach"
    assert verdict(RULE, order(shipped="2024-05-12 14:06:00", more=rows), *files) == "undetermined"


def test_shipping_fast_is_no_departure_by_itself() -> None:
    fast = order(shipped="2024-05-12 14:02:15")
    assert verdict(RULE, fast, page(FREE)) == "possible"
    assert (
        verdict(RULE, fast, chat(("time", "2024-05-12 14:03"), ("buyer", "你好，什么时候到")), page(FREE))
        == "possible"
    )


def test_a_request_after_the_window_accuses_nobody() -> None:
    assert (
        verdict(RULE, order(shipped="2024-05-12 14:05:41"), asked("2024-05-12 14:20"), page(FREE)) == "clear"
    )


def test_without_a_rule_page_the_verdict_is_at_most_possible() -> None:
    assert verdict(RULE, order(shipped="2024-05-12 14:05:41"), asked()) == "possible"
    assert verdict(RULE, order(shipped="2024-05-12 14:05:41"), asked(), pack="common-5min") == "possible"


def test_without_a_rule_page_late_shipping_is_not_even_suspected() -> None:
    assert verdict(RULE, order(shipped="2024-05-14 09:00:00"), asked()) is None


def test_the_expiry_of_an_unpaid_order_is_no_window() -> None:
    expiry = "2.1 未支付订单5分钟后自动关闭，逾期自动取消。"
    assert verdict(RULE, order(shipped="2024-05-12 14:05:41"), asked(), page(expiry)) in ("possible", None)


def test_contradicting_payment_times_decide_nothing() -> None:
    files = (order(shipped="2024-05-12 14:05:41"), payment("2024-05-12 14:09:10"), asked(), page(FREE))
    assert verdict(RULE, *files) == "undetermined"


def test_clocks_a_few_seconds_apart_still_decide() -> None:
    files = (order(shipped="2024-05-12 14:05:41"), payment("2024-05-12 14:02:08"), asked(), page(FREE))
    assert verdict(RULE, *files) == "breach"


def test_a_margin_of_seconds_between_two_clocks_decides_nothing() -> None:
    files = (order(shipped="2024-05-12 14:07:09"), payment("2024-05-12 14:02:08"), asked(), page(FREE))
    assert verdict(RULE, *files) == "undetermined"


def test_goods_told_to_be_shipped_before_they_were_paid_decide_nothing() -> None:
    assert verdict(RULE, order(shipped="2024-05-12 13:50:00"), asked(), page(FREE)) == "undetermined"


def test_a_window_for_other_goods_does_not_hold() -> None:
    manual = "人工代充商品，支付后5分钟内可免费取消。"
    assert verdict(RULE, order(shipped="2024-05-12 14:05:41"), asked(), page(manual)) != "breach"
    unknown = order(shipped="2024-05-12 14:05:41", delivery=None)
    assert verdict(RULE, unknown, asked(), page(manual)) != "breach"


def test_a_rule_dated_after_the_payment_decides_nothing() -> None:
    late = page("生效日期：2024年6月1日", FREE)
    early = page("生效日期：2024年3月1日", FREE)
    assert verdict(RULE, order(shipped="2024-05-12 14:05:41"), asked(), late) == "undetermined"
    assert verdict(RULE, order(shipped="2024-05-12 14:05:41"), asked(), early) == "breach"


def test_a_window_that_ends_with_dispatch_needs_the_request_before_it() -> None:
    clause = page("支付后5分钟内且未发货的，可免费取消。")
    assert verdict(RULE, order(shipped="2024-05-12 14:05:41"), asked("2024-05-12 14:03"), clause) == "breach"
    assert verdict(RULE, order(shipped="2024-05-12 14:02:40"), asked("2024-05-12 14:03"), clause) != "breach"


def test_no_return_after_dispatch_bars_a_later_request() -> None:
    rules = page(FREE, "3.3 卡密一经发出，概不退换。")
    assert verdict(RULE, order(shipped="2024-05-12 14:05:41"), asked("2024-05-12 14:03"), rules) == "breach"
    assert verdict(RULE, order(shipped="2024-05-12 14:02:40"), asked("2024-05-12 14:03"), rules) != "breach"


def test_a_notice_says_that_goods_had_gone_out_not_when() -> None:
    noticed = chat(
        ("time", "2024-05-12 14:03"), ASK, ("time", "2024-05-12 14:05"), ("system", "您的订单已发货")
    )
    told = order(shipped=None)
    assert verdict(RULE, told, noticed, page(FREE)) == "undetermined"
    assert verdict(RULE, order(shipped="2024-05-12 14:05:41"), noticed, page(FREE)) == "breach"
