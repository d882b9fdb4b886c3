"""One page of a shop, drawn, with what stands on it."""
# ruff: noqa: PLR2004

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from bench.accuracy import forms, payslip
from bench.accuracy.dress import Dress
from bench.accuracy.forms import Shown
from bench.accuracy.truth import Field, Kind
from samples.draw.canvas import Canvas
from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.desk import DeskOrder, desk_chat, desk_order_page
from samples.draw.look import Look
from samples.draw.order import OrderPage, order_page
from samples.draw.phone import Goods, Row
from samples.draw.rule import RulePage, rule_page

_GOODS = ("某某游戏点卡100元", "示例视频会员月卡", "某某网盘会员季卡", "示例手游648礼包", "某某音乐年卡")
_NAMES = "美鹿橙雨晴夏"
_DESK_WIDTH = 1120


@dataclass(frozen=True, slots=True)
class Scene:
    """One purchase in one shop: its times, its amount, and where random choices come from."""

    dress: Dress
    look: Look
    rng: Random
    ordered: datetime
    paid: datetime
    shipped: datetime
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page before anything is done to it."""

    canvas: Canvas
    fields: tuple[Field, ...]


def scene(dress: Dress, look: Look, rng: Random) -> Scene:
    """A purchase on some day of three years; nothing in it depends on the clock."""
    start = datetime(2023, 1, 1) + timedelta(seconds=rng.randrange(3 * 365 * 86400))  # noqa: DTZ001
    start = start.replace(hour=rng.choice((0, *range(7, 24))))
    paid = start + timedelta(seconds=rng.randint(61, 290))
    shipped = paid + timedelta(seconds=rng.randint(61, 900))
    amount = Decimal(
        rng.choice((rng.randint(100, 9999), rng.randint(10000, 300000), 100 * rng.randint(5, 500)))
    )
    return Scene(dress, look, rng, start, paid, shipped, amount / 100)


def order(s: Scene) -> Drawn:
    """An order page on the phone."""
    w = s.dress.words
    number = forms.identifier(s.rng.choice(s.dress.ids), s.rng, s.ordered)
    fields = [_identifier(Kind.ORDER_ID, number, w.order_id)]
    rows = [Row(w.order_id, number.shown, copy=s.rng.random() < 0.6)]
    for label, about, when in (
        (w.ordered, "ordered", s.ordered),
        (w.paid, "paid", s.paid),
        (w.shipped, "shipped", s.shipped),
    ):
        rows.append(_time_row(s, label, about, when, fields))
    rows.insert(s.rng.choice((1, len(rows))), Row("支付方式", w.method))
    form = s.dress.amount if s.amount >= 1000 or s.dress.amount != "thousands" else "yen"
    paid = forms.amount(form, s.amount)
    large = s.rng.random() < 0.4
    if large:
        fields.append(Field(Kind.AMOUNT, paid.value, f"{s.amount:.2f}", w.amount, "paid"))
    else:
        fields.append(Field(Kind.AMOUNT, paid.value, paid.shown, w.amount, "paid"))
        rows.insert(0, Row(w.amount, paid.shown, bold=True))
    fields.append(Field(Kind.AMOUNT, paid.value, f"¥{s.amount:.2f}", about="price", required=False))
    page = OrderPage(
        w.state,
        Goods(s.rng.choice(_GOODS), f"{s.amount:.2f}", "自动发货"),
        (("订单信息", tuple(rows)),),
        state_note=s.rng.choice(("", "感谢您的购买，祝您使用愉快")),
        total=(w.amount, f"{s.amount:.2f}") if large else ("", ""),
        title=w.title,
        clock=_clock(s),
    )
    return Drawn(order_page(s.look, page), tuple(fields))


def desk(s: Scene) -> Drawn:
    """An order page on the desktop, at its own width and a density no higher than 1.5."""
    w = s.dress.words
    look = replace(s.look, width=_DESK_WIDTH, scale=min(s.look.scale, 1.5), body=14)
    number = forms.identifier(s.rng.choice(s.dress.ids), s.rng, s.ordered)
    fields = [_identifier(Kind.ORDER_ID, number, w.order_id)]
    rows = [Row(w.order_id, number.shown, copy=True)]
    for label, about, when in (
        (w.ordered, "ordered", s.ordered),
        (w.paid, "paid", s.paid),
        (w.shipped, "shipped", s.shipped),
    ):
        rows.append(_time_row(s, label, about, when, fields))
    rows.append(Row("支付方式", w.method))
    value = f"{s.amount:.2f}"
    fields.append(Field(Kind.AMOUNT, value, value, w.amount, "paid"))
    page = DeskOrder(
        w.state, Goods(s.rng.choice(_GOODS), value, "自动发货"), (), tuple(rows), (w.amount, value)
    )
    return Drawn(desk_order_page(look, page), tuple(fields))


def payment(s: Scene) -> Drawn:
    """A payment's detail page."""
    w, rng = s.dress.words, s.rng
    transaction = forms.identifier(s.dress.pays, rng, s.paid)
    other = "taobao" if s.dress.pays == "alipay" and rng.random() < 0.4 else rng.choice(s.dress.ids)
    merchant = forms.identifier(other, rng, s.ordered)
    amount = forms.amount(
        {"column": "minus", "cards": "minus", "tick": "yen"}[s.dress.payment]
        if rng.random() < 0.8
        else "minus-yen",
        s.amount,
    )
    fields = [
        Field(Kind.AMOUNT, amount.value, amount.shown, about="paid"),
        _identifier(Kind.TRANSACTION_ID, transaction, w.transaction),
        _identifier(Kind.MERCHANT_ORDER_ID, merchant, w.merchant),
    ]
    about = "payment_created" if "创建" in w.pay_time else "paid"
    time = _time_row(s, w.pay_time, about, s.paid, fields)
    rows = [
        Row("当前状态", "支付成功"),
        time,
        Row("商品", rng.choice(_GOODS)),
        Row("商户全称", "某某示例网络科技有限公司"),
        Row("支付方式", w.method),
        Row(w.transaction, transaction.shown),
        Row(w.merchant, merchant.shown),
    ]
    if rng.random() < 0.5:
        rows[1], rows[5] = rows[5], rows[1]
    page = payslip.Slip(s.dress.look.name, amount.shown, tuple(rows), w.pay_title, _clock(s))
    return Drawn(payslip.draw(s.look, page, s.dress.payment), tuple(fields))


