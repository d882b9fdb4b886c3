"""fee.above-published-rate: the cent decides."""

from __future__ import annotations

import pytest
from cases import asked, order, page, verdict

RULE = "fee.above-published-rate"
RATE = "3.2 超过5分钟取消的，收取订单金额10%-20%的手续费。"


def kept(fee: str, back: str, amount: str = "100.00") -> object:
    return order(more=[("退款金额", f"¥{back}"), ("扣除手续费", f"¥{fee}")], banner="已退款", amount=amount)


@pytest.mark.parametrize(
    ("fee", "back", "expected"),
    [
        ("15.00", "85.00", "clear"),
        ("20.00", "80.00", "clear"),
        ("20.01", "79.99", "breach"),
        ("30.00", "70.00", "breach"),
    ],
)
def test_the_upper_end_of_the_range(fee: str, back: str, expected: str) -> None:
    assert verdict(RULE, kept(fee, back), asked("2024-05-12 14:30", answer=None), page(RATE)) == expected


@pytest.mark.parametrize(
    ("fee", "back", "expected"), [("1.24", "11.09", "clear"), ("1.25", "11.08", "breach")]
)
def test_a_part_of_a_cent_is_rounded_up_in_favour_of_the_shop(fee: str, back: str, expected: str) -> None:
    rules = page("取消订单需扣除百分之十手续费。")
    assert verdict(RULE, kept(fee, back, "12.33"), asked(answer=None), rules) == expected


def test_a_published_least_fee_is_allowed() -> None:
    rules = page("超过5分钟申请退款，扣除10%手续费，最低收取2元。")
    assert verdict(RULE, kept("2.00", "3.00", "5.00"), asked(answer=None), rules) == "clear"
    assert verdict(RULE, kept("2.01", "2.99", "5.00"), asked(answer=None), rules) == "breach"


def test_without_a_published_rate_nothing_is_said() -> None:
    assert verdict(RULE, kept("30.00", "70.00"), asked(answer=None)) is None


def test_what_an_agent_says_it_keeps_is_not_the_published_rate() -> None:
    talk = asked("2024-05-12 14:30", answer=("agent", "取消需要扣30%手续费"))
    assert verdict(RULE, kept("30.00", "70.00"), talk, page(RATE)) == "breach"
