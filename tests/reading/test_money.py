"""Amounts are exact, and prices are told from percentages, times and counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dossier.reading import money


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¥128.00", "128.00"), ("￥ 128.00", "128.00"), ("128.00元", "128.00"), ("-¥500.00", "500.00"),
        ("-1,130.00", "1130.00"), ("¥13,897.00", "13897.00"), ("¥0.01", "0.01"), ("人民币 328.00 元", "328.00"),
        ("¥128 .50", "128.50"), ("100", "100.00"),
    ],
)  # fmt: skip
def test_amounts(text: str, expected: str) -> None:
    assert [amount.value for amount in money.find(text)] == [Decimal(expected)]


@pytest.mark.parametrize(
    "text", ["10%-20%", "5分钟", "2024-05-12", "14:03:22", "CM20240512001", "3个工作日", "1.2.3", ""]
)
def test_what_is_no_amount(text: str) -> None:
    assert list(money.find(text)) == []


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("实付款", "paid"), ("支付金额", "paid"), ("订单金额", "total"), ("合计", "total"), ("单价", "price"),
        ("扣除手续费", "fee"), ("违约金", "fee"), ("退款金额", "refund"), ("优惠", "discount"), ("红包抵扣", "discount"),
        ("账户余额", "balance"), ("商品名称", ""),
    ],
)  # fmt: skip
def test_roles(label: str, role: str) -> None:
    assert money.role(label) == role
