"""Tables: hairlines, head rows that come again on each page, rows that may be cut.

A short row moves to the next page whole; only a row that fills a good part of
a page is cut.  ReportLab's table cuts any row or none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.platypus import Flowable

from dossier.packet.typeset import styles
from dossier.packet.typeset.stack import Keep, Stack

_PAD_X, _PAD_TOP, _PAD_BOTTOM = 6.0, 3.6, 4.6
_TALL = 200.0
"""A row higher than this may be cut."""
_PIECE = 70.0
"""A cut row leaves at least this much on a page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; ``span`` counts columns, ``tinted`` sets it off."""

    stack: Stack
    span: int = 1
    tinted: bool = False


Columns = Callable[[float], Sequence[float]]
"""From the width of the table to the widths of its columns, in points."""


Lines = Literal["grid", "rows", "bare"]
"""``grid`` rules rows and columns, ``rows`` only between rows, ``bare`` only the top and the foot."""


class Row:
    """Cells from left to right; remembers its height, because a long table asks on every page."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = tuple(cells)
        self._measured: dict[float, float] = {}

    def edges(self, columns: Sequence[float]) -> list[tuple[Cell, float, float]]:
        """Each cell with its left edge and width."""
        found, column = [], 0
        for cell in self.cells:
            left = sum(columns[:column])
            found.append((cell, left, sum(columns[column : column + cell.span])))
            column += cell.span
        return found

    def height(self, columns: Sequence[float], canvas: Any) -> float:
        """Height in points; a table always asks with the columns of one width."""
        width = sum(columns)
        if width not in self._measured:
            inner = (cell.stack.measure(w - 2 * _PAD_X, canvas) for cell, _, w in self.edges(columns))
            self._measured[width] = max(inner, default=0.0) + _PAD_TOP + _PAD_BOTTOM
        return self._measured[width]


def shares(parts: Sequence[float]) -> Columns:
    """Columns that share the width in proportion."""
    whole = sum(parts)
    return lambda width: [width * part / whole for part in parts]


def label_and_rest(label: float) -> Columns:
    """A first column of ``label`` points (at most two fifths of the width) and the rest."""
    return lambda width: [min(label, width * 0.4), width - min(label, width * 0.4)]


def label_width(text: float) -> float:
    """The column that a label of ``text`` points needs."""
    return text + 2 * _PAD_X


