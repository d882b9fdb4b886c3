"""grace.fee-charged-inside: a fee kept although the free window was open."""

from __future__ import annotations

import pytest
from cases import FREE, asked, order, page, verdict

RULE = "grace.fee-charged-inside"
KEPT = [("退款金额", "¥85.00"), ("扣除手续费", "¥15.00"), ("退款时间", "2024-05-12 14:20:00")]


def refunded(*rows: tuple[str, str], amount: str = "100.00") -> object:
    return order(more=rows, banner="已退款", amount=amount)


@pytest.mark.parametrize(
    ("time", "expected"), [("2024-05-12 14:06", "breach"), ("2024-05-12 14:08", "clear")]
)
def test_the_boundary(time: str, expected: str) -> None:
    assert verdict(RULE, refunded(*KEPT), asked(time, answer=None), page(FREE)) == expected


def test_the_difference_of_price_and_refund_is_a_fee() -> None:
    assert verdict(RULE, refunded(("退款金额", "¥85.00")), asked(answer=None), page(FREE)) == "breach"


def test_a_full_refund_keeps_no_fee() -> None:
    assert verdict(RULE, refunded(("退款金额", "¥100.00")), asked(answer=None), page(FREE)) is None


def test_fee_and_difference_that_disagree_decide_nothing() -> None:
    rows = (("退款金额", "¥80.00"), ("扣除手续费", "¥15.00"))
    assert verdict(RULE, refunded(*rows), asked(answer=None), page(FREE)) == "undetermined"


def test_a_charge_of_the_payment_itself_decides_nothing() -> None:
    assert verdict(RULE, order(more=[("手续费", "¥0.60")]), asked(answer=None), page(FREE)) != "breach"


def test_a_window_without_the_word_free_decides_nothing() -> None:
    rules = page("支付后5分钟内可申请取消订单。")
    assert verdict(RULE, refunded(*KEPT), asked(answer=None), rules) == "undetermined"


def test_without_a_rule_page_the_verdict_is_at_most_possible() -> None:
    assert verdict(RULE, refunded(*KEPT), asked(answer=None)) == "possible"
