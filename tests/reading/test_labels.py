"""What the words beside a value say of it."""

from __future__ import annotations

import pytest

from dossier.model import FactKind, Role
from dossier.reading import labels, money

_TIMES = {
    "ordered": "下单时间 创建时间 提交时间 订单生成时间 购买时间 订单时间",
    "paid": "付款时间 支付时间 支付成功时间 付款完成时间 到款时间",
    "shipped": "发货时间 出货时间 卡密发放时间 自动发货时间 发卡日期 交付时间 出库时间 商品发送时间 充值到账时间",
    "service_started": "开始处理时间 接单时间 代练开始时间 开工时间 服务开始时间 处理开始时间",
    "completed": "完成时间 成交时间 确认收货时间 充值完成时间",
    "cancel_requested": "申请取消时间 退款申请时间 申请退款时间",
    "cancel_refused": "拒绝时间 驳回时间",
    "cancel_accepted": "同意退款时间",
    "refunded": "退款时间 退款到账时间 退款完成时间",
    "": "最晚发货时间 预计发货时间 付款截止时间 支付剩余时间 自动确认时间 可取消时间 查看卡密时间 兑换时间 审核时间 关闭时间 更新时间 取消时间 交易时间",
}


@pytest.mark.parametrize(
    ("label", "event"), [(word, event) for event, words in _TIMES.items() for word in words.split()]
)
def test_times_of_an_order_page(label: str, event: str) -> None:
    assert labels.kind(label) is FactKind.TIMESTAMP
    assert labels.event(label, Role.ORDER) == event


@pytest.mark.parametrize(
    ("label", "event"),
    [
        ("创建时间", labels.PAYMENT_CREATED),
        ("交易时间", "paid"),
        ("完成时间", "paid"),
        ("支付时间", "paid"),
        ("退款时间", "refunded"),
    ],
)
def test_times_of_a_payment(label: str, event: str) -> None:
    assert labels.event(label, Role.PAYMENT) == event


@pytest.mark.parametrize(
    "label", ["处理时间", "操作时间", "到账时间", "申请时间", "派单时间", "退款发起时间"]
)
def test_labels_that_leave_open_what_happened(label: str) -> None:
    assert labels.is_vague(label)


@pytest.mark.parametrize("label", ["开始处理时间", "充值到账时间", "发货时间", "接单时间", "退款申请时间"])
def test_labels_that_do_not(label: str) -> None:
    assert not labels.is_vague(label)


@pytest.mark.parametrize(
    ("label", "role", "kind"),
    [
        ("订单号", Role.ORDER, FactKind.ORDER_ID),
        ("订单编码", Role.ORDER, FactKind.ORDER_ID),
        ("交易订单号", Role.ORDER, FactKind.ORDER_ID),
        ("单号", Role.ORDER, FactKind.ORDER_ID),
        ("交易单号", Role.ORDER, FactKind.TRANSACTION_ID),
        ("支付流水号", Role.ORDER, FactKind.TRANSACTION_ID),
        ("商户单号", Role.PAYMENT, FactKind.MERCHANT_ORDER_ID),
        ("商家订单号", Role.PAYMENT, FactKind.MERCHANT_ORDER_ID),
        ("订单号", Role.PAYMENT, FactKind.TRANSACTION_ID),
        ("交易单号", Role.PAYMENT, FactKind.TRANSACTION_ID),
    ],
)
def test_whose_number(label: str, role: Role, kind: FactKind) -> None:
    assert labels.kind(label) is FactKind.ORDER_ID
    assert labels.identifier(label, role) is kind


@pytest.mark.parametrize(
    "label", ["退款单号", "售后单号", "物流单号", "发票编号", "商品编号", "客服编号", "退款方式", "支付方式"]
)
def test_numbers_of_something_else(label: str) -> None:
    assert labels.kind(label) is None


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("实付款", "paid"), ("支付金额", "paid"), ("扣款金额", "paid"), ("合计", "total"), ("金额(元)", "total"), ("手续费", "fee"),
        ("取消手续费", "fee"), ("退款手续费", "fee"), ("退款金额", "refund"), ("已退款", "refund"), ("单价", "price"), ("优惠", "discount"),
        ("预计退款", ""), ("可退金额", ""), ("退款方式", ""), ("手续费率", ""), ("支付方式", ""),
    ],
)  # fmt: skip
def test_roles_of_amounts(label: str, role: str) -> None:
    assert money.role(label) == role


@pytest.mark.parametrize(
    ("cell", "label", "value"),
    [
        ("付款时间：2024-05-12 14:02:10", "付款时间", "2024-05-12 14:02:10"),
        ("付款时间2024-05-1214:02:10", "付款时间", "2024-05-1214:02:10"),
        ("付款时间20240512140210", "付款时间", "20240512140210"),
        ("订单号CM20240512001", "订单号", "CM20240512001"),
        ("订单编号 #20240512001", "订单编号", "20240512001"),
        ("实付款¥128.00", "实付款", "¥128.00"),
        ("共1件商品，实付¥128.00", "实付", "¥128.00"),
        ("当前状态 支付成功", "当前状态", "支付成功"),
        ("订单状态已发货", "订单状态", "已发货"),
        ("发货方式自动发货", "发货方式", "自动发货"),
        ("商户全称 某某公司", "商户全称", "某某公司"),
        ("订单号：", "", ""),
        ("付款后5分钟内可免费取消", "", ""),
        ("支付方式 某某银行储蓄卡(0000)", "", ""),
    ],
)
def test_a_cell_that_holds_both(cell: str, label: str, value: str) -> None:
    assert labels.split(cell) == (label, value)


def test_a_cell_that_holds_several() -> None:
    cell = "订单号：CM20240512001 数量：1 下单时间：2024-05-12 14:01:55"
    assert [labels.split(part) for part in labels.parts(cell)] == [
        ("订单号", "CM20240512001"),
        ("", ""),
        ("下单时间", "2024-05-12 14:01:55"),
    ]


def test_a_verb_may_have_a_time_or_an_amount() -> None:
    assert labels.kind("退款", "2024-05-12 14:02") is FactKind.TIMESTAMP
    assert labels.kind("退款", "¥12.00") is FactKind.AMOUNT
    assert money.role("付款") == "paid"


def test_amounts_told_inside_a_value() -> None:
    assert labels.amounts_within("（已扣手续费¥12.80）") == [("已扣手续费", "¥12.80")]
    assert labels.amounts_within("共3件商品") == []
