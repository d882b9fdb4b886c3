"""Framed blocks, which may go on over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from dossier.packet.typeset import styles
from dossier.packet.typeset.stack import Stack


@dataclass(frozen=True, slots=True)
class Border:
    """A bar at the left and a tint behind; points."""

    bar: Color
    thick: float
    tint: Color | None
    side: float = 10.0
    pad: float = 7.0


KINDS = {
    "note": Border(styles.HAIRLINE, 2, styles.PALE),
    "finding": Border(styles.ACCENT, 3, styles.TINT),
    "quote": Border(styles.HAIRLINE, 1.5, None, pad=2),
    "warning": Border(styles.INK, 3, styles.PALE),
}


class Box(Flowable):
    """Children in a frame."""

    def __init__(self, children: Sequence[Flowable], border: Border) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 6.0, 9.0
        self._stack = Stack(children)
        self._border = border

    def _inner(self, width: float) -> float:
        return width - self._border.thick - 2 * self._border.side

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as there is room."""
        inner = self._stack.measure(self._inner(width), getattr(self, "canv", None))
        self.width, self.height = width, inner + 2 * self._border.pad
        return self.width, self.height

    def least(self, width: float) -> float:
        """The padding and the beginning of the first child."""
        canvas = getattr(self, "canv", None)
        return self._stack.least(self._inner(width), canvas) + 2 * self._border.pad

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two boxes, each with its own frame."""
        room = height - 2 * self._border.pad
        parts = self._stack.split(self._inner(width), room, getattr(self, "canv", None))
        return [Box(part.children, self._border) for part in parts] if parts else []

    def draw(self) -> None:
        """The tint, the bar, the children."""
        border = self._border
        if border.tint is not None:
            self.canv.setFillColor(border.tint)
            self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(border.bar)
        self.canv.rect(0, 0, border.thick, self.height, stroke=0, fill=1)
        x = border.thick + border.side
        self._stack.draw(self.canv, x, self.height - border.pad, self._inner(self.width))


class Rule(Flowable):
    """A hairline across the column."""

    def __init__(self) -> None:
        super().__init__()
        self.spaceBefore = self.spaceAfter = 6.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as there is room."""
        self.width, self.height = width, 0.6
        return self.width, self.height

    def draw(self) -> None:
        """The line."""
        self.canv.setStrokeColor(styles.HAIRLINE)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, 0.3, self.width, 0.3)
