"""A phone page from top to bottom: status bar, title, banner, cards, buttons."""

from __future__ import annotations

import math
from dataclasses import dataclass

from samples.draw.canvas import Canvas, Run
from samples.draw.look import Look

SIDE = 12
SCREEN = 780
"""Least height of a phone page in points."""
RIGHT = -1.0
"""In place of a distance: at the right edge of the card."""


@dataclass(frozen=True)
class Row:
    """One label with its value; ``copy`` puts a 复制 button beside it."""

    label: str
    value: str
    copy: bool = False
    fill: str = ""
    bold: bool = False


@dataclass(frozen=True)
class Goods:
    """The thing bought, as the list on an order page shows it."""

    title: str
    price: str
    note: str = ""
    count: int = 1


class Phone:
    """Builds a page downwards; ``y`` is where the next part begins."""

    def __init__(self, look: Look, *, clock: str, battery: int = 76) -> None:
        self.look = look
        self.canvas = Canvas(look.width, look.scale, look.page, look.typeface)
        self.y = 0.0
        self._status_bar(clock, battery)

    def nav(self, title: str, *, right: str = "") -> None:
        """The title bar with its back arrow."""
        c, look = self.canvas, self.look
        c.rect(0, self.y, look.width, 44, look.nav)
        mid = self.y + 22
        c.line(23, mid - 7.5, 15.5, mid, look.nav_ink, 1.8)
        c.line(15.5, mid, 23, mid + 7.5, look.nav_ink, 1.8)
        c.text(look.width / 2, mid, title, 17, look.nav_ink, bold=True, align="centre")
        if right:
            c.text(look.width - 14, mid, right, 14, look.nav_ink, align="right")
        self.y += 44

    def banner(self, state: str, note: str = "") -> None:
        """The state of the order on a coloured field."""
        c, look = self.canvas, self.look
        height = 84 if note else 66
        c.gradient(0, self.y, look.width, height + 14, *look.banner)
        self._tick(look.width - 52, self.y + height / 2, look.banner_ink, look.banner[0])
        c.text(20, self.y + 32, state, 21, look.banner_ink, bold=True)
        if note:
            c.text(20, self.y + 60, note, 12.5, look.banner_ink)
        self.y += height

    def goods(self, goods: Goods, *, shop: str = "") -> None:
        """The card with the picture of the goods, its name and its price."""
        c, look = self.canvas, self.look
        head = 38 if shop else 0
        title = c.wrap(goods.title, look.body, look.width - 2 * SIDE - 108 - 80)[:2]
        height = head + 96
        self._card(height)
        x, y = SIDE + 12, self.y
        if shop:
            c.rect(x, y + 12, 15, 15, look.accent, 4)
            c.text(x + 22, y + 19.5, shop, look.body, look.ink, bold=True)
        y += head
        self._thumb(x, y + 12)
        for n, line in enumerate(title):
            c.text(x + 84, y + 22 + n * 20, line, look.body, look.ink)
        if goods.note:
            c.text(x + 84, y + 70, goods.note, look.body - 2, look.grey)
        right = look.width - SIDE - 12
        c.text(right, y + 22, f"¥{goods.price}", look.body, look.ink, align="right")
        c.text(right, y + 44, f"x{goods.count}", look.body - 2, look.grey, align="right")
        self._end_card(height)

    def rows(self, rows: list[Row], *, title: str = "") -> None:
        """A card of label and value rows; long values wrap."""
        c, look = self.canvas, self.look
        head = 42 if title else 8
        pitch = look.body * 1.45
        column = max(c.width_of(r.label + look.colon, look.body) for r in rows) + 18
        laid = [self._lay(row, column) for row in rows]
        height = head + 8 + sum(len(lines) * pitch + 10 for lines in laid)
        self._card(height)
        x, right, y = SIDE + 12, look.width - SIDE - 12, self.y + head + 5
        if title:
            c.rect(x, self.y + 14, 3, 14, look.accent)
            c.text(x + 10, self.y + 21, title, look.body + 1, look.ink, bold=True)
        for row, lines in zip(rows, laid, strict=True):
            level = 1 if look.values == "under" else 0
            edge = self._copy(right, y + pitch * (level + 0.5)) if row.copy else right
            for n, pieces in enumerate(lines):
                for at, runs in pieces:
                    if at == RIGHT:
                        c.runs(edge, y + pitch * (n + 0.5), runs, align="right")
                    else:
                        c.runs(x + at, y + pitch * (n + 0.5), runs)
            y += len(lines) * pitch + 10
            if look.dashed and row is not rows[-1]:
                c.dashes(x, right, y - 5, look.hair)
        self._end_card(height)

    def _lay(self, row: Row, column: float) -> list[list[tuple[float, list[Run]]]]:
        """The lines of a row: pieces, each at its distance from the card's left text edge."""
        c, look = self.canvas, self.look
        bold = look.bold_values or row.bold
        label = Run(row.label + look.colon, look.body, look.grey)
        full = look.width - 2 * SIDE - 24 - (44 if row.copy else 0)
        if look.values == "inline":
            first, *rest = c.wrap(label.text + row.value, look.body, full, bold=bold)
            runs = [label, Run(first.removeprefix(label.text), look.body, row.fill or look.ink, bold)]
            return [
                [(0, runs)],
                *([(0.0, [Run(line, look.body, row.fill or look.ink, bold)])] for line in rest),
            ]
        space = full if look.values == "under" else full - column
        values = [
            [Run(line, look.body, row.fill or look.ink, bold)]
            for line in c.wrap(row.value, look.body, space, bold=bold)
        ]
        if look.values == "under":
            return [[(0.0, [label])], *([(0.0, value)] for value in values)]
        at = RIGHT if look.values == "right" else column
        return [[(0.0, [label]), (at, values[0])], *([(at, value)] for value in values[1:])]

    def total(self, label: str, amount: str) -> None:
        """The sum at the right in large type with small decimals."""
        c, look = self.canvas, self.look
        self._card(52)
        whole, _, cents = amount.partition(".")
        runs = [
            Run(label, look.body, look.ink),
            Run(" ¥", 13, look.price, bold=True),
            Run(whole, 22, look.price, bold=True),
            Run(f".{cents}", 13, look.price, bold=True),
        ]
        c.runs(look.width - SIDE - 12, self.y + 25, runs, align="right")
        self._end_card(52)

    def note(self, text: str) -> None:
        """Small grey words on the page itself."""
        c, look = self.canvas, self.look
        for line in c.wrap(text, 12, look.width - 2 * SIDE - 16):
            c.text(SIDE + 8, self.y + 10, line, 12, look.grey)
            self.y += 18
        self.y += 8

    def buttons(self, labels: list[str]) -> None:
        """The bar of buttons at the foot; the last one is the main one."""
        c, look = self.canvas, self.look
        top = max(self.y + 12, SCREEN - 84)
        c.rect(0, top, look.width, 84, look.card)
        c.line(0, top, look.width, top, look.hair)
        x = look.width - SIDE
        for n, label in enumerate(reversed(labels)):
            wide = c.width_of(label, 14) + 32
            x -= wide
            if n == 0:
                c.rect(x, top + 9, wide, 34, look.accent, 17)
            else:
                c.frame(x, top + 9, wide, 34, look.hair, look.card, 17)
            c.text(x + wide / 2, top + 26, label, 14, look.accent_ink if n == 0 else look.ink, align="centre")
            x -= 10
        self.y = top + 56
        self.home_bar()

    def home_bar(self) -> None:
        """The dark bar at the very bottom, and the height of a full screen."""
        c = self.canvas
        bottom = max(self.y + 28, SCREEN)
        c.rect(
            c.width / 2 - 67,
            bottom - 13,
            134,
            5,
            self.look.nav_ink if _bright(self.look.nav_ink) else "#000000",
            2.5,
        )
        c.height = bottom
        self.y = bottom

    # -- inside ---------------------------------------------------------

    def _status_bar(self, clock: str, battery: int) -> None:
        c, look = self.canvas, self.look
        c.rect(0, 0, look.width, 44, look.nav)
        c.text(50, 23, clock, 16, look.nav_ink, bold=True, align="centre")
        x = look.width - 96
        for n in range(4):
            c.rect(x + n * 5, 28 - 4 - n * 2.4, 3.2, 4 + n * 2.4, look.nav_ink, 0.8)
        x += 25
        for n in range(3):
            reach = 4 + n * 4.2
            arc = [_polar(x + 8, 28.5, reach, a) for a in range(-42, 43, 6)]
            back = [_polar(x + 8, 28.5, reach - 2.3, a) for a in range(42, -43, -6)]
            c.polygon(arc + back, look.nav_ink)
        x += 22
        c.frame(x, 17.5, 25, 11.5, look.nav_ink, look.nav, 3)
        c.rect(x + 2, 19.5, 21 * battery / 100, 7.5, look.nav_ink, 1.5)
        c.rect(x + 26, 21.2, 1.6, 4, look.nav_ink, 0.8)
        self.y = 44

    def _card(self, height: float) -> None:
        inset = SIDE if self.look.radius else 0
        self.y += 10
        self.canvas.rect(inset, self.y, self.look.width - 2 * inset, height, self.look.card, self.look.radius)

    def _end_card(self, height: float) -> None:
        self.y += height
        if not self.look.radius:
            self.canvas.line(0, self.y, self.look.width, self.y, self.look.hair)

    def _copy(self, right: float, mid: float) -> float:
        c, look = self.canvas, self.look
        c.rect(right - 36, mid - 9, 36, 18, look.accent_soft, 9)
        c.text(right - 18, mid, "复制", 11, look.accent, align="centre")
        return right - 44

    def _thumb(self, x: float, y: float) -> None:
        c, look = self.canvas, self.look
        c.rect(x, y, 72, 72, look.accent_soft, 8)
        c.rect(x + 12, y + 22, 48, 30, look.accent, 4)
        c.rect(x + 12, y + 28, 48, 6, look.accent_soft)
        c.rect(x + 18, y + 41, 16, 5, look.accent_soft, 2)

    def _tick(self, x: float, y: float, ring: str, inside: str) -> None:
        c = self.canvas
        c.rect(x - 19, y - 19, 38, 38, ring, 19)
        c.rect(x - 16.5, y - 16.5, 33, 33, inside, 16.5)
        c.line(x - 8, y, x - 2.5, y + 6, ring, 2.6)
        c.line(x - 3, y + 6, x + 8.5, y - 6, ring, 2.6)


def _polar(x: float, y: float, reach: float, degrees: float) -> tuple[float, float]:
    """A point ``reach`` away from (x, y), ``degrees`` to the right of straight up."""
    angle = math.radians(degrees)
    return x + reach * math.sin(angle), y - reach * math.cos(angle)


def _bright(colour: str) -> bool:
    return sum(int(colour[n : n + 2], 16) for n in (1, 3, 5)) > 384
