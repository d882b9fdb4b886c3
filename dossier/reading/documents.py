"""Order pages and payment records: labels with values, a state, a large amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dossier.model import (
    Delivery,
    EventKind,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Line,
    OrderState,
    Page,
    Role,
)
from dossier.reading import calendar, identifiers, labels, layout, money, stamps, zones
from dossier.reading.book import Book
from dossier.reading.layout import Pair
from dossier.reading.text import squeeze

_STATES: tuple[tuple[OrderState, re.Pattern[str]], ...] = (
    (
        OrderState.REFUNDED,
        re.compile(r"^(?:订单)?(?:已(?:全额|部分)?退款|退款成功|退款完成|已退还)(?:成功)?$"),
    ),
    (OrderState.UNPAID, re.compile(r"^(?:订单)?(?:待付款|待支付|未付款|未支付|等待付款|等待买家付款)$")),
    (OrderState.CLOSED, re.compile(r"^(?:订单|交易)?(?:已关闭|已取消|关闭|已过期|已失效)$")),
    (
        OrderState.SHIPPED,
        re.compile(
            r"^(?:订单|商品)?(?:已发货|已完成|交易完成|已发卡|已出货|已交付|已收货|卡密已发放|发货成功|充值成功|自动发货成功|等待买家确认收货|待收货|完成)$"
        ),
    ),
    (
        OrderState.AWAITING,
        re.compile(
            r"^(?:订单)?(?:待发货|已付款|已支付|待处理|处理中|等待发货|等待卖家发货|进行中|排队中|充值中|代充中|代练中|付款成功待发货)$"
        ),
    ),
)
_AUTOMATIC = re.compile(
    r"自动发货|自动发卡|自动充值|自动出卡|自动交付|系统发货|即时发货|秒发|^自动$|卡密直发|直充|自动提取|自动直发|^系统自动"
)
_MANUAL = re.compile(
    r"(?:手动|人工|手工)(?:发货|发卡|处理|代充|充值|代练|服务|交付|操作|派发)|代练|代充|^人工$|^手动$"
)
_BY_HAND = re.compile(r"人工|手动|手工|真人|客服(?:发货|处理|充值|代充|操作)|代打|代刷|上号")
#: A delivery badge: the words alone, so that neither a shop's name nor a sentence passes for one.
_BADGE = re.compile(
    r"^(?:本?商品|支持|卡密|由?(?:客服|商家|卖家|店铺|平台|系统))?(?:自动|手动|人工|手工|系统|即时)"
    r"(?:发货|发卡|充值|交付|处理|操作|派发|代充|代练|直发|直充)(?:商品|订单|服务)?$"
    r"|^(?:代充|代练|直充|秒发|卡密直发)(?:商品|订单|服务)?$"
)
#: A banner that is no state of ours but tells that the money has not come back.
_REFUNDING = re.compile(
    r"^(?:订单)?(?:退款(?:处理|申请|审核|受理)?中|(?:待|等待)(?:商家|卖家|平台)?退款|退款(?:待处理|待审核))$"
)
_REFUNDED_PART = re.compile(r"^已?(?:部分|全额)?退款")
_NEGATED = re.compile(r"非|不支持|无需|不是|不含")
_PLATFORM = re.compile(
    r"^(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,14}(?:卡盟|发卡|数卡|卡网|发卡网|商城|卡铺|卡店|游戏店|数卡店|平台))(?:[((].{0,6}[))])?"
)
_LARGE = 1.35
_HEAD_LINES = 6


def read(book: Book, evidence: Evidence, page: Page, role: Role) -> None:
    """Write down what an order page or payment record says."""
    found = layout.pairs(page)
    for pair in found:
        before = len(book.facts)
        _pair(book, evidence, page, role, pair)
        if pair.cut:
            book.facts[before:] = [replace(fact, cut=True) for fact in book.facts[before:]]
    _transaction_time(book, evidence, page)
    if role is Role.ORDER:
        _only_number(book, evidence, page)
    taken = {line.number for pair in found for line in pair.lines}
    for line in page.lines:
        if line.number not in taken:
            _loose(book, evidence, page, role, line)
    if role is Role.ORDER:
        shop_name(book, evidence, page)
    if role is Role.PAYMENT:
        _large_amount(book, evidence, page, taken)


def shop_name(book: Book, evidence: Evidence, page: Page) -> None:
    """Write down the shop's name where it stands in the head of a page."""
    for line in page.lines:
        name = _PLATFORM.match(squeeze(line.text)) if line.number <= _HEAD_LINES else None
        if name:
            book.write(FactKind.PLATFORM, name["name"], line.text, (evidence, page, (line,)))
            return


