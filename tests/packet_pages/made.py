"""Made-up cases for the whole way from folder to packet: drawn pictures whose lines the cache already holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from dossier.model import Line
from dossier.ocr import cache as caching
from dossier.ocr import registry
from dossier.ocr.workers import cores
from samples.draw.canvas import Canvas
from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.encode import picture
from samples.draw.look import BLUE, DARK, Look
from samples.draw.order import OrderPage, order_page
from samples.draw.payment import PaymentPage, alipay_like, wechat_like
from samples.draw.phone import Goods, Row
from samples.draw.rule import RulePage, rule_page

SMALL = BLUE.at(1)
EMOJI = ("😀", "👍🏻", "🇨🇳", "☺️", "❤")
RARE = "堃喆玥犇彧镕"
LONG_NUMBER = "VG20240512140210" + "987654321098765432109876"
LONG_SHOP = "某某喆玥犇彧镕数字科技（集团）股份有限公司西南分公司第三营业部网络虚拟商品专营旗舰店（示例）"
LARGE = "1,234,567.89"
_NOTICED = (
    "两分钟后发现拍错了，随即在客服窗口申请取消（当时页面显示“待发货”），客服答复“系统自动发货，无法取消”。"
)
_ASKED_AGAIN = (
    "此后我多次联系客服，均未得到处理；客服小堃、小喆（工号1024）先后答复“已反馈”，但没有说明理由。"
)
ADDRESS = "https://example.com/orders/refund-policy?version=2.3&lang=zh-CN"


@dataclass(frozen=True)
class Drawn:
    """A screenshot: what was drawn, and as which kind of file."""

    canvas: Canvas
    suffix: str = "png"


@dataclass(frozen=True)
class Made:
    """A folder: its pictures and its other files by name."""

    pictures: Mapping[str, Drawn]
    others: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Lay the files into a new folder and tell the cache what stands on them."""
        folder.mkdir(parents=True)
        cache, engine = caching.Cache.usual(), registry.create(registry.AUTO, cores())
        assert cache is not None
        for name, drawn in self.pictures.items():
            data = picture(drawn.canvas, drawn.suffix)
            (folder / name).write_bytes(data)
            key = caching.key(hashlib.sha256(data).hexdigest(), 1, engine)
            cache.put(key, tuple(_settled(line) for line in drawn.canvas.lines()))
        for name, text in self.others.items():
            (folder / name).write_text(text, encoding="utf-8")


def _settled(line: Line) -> Line:
    """A second look saw the same."""
    return replace(line, again=(line.text,), confidence=0.99)


def _order(number: str, amount: str, times: Mapping[str, str], look: Look = SMALL, shop: str = "") -> Drawn:
    rows = (Row("订单编号", number), *(Row(label, value) for label, value in times.items()))
    page = OrderPage(
        state="已退款" if "退款时间" in times else "已发货",
        goods=Goods("某某游戏点卡 100面值(示例)", amount, "电子卡密"),
        total=("实付款", amount),
        cards=(("订单信息", (*rows, Row("发货方式", "自动发货"))),),
        clock="14:26",
    )
    return Drawn(order_page(replace(look, name=shop or look.name), page))


def _payment(number: str, amount: str, paid: str, payee: str, trade: str) -> PaymentPage:
    rows = (
        Row("当前状态", "支付成功"),
        Row("支付时间", paid),
        Row("商品", "某某卡盟-游戏点卡"),
        Row("商户全称", payee),
        Row("支付方式", "零钱"),
        Row("交易单号", trade),
        Row("商户单号", number),
    )
    return PaymentPage("某某卡盟(示例)", f"-{amount}", rows, scale=1)


def _rules(look: Look = SMALL, minutes: int = 5) -> Drawn:
    cancelling = (
        f"3.1 支付成功后{minutes}分钟内可免费取消订单，款项全额原路退回。",
        f"3.2 超过{minutes}分钟申请取消的，平台按实付金额的10%-20%收取手续费。",
        "3.3 卡密一经查看或兑换，不再支持取消。",
    )
    page = RulePage(
        "某某卡盟订单取消与退款规则（示例）",
        "版本号：V2.3　　生效日期：2024年3月1日",
        (("一、适用范围", ("1.1 本规则适用于平台内虚拟商品订单。",)), ("三、取消与退款", cancelling)),
        foot="某某卡盟(示例)　本页面为虚构示例",
    )
    return Drawn(rule_page(look, page), "webp")


