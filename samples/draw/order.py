"""Order pages of the phone shops."""

from __future__ import annotations

from dataclasses import dataclass

from samples.draw.canvas import Canvas
from samples.draw.look import Look
from samples.draw.phone import Goods, Phone, Row


@dataclass(frozen=True)
class OrderPage:
    """What an order page says; ``cards`` are (title, rows) from top to bottom."""

    state: str
    goods: Goods
    cards: tuple[tuple[str, tuple[Row, ...]], ...]
    state_note: str = ""
    total: tuple[str, str] = ("", "")
    notes: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ("联系客服", "再次购买")
    title: str = "订单详情"
    clock: str = "14:26"


def order_page(look: Look, order: OrderPage) -> Canvas:
    """Draw an order page in the dress of ``look``."""
    page = Phone(look, clock=order.clock)
    page.nav(order.title)
    page.banner(order.state, order.state_note)
    page.goods(order.goods, shop=look.name)
    if order.total[0]:
        page.total(*order.total)
    for title, rows in order.cards:
        page.rows(list(rows), title=title)
    page.y += 10
    for note in order.notes:
        page.note(note)
    page.buttons(list(order.buttons))
    return page.canvas
