"""The web shop on a desktop: order page with steps and a table, chat with name-and-time lines."""

from __future__ import annotations

from dataclasses import dataclass

from samples.draw.canvas import Canvas, Run
from samples.draw.chat import ChatPage, Said
from samples.draw.look import Look
from samples.draw.phone import Goods, Row
from samples.draw.rule import site_bar

LINKS = ("首页", "全部商品", "我的订单", "帮助中心")
MARGIN = 80


@dataclass(frozen=True)
class DeskOrder:
    """What a desktop order page says; ``steps`` are (name, time) of the progress bar."""

    state: str
    goods: Goods
    steps: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    total: tuple[str, str]
    hint: str = ""


def desk_order_page(look: Look, order: DeskOrder) -> Canvas:
    """Draw an order page of a web shop."""
    c = Canvas(look.width, look.scale, look.page, look.typeface)
    site_bar(c, look, LINKS)
    c.text(MARGIN, 82, "首页 > 个人中心 > 我的订单 > 订单详情", 12, look.grey)
    wide = look.width - 2 * MARGIN
    head = 178 if order.steps else 64
    c.rect(MARGIN, 104, wide, head, look.card)
    c.runs(MARGIN + 28, 136, [Run("订单状态：", 15, look.ink), Run(order.state, 18, look.accent, bold=True)])
    if order.hint:
        c.text(look.width - MARGIN - 28, 136, order.hint, 12.5, look.grey, align="right")
    _steps(c, look, order.steps, 186)
    y = _info(c, look, order.rows, 120 + head)
    y = _table(c, look, order.goods, order.state, y + 16)
    label, amount = order.total
    runs = [
        Run(f"{label}：", 14, look.ink),
        Run("¥", 15, look.price, bold=True),
        Run(amount, 24, look.price, bold=True),
    ]
    c.rect(MARGIN, y, wide, 64, look.card)
    c.runs(look.width - MARGIN - 28, y + 30, runs, align="right")
    c.text(look.width / 2, y + 96, f"Copyright {look.name} 虚构示例站点", 12, look.grey, align="centre")
    c.height = y + 124
    return c


def _steps(c: Canvas, look: Look, steps: tuple[tuple[str, str], ...], y: float) -> None:
    pitch = (look.width - 2 * MARGIN - 200) / max(len(steps) - 1, 1)
    for n, (name, time) in enumerate(steps):
        x = MARGIN + 100 + n * pitch
        done = bool(time)
        colour = look.accent if done else look.hair
        if n + 1 < len(steps):
            c.rect(x, y - 1, pitch, 2, look.accent if steps[n + 1][1] else look.hair)
        c.rect(x - 14, y - 14, 28, 28, colour, 14)
        c.line(x - 6, y, x - 2, y + 5, look.card, 2)
        c.line(x - 2, y + 5, x + 6, y - 5, look.card, 2)
        c.text(x, y + 34, name, 14, look.ink if done else look.grey, align="centre")
        if time:
            c.text(x, y + 58, time, 12, look.grey, align="centre")


def _info(c: Canvas, look: Look, rows: tuple[Row, ...], y: float) -> float:
    half = (look.width - 2 * MARGIN) / 2
    lines = (len(rows) + 1) // 2
    height = 62 + lines * 32 + 10
    c.rect(MARGIN, y, 2 * half, height, look.card)
    c.text(MARGIN + 28, y + 30, "订单信息", 16, look.ink, bold=True)
    c.line(MARGIN + 28, y + 52, look.width - MARGIN - 28, y + 52, look.hair)
    for n, row in enumerate(rows):
        x, mid = MARGIN + 28 + (n % 2) * half, y + 76 + (n // 2) * 32
        # Label and value stand so close that an engine reads them as one line.
        label = Run(f"{row.label}{look.colon} ", 14, look.grey)
        end = x + c.runs(x, mid, [label, Run(row.value, 14, row.fill or look.ink, row.bold)])
        if row.copy:
            c.text(end + 16, mid, "复制", 12, look.accent)
    return y + height


def _table(c: Canvas, look: Look, goods: Goods, state: str, y: float) -> float:
    wide = look.width - 2 * MARGIN
    columns = (("商品", 28.0), ("单价", wide * 0.55), ("数量", wide * 0.70), ("状态", wide * 0.85))
    c.rect(MARGIN, y, wide, 150, look.card)
    c.rect(MARGIN, y, wide, 42, look.hair)
    for head, x in columns:
        c.text(MARGIN + x, y + 21, head, 13, look.grey)
    c.rect(MARGIN + 28, y + 62, 66, 66, look.accent_soft, 6)
    c.rect(MARGIN + 40, y + 80, 42, 28, look.accent, 4)
    for n, line in enumerate(c.wrap(goods.title, 14, wide * 0.55 - 150)[:2]):
        c.text(MARGIN + 110, y + 74 + n * 21, line, 14, look.ink)
    if goods.note:
        c.text(MARGIN + 110, y + 120, goods.note, 12, look.grey)
    for (_, x), cell in zip(columns[1:], (f"¥{goods.price}", str(goods.count), state), strict=True):
        c.text(MARGIN + x, y + 94, cell, 14, look.ink)
    c.line(MARGIN, y + 149, look.width - MARGIN, y + 149, look.hair)
    return y + 150


def desk_chat(look: Look, chat: ChatPage) -> Canvas:
    """Draw a chat window whose messages stand under a ``name time`` line, all at the left."""
    c = Canvas(760, look.scale, look.card, look.typeface)
    c.rect(0, 0, 760, 52, look.nav)
    c.text(24, 26, chat.title, 16, look.nav_ink, bold=True)
    for n in range(3):
        c.rect(676 + n * 26, 20, 12, 12, ("#f4bf4f", "#61c554", "#ed6a5e")[n], 6)
    y = 68.0
    for n, line in enumerate(chat.pinned):
        c.text(24, y + 10, line, 13, look.ink if n == 0 else look.grey)
        y += 24
    if chat.pinned:
        c.line(0, y + 6, 760, y + 6, look.hair)
        y += 18
    for said in chat.said:
        y = _desk_said(c, look, said, y)
    bottom = max(y + 20, 460)
    c.line(0, bottom, 760, bottom, look.hair)
    c.text(24, bottom + 28, "请输入您的问题，按 Enter 发送", 13, look.grey)
    c.rect(660, bottom + 70, 76, 32, look.accent, 4)
    c.text(698, bottom + 86, "发送", 14, look.accent_ink, align="centre")
    c.height = bottom + 116
    return c


def _desk_said(c: Canvas, look: Look, said: Said, y: float) -> float:
    if said.who in {"system", "time"}:
        c.text(380, y + 12, said.text, 12, look.grey, align="centre")
        return y + 36
    head = look.accent if said.who == "me" else "#3b6fb6"
    c.text(24, y + 10, "  ".join(part for part in (said.name, said.at) if part), 12.5, head)
    lines = c.wrap(said.text, 14, 560)
    wide = max(c.width_of(line, 14) for line in lines) + 24
    c.rect(24, y + 24, wide, len(lines) * 22 + 14, look.mine if said.who == "me" else look.theirs, 4)
    for n, line in enumerate(lines):
        c.text(36, y + 42 + n * 22, line, 14, look.mine_ink if said.who == "me" else look.theirs_ink)
    return y + 24 + len(lines) * 22 + 14 + 18
