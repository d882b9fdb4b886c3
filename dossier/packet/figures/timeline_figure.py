"""The timeline as a figure: labels for a few events, numbered badges for many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from reportlab.platypus import Flowable

from dossier.packet.figures.timeline_compact import compact
from dossier.packet.figures.timeline_layout import layout
from dossier.packet.figures.timeline_painter import Painter
from dossier.packet.figures.timeline_row import (
    GUTTER,
    ROW_GAP,
    SMALL,
    Elapsed,
    FigureEvent,
    FigureWindow,
    Row,
)
from dossier.packet.typeset import fonts, styles

__all__ = ["FigureEvent", "FigureWindow", "TimelineFigure"]

DETAILED = 12
"""So many events have a label each; more are badges, whose words stand in the table."""


class TimelineFigure(Flowable):
    """Draws a layout, on one page where a page can hold it; else it breaks between rows.

    More than :data:`DETAILED` events are drawn as numbered badges.

    Args:
        events: as for :func:`layout`.
        windows: as for :func:`layout`.
        lanes: as for :func:`layout`.
        elapsed: as for :func:`layout`.
        note: one line below the figure, say that distances are not to scale.
        short_note: the same below badges.
        break_after: as for :func:`layout`.
    """

    def __init__(
        self,
        events: Sequence[FigureEvent],
        windows: Sequence[FigureWindow],
        lanes: Sequence[str],
        elapsed: Elapsed,
        *,
        note: str = "",
        short_note: str = "",
        break_after: timedelta = timedelta(hours=1),
    ) -> None:
        super().__init__()
        self._events, self._windows, self._lanes = tuple(events), tuple(windows), tuple(lanes)
        self._elapsed, self._break_after = elapsed, break_after
        self._is_short = len(self._events) > DETAILED
        self._note = short_note if self._is_short else note
        self._rows: tuple[Row, ...] | None = None
        self._last = True

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's names
        """Lays out for the given width; returns width and height in points."""
        if self._rows is None:
            self._rows = self._laid_out(aW)
        self.width, self.height = aW, self._tall(self._rows) + self._foot()
        return self.width, self.height

    def _laid_out(self, width: float) -> tuple[Row, ...]:
        told = (self._events, self._windows, self._lanes, width)
        if self._is_short:
            return compact(*told, break_after=self._break_after)
        return layout(*told, self._elapsed, break_after=self._break_after)

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """Two figures, the first with the rows that fit; nothing when the next page holds it whole."""
        self.wrap(aW, aH)
        if self.height <= styles.FRAME_HEIGHT:
            return []
        rows = self._rows or ()
        count = len(rows)
        while count and self._tall(rows[:count]) > aH:
            count -= 1
        # The note alone does not fill a page.
        count = min(count, len(rows) - 1)
        return (
            [self._part(rows[:count], last=False), self._part(rows[count:], last=self._last)] if count else []
        )

    def draw(self) -> None:
        """Draws every row on the canvas that ReportLab sets."""
        top = self.height
        for row in self._rows or ():
            Painter(self.canv, row, top).paint()
            top -= row.height + ROW_GAP
        if self._foot():
            self.canv.setFillColor(styles.GREY)
            fonts.draw(self.canv, GUTTER, 2, self._note, SMALL)

    def _foot(self) -> float:
        return ROW_GAP if self._note and self._last else 0.0

    @staticmethod
    def _tall(rows: Sequence[Row]) -> float:
        return sum(row.height for row in rows) + ROW_GAP * max(0, len(rows) - 1)

    def _part(self, rows: tuple[Row, ...], *, last: bool) -> TimelineFigure:
        # Not a copy: ReportLab leaves its own marks on a flowable that it has put off.
        part = TimelineFigure(self._events, self._windows, self._lanes, self._elapsed)
        part._note = self._note
        part._rows, part._last = rows, last
        return part