def state(text: str) -> OrderState | None:
    """The order state that a banner or a status value names, or None."""
    name = squeeze(text).strip("。.!,:")
    return next((found for found, pattern in _STATES if pattern.search(name)), None)


def delivery(text: str) -> Delivery | None:
    """The kind of delivery that words name, or None where they name none or both."""
    if _NEGATED.search(text):
        return None
    automatic, manual = bool(_AUTOMATIC.search(text)), bool(_MANUAL.search(text))
    if automatic == manual:
        return None
    return Delivery.AUTOMATIC if automatic else Delivery.MANUAL


def _pair(book: Book, evidence: Evidence, page: Page, role: Role, pair: Pair) -> None:
    where = (evidence, page, pair.lines)
    kind = labels.kind(pair.label, pair.value)
    if kind is FactKind.TIMESTAMP:
        _times(book, where, role, pair)
    elif kind is FactKind.ORDER_ID:
        _identifier(book, where, role, pair)
    elif kind is FactKind.AMOUNT:
        _amounts(book, where, pair)
    elif kind is FactKind.DELIVERY:
        # Beside its label a bare "客服处理" tells enough.
        words = squeeze(pair.value)
        found = delivery(words) or (
            Delivery.MANUAL if _BY_HAND.search(words) and not _AUTOMATIC.search(words) else None
        )
        if found and not _NEGATED.search(words):
            book.write(kind, found, pair.value, where, label=pair.label)
    elif kind is FactKind.STATUS:
        known = state(pair.value)
        book.write(
            kind,
            known or squeeze(pair.value),
            pair.value,
            where,
            about="state" if known else "",
            label=pair.label,
        )
        _refund_in_status(book, where, pair)
    elif kind is not None and state(pair.value) is None:
        book.write(kind, pair.value.replace("\n", "").strip(), pair.value, where, label=pair.label)


def _refund_in_status(book: Book, where: tuple[Evidence, Page, tuple[Line, ...]], pair: Pair) -> None:
    """The amount a payment's state tells: "已退款(￥39.93)"."""
    amount = next(money.find(pair.value), None)
    if amount is not None and amount.marked and _REFUNDED_PART.match(squeeze(pair.value)):
        book.write(
            FactKind.AMOUNT, str(amount.value), amount.raw, where, about="refund", label=pair.label
        )  # fmt: skip


def _only_number(book: Book, evidence: Evidence, page: Page) -> None:
    """An order page's 流水号 or 交易号 is the order's number when the page shows no other."""
    here = [f for f in _here(book, evidence, page) if f.kind in (FactKind.ORDER_ID, FactKind.TRANSACTION_ID)]
    if len(here) != 1 or not labels.is_any_number(here[0].label) or identifiers.is_payment(here[0].value):
        return
    book.facts[book.facts.index(here[0])] = replace(here[0], kind=FactKind.ORDER_ID)


def _transaction_time(book: Book, evidence: Evidence, page: Page) -> None:
    """An order page's 交易时间 is when it was paid, if nothing else is and it fits order and dispatch."""
    here = {f.about: f for f in _here(book, evidence, page) if f.kind is FactKind.TIMESTAMP and f.about}
    if EventKind.PAID in here or EventKind.ORDERED not in here:
        return
    for place, fact in enumerate(book.facts):
        if (
            fact.label != "交易时间"
            or fact.about
            or (fact.source.evidence, fact.source.page) != (evidence.id, page.number)
        ):
            continue
        shipped = here.get(EventKind.SHIPPED)
        if here[EventKind.ORDERED].value <= fact.value and (shipped is None or fact.value <= shipped.value):
            book.facts[place] = replace(fact, about=EventKind.PAID)


