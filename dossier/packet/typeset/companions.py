"""A table and a figure of the same matter, in the order that leaves no page half empty.

The table stands first where the figure fits below it or finds no room above it;
else the figure does, since a table can be cut and a figure cannot.  Where neither
serves, the figure heads the page on which the table goes on.  Of a table longer
than a page the figure is the overview: it always stands first.
"""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable, Spacer

from dossier.packet.typeset import stack, styles
from dossier.packet.typeset.stack import Keep

_GAP = 8.0
"""Above and below a figure, in points."""


class Companions(Flowable):
    """A table, which may be cut, and the figure that goes with it."""

    def __init__(self, told: Flowable, figure: Flowable) -> None:
        super().__init__()
        self._told, self._figure = told, figure
        figure.spaceBefore = max(figure.getSpaceBefore(), _GAP)
        self.spaceBefore = max(told.getSpaceBefore(), figure.getSpaceBefore())
        self.spaceAfter = max(told.getSpaceAfter(), figure.getSpaceAfter())

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Both, the table first."""
        self.width, self.height = self._both().wrapOn(self._canvas, width, 0)
        return self.width, self.height

    def least(self, width: float) -> float:
        """What must be free for the first of them to begin."""
        first = self._figure if self._is_long(width) else self._told
        return min(stack.least(first, width, self._canvas), styles.FRAME_HEIGHT)

    def split(self, width: float, height: float) -> list[Flowable]:
        """One after the other, the first cut where it must be."""
        ahead = self._is_long(width) or self._high(self._figure, width) <= height
        first, second = (self._figure, self._told) if ahead else (self._told, self._figure)
        if self._high(first, width) <= height + styles.TOLERANCE:
            return [first, second]
        parts = first.splitOn(self._canvas, width, height)
        if not parts:
            return []
        left = styles.FRAME_HEIGHT - self._high(parts[-1], width)
        if not ahead and left < self._high(second, width) <= styles.FRAME_HEIGHT:
            # Below the rest it would leave the next page half empty: there it stands at the head.
            return [parts[0], second, Spacer(1, _GAP), *parts[1:]]
        return [*parts, second]

    def draw(self) -> None:
        """The table, then the figure."""
        both = self._both()
        both.wrapOn(self.canv, self.width, 0)
        both.drawOn(self.canv, 0, 0)

    @property
    def _canvas(self) -> Any:
        return getattr(self, "canv", None)

    def _both(self) -> Keep:
        return Keep([self._told, self._figure])

    def _high(self, flowable: Flowable, width: float) -> float:
        return float(flowable.wrapOn(self._canvas, width, styles.FRAME_HEIGHT)[1])

    def _is_long(self, width: float) -> bool:
        return self._high(self._told, width) > styles.FRAME_HEIGHT
