"""Cancelled two minutes after paying, free within ten: the shop agreed and kept fifteen per cent."""

from __future__ import annotations

from samples.draw.chat import ChatPage, Said
from samples.draw.desk import LINKS, DeskOrder, desk_chat, desk_order_page
from samples.draw.encode import picture
from samples.draw.look import DESK
from samples.draw.payment import PaymentPage, wechat_like
from samples.draw.phone import Goods, Row
from samples.draw.rule import RulePage, desk_rule_page

NAME = "fee-kept"
ORDER = "2408091029417306582"
TRANSACTION = "4200002317202408092718281828"
BUYER = "示例买家****"
AGENT = "客服小云 工号2018"

_ORDER_PAGE = DeskOrder(
    state="已退款",
    goods=Goods("网游点数 1000点 直充(示例)", "100.00", "1000点 | 电信区"),
    steps=(
        ("提交订单", "2024-08-09 10:29:41"),
        ("付款成功", "2024-08-09 10:30:12"),
        ("订单取消", "2024-08-09 10:36:20"),
        ("退款完成", "2024-08-09 10:41:30"),
    ),
    rows=(
        Row("订单编号", ORDER, copy=True),
        Row("下单时间", "2024-08-09 10:29:41"),
        Row("付款时间", "2024-08-09 10:30:12"),
        Row("支付方式", "微信支付"),
        Row("退款时间", "2024-08-09 10:41:30"),
        Row("退款金额", "¥85.00"),
        Row("扣除手续费", "¥15.00"),
        Row("退款去向", "原路退回"),
    ),
    total=("实付款", "100.00"),
)
_CHAT = ChatPage(
    title="在线客服 - 云梯数卡(示例)",
    pinned=(f"咨询订单：{ORDER}　网游点数 1000点",),
    said=(
        Said("system", "智能客服：您好，请问有什么可以帮您？回复“人工”转人工客服"),
        Said("system", "您好，工号2018号客服为您服务"),
        Said("me", f"订单{ORDER}买错区了，申请取消并退款", name=BUYER, at="2024-08-09 10:32:47"),
        Said("them", "好的，已为您取消订单，退款将扣除15%手续费", name=AGENT, at="2024-08-09 10:36:20"),
        Said("me", "规则不是写10分钟内免费取消吗？", name=BUYER, at="2024-08-09 10:37:05"),
        Said("them", "手续费是系统自动扣的，没办法退", name=AGENT, at="2024-08-09 10:38:51"),
    ),
)
_RULE = RulePage(
    title="云梯数卡订单取消规则（示例）",
    dated="版本号：V1.4　　生效时间：2024年7月15日",
    sections=(
        ("一、付款", ("1. 订单提交后30分钟内未付款的，系统自动取消订单。",)),
        (
            "二、取消",
            (
                "1. 买家付款后10分钟内申请取消订单的，全额退款，不收取任何手续费。",
                "2. 付款10分钟后且尚未发货的，取消订单收取订单金额10%～20%的手续费。",
                "3. 已发货的订单不支持取消。",
            ),
        ),
    ),
    foot="云梯数卡(示例)　虚构页面，仅作演示",
)
_PAYMENT = PaymentPage(
    payee="云梯数卡(示例)",
    amount="-100.00",
    rows=(
        Row("当前状态", "已退款(￥85.00)"),
        Row("支付时间", "2024年8月9日 10:30:12"),
        Row("商品", "云梯数卡-点数直充"),
        Row("商户全称", "云梯数字科技有限公司(示例)"),
        Row("支付方式", "零钱"),
        Row("交易单号", TRANSACTION),
        Row("商户单号", ORDER),
    ),
    clock="11:20",
)

TRUTH = {
    "shop": "云梯数卡(示例)",
    "orders": [ORDER],
    "transaction": TRANSACTION,
    "merchant_order": ORDER,
    "paid": "100.00",
    "refund": "85.00",
    "fee": "15.00",
    "agent": "2018",
    "times": {
        "ordered": "2024-08-09 10:29:41",
        "paid": "2024-08-09 10:30:12",
        "cancel_requested": "2024-08-09 10:32:47",
        "cancel_accepted": "2024-08-09 10:36:20",
        "refunded": "2024-08-09 10:41:30",
    },
    "window": {"minutes": 10, "from": "paid", "clause": "2.1"},
    "verdicts": {
        "grace.shipped-inside": ["clear"],
        "grace.cancel-refused-inside": ["clear"],
        "grace.fee-charged-inside": ["breach"],
        "fee.above-published-rate": ["clear"],
        "manual.shipped-after-cancel-request": ["clear"],
        "refund.overdue": ["clear"],
        "service.no-answer": ["clear"],
        "service.contradicts-policy": ["breach"],
        "policy.undisclosed": ["clear"],
    },
    "why": (
        "The request came 2 min 35 s after paying, inside the free ten minutes, yet 15.00 of 100.00 "
        "was kept. Fifteen per cent lies within the 10 to 20 per cent published for later cancellations, "
        "so the rate itself is not exceeded, but naming a fee at all contradicts clause 2.1. Nothing was "
        "shipped and nothing refused."
    ),
}


def files() -> dict[str, bytes]:
    """The folder: file name to bytes."""
    return {
        "订单页面.png": picture(desk_order_page(DESK, _ORDER_PAGE), "png"),
        "在线客服对话.png": picture(desk_chat(DESK, _CHAT), "png"),
        "取消规则.png": picture(desk_rule_page(DESK, _RULE, links=LINKS), "png"),
        "微信图片_20240809112031.jpg": picture(wechat_like(_PAYMENT), "jpg", 70),
    }
