"""The timeline as a figure: draws what :mod:`dossier.packet.figures.timeline_layout` decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from dossier.packet.figures.geometry import Area, free_spans
from dossier.packet.figures.timeline_layout import (
    GUTTER,
    LEADING,
    PAD,
    RADIUS,
    SIZE,
    SMALL,
    Elapsed,
    FigureEvent,
    FigureWindow,
    PlacedEvent,
    PlacedWindow,
    Row,
    layout,
)
from dossier.packet.typeset import fonts, styles
from dossier.packet.typeset.paragraph import break_lines

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

__all__ = ["FigureEvent", "FigureWindow", "TimelineFigure"]

_ROW_GAP = 12.0


class TimelineFigure(Flowable):
    """Draws a layout, on one page where a page can hold it; else it breaks between rows.

    Args:
        events: as for :func:`layout`.
        windows: as for :func:`layout`.
        lanes: as for :func:`layout`.
        elapsed: as for :func:`layout`.
        note: one line below the figure, say that distances are not to scale.
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
        break_after: timedelta = timedelta(hours=1),
    ) -> None:
        super().__init__()
        self._events, self._windows, self._lanes = tuple(events), tuple(windows), tuple(lanes)
        self._elapsed, self._note, self._break_after = elapsed, note, break_after
        self._rows: tuple[Row, ...] | None = None
        self._last = True

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's names
        """Lays out for the given width; returns width and height in points."""
        if self._rows is None:
            self._rows = layout(
                self._events,
                self._windows,
                self._lanes,
                aW,
                self._elapsed,
                break_after=self._break_after,
            )
        self.width, self.height = aW, self._tall(self._rows) + self._foot()
        return self.width, self.height

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
            _Painter(self.canv, row, top).paint()
            top -= row.height + _ROW_GAP
        if self._foot():
            self.canv.setFillColor(styles.GREY)
            fonts.draw(self.canv, GUTTER, 2, self._note, SMALL)

    def _foot(self) -> float:
        return _ROW_GAP if self._note and self._last else 0.0

    @staticmethod
    def _tall(rows: Sequence[Row]) -> float:
        return sum(row.height for row in rows) + _ROW_GAP * max(0, len(rows) - 1)

    def _part(self, rows: tuple[Row, ...], *, last: bool) -> TimelineFigure:
        # Not a copy: ReportLab leaves its own marks on a flowable that it has put off.
        part = TimelineFigure(self._events, self._windows, self._lanes, self._elapsed, note=self._note)
        part._rows, part._last = rows, last
        return part


