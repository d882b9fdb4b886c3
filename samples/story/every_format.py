"""Cancelled too late to be free, by a rule that says ten to twenty per cent: thirty were kept.

Told in as many kinds of file as are read.
"""

from __future__ import annotations

import json
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP

from samples.draw.canvas import Canvas
from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.desk import DeskOrder, desk_order_page
from samples.draw.encode import pages_tiff, picture, voucher_pdf
from samples.draw.film import recording
from samples.draw.look import DESK, GREEN, NIGHT, Look
from samples.draw.order import OrderPage, order_page
from samples.draw.payment import PaymentPage, wechat_like
from samples.draw.phone import Goods, Phone, Row
from samples.draw.tables import xlsx, zip_crypto

NAME = "every-format"
PASSWORD = "240921"  # noqa: S105 - of the sample's bill, told in samples/README.md
SHOP = "夜航数娱(示例)"
SELLER = "夜航数字科技有限公司(示例)"
ORDER = "YH20240920211502618"
TRANSACTION = "4200002401202409201618033988"
GOODS = "音乐会员季卡 直充(示例)"
AGENT = "7755"

_PHONE = OrderPage(
    state="待发货",
    state_note="付款成功，等待系统发货",
    goods=Goods(GOODS, "200.00", "季卡 | 自动发货"),
    total=("实付款", "200.00"),
    cards=(
        (
            "订单信息",
            (
                Row("订单编号", ORDER, copy=True),
                Row("下单时间", "2024-09-20 21:15:02"),
                Row("付款时间", "2024-09-20 21:15:30"),
                Row("发货方式", "自动发货"),
                Row("支付方式", "微信支付"),
            ),
        ),
    ),
    buttons=("联系客服", "申请取消"),
    clock="21:24",
)
_DESK = DeskOrder(
    state="已退款",
    goods=Goods(GOODS, "200.00", "季卡"),
    steps=(
        ("提交订单", "2024-09-20 21:15:02"),
        ("付款成功", "2024-09-20 21:15:30"),
        ("订单取消", "2024-09-20 21:36:40"),
        ("退款完成", "2024-09-20 21:47:20"),
    ),
    rows=(
        Row("订单编号", ORDER, copy=True),
        Row("下单时间", "2024-09-20 21:15:02"),
        Row("付款时间", "2024-09-20 21:15:30"),
        Row("支付方式", "微信支付"),
    ),
    total=("实付款", "200.00"),
)
_REFUND = DeskOrder(
    state="已退款",
    goods=Goods(GOODS, "200.00", "季卡"),
    steps=(),
    rows=(
        Row("订单编号", ORDER, copy=True),
        Row("退款时间", "2024-09-20 21:47:20"),
        Row("退款金额", "¥140.00"),
        Row("扣除手续费", "¥60.00"),
        Row("退款去向", "原路退回"),
    ),
    total=("实付款", "200.00"),
)
_PAYMENT = PaymentPage(
    payee=SHOP,
    amount="-200.00",
    rows=(
        Row("当前状态", "已退款(￥140.00)"),
        Row("支付时间", "2024年9月20日 21:15:30"),
        Row("商品", "音乐会员季卡"),
        Row("商户全称", SELLER),
        Row("支付方式", "零钱"),
        Row("交易单号", TRANSACTION),
        Row("商户单号", ORDER),
    ),
    clock="22:03",
)
_VOUCHER = (
    ("支付时间", "2024-09-20 21:15:30"),
    ("支付金额", "¥200.00"),
    ("收款方", SELLER),
    ("支付方式", "零钱"),
    ("交易单号", TRANSACTION),
    ("商户单号", ORDER),
    ("支付状态", "支付成功"),
)
CHAT = ChatPage(
    title="夜航数娱客服(示例)",
    pinned=("音乐会员季卡", f"订单编号 {ORDER}"),
    said=(
        Said("time", "2024年9月20日 21:31"),
        Said("system", f"工号{AGENT}号客服为您服务"),
        Said("time", "2024年9月20日 21:32"),
        Said("me", f"订单{ORDER}一直没有发货，我申请取消订单并退款"),
        Said("them", "您好，请稍等，正在为您查看"),
        Said("them", "这边看到订单还在排队，是什么原因要取消呢"),
        Said("me", "等了十几分钟还没到账，已经在别处买了"),
        Said("time", "2024年9月20日 21:36"),
        Said("them", "好的，已为您取消订单，退款会原路退回"),
        Said("me", "请问扣多少手续费？"),
        Said("them", "以系统结算为准"),
        Said("time", "2024年9月20日 21:49"),
        Said("me", "为什么只退了140元？"),
        Said("them", "系统自动扣除30%的手续费"),
        Said("me", "你们规则里写的是10%到20%"),
        Said("them", "抱歉，手续费无法退还"),
        Said("me", "那请把扣款依据发给我"),
        Said("them", "具体以平台规则页为准，祝您生活愉快"),
    ),
    clock="21:52",
)
_RULE = f"""<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>订单取消与手续费规则 - {SHOP}</title>
<style>body {{ font-family: sans-serif; }}</style></head>
<body>
<nav><a href="#">首页</a> <a href="#">帮助中心</a></nav>
<h1>订单取消与手续费规则（示例）</h1>
<p>版本号：V3.0　生效日期：2024年8月1日</p>
<h2>一、下单与付款</h2>
<p>1.1 未付款的订单30分钟后自动关闭。</p>
<h2>二、取消与手续费</h2>
<p>2.1 付款后5分钟内取消订单的，全额退款，不收取手续费。</p>
<p>2.2 付款超过5分钟且尚未发货的，取消订单按实付金额的10%-20%收取手续费。</p>
<p>2.3 已发货的订单不支持取消。</p>
<footer>{SHOP}　虚构页面，仅作演示</footer>
</body>
</html>
"""
_WECHAT_BILL = (
    "交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "支付方式", "当前状态", "交易单号",
    "商户单号", "备注",
)  # fmt: skip
_ALIPAY_BILL = (
    "交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支", "金额", "收/付款方式", "交易状态",
    "交易订单号", "商家订单号", "备注",
)  # fmt: skip

