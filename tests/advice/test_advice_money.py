"""The money: exact sums at both ends of a rate, and no sum that the folder does not bear."""

from __future__ import annotations

from decimal import Decimal

import pytest
from advising import about
from cases import ASK, FREE, asked, chat, order, page, payment
from pages import evidence, log, order_page

from dossier.model import Evidence

RATE = "3.2 超过5分钟且尚未发货的，取消订单收取订单金额10%-20%的手续费。"
Row = tuple[str, str]


def request(second: str) -> Evidence:
    """A chat log in which the buyer asks at a second of 2024-05-12."""
    return evidence("chat.txt", log(("我", f"2024-05-12 {second}", ASK[1])))


def waiting(amount: str = "100.00", more: tuple[Row, ...] = (), **rows: str) -> Evidence:
    return order(banner="待发货", amount=amount, more=more, **rows)  # type: ignore[arg-type]


def given(*files: Evidence, pack: str | None = None) -> tuple[str, str | None, str | None]:
    money = about(*files, pack=pack).money
    low, high = (None if end is None else f"{end:.2f}" for end in (money.low, money.high))
    return money.given.value, low, high


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        # paid 14:02:10 by the shop's clock; the log's own clock may be 30 seconds off
        ("14:06:40", ("whole", "100.00", "100.00")),
        ("14:06:41", ("range-or-whole", "80.00", "100.00")),
        ("14:07:40", ("range-or-whole", "80.00", "100.00")),
        ("14:07:41", ("range", "80.00", "90.00")),
    ],
)
def test_both_sides_of_the_window_s_end(second: str, expected: tuple[str, str, str]) -> None:
    assert given(waiting(), request(second), page(FREE, RATE)) == expected


def test_a_minute_that_holds_the_end_leaves_both_open() -> None:
    assert given(waiting(), asked("2024-05-12 14:07", None), page(FREE, RATE)) == (
        "range-or-whole", "80.00", "100.00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "low", "high"),
    [
        ("100.00", "80.00", "90.00"),
        # 20 % of 99.99 is 19.998, at most 20.00 kept; 10 % is 9.999, at least 9.99 kept
        ("99.99", "79.99", "90.00"),
        ("0.01", "0.00", "0.01"),
        ("12345.67", "9876.53", "11111.11"),
    ],
)
def test_a_fee_is_rounded_up_at_its_high_end_and_down_at_its_low(amount: str, low: str, high: str) -> None:
    assert given(waiting(amount), asked("2024-05-12 15:03", None), page(FREE, RATE)) == ("range", low, high)


def test_one_rate_gives_one_sum() -> None:
    clause = "3.2 超过5分钟取消的，收取订单金额15%的手续费。"
    assert given(waiting(), asked("2024-05-12 15:03", None), page(FREE, clause)) == (
        "range", "85.00", "85.00",
    )  # fmt: skip


def test_a_least_fee_counts_at_both_ends() -> None:
    clause = "3.2 超过5分钟取消的，按订单金额5%收取手续费，最低8元。"
    assert given(waiting(), asked("2024-05-12 15:03", None), page(FREE, clause)) == (
        "range", "92.00", "92.00",
    )  # fmt: skip


def test_a_rate_may_be_meant_of_the_price_before_a_coupon() -> None:
    """Paid 100 of 120: at most 24 kept, at least 10."""
    files = (waiting(more=(("订单金额", "¥120.00"),)), asked("2024-05-12 15:03", None), page(FREE, RATE))
    assert given(*files) == ("range", "76.00", "90.00")


def test_a_rate_for_unsent_goods_gives_no_sum_once_they_are_sent() -> None:
    files = (order(shipped="2024-05-12 14:10:00"), asked("2024-05-12 15:03", None), page(FREE, RATE))
    assert given(*files) == ("dispatched", None, None)


def test_nothing_published_gives_no_sum() -> None:
    assert given(waiting(), asked()) == ("nothing", None, None)


def test_a_clause_that_does_not_say_how_much_gives_no_sum() -> None:
    files = (waiting(), request("14:03:00"), page("3.1 支付成功后5分钟内可取消订单。"))
    assert given(*files) == ("unsaid", None, None)


def test_a_price_that_the_sources_differ_about_gives_no_sum() -> None:
    files = (waiting(), payment("2024-05-12 14:02:10", amount="90.00"), request("14:03:00"), page(FREE))
    money = about(*files).money
    assert money.price_disputed
    assert (money.price, money.low, money.high) == (None, None, None)


