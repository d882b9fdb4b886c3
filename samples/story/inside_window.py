"""A buyer cancels within five minutes of paying; the shop refuses and ships before the time is up."""

from __future__ import annotations

from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.encode import picture
from samples.draw.look import BLUE
from samples.draw.order import OrderPage, order_page
from samples.draw.payment import PaymentPage, wechat_like
from samples.draw.phone import Goods, Row
from samples.draw.rule import RulePage, rule_page

NAME = "inside-window"
ORDER = "CM20240512001"
TRANSACTION = "4200002185202405120123456789"
GOODS = "Steam类平台游戏点卡 100面值 自动发卡(示例)"

_ORDER_PAGE = OrderPage(
    state="已发货",
    state_note="卡密已自动发出，请在订单中查看",
    goods=Goods(GOODS, "128.00", "面值 100 | 电子卡密"),
    total=("实付款", "128.00"),
    cards=(
        (
            "订单信息",
            (
                Row("订单编号", ORDER, copy=True),
                Row("下单时间", "2024-05-12 14:01:55"),
                Row("付款时间", "2024-05-12 14:02:10"),
                Row("发货时间", "2024-05-12 14:05:41"),
                Row("发货方式", "自动发货"),
                Row("支付方式", "微信支付"),
                Row("联系手机", "138****0000"),
            ),
        ),
    ),
    buttons=("联系客服", "查看卡密", "再次购买"),
    clock="14:26",
)
_PAYMENT = PaymentPage(
    payee="某某卡盟(示例)",
    amount="-128.00",
    rows=(
        Row("当前状态", "支付成功"),
        Row("支付时间", "2024年5月12日 14:02:10"),
        Row("商品", "某某卡盟-游戏点卡"),
        Row("商户全称", "某某网络科技有限公司(示例)"),
        Row("支付方式", "零钱"),
        Row("交易单号", TRANSACTION),
        Row("商户单号", ORDER),
    ),
    clock="14:27",
)
_CHAT = ChatPage(
    title="某某卡盟客服(示例)",
    pinned=("游戏点卡 100面值", f"订单编号 {ORDER}"),
    said=(
        Said("time", "2024年5月12日 14:02"),
        Said("system", "工号1024号客服为您服务"),
        Said("time", "2024年5月12日 14:03"),
        Said("me", f"订单{ORDER}误拍了，现申请取消，请勿发货"),
        Said("time", "2024年5月12日 14:04"),
        Said("them", "系统自动发货，无法取消", name="客服小某 工号1024"),
        Said("time", "2024年5月12日 14:08"),
        Said("me", "规则写着支付后5分钟内可以免费取消，我14:03就申请了"),
        Said("time", "2024年5月12日 14:10"),
        Said("them", "卡密类商品发出后一律不退，请您理解", name="客服小某 工号1024"),
    ),
    clock="14:29",
)
_RULE = RulePage(
    title="某某卡盟订单取消与退款规则（示例）",
    dated="版本号：V2.3　　生效日期：2024年3月1日",
    sections=(
        ("一、适用范围", ("1.1 本规则适用于平台内点卡、卡密、直充类虚拟商品订单。",)),
        (
            "二、订单支付",
            (
                "2.1 订单提交后请尽快完成支付，未支付订单5分钟后自动关闭。",
                "2.2 支付结果以支付平台返回的支付成功时间为准。",
            ),
        ),
        (
            "三、取消与退款",
            (
                "3.1 支付成功后5分钟内可免费取消订单，款项全额原路退回。",
                "3.2 超过5分钟申请取消的，平台按实付金额的10%-20%收取手续费。",
                "3.3 卡密一经查看或兑换，不再支持取消。",
            ),
        ),
    ),
    foot="某某卡盟(示例)　本页面为虚构示例",
)

TRUTH = {
    "shop": "某某卡盟(示例)",
    "orders": [ORDER],
    "transaction": TRANSACTION,
    "merchant_order": ORDER,
    "paid": "128.00",
    "delivery": "automatic",
    "agent": "1024",
    "times": {
        "ordered": "2024-05-12 14:01:55",
        "paid": "2024-05-12 14:02:10",
        "cancel_requested": "2024-05-12 14:03",
        "cancel_refused": "2024-05-12 14:04",
        "shipped": "2024-05-12 14:05:41",
    },
    "window": {"minutes": 5, "from": "paid", "clause": "3.1"},
    "verdicts": {
        "grace.shipped-inside": ["breach"],
        "grace.cancel-refused-inside": ["breach"],
        "grace.fee-charged-inside": ["clear"],
        "fee.above-published-rate": ["clear"],
        "manual.shipped-after-cancel-request": ["clear"],
        "refund.overdue": ["clear"],
        "service.no-answer": ["clear"],
        "service.contradicts-policy": ["clear"],
        "policy.undisclosed": ["clear"],
    },
    "why": (
        "The request of 14:03 lies inside 14:02:10 to 14:07:10 at both ends of its minute; it was refused, "
        "and the card was sent at 14:05:41. Clause 2.1 speaks of unpaid orders and sets no window."
    ),
}


def files() -> dict[str, bytes]:
    """The folder: file name to bytes."""
    return {
        "订单详情.png": picture(order_page(BLUE, _ORDER_PAGE), "png"),
        "微信支付账单.jpg": picture(wechat_like(_PAYMENT), "jpg"),
        "客服聊天.png": picture(phone_chat(BLUE, _CHAT), "png"),
        "取消与退款规则.webp": picture(rule_page(BLUE, _RULE), "webp"),
    }
