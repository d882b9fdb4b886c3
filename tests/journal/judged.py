"""A folder with an order page and a chat, judged without an engine: pages are given as read."""

from __future__ import annotations

from pathlib import Path

from pages import chat_page, evidence, numbered, order_page

from dossier import casefile, pipeline
from dossier.model import Fact, FactKind
from dossier.pipeline import Gathered, Result

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


def gathered(folder: Path, rows: tuple[tuple[str, str], ...] = ROWS) -> Gathered:
    """The folder as an engine would have read it."""
    for name in (ORDER, CHAT):
        if not (folder / name).exists():
            (folder / name).write_bytes(name.encode())
    items = numbered(evidence(ORDER, order_page(rows)), evidence(CHAT, chat_page(TALK)))
    return Gathered(tuple(items), frozenset(), (), (), 0)


def judged(folder: Path, rows: tuple[tuple[str, str], ...] = ROWS) -> Result:
    """The folder as its ``case.yaml`` now has it."""
    read = gathered(folder, rows)
    return pipeline.conclude(folder, read, casefile.load(folder))


def fact(result: Result, kind: FactKind, label: str) -> Fact:
    return next(one for one in result.case.facts if (one.kind, one.label) == (kind, label))