def _amounts(book: Book, where: tuple[Evidence, Page, tuple[Line, ...]], pair: Pair) -> None:
    """The labelled amount, and those told inside the value ("115.20（已扣手续费12.80）")."""
    first = next(money.find(pair.value), None)
    if first is None:
        return
    found = [(pair.label, first)]
    for label, value in labels.amounts_within(pair.value[first.end :]):
        found.extend((label, amount) for amount in list(money.find(value))[:1])
    for label, amount in found:
        if "积分" in label and not amount.marked:
            continue  # points of a card, no money
        about = money.role(label)
        book.write(FactKind.AMOUNT, str(amount.value), amount.raw, where, about=about, label=label)


def _times(book: Book, where: tuple[Evidence, Page, tuple[Line, ...]], role: Role, pair: Pair) -> None:
    text = pair.value.replace("\n", " ")
    found = list(stamps.find(text))
    whole = stamps.compact(text)
    if whole is not None and not any(stamp.has_clock and stamp.has_date for stamp in found):
        found = [whole]
    if len(found) != 1:
        return
    zone = zones.named(pair.label) or zones.noted(line.text for line in where[1].lines)
    stamp = stamps.told_in(found[0], zone)
    book.write(
        FactKind.TIMESTAMP,
        calendar.value(stamp),
        stamp.raw,
        where,
        about=labels.event(pair.label, role),
        label=pair.label,
        status=FactStatus.DISPUTED if stamp.doubtful else FactStatus.READ,
        hedged=labels.is_vague(pair.label),
    )


def _identifier(book: Book, where: tuple[Evidence, Page, tuple[Line, ...]], role: Role, pair: Pair) -> None:
    value = identifiers.joined(pair.value.split("\n"))
    if value:
        book.write(labels.identifier(pair.label, role), value, pair.value, where, label=pair.label)


def _loose(book: Book, evidence: Evidence, page: Page, role: Role, line: Line) -> None:
    """A line without a label: a state banner, a delivery badge, the shop's name."""
    where = (evidence, page, (line,))
    text = squeeze(line.text)
    found = state(text)
    if found and role is Role.ORDER:
        book.write(FactKind.STATUS, found, line.text, where, about="state")
    elif role is Role.ORDER and _REFUNDING.match(text):
        book.write(FactKind.STATUS, text, line.text, where)
    elif role is Role.ORDER and _BADGE.match(text.strip("[]()#")) and (kind := delivery(text)):
        book.write(FactKind.DELIVERY, kind, line.text, where)


def _large_amount(book: Book, evidence: Evidence, page: Page, taken: set[int]) -> None:
    """The amount in large type at the top of a payment record, when no label gives one."""
    if any(f.kind is FactKind.AMOUNT and f.about == "paid" for f in _here(book, evidence, page)):
        return
    usual = layout.line_height(page)
    best: tuple[int, Line, money.Amount] | None = None
    for line in page.lines:
        amount = money.only(line.text)
        if line.number in taken or amount is None or layout.height(line) < _LARGE * usual:
            continue
        if not (amount.marked or amount.negative or "." in amount.raw):
            continue  # a picture taken for a figure
        if best is None or layout.height(line) > best[0]:
            best = (layout.height(line), line, amount)
    if best is not None:
        _, line, amount = best
        book.write(FactKind.AMOUNT, str(amount.value), line.text, (evidence, page, (line,)), about="paid")


def _here(book: Book, evidence: Evidence, page: Page) -> Iterator[Fact]:
    return (f for f in book.facts if f.source.evidence == evidence.id and f.source.page == page.number)
