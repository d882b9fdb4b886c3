"""A top-up done by hand: the buyer cancels at 20:15, the work begins all the same at 20:41."""

from __future__ import annotations

from samples.draw.encode import picture, rule_pdf
from samples.draw.look import ORANGE
from samples.draw.order import OrderPage, order_page
from samples.draw.payment import PaymentPage, alipay_like
from samples.draw.phone import Goods, Row
from samples.draw.rule import RulePage

NAME = "manual-after-request"
ORDER = "DC202407181952406"
TRANSACTION = "2024071822001498760123456789"

_ORDER_PAGE = OrderPage(
    state="已完成",
    state_note="客服已为您完成充值",
    goods=Goods("手游点券3280(示例)", "328.00", "人工代充 | 安卓区"),
    total=("实付款", "328.00"),
    cards=(
        (
            "订单信息",
            (
                Row("订单编号", ORDER, copy=True),
                Row("发货方式", "人工代充"),
                Row("充值账号", "示例玩家****"),
                Row("下单时间", "2024-07-18 19:52:40"),
                Row("付款时间", "2024-07-18 19:52:58"),
                Row("开始处理时间", "2024-07-18 20:41:07"),
                Row("完成时间", "2024-07-18 21:10:26"),
            ),
        ),
    ),
    clock="21:34",
)
_PAYMENT = PaymentPage(
    payee="多多代充(示例)",
    amount="-328.00",
    state="交易成功",
    rows=(
        Row("创建时间", "2024-07-18 19:52:49"),
        Row("付款时间", "2024-07-18 19:52:58"),
        Row("付款方式", "余额宝"),
        Row("商品说明", "手游点券代充"),
        Row("收款方全称", "多多网络服务部(示例)"),
        Row("订单号", TRANSACTION),
        Row("商家订单号", ORDER),
    ),
    clock="21:35",
    scale=3,
)
_CHAT = f"""消息记录（此消息记录为文本格式，不支持重新导入）

================================================================
消息分组:我的好友
================================================================
消息对象:多多代充客服
================================================================

2024-07-18 19:55:10 多多代充客服
您好，KF0031号客服为您服务，人工代充请耐心排队等待。

2024-07-18 20:15:22 我
我要取消订单{ORDER}，还没开始充，请不要处理了，麻烦退款

2024-07-18 20:18:47 多多代充客服
您好，您的需求已记录，请稍等

2024-07-18 21:12:03 多多代充客服
已经充好了哦，请查收

2024-07-18 21:13:30 我
我20:15就申请取消了，为什么还要充？

2024-07-18 21:15:08 多多代充客服
代充完成的订单不予退款
"""
_RULE = RulePage(
    title="多多代充服务规则（示例）",
    dated="版本：2024-06　　发布日期：2024年6月1日",
    sections=(
        (
            "第四条 取消",
            (
                "4.1 自动发货商品，支付后5分钟内可申请免费取消。",
                "4.2 手动发货商品（含人工代充），客服开始处理前可申请取消，平台全额退款。",
                "4.3 已开始处理的订单，不支持取消。",
            ),
        ),
    ),
    foot="多多代充(示例)　虚构页面，仅作演示",
)

TRUTH = {
    "shop": "多多代充(示例)",
    "orders": [ORDER],
    "transaction": TRANSACTION,
    "merchant_order": ORDER,
    "paid": "328.00",
    "delivery": "manual",
    "agent": "KF0031",
    "times": {
        "ordered": "2024-07-18 19:52:40",
        "paid": "2024-07-18 19:52:58",
        "cancel_requested": "2024-07-18 20:15:22",
        "service_started": "2024-07-18 20:41:07",
        "completed": "2024-07-18 21:10:26",
        "cancel_refused": "2024-07-18 21:15:08",
    },
    "verdicts": {
        "grace.shipped-inside": ["clear"],
        "grace.cancel-refused-inside": ["clear"],
        "grace.fee-charged-inside": ["clear"],
        "fee.above-published-rate": ["clear"],
        "manual.shipped-after-cancel-request": ["breach"],
        "refund.overdue": ["clear"],
        "service.no-answer": ["clear"],
        "service.contradicts-policy": ["clear"],
        "policy.undisclosed": ["clear"],
    },
    "why": (
        "Clause 4.2 lets the buyer cancel until the work begins; the request came 25 minutes earlier. "
        "The five minutes of clause 4.1 hold for automatic goods and had passed anyway."
    ),
}


def files() -> dict[str, bytes]:
    """The folder: file name to bytes."""
    return {
        "订单.jpg": picture(order_page(ORANGE.at(3), _ORDER_PAGE), "jpg"),
        "支付凭证.webp": picture(alipay_like(_PAYMENT), "webp"),
        "聊天记录.txt": _CHAT.replace("\n", "\r\n").encode("gb18030"),
        "服务规则.pdf": rule_pdf(_RULE),
    }
