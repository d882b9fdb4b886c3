"""Payment detail pages in three arrangements and any look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samples.draw.canvas import Canvas
from samples.draw.look import Look
from samples.draw.phone import Phone, Row


@dataclass(frozen=True, slots=True)
class Slip:
    """What a payment page says: who was paid, how much as shown, and the rows below."""

    payee: str
    amount: str
    rows: tuple[Row, ...]
    title: str
    clock: str


def draw(look: Look, slip: Slip, arrangement: str) -> Canvas:
    """Draw a slip.

    Args:
        look: colours, faces and density.
        slip: what it says.
        arrangement: ``column`` (plain page, large sum, values in a column), ``cards`` (white
            cards, values at the right edge) or ``tick`` (a tick, 支付成功, the sum below).
    """
    return {"column": _column, "cards": _cards, "tick": _tick}[arrangement](look, slip)


def _column(look: Look, slip: Slip) -> Canvas:
    look = replace(look, page=look.card, radius=0, values="column", colon="", body=15)
    page = Phone(look, clock=slip.clock)
    page.nav(slip.title, right="全部账单")
    c, mid = page.canvas, look.width / 2
    c.rect(mid - 24, page.y + 26, 48, 48, look.accent, 24)
    c.rect(mid - 12, page.y + 42, 24, 18, look.accent_soft, 2)
    c.text(mid, page.y + 96, slip.payee, 15, look.ink, align="centre")
    c.text(mid, page.y + 138, slip.amount, 36, look.ink, bold=True, align="centre")
    page.y += 186
    c.line(16, page.y, look.width - 16, page.y, look.hair)
    page.rows(list(slip.rows))
    page.home_bar()
    return c


def _cards(look: Look, slip: Slip) -> Canvas:
    look = replace(look, values="right", colon="", radius=max(look.radius, 8))
    page = Phone(look, clock=slip.clock)
    page.nav(slip.title)
    c, mid = page.canvas, look.width / 2
    c.rect(12, page.y + 10, look.width - 24, 140, look.card, look.radius)
    c.rect(mid - 16, page.y + 22, 32, 32, look.accent, 6)
    c.text(mid, page.y + 72, slip.payee, 15, look.ink, align="centre")
    c.text(mid, page.y + 104, slip.amount, 30, look.ink, bold=True, align="centre")
    c.text(mid, page.y + 134, "交易成功", 13.5, look.grey, align="centre")
    page.y += 150
    page.rows(list(slip.rows))
    page.rows([Row("账单分类", "充值缴费")], title="账单管理")
    page.home_bar()
    return c


def _tick(look: Look, slip: Slip) -> Canvas:
    page = Phone(replace(look, page=look.card), clock=slip.clock)
    page.nav(slip.title)
    c, look, mid = page.canvas, page.look, look.width / 2
    c.rect(mid - 22, page.y + 20, 44, 44, look.accent, 22)
    c.line(mid - 10, page.y + 42, mid - 3, page.y + 50, look.accent_ink, 3)
    c.line(mid - 3, page.y + 50, mid + 11, page.y + 34, look.accent_ink, 3)
    c.text(mid, page.y + 86, "支付成功", 17, look.ink, bold=True, align="centre")
    c.text(mid, page.y + 124, slip.amount, 32, look.ink, bold=True, align="centre")
    c.text(mid, page.y + 156, slip.payee, 13.5, look.grey, align="centre")
    page.y += 172
    page.rows(list(slip.rows))
    page.buttons(["查看账单", "完成"])
    return c