TRUTH = {
    "shop": SHOP,
    "password": PASSWORD,
    "orders": [ORDER],
    "transaction": TRANSACTION,
    "merchant_order": ORDER,
    "paid": "200.00",
    "refund": "140.00",
    "fee": "60.00",
    "delivery": "automatic",
    "agent": AGENT,
    "times": {
        "ordered": "2024-09-20 21:15:02",
        "paid": "2024-09-20 21:15:30",
        "cancel_requested": "2024-09-20 21:32",
        "cancel_accepted": "2024-09-20 21:36",
        "refunded": "2024-09-20 21:47:20",
    },
    "window": {"minutes": 5, "from": "paid", "clause": "2.1"},
    "verdicts": {
        "grace.shipped-inside": ["clear"],
        "grace.cancel-refused-inside": ["clear"],
        "grace.fee-charged-inside": ["clear"],
        "fee.above-published-rate": ["breach"],
        "manual.shipped-after-cancel-request": ["clear"],
        "refund.overdue": ["clear"],
        "service.no-answer": ["clear"],
        "service.contradicts-policy": ["breach"],
        "policy.undisclosed": ["clear"],
    },
    "why": (
        "Clause 2.2 allows 10 to 20 per cent of 200.00 for a cancellation after five minutes; 60.00, thirty "
        "per cent, were kept. The agent named that share too. The request of 21:32 lies outside the free "
        "window, and nothing was shipped. "
        "The Alipay bill has no row of this order, and none of its rows may come out anywhere."
    ),
}


def files() -> dict[str, bytes]:
    """The folder: file name to bytes."""
    return {
        "IMG_0920.heic": picture(order_page(NIGHT, _PHONE), "heic"),
        "电脑订单页.tiff": pages_tiff(desk_order_page(_desk(), _DESK), desk_order_page(_desk(), _REFUND)),
        "支付结果.gif": picture(_result(), "gif"),
        "取消提示.bmp": picture(_prompt(), "bmp"),
        "微信支付详情.avif": picture(wechat_like(_PAYMENT), "avif"),
        "支付凭证.pdf": voucher_pdf("微信支付 电子凭证（示例）", _VOUCHER, "本凭证为虚构示例，仅作演示"),
        "微信支付账单.zip": zip_crypto({"微信支付账单.xlsx": _wechat_bill()}, PASSWORD.encode()),
        "支付宝交易明细.csv": _alipay_bill(),
        "ScreenRecording_20240920_215230.mp4": _film(),
        "客服QQ聊天.json": _qq(),
        "取消与手续费规则.html": _RULE.encode(),
        "退款通知.eml": _mail(),
    }


def _desk() -> Look:
    return replace(DESK, name=SHOP)


def _result() -> Canvas:
    """What the shop showed right after paying."""
    page = Phone(NIGHT.at(1.5), clock="21:15")
    page.nav("支付结果")
    page.banner("支付成功", "订单已提交，请在订单中查看进度")
    page.rows([Row("订单编号", ORDER), Row("实付款", "¥200.00"), Row("支付方式", "微信支付")])
    page.home_bar()
    return page.canvas


def _prompt() -> Canvas:
    """A window of the shop's site."""
    canvas = Canvas(420, 1, "#ffffff", GREEN.typeface)
    canvas.rect(0, 0, 420, 40, DESK.nav)
    canvas.text(20, 20, "取消订单", 15, DESK.nav_ink, bold=True)
    for number, line in enumerate(
        (f"订单编号：{ORDER}", "订单状态：待发货　实付款：¥200.00", "确认取消该订单吗？")
    ):
        canvas.text(20, 70 + 30 * number, line, 14, DESK.ink)
    canvas.rect(300, 160, 100, 32, DESK.accent, 4)
    canvas.text(350, 176, "确认取消", 14, DESK.accent_ink, align="centre")
    canvas.height = 210
    return canvas


def _film() -> bytes:
    """The chat with the shop, scrolled from top to end."""
    chat = phone_chat(replace(NIGHT, width=376).at(1.5), CHAT)
    return recording(chat, (0, 260, 520, 780), head=88, foot=82, made="2024-09-20T13:52:30Z")


