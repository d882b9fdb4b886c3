"""Everything came after the three minutes: nobody may be accused, however tempting the other figures are."""

from __future__ import annotations

from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.encode import picture
from samples.draw.look import DARK
from samples.draw.order import OrderPage, order_page
from samples.draw.payment import PaymentPage, alipay_like, wechat_like
from samples.draw.phone import Goods, Row
from samples.draw.rule import RulePage, rule_page

NAME = "not-a-breach"
ORDER = "527240603201002816"
OTHER = "314240603201338552"
TRANSACTION = "4200002290202406033141592653"
OTHER_TRANSACTION = "2024060322001456781234567890"

_ORDER_PAGE = OrderPage(
    state="已发货",
    goods=Goods("音乐会员月卡(示例)", "30.00", "兑换码 | 自动发货"),
    total=("实付", "30.00"),
    cards=(
        (
            "订单信息",
            (
                Row("订单号", ORDER, copy=True),
                Row("创建时间", "2024-06-03 20:10:02"),
                Row("支付时间", "2024-06-03 20:10:20"),
                Row("发卡时间", "2024-06-03 20:14:52"),
                Row("发货类型", "自动发货"),
                Row("联系方式", "demo***@mail.example"),
            ),
        ),
    ),
    notes=("提示：订单提交后请及时付款，5分钟未支付自动关闭。",),
    clock="21:02",
)
_OWN = PaymentPage(
    payee="星点发卡(示例)",
    amount="-30.00",
    rows=(
        Row("当前状态", "支付成功"),
        Row("支付时间", "2024年6月3日 20:10:20"),
        Row("商品", "会员月卡"),
        Row("商户全称", "星点数字商行(示例)"),
        Row("支付方式", "某某银行储蓄卡(0000)"),
        Row("交易单号", TRANSACTION),
        Row("商户单号", ORDER),
    ),
    clock="21:03",
    dark=True,
    scale=3,
)
_OTHER = PaymentPage(
    payee="星点发卡(示例)",
    amount="-58.00",
    state="交易成功",
    rows=(
        Row("创建时间", "2024-06-03 20:13:50"),
        Row("付款方式", "余额"),
        Row("商品说明", "视频会员季卡(示例)"),
        Row("收款方全称", "星点数字商行(示例)"),
        Row("订单号", OTHER_TRANSACTION),
        Row("商家订单号", OTHER),
    ),
    clock="21:05",
)
_CHAT = ChatPage(
    title="星点发卡 在线客服",
    said=(
        Said("time", "2024年6月3日 20:13"),
        Said("system", "客服0377 为您服务"),
        Said("time", "2024年6月3日 20:14"),
        Said("me", f"你好，订单{ORDER}我不想要了，申请取消"),
        Said("time", "2024年6月3日 20:15"),
        Said("them", "您好，订单支付已超过3分钟，卡密也发出了，不支持取消"),
        Said("me", "好吧"),
    ),
    clock="21:06",
)
_RULE = RulePage(
    title="星点发卡退换说明（示例）",
    dated="更新日期：2024-05-20",
    sections=(
        (
            "1 取消订单",
            (
                "1.1 付款后3分钟内可无条件取消订单并全额退款。",
                "1.2 超过3分钟或卡密已发出的订单，不支持取消。",
            ),
        ),
        ("2 其他", ("2.1 卡密无效的，请在24小时内联系客服换卡。",)),
    ),
    foot="星点发卡(示例)　虚构页面",
    clock="21:07",
    nav="帮助中心",
)

TRUTH = {
    "shop": "星点发卡(示例)",
    "orders": [ORDER, OTHER],
    "transaction": TRANSACTION,
    "merchant_order": ORDER,
    "paid": "30.00",
    "delivery": "automatic",
    "agent": "0377",
    "times": {
        "ordered": "2024-06-03 20:10:02",
        "paid": "2024-06-03 20:10:20",
        "cancel_requested": "2024-06-03 20:14",
        "shipped": "2024-06-03 20:14:52",
        "cancel_refused": "2024-06-03 20:15",
    },
    "other_order": {
        "order": OTHER,
        "transaction": OTHER_TRANSACTION,
        "paid": "58.00",
        "paid_at": "2024-06-03 20:13:50",
    },
    "window": {"minutes": 3, "from": "paid", "clause": "1.1"},
    "verdicts": {
        "grace.shipped-inside": ["clear"],
        "grace.cancel-refused-inside": ["clear"],
        "grace.fee-charged-inside": ["clear"],
        "fee.above-published-rate": ["clear"],
        "manual.shipped-after-cancel-request": ["clear"],
        "refund.overdue": ["clear"],
        "service.no-answer": ["clear"],
        "service.contradicts-policy": ["clear"],
        "policy.undisclosed": ["clear"],
    },
    "why": (
        "The window ended at 20:13:20. The five minutes on the order page close unpaid orders only, "
        "and the payment at 20:13:50 belongs to another order."
    ),
}


def files() -> dict[str, bytes]:
    """The folder: file name to bytes."""
    return {
        "Screenshot_20240603_210211.png": picture(order_page(DARK, _ORDER_PAGE), "png"),
        "Screenshot_20240603_210340.jpg": picture(wechat_like(_OWN), "jpg"),
        "Screenshot_20240603_210512.png": picture(alipay_like(_OTHER), "png"),
        "Screenshot_20240603_210633.jpg": picture(phone_chat(DARK.at(2), _CHAT), "jpg"),
        "Screenshot_20240603_210748.webp": picture(rule_page(DARK.at(2), _RULE), "webp"),
    }