def chat(s: Scene) -> Drawn:
    """A conversation with the shop's service, with centred times."""
    rng = s.rng
    fields: list[Field] = []
    when = s.paid + timedelta(seconds=rng.randint(20, 200))
    said: list[Said] = []

    def centred(moment: datetime) -> None:
        shown = forms.time(s.dress.times[-1], moment)
        fields.append(Field(Kind.TIMESTAMP, shown.value, shown.shown, about="said"))
        said.append(Said("time", shown.shown))

    centred(when)
    greeting = _greeting(s, fields)
    said.append(Said(rng.choice(("system", "them")), greeting))
    number = forms.identifier(s.dress.ids[0], rng, s.ordered)
    ask = "买错了，还没发货，请帮我取消订单退款。"
    if rng.random() < 0.5:
        ask = f"订单号{number.shown}，买错了请帮我取消。"
        fields.append(_identifier(Kind.ORDER_ID, number, ""))
    said.append(Said("me", ask))
    said.append(Said("them", rng.choice(("好的亲，我帮您看一下。", "您稍等，正在为您核实。"))))
    centred(when + timedelta(minutes=rng.randint(4, 40)))
    said.append(Said("them", rng.choice(("系统已经发货了，不能取消哦。", "抱歉，已发卡的订单无法退款。"))))
    said.append(Said("me", "我付款后两分钟就申请了，请退款。"))
    page = ChatPage(rng.choice((s.dress.look.name, "在线客服")), tuple(said), clock=_clock(s))
    return Drawn(phone_chat(s.look, page), tuple(fields))


