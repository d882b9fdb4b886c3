"""A key cancelled unused: answered after a day and an hour, three working days promised, nothing came.

The days lie around National Day of 2024: Sunday 29 September was a working day,
1 to 7 October were off, so three working days from Monday 30 September end with
Thursday 10 October.
"""

from __future__ import annotations

from dataclasses import replace

from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.encode import picture
from samples.draw.look import GREEN
from samples.draw.order import OrderPage, order_page
from samples.draw.payment import PaymentPage, wechat_like
from samples.draw.phone import Goods, Row
from samples.draw.rule import RulePage, rule_page

LOOK = replace(GREEN, name="禾苗软件商城(示例)")
NAME = "refund-overdue"
ORDER = "RJ20240929200418"
TRANSACTION = "4200002388202409291618033988"

_ORDER_PAGE = OrderPage(
    state="退款中",
    state_note="退款处理中，请耐心等待",
    goods=Goods("办公软件激活码(示例)", "199.00", "一年版 | 未查看"),
    total=("实付款", "199.00"),
    cards=(
        (
            "订单信息",
            (
                Row("订单编号", ORDER, copy=True),
                Row("发货方式", "人工发货"),
                Row("下单时间", "2024-09-29 20:04:18"),
                Row("付款时间", "2024-09-29 20:04:41"),
            ),
        ),
    ),
    clock="09:14",
)
_CHAT = ChatPage(
    title="禾苗软件商城客服(示例)",
    said=(
        Said("time", "2024-09-29 20:15"),
        Said("me", f"订单{ORDER}买错版本了，还没发货，申请取消并退款"),
        Said("them", "您好，我是智能客服，人工客服稍后为您服务", name="智能客服"),
        Said("time", "2024-09-30 21:40"),
        Said("them", "您好，工号3316为您服务，订单已为您取消，退款3个工作日内原路退回", name="客服3316"),
        Said("me", "好的"),
        Said("time", "2024-10-11 10:02"),
        Said("me", "已经11号了，退款还没有到账"),
        Said("them", "财务还在处理，还没打款，请再等等", name="客服3316"),
    ),
    clock="10:06",
)
_RULE = RulePage(
    title="禾苗软件商城售后规则（示例）",
    dated="版本：2024-08　　生效日期：2024年8月1日",
    sections=(
        (
            "一、取消",
            (
                "1.1 未发货的订单可以申请取消，取消后全额退款。",
                "1.2 提交订单后30分钟未付款的，系统自动关闭订单。",
            ),
        ),
        (
            "二、答复和退款",
            (
                "2.1 客服在收到取消申请后24小时内答复。",
                "2.2 退款审核通过后，3个工作日内原路退回。",
            ),
        ),
    ),
    foot="禾苗软件商城(示例)　虚构页面，仅作演示",
)
_PAYMENT = PaymentPage(
    payee="禾苗软件商城(示例)",
    amount="-199.00",
    rows=(
        Row("当前状态", "支付成功"),
        Row("支付时间", "2024年9月29日 20:04:41"),
        Row("商品", "软件激活码"),
        Row("商户全称", "禾苗数字服务部(示例)"),
        Row("支付方式", "零钱"),
        Row("交易单号", TRANSACTION),
        Row("商户单号", ORDER),
    ),
    clock="09:15",
)

TRUTH = {
    "shop": "禾苗软件商城(示例)",
    "orders": [ORDER],
    "transaction": TRANSACTION,
    "merchant_order": ORDER,
    "paid": "199.00",
    "delivery": "manual",
    "agent": "3316",
    "times": {
        "ordered": "2024-09-29 20:04:18",
        "paid": "2024-09-29 20:04:41",
        "cancel_requested": "2024-09-29 20:15",
        "refund_promised": "2024-09-30 21:40",
        "refund_pending": "2024-10-11 10:02",
    },
    "verdicts": {
        "grace.shipped-inside": ["clear"],
        "grace.cancel-refused-inside": ["clear"],
        "grace.fee-charged-inside": ["clear"],
        "fee.above-published-rate": ["clear"],
        "manual.shipped-after-cancel-request": ["clear"],
        "refund.overdue": ["breach"],
        "service.no-answer": ["breach"],
        "service.contradicts-policy": ["clear"],
        "policy.undisclosed": ["clear"],
    },
    "why": (
        "Three working days from 30 September 2024 end with 10 October, the seven days of National Day being "
        "off. On the 11th the agent says that nothing was sent, on the 12th the order page still shows the "
        "refund under way. The rule promises an answer within 24 hours; after the machine's words the first "
        "person answers at 21:40 of the next day, more than 25 hours after the request of 20:15."
    ),
}


def files() -> dict[str, bytes]:
    """The folder: file name to bytes."""
    return {
        "Screenshot_20241012-091455.png": picture(order_page(LOOK, _ORDER_PAGE), "png"),
        "Screenshot_20241011-100612.png": picture(phone_chat(LOOK, _CHAT), "png"),
        "售后规则.png": picture(rule_page(LOOK, _RULE), "png"),
        "微信支付.jpg": picture(wechat_like(_PAYMENT), "jpg", 80),
    }