class _Painter:
    """One row on a canvas; ``top`` is the row's upper edge above the figure's origin."""

    def __init__(self, canvas: Canvas, row: Row, top: float) -> None:
        self._canvas, self._row, self._top = canvas, row, top
        self._words = [placed.label for placed in row.events] + [gap.text for gap in row.gaps]

    def paint(self) -> None:
        self._canvas.saveState()
        self._bands()
        self._flags()
        self._shade()
        self._scale()
        self._drops()
        self._ends()
        for placed in self._row.events:
            self._event(placed)
        self._canvas.restoreState()

    def _bands(self) -> None:
        for lane in self._row.lanes:
            self._canvas.setFillColor(styles.PALE)
            self._rect(Area(0, lane.y0, self._row.right, lane.y1))
            self._canvas.setFillColor(styles.INK)
            lines = break_lines(lane.name, GUTTER - PAD, SIZE, bold=True)
            y = (lane.y0 + lane.y1 - len(lines) * LEADING) / 2
            for number, line in enumerate(lines):
                self._text(PAD, y + number * LEADING, line, SIZE, bold=True)

    def _flags(self) -> None:
        """The days: a line down to the scale, and the name beside it."""
        canvas, row = self._canvas, self._row
        canvas.setFillColor(styles.GREY)
        canvas.setStrokeColor(styles.GREY)
        canvas.setLineWidth(0.7)
        for day in row.days:
            for y0, y1 in free_spans(day.x, day.text.y0, row.rail, self._words):
                self._line(day.x, y0, day.x, y1)
            self._text(day.text.x0, day.text.y0, day.words, SMALL, bold=True)

    def _shade(self) -> None:
        canvas, row = self._canvas, self._row
        for window in row.windows:
            left = row.left if window.start is None else window.start
            right = row.right if window.end is None else window.end
            canvas.setFillColor(styles.ACCENT, alpha=0.13)
            self._rect(Area(left, window.label.y1, right, row.height))
            self._rect(window.label)
            canvas.setFillColor(styles.ACCENT, alpha=1)
            self._text(window.label.x0 + 3, window.label.y0 + 1.8, window.window.label, SMALL, bold=True)

    def _scale(self) -> None:
        canvas, row = self._canvas, self._row
        canvas.setStrokeColor(styles.GREY)
        canvas.setLineWidth(0.6)
        self._line(row.left, row.rail, row.right, row.rail)
        for gap in row.gaps:
            canvas.setFillColor(styles.GREY)
            self._text(gap.text.x0, gap.text.y0, gap.words, SMALL)
            if gap.broken:
                middle = (gap.x0 + gap.x1) / 2
                canvas.setFillColor(styles.PAPER)
                self._rect(Area(middle - 2.5, row.rail - 1, middle + 2.5, row.rail + 1))
                for x in (middle - 2.5, middle + 2.5):
                    self._line(x - 1.2, row.rail + 3, x + 1.2, row.rail - 3)

    def _drops(self) -> None:
        canvas, row = self._canvas, self._row
        canvas.setStrokeColor(styles.GREY)
        canvas.setFillColor(styles.GREY)
        canvas.setLineWidth(0.4)
        for placed in row.events:
            canvas.circle(placed.x, self._top - row.rail, 1.4, stroke=0, fill=1)
            canvas.setDash(1, 1.6)
            for y0, y1 in free_spans(placed.x, row.rail, placed.y, self._words):
                self._line(placed.x, y0, placed.x, y1)
            canvas.setDash()

    def _ends(self) -> None:
        canvas, row = self._canvas, self._row
        for window in row.windows:
            canvas.setStrokeColor(styles.ACCENT)
            canvas.setFillColor(styles.ACCENT)
            for x, weight in ((window.start, 0.5), (window.end, 1.3)):
                if x is None:
                    continue
                canvas.setLineWidth(weight)
                for y0, y1 in free_spans(x, window.label.y1, row.height, self._words):
                    self._line(x, y0, x, y1)
            if window.end is not None:
                flag = canvas.beginPath()
                y = self._top - window.label.y1
                flag.moveTo(window.end - 3.4, y)
                flag.lineTo(window.end + 3.4, y)
                flag.lineTo(window.end, y - 5)
                flag.close()
                canvas.drawPath(flag, stroke=0, fill=1)

    def _event(self, placed: PlacedEvent) -> None:
        canvas = self._canvas
        if placed.bar > placed.x:
            self._bar(placed)
        y = self._top - placed.y
        strong = placed.event.emphasised
        canvas.setStrokeColor(styles.ACCENT)
        canvas.setLineWidth(1)
        canvas.setFillColor(styles.ACCENT if strong else styles.PAPER)
        canvas.circle(placed.x, y, RADIUS - 0.5, stroke=1, fill=1)
        number = str(placed.event.number)
        size = SIZE if len(number) < 3 else SIZE - 2  # noqa: PLR2004 - digits that fit the dot
        canvas.setFillColor(styles.PAPER if strong else styles.ACCENT)
        half = fonts.width(number, size, bold=True) / 2
        fonts.draw(canvas, placed.x - half, y - size * 0.36, number, size, bold=True)
        if not any(self._covers(window, placed.x) for window in self._row.windows):
            # Words of an event outside a window do not stand in its shade.
            canvas.setFillColor(styles.PALE)
            self._rect(placed.label)
        top = placed.label.y0
        canvas.setFillColor(styles.INK)
        leftwards = placed.label.x0 < placed.x - RADIUS
        lines = [(line, True) for line in placed.times] + [(line, strong) for line in placed.lines]
        for line, bold in lines:
            spare = placed.label.x1 - placed.label.x0 - fonts.width(line, SIZE, bold=bold)
            self._text(placed.label.x0 + spare * leftwards, top, line, SIZE, bold=bold)
            top += LEADING
        if placed.event.anchor:
            box = placed.block if placed.bar <= placed.x else placed.label
            area = (box.x0, self._top - box.y1, box.x1, self._top - box.y0)
            canvas.linkRect("", placed.event.anchor, area, relative=1, thickness=0)

    def _covers(self, window: PlacedWindow, x: float) -> bool:
        start = self._row.left if window.start is None else window.start
        return start <= x <= (self._row.right if window.end is None else window.end)

    def _bar(self, placed: PlacedEvent) -> None:
        canvas, y = self._canvas, self._top - placed.y
        canvas.setFillColor(styles.ACCENT, alpha=0.3)
        canvas.setStrokeColor(styles.ACCENT)
        canvas.setLineWidth(0.6)
        end = placed.bar - (4 if placed.open else 0)
        shape = canvas.beginPath()
        shape.moveTo(placed.x, y - 2.5)
        shape.lineTo(end, y - 2.5)
        if placed.open:
            shape.lineTo(placed.bar, y)
        shape.lineTo(end, y + 2.5)
        shape.lineTo(placed.x, y + 2.5)
        shape.close()
        canvas.drawPath(shape, stroke=1, fill=1)
        canvas.setFillColor(styles.ACCENT, alpha=1)

    def _rect(self, box: Area) -> None:
        self._canvas.rect(box.x0, self._top - box.y1, box.x1 - box.x0, box.y1 - box.y0, stroke=0, fill=1)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._canvas.line(x0, self._top - y0, x1, self._top - y1)

    def _text(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        """Words whose line begins ``y`` below the row's top."""
        fonts.draw(self._canvas, x, self._top - y - size, text, size, bold=bold)
