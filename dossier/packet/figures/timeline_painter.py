"""Draws one row of the timeline's figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.packet.figures.geometry import Area, free_spans
from dossier.packet.figures.timeline_badges import LINE, TAIL
from dossier.packet.figures.timeline_row import (
    GUTTER,
    LEADING,
    PAD,
    RADIUS,
    SIZE,
    SMALL,
    Badge,
    PlacedEvent,
    PlacedWindow,
    Row,
)
from dossier.packet.typeset import fonts, styles
from dossier.packet.typeset.paragraph import break_lines

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class Painter:
    """One row on a canvas; ``top`` is the row's upper edge above the figure's origin."""

    def __init__(self, canvas: Canvas, row: Row, top: float) -> None:
        self._canvas, self._row, self._top = canvas, row, top
        self._words = [placed.label for placed in row.events] + [gap.text for gap in row.gaps]
        self._words += [badge.label for badge in row.badges if badge.lines]

    def paint(self) -> None:
        """Bands and shades first, then lines, then what stands on them."""
        self._canvas.saveState()
        self._bands()
        self._flags()
        self._shade()
        self._scale()
        self._drops()
        self._ends()
        for placed in self._row.events:
            self._event(placed)
        for badge in self._row.badges:
            self._badge(badge)
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
            if day.words:
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
            if gap.words:
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
        stems = [(placed.x, placed.y, self._words) for placed in row.events]
        boxes = [badge.box for badge in row.badges]
        stems += [(badge.x, badge.box.y0, [*self._words, *boxes]) for badge in row.badges]
        for x, end, taken in stems:
            canvas.circle(x, self._top - row.rail, 1.4, stroke=0, fill=1)
            canvas.setDash(1, 1.6)
            for y0, y1 in free_spans(x, row.rail, end, taken):
                self._line(x, y0, x, y1)
            canvas.setDash()

    def _ends(self) -> None:
        canvas, row = self._canvas, self._row
        times = [day.text for day in row.days]
        for window in row.windows:
            canvas.setStrokeColor(styles.ACCENT)
            canvas.setFillColor(styles.ACCENT)
            for x, weight in ((window.start, 0.5), (window.end, 1.3)):
                if x is None:
                    continue
                canvas.setLineWidth(weight)
                for y0, y1 in free_spans(x, window.label.y1, row.height, [*self._words, *times]):
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
        canvas.setFillColor(styles.PAPER if strong else styles.ACCENT)
        half = fonts.width(number, SIZE, bold=True) / 2
        fonts.draw(canvas, placed.x - half, y - SIZE * 0.36, number, SIZE, bold=True)
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

    def _badge(self, badge: Badge) -> None:
        """The numbers in a disc or, when they need more room, a longer one; words to the right of it."""
        canvas, box = self._canvas, badge.box
        right = box.x1 - TAIL * badge.tail
        canvas.setStrokeColor(styles.ACCENT)
        canvas.setLineWidth(1)
        canvas.setFillColor(styles.ACCENT)
        if badge.tail:
            self._arrow(right, (box.y0 + box.y1) / 2)
        canvas.setFillColor(styles.ACCENT if badge.strong else styles.PAPER)
        canvas.roundRect(
            box.x0 + 0.5,
            self._top - box.y1 + 0.5,
            right - box.x0 - 1,
            box.y1 - box.y0 - 1,
            RADIUS - 0.5,
            1,
            1,
        )
        canvas.setFillColor(styles.PAPER if badge.strong else styles.ACCENT)
        y = (box.y0 + box.y1 - LINE * (len(badge.words) - 1)) / 2
        for line in badge.words:
            half = fonts.width(line, SIZE, bold=True) / 2
            x = (box.x0 + right) / 2 - half
            fonts.draw(canvas, x, self._top - y - SIZE * 0.36, line, SIZE, bold=True)
            y += LINE
        canvas.setFillColor(styles.INK)
        for number, line in enumerate(badge.lines):
            self._text(badge.label.x0, badge.label.y0 + number * LINE, line, SIZE, bold=not number)
        anchor = next((event.anchor for event in badge.events if event.anchor), "")
        if anchor:
            area = (box.x0, self._top - box.y1, badge.label.x1, self._top - box.y0)
            canvas.linkRect("", anchor, area, relative=1, thickness=0)

    def _arrow(self, x: float, y: float) -> None:
        path = self._canvas.beginPath()
        path.moveTo(x - 1, self._top - y + 3.2)
        path.lineTo(x + TAIL - 1, self._top - y)
        path.lineTo(x - 1, self._top - y - 3.2)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)

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