def _chat(said: Sequence[Said], look: Look = SMALL, number: str = "", clock: str = "14:29") -> Drawn:
    pinned = ("游戏点卡 100面值", f"订单编号 {number}") if number else ()
    return Drawn(phone_chat(look, ChatPage("某某卡盟客服(示例)", tuple(said), pinned, clock)))


def _shown(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"


def two_orders() -> Made:
    """Two orders of one shop, both shipped within the free time after a request; a dark shop among them."""
    one, other = "CM20240512001", "CM20240513007"
    first = {
        "下单时间": "2024-05-12 14:01:55",
        "付款时间": "2024-05-12 14:02:10",
        "发货时间": "2024-05-12 14:05:41",
    }
    second = {
        "下单时间": "2024-05-13 09:10:02",
        "付款时间": "2024-05-13 09:11:10",
        "发货时间": "2024-05-13 09:14:59",
    }
    return Made(
        {
            "订单一.png": _order(one, "128.00", first),
            "订单二.png": _order(other, "256.50", second, DARK.at(1), "某某卡盟"),
            "付款一.jpg": Drawn(
                wechat_like(
                    _payment(
                        one, "128.00", "2024年5月12日 14:02:10", "某某公司(示例)", "42000021852024051201"
                    )
                ),
                "jpg",
            ),
            "付款二.png": Drawn(
                alipay_like(
                    _payment(other, "256.50", "2024-05-13 09:11:10", "某某公司(示例)", "42000021852024051302")
                )
            ),
            "聊天一.png": _chat(
                (
                    Said("time", "2024年5月12日 14:03"),
                    Said("me", f"订单{one}误拍了，现申请取消，请勿发货"),
                    Said("time", "2024年5月12日 14:04"),
                    Said("them", "系统自动发货，无法取消", name="客服小某 工号1024"),
                ),
                number=one,
            ),
            "聊天二.png": _chat(
                (
                    Said("time", "2024年5月13日 09:12"),
                    Said("me", f"订单{other}拍错了，现申请取消，请勿发货"),
                    Said("time", "2024年5月13日 09:13"),
                    Said("them", "系统自动发货，无法取消", name="客服小某 工号1024"),
                ),
                DARK.at(1),
                other,
            ),
            "规则.webp": _rules(),
        },
        {"case.yaml": "投诉人:\n  姓名: 某某\n"},
    )


_ASKED = (
    "请问订单{n}的退款处理到哪一步了",
    "订单{n}还没有退款，请尽快处理并回复",
    "已经等了很多天，订单{n}请给我一个书面答复",
)
_TOLD = (
    "您好，您的问题已记录，请您耐心等待",
    "这边帮您催促一下，请稍等",
    "已经反馈给相关部门，有结果会联系您",
)


def sixty() -> Made:
    """Sixty screenshots of one order: the buyer asks for weeks."""
    number = "CM20240512001"
    times = {
        "下单时间": "2024-05-12 14:01:55",
        "付款时间": "2024-05-12 14:02:10",
        "发货时间": "2024-05-12 14:05:41",
    }
    found = {
        "01订单.png": _order(number, "128.00", times),
        "02付款.jpg": Drawn(
            wechat_like(
                _payment(number, "128.00", "2024年5月12日 14:02:10", "某某公司(示例)", "42000021852024051201")
            ),
            "jpg",
        ),
        "03规则.webp": _rules(),
        "04聊天.png": _chat(
            (
                Said("time", "2024年5月12日 14:03"),
                Said("me", f"订单{number}误拍了，现申请取消，请勿发货"),
                Said("time", "2024年5月12日 14:04"),
                Said("them", "系统自动发货，无法取消", name="客服小某 工号1024"),
            ),
            number=number,
        ),
    }
    moment = datetime(2024, 5, 13, 9, 5)  # noqa: DTZ001 - a clock on a screen
    for count in range(5, 61):
        moment += timedelta(hours=17, minutes=13)
        later = moment + timedelta(minutes=3 + count % 7)
        said = (
            Said("time", _shown(moment)),
            Said("me", _ASKED[count % 3].format(n=number)),
            Said("time", _shown(later)),
            Said("them", _TOLD[count % 3], name="客服小某 工号1024"),
        )
        suffix = ("png", "jpg", "webp")[count % 3]
        drawn = _chat(said, number=number, clock=f"{later:%H:%M}")
        found[f"{count:02d}聊天.{suffix}"] = Drawn(drawn.canvas, suffix)
    return Made(found, {"case.yaml": "投诉人:\n  姓名: 某某\n  电话: 138****0000\n"})


def strange() -> Made:
    """Everything that is hard to set: rare names, emoji, long numbers and names, an address of the web."""
    number = LONG_NUMBER
    times = {
        "下单时间": "2024-05-12 14:01:55",
        "付款时间": "2024-05-12 14:02:10",
        "发货时间": "2024-05-12 14:05:41",
    }
    page = OrderPage(
        state="已发货",
        goods=Goods("Steam/PSN 100 USD Gift Card 点卡（ABC-123 Pro Max）", LARGE, "电子卡密"),
        total=("实付款", LARGE),
        cards=(("订单信息", (Row("订单编号", number), *(Row(k, v) for k, v in times.items()))),),
    )
    said = (
        Said("time", "2024年5月12日 14:03"),
        Said("me", f"{EMOJI[0]}订单拍错了，申请取消，请勿发货{EMOJI[1]}"),
        Said("time", "2024年5月12日 14:04"),
        Said("them", f"亲，系统自动发货，无法取消{EMOJI[2]}", name="客服小堃 工号1024"),
        Said("time", "2024年5月12日 14:06"),
        Said("me", f"规则见 {ADDRESS} 写着5分钟内可以取消"),
    )
    log = "\n".join(
        (
            "消息记录（此消息记录为文本格式，不支持重新导入）",
            "",
            "=" * 64,
            "消息分组:我的好友",
            "=" * 64,
            f"消息对象:客服小{RARE}",
            "=" * 64,
            "",
            "2024-05-12 14:20:10 我",
            f"我是王{RARE[0]}，{EMOJI[0]}订单{number}什么时候退款？{EMOJI[4]}实付{LARGE}元",
            "",
            f"2024-05-12 14:21:22 客服小{RARE}",
            f"您好{EMOJI[1]}{EMOJI[2]}{EMOJI[3]}请看 {ADDRESS} “退款说明”（Refund Policy v2.3）。",
            "",
        )
    )
    told = "\n".join(
        (
            "投诉人:",
            f"  姓名: 王{RARE}",
            "  电话: 138****0000",
            "  地址: 某省某市某某区某某路100号某某小区1号楼1单元101室",
            "  邮箱: buyer@example.com",
            "被投诉人:",
            f"  名称: {LONG_SHOP}",
            "  地址: 某省某市某某区某某大道某某大厦A座",
            "  电话: 400-000-0000",
            f"  网站: {ADDRESS}",
            "请求:",
            "  - 类型: 退款",
            "    内容: 请求退还该订单已付款项",
            f"    金额: {LARGE.replace(',', '')}",
            "  - 类型: 书面答复",
            "    内容: 请求书面说明理由（包括所依据的条款）",
            "我的陈述: |",
            f"  2024年5月12日14:02:10，我在“{LONG_SHOP}”下单并付款{LARGE}元，订单号{number}；{_NOTICED}",
            f"  规则页（{ADDRESS}）写明“支付成功后5分钟内可免费取消订单”，我的申请在5分钟以内。{_ASKED_AGAIN}",
            "协商情况: 2024年5月12日、5月13日、5月15日三次通过在线客服协商，对方未同意退款。",
            "网页线索:",
            f"  - 网址: {ADDRESS}",
            "    类别: 其他",
            "    说明: 页面写着“支付成功后5分钟内可免费取消订单”（版本号：V2.3）。",
            "    截取时间: 2024-05-12 15:02",
            "    文件: 规则.webp",
            "附件说明: 以上截图均由本人手机（Mi 14 Pro）截取，原文件保存在本人手机中。",
            "",
        )
    )
    rows = _payment(number, LARGE, "2024年5月12日 14:02:10", LONG_SHOP, "4200002185202405120123456789")
    return Made(
        {
            "IMG_2024-05-12_order-detail(final version).png": Drawn(
                order_page(replace(BLUE, name="某某卡盟", values="under"), page)
            ),
            "付款.png": Drawn(alipay_like(replace(rows, scale=2))),
            "聊天.png": _chat(said, BLUE),
            "规则.webp": _rules(BLUE),
        },
        {"聊天记录.txt": log, "case.yaml": told},
    )


def bare() -> Made:
    """One order page and an empty ``case.yaml``."""
    times = {"下单时间": "2024-05-12 14:01:55", "付款时间": "2024-05-12 14:02:10"}
    return Made({"订单.png": _order("CM20240512001", "128.00", times)}, {"case.yaml": ""})


CASES = {"two-orders": two_orders, "sixty": sixty, "strange": strange, "bare": bare}


SAMPLE_NAMES = (
    "every-format",
    "fee-kept",
    "inside-window",
    "manual-after-request",
    "not-a-breach",
    "refund-overdue",
)
NAMES = (*SAMPLE_NAMES, *CASES)
"""What packets are built of."""