class Table(Flowable):
    """A table.

    Args:
        rows: from top to bottom; their spans add up to the number of columns.
        columns: widths of the columns.
        head: how many rows come again on each page.
        lines: what is ruled.
    """

    def __init__(self, rows: Sequence[Row], columns: Columns, head: int = 0, lines: Lines = "rows") -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 8.0, 10.0
        self._rows = list(rows)
        self._columns = columns
        self._head = head
        self._lines = lines
        self._heights: list[float] = []

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as there is room."""
        canvas = getattr(self, "canv", None)
        columns = self._columns(width)
        self._heights = [row.height(columns, canvas) for row in self._rows]
        self.width, self.height = width, sum(self._heights)
        return self.width, self.height

    def least(self, width: float) -> float:
        """The head and the first row, or a piece of it."""
        self.wrap(width, 0)
        first = self._heights[self._head] if len(self._rows) > self._head else 0.0
        return sum(self._heights[: self._head]) + (first if first <= _TALL else _PIECE)

    def without_last(self, width: float) -> list[Flowable]:
        """Two tables, the second with the last row alone; nothing when there is but one."""
        self.wrap(width, 0)
        if len(self._rows) <= self._head + 1:
            return []
        above, below = self._like(self._rows[:-1]), self._like([*self._rows[: self._head], self._rows[-1]])
        above.spaceAfter = below.spaceBefore = 0.0
        return [above, below]

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two tables, both with the head."""
        self.wrap(width, height)
        if sum(self._heights[: self._head]) > _TALL:
            self._head = 0  # a head that fills pages would leave no room for a row
        top, count = 0.0, 0
        for own in self._heights:
            if top + own > height + styles.TOLERANCE:
                break
            top, count = top + own, count + 1
        body = self._rows[count:]
        upper = self._rows[:count]
        if count >= self._head and body and self._heights[count] > _TALL and height - top >= _PIECE:
            parts = self._cut(body[0], width, height - top)
            if parts:
                upper, body = [*upper, parts[0]], [parts[1], *body[1:]]
        if len(upper) <= self._head or not body:
            return []
        above, below = self._like(upper), self._like([*self._rows[: self._head], *body])
        above.spaceAfter = below.spaceBefore = 0.0
        return [above, below]

    def _like(self, rows: Sequence[Row]) -> Table:
        return Table(rows, self._columns, self._head, self._lines)

    def _cut(self, row: Row, width: float, height: float) -> tuple[Row, Row] | None:
        canvas = getattr(self, "canv", None)
        room = height - _PAD_TOP - _PAD_BOTTOM
        upper, lower = [], []
        for cell, _, wide in row.edges(self._columns(width)):
            parts = cell.stack.split(wide - 2 * _PAD_X, room, canvas) or (Stack([]), cell.stack)
            upper.append(Cell(parts[0], cell.span, cell.tinted))
            lower.append(Cell(parts[1], cell.span, cell.tinted))
        return (Row(upper), Row(lower)) if any(c.stack.children for c in upper) else None

    def draw(self) -> None:
        """Tints, then lines, then words."""
        tops = [self.height - sum(self._heights[:k]) for k in range(len(self._rows) + 1)]
        columns = self._columns(self.width)
        for number, row in enumerate(self._rows):
            for cell, left, wide in row.edges(columns):
                if cell.tinted or number < self._head:
                    self.canv.setFillColor(styles.PALE)
                    self.canv.rect(left, tops[number + 1], wide, self._heights[number], stroke=0, fill=1)
        self._rule(tops)
        for number, row in enumerate(self._rows):
            for cell, left, wide in row.edges(columns):
                cell.stack.draw(self.canv, left + _PAD_X, tops[number] - _PAD_TOP, wide - 2 * _PAD_X)

    def _rule(self, tops: list[float]) -> None:
        columns = self._columns(self.width)
        self.canv.setStrokeColor(styles.HAIRLINE)
        self.canv.setLineWidth(0.5)
        for y in tops[1:-1] if self._lines != "bare" else ():
            self.canv.line(0, y, self.width, y)
        if self._lines == "grid":
            for number, row in enumerate(self._rows):
                for _, left, _ in row.edges(columns)[1:]:
                    self.canv.line(left, tops[number], left, tops[number + 1])
        self.canv.setStrokeColor(styles.ACCENT)
        self.canv.setLineWidth(0.9)
        for y in (tops[0], tops[-1]):
            self.canv.line(0, y, self.width, y)
        if self._head:
            self.canv.setLineWidth(0.6)
            self.canv.line(0, tops[self._head], self.width, tops[self._head])


class Tied(Flowable):
    """A table and what is concluded from it: the conclusion never stands on a page without a row."""

    def __init__(self, upper: Table, lower: Keep) -> None:
        super().__init__()
        self._upper, self._lower = upper, lower
        self.spaceBefore, self.spaceAfter = upper.getSpaceBefore(), lower.getSpaceAfter()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Both, one below the other."""
        self.width, table = self._upper.wrap(width, height)
        self.height = table + self._gap() + self._foot(width)
        return self.width, self.height

    def least(self, width: float) -> float:
        """What the table needs to begin; all of it where the table has one row."""
        return self._upper.least(width) if self._upper.without_last(width) else self.wrap(width, 0)[1]

    def split(self, width: float, height: float) -> list[Flowable]:
        """A part of the table, and the rest with the conclusion."""
        parts = self._upper.split(width, height)
        if self._upper.wrap(width, 0)[1] <= height + styles.TOLERANCE:
            parts = self._upper.without_last(width)
        if not parts:
            # On a page of its own it can be cut, or fits; only where even that fails: rather apart than lost.
            begins = self._upper.least(width) <= styles.FRAME_HEIGHT
            fresh = height >= styles.FRAME_HEIGHT - styles.TOLERANCE
            return [] if begins and not fresh else [self._upper, self._lower]
        upper, rest = parts
        assert isinstance(rest, Table)  # noqa: S101 - tables are cut into tables
        return [upper, Tied(rest, self._lower)]

    def draw(self) -> None:
        """The table, then what follows."""
        self._upper.wrapOn(self.canv, self.width, 0)
        self._upper.drawOn(self.canv, 0, self.height - self._upper.height)
        self._lower.wrapOn(self.canv, self.width, 0)
        self._lower.drawOn(self.canv, 0, 0)

    def _gap(self) -> float:
        return max(self._upper.getSpaceAfter(), self._lower.getSpaceBefore())

    def _foot(self, width: float) -> float:
        canvas: Any = getattr(self, "canv", None)
        return self._lower.wrapOn(canvas, width, 0)[1]