def talk(s: Scene) -> Drawn:
    """A chat window of the desktop whose messages carry name and time each."""
    look = replace(s.look, scale=min(s.look.scale, 1.5))
    rng = s.rng
    fields: list[Field] = []
    when = s.paid + timedelta(seconds=rng.randint(20, 200))
    said: list[Said] = []
    greeting = _greeting(s, fields)
    words = (
        ("them", "客服", greeting),
        ("me", "买家某某", "买错了，还没发货，请帮我取消订单退款。"),
        ("them", "客服", "系统已经发货了，不能取消哦。"),
        ("me", "买家某某", "我付款后两分钟就申请了，请退款。"),
    )
    for who, name, text in words:
        shown = forms.time(s.dress.times[-1], when)
        # Nothing rests on when somebody was greeted; it may be read, but is not asked for.
        asked = text != greeting
        fields.append(Field(Kind.TIMESTAMP, shown.value, shown.shown, about="said", required=asked))
        said.append(Said(who, text, name=name, at=shown.shown))
        when += timedelta(seconds=rng.randint(61, 200))
    return Drawn(desk_chat(look, ChatPage("与 某某客服 的会话", tuple(said))), tuple(fields))


def rule(s: Scene) -> Drawn:
    """A rule page with a window, a fee, and the closing of unpaid orders, which is neither."""
    w, rng = s.dress.words, s.rng
    minutes = rng.choice((3, 5, 10, 15, 20, 30))
    low = rng.choice((5, 8, 10, 15, 20))
    high = low + rng.choice((5, 10, 15)) if "{hi}" in w.fee else low
    window, fee = w.window.format(m=minutes), w.fee.format(lo=low, hi=high)
    since = f"{s.ordered.year}年{s.ordered.month}月{s.ordered.day}日"
    sections = (
        ("一、订单的取消", (f"1.1 {window}", f"1.2 {fee}", f"1.3 {w.unpaid}")),
        (
            "二、发货说明",
            ("2.1 自动发货的商品在付款成功后由系统发出卡密。", "2.2 如有疑问请联系在线客服处理。"),
        ),
    )
    page = RulePage(w.rule_title, f"生效日期：{since}", sections, "示例平台保留修订本规则的权利", _clock(s))
    fields = (
        Field(Kind.WINDOW, f"PT{minutes}M;start={w.start}", window),
        Field(Kind.FEE, f"{low / 100:.2f}-{high / 100:.2f}", fee),
        Field(Kind.TIMESTAMP, f"{s.ordered:%Y-%m-%d}", since, about="effective", required=False),
    )
    return Drawn(rule_page(s.look, page), fields)


PAGES: dict[str, Callable[[Scene], Drawn]] = {
    "order": order,
    "payment": payment,
    "chat": chat,
    "rule": rule,
    "desk": desk,
    "talk": talk,
}


def _greeting(s: Scene, fields: list[Field]) -> str:
    """The words with which an agent begins; number and name become fields."""
    template = s.rng.choice(s.dress.words.agents)
    number = re.sub("#", lambda _: str(s.rng.randint(1, 9)), s.dress.staff)
    name = s.rng.choice(_NAMES)
    if "{id}" in template:
        fields.append(Field(Kind.AGENT_ID, number, number))
    if "{name}" in template:
        fields.append(Field(Kind.AGENT_NAME, f"小{name}", f"小{name}"))
    return template.format(id=number, name=name)


def _time_row(s: Scene, label: str, about: str, when: datetime, fields: list[Field]) -> Row:
    shown = forms.time(s.dress.times[0], when)
    fields.append(Field(Kind.TIMESTAMP, shown.value, shown.shown, label, about))
    return Row(label, shown.shown)


def _identifier(kind: Kind, number: Shown, label: str) -> Field:
    return Field(kind, number.value, number.shown, label, look_alike=number.look_alike)


def _clock(s: Scene) -> str:
    return f"{s.shipped + timedelta(minutes=s.rng.randint(5, 300)):%H:%M}"