def _wechat_bill() -> bytes:
    rows = (
        ("2024-09-18 12:03:44", "商户消费", "某某便利店(示例)", "某某早餐", "支出", "¥9.50", "零钱",
         "支付成功", "4200002388202409181111222233", "SHOP20240918001", "/"),
        ("2024-09-20 21:15:30", "商户消费", SHOP, "音乐会员季卡", "支出", "¥200.00", "零钱",
         "已退款(￥140.00)", TRANSACTION, ORDER, "/"),
        ("2024-09-20 21:47:20", f"{SHOP}-退款", SHOP, "音乐会员季卡", "收入", "¥140.00", "零钱",
         "已退款(￥140.00)", TRANSACTION, ORDER, "/"),
    )  # fmt: skip
    head = (
        "微信支付账单明细",
        "微信昵称：[示例买家]",
        "起始时间：[2024-09-01 00:00:00] 终止时间：[2024-09-30 23:59:59]",
        "导出类型：[全部]",
        "导出时间：[2024-10-01 09:00:00]",
        "",
        f"共{len(rows)}笔记录",
        "----------------------微信支付账单明细列表--------------------",
    )
    return xlsx([*((line, *[""] * 10) for line in head), _WECHAT_BILL, *rows])


def _alipay_bill() -> bytes:
    """Of the same month, and with nothing of this order in it."""
    rows = (
        ("2024-09-03 08:11:20", "餐饮美食", "某某面馆(示例)", "/", "某某午餐", "支出", "23.00", "余额宝",
         "交易成功", "2024090322001400001111222233\t", "M20240903081120\t", ""),
        ("2024-09-20 21:15:41", "日用百货", "某某超市(示例)", "/", "某某日用品", "支出", "48.60", "余额宝",
         "交易成功", "2024092022001400004444555566\t", "M20240920211541\t", ""),
    )  # fmt: skip
    head = (
        "-" * 84,
        "导出信息：",
        "姓名：示例买家",
        "支付宝账户：138****0000",
        "起始时间：[2024-09-01 00:00:00]    终止时间：[2024-09-30 23:59:59]",
        f"共{len(rows)}笔记录",
        "",
        "-" * 24 + "支付宝（示例）  电子客户回单" + "-" * 24,
    )
    table = (",".join(cell.ljust(16) for cell in row) + "," for row in (_ALIPAY_BILL, *rows))
    return ("\n".join((*head, *table)) + "\n").encode("gb18030")


def _qq() -> bytes:
    """A chat of the next day, as ChatLab writes it; its times count seconds."""
    said = (
        ("buyer", 1726884120, f"订单{ORDER}多扣的手续费什么时候退给我"),
        ("shop", 1726884260, "您好，夜航数娱售后为您服务，正在查询"),
        ("shop", 1726884395, "手续费由系统结算，售后无法退还"),
        ("buyer", 1726884450, "那我只能投诉了"),
    )
    names = {"buyer": "示例买家", "shop": "夜航数娱售后"}
    document = {
        "chatlab": {"version": "0.0.2", "exportedAt": 1726891200},
        "meta": {"name": names["shop"], "platform": "qq", "type": "private", "ownerId": "buyer"},
        "members": [{"platformId": key, "accountName": name} for key, name in names.items()],
        "messages": [
            {"sender": who, "accountName": names[who], "timestamp": at, "type": 0, "content": words}
            for who, at, words in said
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _mail() -> bytes:
    """The shop's notice of the refund, with its sheet as a picture inside."""
    sheet = Canvas(420, 1, "#ffffff", GREEN.typeface)
    sheet.text(20, 26, "退款明细", 17, DESK.ink, bold=True)
    rows = (("订单编号", ORDER), ("实付款", "¥200.00"), ("扣除手续费", "¥60.00"), ("退款金额", "¥140.00"))
    for number, (label, value) in enumerate(rows):
        sheet.text(20, 64 + 30 * number, f"{label}：{value}", 14, DESK.ink)
    sheet.height = 190
    mail = EmailMessage(SMTP)
    mail["From"] = f"{SHOP} <noreply@example.com>"
    mail["To"] = "示例买家 <buyer@example.net>"
    mail["Subject"] = "退款到账通知"
    mail["Date"] = "Fri, 20 Sep 2024 21:47:35 +0800"
    mail["Message-ID"] = "<refund.20240920@example.com>"
    words = (
        f"订单编号：{ORDER}",
        "退款金额：¥140.00",
        "扣除手续费：¥60.00",
        "退款时间：2024-09-20 21:47:20",
        "退款方式：原路退回",
    )
    mail.set_content("\n".join(words) + "\n", cte="base64")
    rows_ = "".join(f"<p>{line}</p>" for line in words)
    mail.add_alternative(
        f'<html><body>{rows_}<img src="cid:sheet"></body></html>', subtype="html", cte="base64"
    )
    html = mail.get_payload()[1]
    html.add_related(picture(sheet, "png"), "image", "png", cid="<sheet>", filename="退款明细.png")
    mail.set_boundary("=-example-1")
    html.set_boundary("=-example-2")
    return mail.as_bytes()
