"""The contents: what stands on which page, in columns with dotted leaders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from dossier.packet.typeset import fonts, styles

_SIZE, _LEADING = 9.0, 15.0
_GUTTER = 22.0
"""Between two columns, in points."""
_PITCH = 4.5
"""From dot to dot; all leaders of a column share one raster, so that the dots line up."""
_DOT = 0.45
_AIR = 5.0
"""Between words and dots, and between dots and the page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; ``page`` is the physical page in words, ``to`` the anchor it leads to."""

    title: str
    to: str
    page: str


class Contents(Flowable):
    """Entries in columns, read down each column.

    A title that does not fit into its line is cut with an ellipsis: the heading
    itself stands on the page it names.
    """

    def __init__(self, entries: Sequence[Entry], columns: int) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 4.0, 8.0
        self._entries = list(entries)
        self._columns = columns

    @property
    def _rows(self) -> int:
        return -(-len(self._entries) // self._columns)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as there is room."""
        self.width, self.height = width, self._rows * _LEADING
        return self.width, self.height

    def least(self, _width: float) -> float:
        """Two lines of each column."""
        return min(2, self._rows) * _LEADING

    def split(self, _width: float, height: float) -> list[Flowable]:
        """The first entries, which fill the rows that fit, and the rest."""
        rows = int((height + styles.TOLERANCE) // _LEADING)
        if not 0 < rows < self._rows:
            return []
        count = rows * self._columns
        upper, lower = (
            Contents(part, self._columns) for part in (self._entries[:count], self._entries[count:])
        )
        upper.spaceAfter = lower.spaceBefore = 0.0
        return [upper, lower]

    def draw(self) -> None:
        """Each entry: words, dots, page; the whole line is a link."""
        wide = (self.width - (self._columns - 1) * _GUTTER) / self._columns
        for index, entry in enumerate(self._entries):
            column, row = divmod(index, self._rows)
            self._line(entry, column * (wide + _GUTTER), self.height - (row + 1) * _LEADING, wide)

    def _line(self, entry: Entry, left: float, bottom: float, wide: float) -> None:
        canvas, base = self.canv, bottom + 0.36 * _SIZE
        page = fonts.width(entry.page, _SIZE)
        canvas.setFillColor(styles.INK)
        title = fonts.clipped(entry.title, wide - page - 4 * _AIR, _SIZE)
        end = fonts.draw(canvas, left, base, title, _SIZE)
        canvas.setFillColor(styles.HAIRLINE)
        right = left + wide
        dot = right - page - _AIR
        while dot > end + _AIR:
            canvas.circle(dot, base + 1, _DOT, stroke=0, fill=1)
            dot -= _PITCH
        canvas.setFillColor(styles.ACCENT)
        fonts.draw(canvas, right - page, base, entry.page, _SIZE)
        canvas.linkRect("", entry.to, (left, bottom, right, bottom + _LEADING), relative=1, thickness=0)
