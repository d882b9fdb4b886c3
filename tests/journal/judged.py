"""A folder with an order page and a chat, judged without an engine: pages are given as read."""

from __future__ import annotations

from pathlib import Path

from pages import chat_page, evidence, numbered, order_page

from dossier import casefile, pipeline, reading
from dossier.model import Case, Fact, FactKind
from dossier.pipeline import Result

ORDER, CHAT = "订单.png", "客服.png"
ROWS = (
    ("订单编号", "CM20240512001"),
    ("商品名称", "某游戏点券"),
    ("实付款", "¥128.00"),
    ("下单时间", "2024-05-12 14:01:30"),
    ("付款时间", "2024-05-12 14:02:10"),
    ("发货时间", "2024-05-12 14:05:40"),
)
TALK = (
    ("time", "14:03"),
    ("buyer", "订单CM20240512001请取消"),
    ("time", "14:04"),
    ("agent", "您好，已经发货了不能取消"),
)


def judged(folder: Path, rows: tuple[tuple[str, str], ...] = ROWS) -> Result:
    """The folder as its ``case.yaml`` now has it."""
    for name in (ORDER, CHAT):
        (folder / name).write_bytes(name.encode())
    said = casefile.load(folder)
    items = numbered(evidence(ORDER, order_page(rows)), evidence(CHAT, chat_page(TALK)))
    excluded = {one.file: one.reason for one in said.exclude}
    found = reading.read(items, pipeline._overrides(said, excluded))
    case = Case(evidence=found.evidence, facts=found.facts, orders=found.orders, problems=found.aside)
    return Result(case, said, 0)


def fact(result: Result, kind: FactKind, label: str) -> Fact:
    return next(one for one in result.case.facts if (one.kind, one.label) == (kind, label))