def test_words_of_an_agent_are_marked_as_such() -> None:
    talk = chat(
        ("time", "2024-05-12 15:03"), ASK, ("time", "2024-05-12 15:10"),
        ("agent", "超过5分钟取消要收取订单金额10%的手续费"),
    )  # fmt: skip
    money = about(waiting(), talk).money
    assert (money.source and money.source.value, money.low) == ("chat", Decimal("90.00"))


@pytest.mark.parametrize(
    ("second", "kind", "low", "high"),
    [("14:03:00", "whole", "100.00", "100.00"), ("14:30:00", "range", "80.00", "90.00")],
)
def test_a_named_pack_computes_and_is_named(second: str, kind: str, low: str, high: str) -> None:
    """common-5min: five minutes free, after them 10 to 20 per cent."""
    money = about(waiting(), request(second), pack="common-5min").money
    assert (money.given.value, f"{money.low:.2f}", f"{money.high:.2f}") == (kind, low, high)
    assert (money.source and money.source.value, bool(money.pack), money.clauses) == ("pack", True, ())


def test_a_pack_gives_way_to_the_folder() -> None:
    files = (waiting(), request("14:06:00"), page("3.1 支付成功后3分钟内可免费取消订单，全额退款。"))
    assert given(*files, pack="common-5min")[0] != "whole"


@pytest.mark.parametrize(
    ("back", "kept", "low", "high"),
    [
        # the terms give 80 to 90
        ("70.00", "30.00", "10.00", "20.00"),
        ("79.99", "20.01", "0.01", "10.01"),
        # inside what the terms give, nothing is owed
        ("80.00", "20.00", "0.00", "0.00"),
        ("85.00", "15.00", "0.00", "0.00"),
        ("95.00", "5.00", "0.00", "0.00"),
    ],
)
def test_what_the_terms_leave_to_come(back: str, kept: str, low: str, high: str) -> None:
    rows = [("退款金额", f"¥{back}"), ("取消手续费", f"¥{kept}")]
    files = (order(more=rows, banner="已退款"), asked("2024-05-12 15:03", None), page(FREE, RATE))
    money = about(*files).money
    assert (money.back, money.kept) == (Decimal(back), Decimal(kept))
    assert (f"{money.open_low:.2f}", f"{money.open_high:.2f}") == (low, high)


def test_refunds_that_differ_give_no_sum() -> None:
    rows = [("退款金额", "¥70.00"), ("实退金额", "¥75.00")]
    money = about(order(more=rows, banner="已退款"), page(FREE, RATE)).money
    assert (money.back, money.open_low, money.open_high) == (None, None, None)


def test_the_clause_is_named() -> None:
    found = about(waiting(), request("14:03:00"), page(FREE))
    assert len(found.money.clauses) == 1
    assert found.money.source is not None
    assert found.money.source.value == "page"


def test_a_fee_after_a_time_that_no_page_names_still_bounds_what_comes_back() -> None:
    assert given(waiting(), asked("2024-05-12 15:03", None), page(RATE)) == ("range", "80.00", "90.00")


@pytest.mark.parametrize(
    "rules",
    [
        # whether the request was inside cannot be told; or only the agent says the rate
        (asked("2024-05-12 14:07", None), page(FREE, RATE)),
        (asked("2024-05-12 15:03", ("agent", "超过5分钟取消要收取订单金额10%的手续费")),),
    ],
)
def test_no_difference_is_told_where_the_terms_are_not_certain(rules: tuple[Evidence, ...]) -> None:
    rows = [("退款金额", "¥70.00"), ("取消手续费", "¥30.00")]
    money = about(order(more=rows, banner="已退款"), *rules).money
    assert (money.back, money.open_low, money.open_high) == (Decimal("70.00"), None, None)


def test_an_unpaid_order_has_no_money_to_give_back() -> None:
    rows = [("订单编号", "CM20240512001"), ("商品名称", "示例点卡"), ("订单金额", "¥100.00")]
    money = about(evidence("order.png", order_page(rows, "待付款")), page(FREE)).money
    assert (money.given.value, money.low, money.clauses) == ("nothing", None, ())


def test_no_difference_is_told_where_a_part_was_delivered() -> None:
    """One of three pieces came back: the rest may well have been delivered."""
    rows = [("单价", "¥100.00"), ("退款金额", "¥100.00")]
    money = about(order(amount="300.00", more=rows, banner="已退款"), request("14:03:00"), page(FREE)).money
    assert (money.kept, money.kept_sure, money.open_high) == (Decimal("200.00"), False, None)


def test_a_window_that_the_folder_shows_to_be_over_is_not_held_open() -> None:
    """The very day is not enough: goods were sent an hour after the window."""
    found = about(order(shipped="2024-05-12 15:10:00"), page(FREE), today="2024-05-12")
    assert found.money.given.value != "whole-now"
    assert found.steps[0].key == "freeze-code"
