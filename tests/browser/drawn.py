"""Folders drawn for these tests: the cache holds what stands on the pictures, so that no engine runs."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from dossier.model import Box, Line
from dossier.ocr import registry
from dossier.ocr.cache import Cache, key
from dossier.ocr.workers import cores
from samples.draw.canvas import Canvas
from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.look import BLUE
from samples.draw.order import OrderPage, order_page
from samples.draw.phone import Goods, Row
from samples.draw.rule import RulePage, rule_page

Readings = Mapping[str, tuple[str, ...]]
"""From the words of a line as drawn to how it is read: at first, and again; nothing where it is missed."""

ORDER = "CM20240809001"
MISREAD, RIGHT = "10.00", "70.00"
"""How the refund is read at first, and what stands in the picture; a second reading is right."""
REFUND = f"¥{RIGHT}"
"""The line itself."""


def put(folder: Path, name: str, canvas: Canvas, readings: Readings = MappingProxyType({})) -> Path:
    """A picture in a folder, and its lines in the cache of this session."""
    lines = (_read(line, readings) for line in canvas.lines() if readings.get(line.text, (line.text,)))
    return write(folder / name, canvas.image(), tuple(lines))


def _read(line: Line, readings: Readings) -> Line:
    first, *again = readings.get(line.text, (line.text,))
    return replace(line, text=first, again=tuple(again))


def write(place: Path, image: Image.Image, lines: tuple[Line, ...]) -> Path:
    """Any picture with any lines.  PNG, whatever its name ends in."""
    cache = Cache.usual()
    assert cache is not None
    stream = io.BytesIO()
    image.save(stream, "PNG")
    place.write_bytes(stream.getvalue())
    digest = hashlib.sha256(stream.getvalue()).hexdigest()
    cache.put(key(digest, 1, registry.create(registry.AUTO, cores())), lines)
    return place


def words(text: str, number: int = 0) -> tuple[Image.Image, tuple[Line, ...]]:
    """A pale picture, another one for each number, on which one line is said to stand."""
    colour = (230, 235 - number % 16, 240 - number // 16)
    return Image.new("RGB", (360, 120), colour), (Line(1, text, Box(20, 40, 340, 64)),)


def order() -> Canvas:
    """Paid 100.00, 70.00 came back."""
    rows = {
        "订单编号": ORDER,
        "下单时间": "2024-08-09 10:29:41",
        "付款时间": "2024-08-09 10:30:12",
        "退款时间": "2024-08-09 11:41:30",
        "退款金额": REFUND,
    }
    cards = (("订单信息", tuple(Row(*row) for row in rows.items())),)
    goods = Goods("某某游戏点卡 100面值(示例)", "100.00")
    return order_page(BLUE, OrderPage("已退款", goods, cards, total=("实付款", "100.00")))


def fee_kept(folder: Path, refund: tuple[str, ...] = (f"¥{MISREAD}", REFUND, REFUND)) -> Path:
    """Paid 100.00, published up to 20 %; whether 10.00 or 70.00 came back is in doubt, or as it is read."""
    folder.mkdir(parents=True)
    put(folder, "1订单.png", order(), {REFUND: refund})
    clause = "2.1 付款10分钟后且尚未发货的，取消订单收取订单金额10%～20%的手续费。"
    rule = RulePage("订单取消规则（示例）", "生效日期：2024年3月1日", (("二、取消", (clause,)),))
    put(folder, "2规则.png", rule_page(BLUE, rule))
    said = (
        Said("time", "2024年8月9日 10:52"),
        Said("me", f"订单{ORDER}误拍了，现申请取消"),
        Said("them", "好的，已为您取消，退款将扣除手续费", name="客服小某 工号1024"),
    )
    put(folder, "3聊天.png", phone_chat(BLUE, ChatPage("某某卡盟客服(示例)", said)))
    return folder
