"""Cases for the rules: an order page, a chat and a rule page, each part as a test wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pages import chat_page, evidence, numbered, order_page, rule_page

from dossier import policies, reading, rules, timeline
from dossier.model import Evidence, Finding

ORDER = "CM20240512001"
PAID = "2024-05-12 14:02:10"
FREE = "3.1 支付成功后5分钟内可免费取消订单，全额退款。"
ASK = ("buyer", f"订单{ORDER}拍错了，申请取消")
REFUSE = ("agent", "系统自动发货，无法取消")

Row = tuple[str, str]


def order(
    *,
    paid: str | None = PAID,
    shipped: str | None = None,
    started: str | None = None,
    delivery: str | None = "自动发货",
    more: Sequence[Row] = (),
    number: str = ORDER,
    amount: str = "100.00",
    banner: str = "已发货",
) -> Evidence:
    rows: list[Row] = [("订单编号", number), ("商品名称", "示例点卡"), ("实付款", f"¥{amount}")]
    for label, value in (
        ("付款时间", paid),
        ("发货时间", shipped),
        ("开始处理时间", started),
        ("发货方式", delivery),
    ):
        if value:
            rows.append((label, value))
    return evidence("order.png", order_page([*rows, *more], banner))


def payment(paid: str, number: str = ORDER, amount: str = "100.00") -> Evidence:
    rows = [("当前状态", "支付成功"), ("支付时间", paid), ("支付金额", f"¥{amount}")]
    rows += [("交易单号", "4200002345202405121234567890"), ("商户单号", number)]
    return evidence("payment.png", order_page(rows))


def chat(*items: Row, captured: str = "") -> Evidence:
    return evidence("chat.png", chat_page(items, captured[11:16] or "14:08"), captured=captured)


def page(*lines: str) -> Evidence:
    return evidence("rules.png", rule_page(["取消与退款规则", *lines]))


def asked(time: str = "2024-05-12 14:03", answer: Row | None = REFUSE, ask: Row = ASK) -> Evidence:
    """A chat with one request under its time line, and an answer a minute's line later."""
    items = [("time", time), ask]
    if answer:
        items += [("time", "2024-05-12 14:30"), answer]
    return chat(*items)


def judge(
    *files: Evidence, pack: str | None = None, overrides: reading.Overrides | None = None
) -> tuple[Finding, ...]:
    read = reading.read(numbered(*files), overrides)
    events = timeline.events(read.evidence, read.facts)
    named = policies.load(pack) if pack else None
    usual = [policies.load(name) for name in policies.names()]
    return rules.judge(read.orders, read.evidence, read.facts, events, named, usual)


def verdict(rule: str, *files: Evidence, number: str = ORDER, pack: str | None = None) -> str | None:
    """The rule's verdict on the order, or None when it says nothing."""
    found = [f for f in judge(*files, pack=pack) if f.rule == rule and f.order_id == number]
    assert len(found) < 2
    return found[0].verdict.value if found else None


def renamed(item: Evidence, path: str) -> Evidence:
    return replace(item, path=path)
