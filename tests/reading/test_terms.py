"""Terms of rule pages, and the traps beside them."""

from __future__ import annotations

import pytest

from dossier.reading import terms


def found(text: str) -> dict[str, str]:
    return {term.about: term.value for term in terms.find(text)}


@pytest.mark.parametrize(
    ("text", "minutes", "start"),
    [
        ("3.1 支付成功后5分钟内可免费取消订单，全额退款。", 5, "paid"),
        ("付款后五分钟内，用户可无理由取消订单", 5, "paid"),
        ("下单后 10 分钟内支持免费取消", 10, "ordered"),
        ("自付款成功起三十分钟内可申请取消，不收取任何费用。", 30, "paid"),
        ("5分钟内可免费取消", 5, "unknown"),
        ("免费取消时限为付款后5分钟", 5, "paid"),
        ("付款后半小时内可取消", 30, "paid"),
        ("付款后1小时内可全额退款", 60, "paid"),
        ("买家付款后3分钟内申请取消的，平台予以全额退款", 3, "paid"),
        ("付款成功后的15分钟为免费取消期，期间取消订单全额退款", 15, "paid"),
    ],
)
def test_windows(text: str, minutes: int, start: str) -> None:
    value = found(text)[terms.GRACE]
    assert terms.minutes(value) == minutes
    assert terms.parse(value)["start"] == start


@pytest.mark.parametrize(
    "text",
    [
        "未支付订单5分钟后自动关闭", "订单5分钟内未支付将自动取消", "付款5分钟后不可取消", "支付后5分钟内不可取消订单",
        "客服会在5分钟内回复您的取消申请", "退款将在3个工作日内到账", "支付后5分钟内自动发货",
    ],
)  # fmt: skip
def test_what_is_no_window(text: str) -> None:
    assert terms.GRACE not in found(text)


def test_the_expiry_of_an_unpaid_order_is_told_apart() -> None:
    assert found("未支付订单5分钟后自动关闭") == {terms.UNPAID: "PT5M"}


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("超过5分钟取消的，收取订单金额10%-20%的手续费", "0.1-0.2"),
        ("超过3分钟申请退款，将扣除10%~20%手续费，最低1元", "0.1-0.2"),
        ("取消订单需扣除百分之十手续费", "0.1-0.1"),
        ("超过5分钟后申请取消，平台将按订单金额的15%收取手续费", "0.15-0.15"),
    ],
)
def test_rates(text: str, rate: str) -> None:
    assert terms.parse(found(text)[terms.FEE])[""] == rate


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("手动发货商品，开始处理前可申请取消", "started"),
        ("人工代充订单在客服开始处理之前，买家可以无条件取消并全额退款。", "started"),
        ("人工发货订单，发货前可以无条件取消。", "shipped"),
    ],
)
def test_manual_clauses(text: str, before: str) -> None:
    assert terms.parse(found(text)[terms.MANUAL])["before"] == before


def test_a_window_that_ends_with_dispatch_says_so() -> None:
    value = found("支付后5分钟内且未发货的，可免费取消")[terms.GRACE]
    assert terms.parse(value)["condition"] == "unshipped"


@pytest.mark.parametrize(
    ("text", "number"),
    [("3.1 支付成功后", "3.1"), ("第五条 取消", "第五条"), ("(1)付款", "1"), ("付款后5分钟", "")],
)
def test_clause_numbers(text: str, number: str) -> None:
    assert terms.clause_number(text) == number
