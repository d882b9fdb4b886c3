"""Turns a scene into the files of a folder: pictures in some invented shop's dress, or a chat log."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from corpus.clock import Clock
from corpus.dice import Dice
from corpus.papers import rule_doc
from corpus.scenarios import Say, Scene
from corpus.truth import Doc, Plot
from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.desk import DeskOrder, desk_chat, desk_order_page
from samples.draw.look import DESK, PHONES, Look
from samples.draw.order import OrderPage, order_page
from samples.draw.payment import PaymentPage, alipay_like, wechat_like
from samples.draw.phone import Goods, Row

ACCENTS = ("#2f6bff", "#16a34a", "#e11d48", "#7c3aed", "#0891b2", "#ea580c", "#be185d", "#334155")


def stage(rng: Dice, scene: Scene) -> tuple[Doc, ...]:
    """Draw everything the folder holds."""
    shop = rng.choice(rng.words.shops)
    look = dress(rng, scene, shop)
    stamp = date_format(rng, minute=scene.plots[0].minute_dates)
    end = max([*(s.when for s in scene.said), *(p.completed or p.refunded or p.paid for p in scene.plots)])
    clock = Clock(rng, end + timedelta(minutes=rng.randint(8, 50)))
    docs = []
    for plot in scene.plots:
        docs.append(order_doc(rng, look, scene, plot, stamp, clock))
        if plot.voucher:
            docs.append(voucher_doc(rng, shop, plot, clock))
    if scene.other_voucher:
        docs.append(voucher_doc(rng, shop, scene.other_voucher, clock))
    docs.extend(_chat_docs(rng, look, scene, shop, clock))
    if scene.rule:
        docs.append(rule_doc(rng, look, scene, shop, clock))
    rng.shuffle(docs)
    return tuple(docs)


def _desk(scene: Scene) -> bool:
    return scene.style.medium == "desk"


def dress(rng: Dice, scene: Scene, shop: str) -> Look:
    """The shop's look on this scene's kind of screen."""
    if not _desk(scene):
        return phone_look(rng, f"{shop}(示例)")
    return replace(DESK, name=f"{shop}(示例)", accent=rng.choice(ACCENTS), scale=rng.choice((1, 1, 1.5, 2)))


def phone_look(rng: Dice, name: str) -> Look:
    base = rng.choice(PHONES)
    accent = rng.choice((base.accent, *ACCENTS))
    values = rng.choice(("right", "column", "column", "inline", "under"))
    return replace(
        base,
        name=name,
        accent=accent,
        scale=rng.choice((2, 2, 3, 1.5)),
        values=values,
        colon="：" if values == "inline" else rng.choice(("", "", "：", ":")),
        dashed=rng.random() < 0.3,
        body=rng.choice((13, 14, 15)),
        bold_values=rng.random() < 0.2,
    )


Stamp = str


def date_format(rng: Dice, *, minute: bool) -> Stamp:
    whole = rng.choice(("%Y-%m-%d", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "CN"))
    return f"{whole} {'%H:%M' if minute else '%H:%M:%S'}"


def _show(stamp: Stamp, moment: datetime) -> str:
    if stamp.startswith("CN"):
        return f"{moment.year}年{moment.month}月{moment.day}日 " + moment.strftime(stamp.removeprefix("CN "))
    return moment.strftime(stamp)


# -- order pages --------------------------------------------------------------


def _state(plot: Plot) -> str:
    if plot.state:
        return plot.state
    if plot.refunded:
        return "已退款"
    if plot.manual:
        return "已完成" if plot.completed else "已发货"
    return "已发货" if plot.shipped else "待发货"


def _time_rows(rng: Dice, plot: Plot, stamp: Stamp) -> list[Row]:
    known = (
        (rng.words.ordered, plot.ordered),
        (rng.words.paid, plot.paid if plot.shows_paid else None),
        ((plot.started_label,), plot.started),
        ((plot.shipped_label,), plot.shipped),
        (rng.words.completed, plot.completed),
        (rng.words.refunded, plot.refunded),
    )
    return [Row(rng.choice(labels), _show(stamp, moment)) for labels, moment in known if moment]


def _other_rows(rng: Dice, plot: Plot) -> list[Row]:
    rows: list[Row] = []
    if plot.manual or rng.random() < 0.7:
        kinds = rng.words.manual if plot.manual else rng.words.automatic
        rows.append(Row(rng.choice(rng.words.delivery), rng.choice(kinds)))
    if rng.random() < 0.6:
        paid_by = {"wechat": "微信支付", "alipay": "支付宝"}.get(plot.voucher, "余额支付")
        rows.append(Row("支付方式", paid_by))
    if rng.random() < 0.4:
        rows.append(Row(rng.choice(("联系方式", "充值账号", "手机号")), "138****0000"))
    return rows


def _money_rows(rng: Dice, plot: Plot) -> list[Row]:
    if plot.refund is None:
        return []
    rows = [Row(rng.choice(rng.words.refund), f"¥{plot.refund:.2f}")]
    if plot.fee is not None and plot.fee_in_words:
        rows.append(Row(rng.choice(rng.words.fee), f"¥{plot.fee:.2f}"))
    return rows


def order_doc(rng: Dice, look: Look, scene: Scene, plot: Plot, stamp: Stamp, clock: Clock) -> Doc:
    times = _time_rows(rng, plot, stamp)
    number = Row(rng.choice(rng.words.order_id), plot.order_id, copy=rng.random() < 0.6)
    others, money = _other_rows(rng, plot), _money_rows(rng, plot)
    goods = Goods(plot.goods, f"{plot.amount:.2f}", "数字商品")
    total = (rng.choice(rng.words.paid_sum), f"{plot.amount:.2f}")
    face = clock.tick()
    name, captured = clock.name("订单", rng.choice(("png", "jpg", "webp")))
    if scene.style.medium == "desk":
        rows = (number, *times, *others, *money)
        desk = DeskOrder(_state(plot), goods, _steps(rng, plot, stamp), rows, total)
        return Doc(name, "order", desk_order_page(look, desk), captured=captured)
    if rng.random() < 0.3:
        others.insert(0, Row(rng.choice(rng.words.product), plot.goods))
    rows = (number, *times, *others) if rng.random() < 0.6 else (number, *others, *times)
    if rng.random() < 0.35:
        money.insert(0, Row(total[0], f"{rng.choice('¥￥')}{total[1]}"))
        total = ("", "")
    cards = [("订单信息" if rng.random() < 0.6 else "", rows)]
    if money:
        cards.append(("退款信息" if plot.refund is not None else "", tuple(money)))
    if rng.random() < 0.3:
        cards.reverse()
    page = OrderPage(
        state=_state(plot),
        goods=goods,
        cards=tuple(cards),
        total=total,
        notes=_unpaid_note(rng, scene),
        title=rng.choice(("订单详情", "我的订单", "订单信息")),
        clock=face,
    )
    return Doc(name, "order", order_page(look, page), captured=captured)


def _unpaid_note(rng: Dice, scene: Scene) -> tuple[str, ...]:
    if not scene.unpaid_minutes or rng.random() >= 0.4:
        return ()
    return (f"提示：{rng.choice(rng.words.unpaid).format(n=scene.unpaid_minutes)}。",)


def _steps(rng: Dice, plot: Plot, stamp: Stamp) -> tuple[tuple[str, str], ...]:
    if rng.random() < 0.5:
        return ()
    last = plot.shipped or plot.completed
    steps = [("提交订单", plot.ordered), ("付款成功", plot.paid if plot.shows_paid else None)]
    if plot.refunded:
        steps.append(("退款完成", plot.refunded))
    elif last:
        steps.append(("商品发货" if plot.shipped else "交易完成", last))
    return tuple((name, _show(stamp, moment)) for name, moment in steps if moment)


# -- payment pages ------------------------------------------------------------


def voucher_doc(rng: Dice, shop: str, plot: Plot, clock: Clock) -> Doc:
    paid = plot.voucher_paid or plot.paid
    face = clock.tick()
    name, captured = clock.name("支付", rng.choice(("png", "jpg")))
    payee, amount = f"{shop}(示例)", f"-{plot.amount:.2f}"
    scale = rng.choice((2, 3))
    if plot.voucher == "wechat":
        rows = [
            Row("当前状态", "支付成功"),
            Row("支付时间", _show("CN %H:%M:%S", paid)),
            Row("商品", plot.goods),
            Row("商户全称", f"{shop}网络科技有限公司(示例)"),
            Row("支付方式", rng.choice(("零钱", "某某银行储蓄卡(0000)"))),
            Row("交易单号", plot.transaction),
            Row("商户单号", plot.order_id),
        ]
        if plot.refund is not None:
            rows[0] = Row("当前状态", f"已退款(￥{plot.refund:.2f})")
        page = PaymentPage(payee, amount, tuple(rows), clock=face, dark=rng.random() < 0.3, scale=scale)
        return Doc(name, "payment", wechat_like(page), captured=captured)
    rows = [
        Row("创建时间", f"{paid - timedelta(seconds=4):%Y-%m-%d %H:%M:%S}"),
        Row("付款时间", f"{paid:%Y-%m-%d %H:%M:%S}"),
        Row("付款方式", rng.choice(("余额", "余额宝", "花呗"))),
        Row("商品说明", plot.goods),
        Row("收款方全称", f"{shop}网络服务部(示例)"),
        Row("订单号", plot.transaction),
        Row("商家订单号", plot.order_id),
    ]
    page = PaymentPage(payee, amount, tuple(rows), "交易成功", clock=face, scale=scale)
    return Doc(name, "payment", alipay_like(page), captured=captured)


# -- chats --------------------------------------------------------------------


def _chat_docs(rng: Dice, look: Look, scene: Scene, shop: str, clock: Clock) -> list[Doc]:
    """The chat, in one capture or in two that overlap, the lower one taken first where reversed."""
    if scene.style.date.startswith("relative"):
        clock.manner = "screenshot" if scene.style.date == "relative" else "wechat"
        clock.later(rng.choice((0, 1, 1, 2, 3, 5)))
    if not scene.scenario.startswith("overlap"):
        return [chat_doc(rng, look, scene, shop, clock)]
    parts = _halves(scene)
    if scene.scenario == "overlap-reversed":
        parts.reverse()
    return [chat_doc(rng, look, part, shop, clock) for part in parts]


def _halves(scene: Scene) -> list[Scene]:
    """The scene down to the request, and from the minute of the request on."""
    asked = next(n for n, say in enumerate(scene.said) if say.who == "buyer" and say.when == _asked_at(scene))
    minute = scene.said[asked].when.replace(second=0)
    first = next(n for n, say in enumerate(scene.said) if say.when.replace(second=0) >= minute)
    return [replace(scene, said=scene.said[: asked + 1]), replace(scene, said=scene.said[first:])]


def _asked_at(scene: Scene) -> datetime | None:
    request = scene.plots[0].request
    return request.when if request else None


def chat_doc(rng: Dice, look: Look, scene: Scene, shop: str, clock: Clock) -> Doc:
    face = clock.tick()
    title = rng.choice((f"{shop}客服", "在线客服", "客服中心", shop))
    if scene.style.medium == "log":
        name, _ = clock.name("聊天记录", "txt")
        return _log_doc(rng, scene, shop, name)
    name, captured = clock.name("聊天", rng.choice(("png", "jpg", "webp")))
    pinned: tuple[str, ...] = ()
    if scene.pinned:
        pinned = (f"{rng.choice(rng.words.order_id)}：{scene.pinned}",)
    if pinned and rng.random() < 0.5:
        pinned = (scene.plots[0].goods, *pinned)
    if scene.style.medium == "desk":
        page = ChatPage(title, tuple(_desk_said(rng, scene, shop)), pinned)
        return Doc(name, "chat", desk_chat(look, page), captured=captured)
    said = _timed(rng, scene, clock.now) if scene.style.clock == "minute" else _stamped(scene)
    page = ChatPage(title, tuple(said), pinned, clock=face, read_marks=rng.random() < 0.3)
    return Doc(name, "chat", phone_chat(look, page), captured=captured)


def _who(say: Say, scene: Scene) -> Said:
    if say.who == "system" or (say.who == "robot" and not scene.agent_name):
        return Said("system", say.text)
    if say.who == "buyer":
        return Said("me", say.text)
    return Said("them", say.text, name=scene.agent_name if say.who == "agent" else "智能客服")


def _timed(rng: Dice, scene: Scene, now: datetime) -> list[Said]:
    """A time line before each message whose minute is not that of the message before."""
    manner = rng.choice(
        {"full": ("a", "b", "c", "d"), "no-year": ("e", "f"), "none": ("g",)}.get(scene.style.date, ("h",))
    )
    out: list[Said] = []
    last = ""
    for say in scene.said:
        shown = _counted(say.when, now) if manner == "h" else _centre_time(manner, say.when)
        if shown != last:
            out.append(Said("time", shown))
        last = shown
        out.append(_who(say, scene))
    return out


def _counted(when: datetime, now: datetime) -> str:
    """A time as chat apps show it on the day of ``now``."""
    days = (now.date() - when.date()).days
    if days > 6:
        return f"{when.month}月{when.day}日 {when:%H:%M}"
    day = "" if days == 0 else "昨天 " if days == 1 else f"星期{'一二三四五六日'[when.weekday()]} "
    return f"{day}{when:%H:%M}"


def _centre_time(manner: str, when: datetime) -> str:
    part = "凌晨" if when.hour < 6 else "上午" if when.hour < 12 else "下午" if when.hour < 18 else "晚上"
    twelve = (when.hour - 1) % 12 + 1
    return {
        "a": f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}",
        "b": f"{when:%Y-%m-%d %H:%M}",
        "c": f"{when:%Y/%m/%d %H:%M}",
        "d": f"{when.year}年{when.month}月{when.day}日 {part}{twelve}:{when:%M}",
        "e": f"{when.month}月{when.day}日 {when:%H:%M}",
        "f": f"{when.month}月{when.day}日 {part}{twelve}:{when:%M}",
        "g": f"{when:%H:%M}",
    }[manner]


def _stamped(scene: Scene) -> list[Said]:
    """Each bubble has its name and its time to the second above it."""
    out = []
    for say in scene.said:
        said = _who(say, scene)
        if said.who != "system":
            said = replace(said, name=said.name or ("我" if said.who == "me" else "在线客服"))
            said = replace(said, at=f"{say.when:%Y-%m-%d %H:%M:%S}")
        out.append(said)
    return out


def _desk_said(rng: Dice, scene: Scene, shop: str) -> list[Said]:
    buyer = rng.choice(("我", "买家示例**", "用户138****0000"))
    out = []
    for say in scene.said:
        said = _who(say, scene)
        if said.who != "system":
            name = buyer if said.who == "me" else said.name or f"{shop}客服"
            said = replace(said, name=name, at=f"{say.when:%Y-%m-%d %H:%M:%S}")
        out.append(said)
    return out


def _log_doc(rng: Dice, scene: Scene, shop: str, name: str) -> Doc:
    """A pasted or exported chat, ``time name`` or ``name time`` before each message."""
    buyer = rng.choice(("我", "买家示例"))
    agent = scene.agent_name or f"{shop}客服"
    qq = rng.random() < 0.5
    lines: list[str] = []
    if qq:
        lines += ["消息记录（此消息记录为文本格式，不支持重新导入）", "", f"消息对象:{agent}", ""]
    messages: list[tuple[int, str, str, str]] = []
    for say in scene.said:
        sender = buyer if say.who == "buyer" else agent
        time = f"{say.when:%Y-%m-%d %H:%M:%S}"
        lines.append(f"{time} {sender}" if qq else f"{sender} {time}")
        messages.append((len(lines), sender, time, say.text))
        lines += [say.text, ""]
    newline = rng.choice(("\n", "\r\n"))
    encoding = rng.choice(("utf-8", "gb18030", "utf-8-sig"))
    return Doc(name, "chat", text=newline.join(lines), encoding=encoding, messages=tuple(messages))
