"""The figure for a wide page: time runs to the right, a lane for each side, as in the packet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from dossier.packet.figures.geometry import Area, free_spans
from dossier.packet.figures.timeline_badges import LINE, TAIL
from dossier.packet.figures.timeline_compact import compact
from dossier.packet.figures.timeline_figure import DETAILED
from dossier.packet.figures.timeline_layout import layout
from dossier.packet.figures.timeline_row import (
    GUTTER,
    LEADING,
    PAD,
    RADIUS,
    ROW_GAP,
    SIZE,
    SMALL,
    Badge,
    Elapsed,
    PlacedEvent,
    Row,
)
from dossier.packet.typeset.paragraph import break_lines
from dossier.review.story.drawing import Drawing
from dossier.review.story.marks import Mark, Marks

WIDTH, PIXELS = 450, 1.6
"""In the units of the packet's layout, of which each is so many pixels at full width."""
_BASE = 0.86
"""Where a line of words stands below its top, in its own size."""


def drawn(told: Marks, elapsed: Elapsed) -> Markup:
    """The drawing.

    Args:
        told: what it shows.
        elapsed: words for the time between neighbours.
    """
    events = [mark.event for mark in told.marks]
    if len(events) > DETAILED:
        rows = compact(events, told.windows, told.lanes, WIDTH)
    else:
        rows = layout(events, told.windows, told.lanes, WIDTH, elapsed)
    drawing = Drawing(WIDTH, PIXELS, "across", told.label)
    by_number = {mark.event.number: mark for mark in told.marks}
    top = 0.0
    for row in rows:
        _Painter(drawing, row, top, by_number).paint()
        top += row.height + ROW_GAP
    return drawing.done(top - ROW_GAP)


class _Painter:
    """One row of the layout on the drawing, ``top`` below its edge."""

    def __init__(self, drawing: Drawing, row: Row, top: float, marks: Mapping[int, Mark]) -> None:
        self._draw, self._row, self._top, self._marks = drawing, row, top, marks
        self._words = [placed.label for placed in row.events] + [gap.text for gap in row.gaps]
        self._words += [badge.label for badge in row.badges if badge.lines]

    def paint(self) -> None:
        """Bands and shades first, then lines, then what stands on them."""
        self._draw.group("ground", aria_hidden="true")
        self._bands()
        self._shade()
        self._flags()
        self._scale()
        self._stems()
        self._ends()
        for placed in self._row.events:
            self._event(placed)
        for badge in self._row.badges:
            self._badge(badge)

    def _bands(self) -> None:
        for lane in self._row.lanes:
            self._rect("band", Area(0, lane.y0, self._row.right, lane.y1))
            lines = break_lines(lane.name, GUTTER - PAD, SIZE, bold=True)
            y = (lane.y0 + lane.y1 - len(lines) * LEADING) / 2
            for place, line in enumerate(lines):
                self._text("lane", PAD, y + place * LEADING, line, SIZE)

    def _shade(self) -> None:
        row = self._row
        for window in row.windows:
            left = row.left if window.start is None else window.start
            right = row.right if window.end is None else window.end
            self._rect("shade", Area(left, window.label.y1, right, row.height))
            self._rect("shade", window.label)
            self._text("window", window.label.x0 + 3, window.label.y0 + 1.8, window.window.label, SMALL)

    def _flags(self) -> None:
        row = self._row
        for day in row.days:
            for y0, y1 in free_spans(day.x, day.text.y0, row.rail, self._words):
                self._line("rail", day.x, y0, day.x, y1)
            if day.words:
                self._text("day", day.text.x0, day.text.y0, day.words, SMALL)

    def _scale(self) -> None:
        row = self._row
        self._line("rail", row.left, row.rail, row.right, row.rail)
        for gap in row.gaps:
            middle = (gap.x0 + gap.x1) / 2
            if gap.words:
                words = gap.words.replace("＋", "+").replace("～", "–")
                self._text("gap", (gap.text.x0 + gap.text.x1) / 2, gap.text.y0, words, SMALL)
            if gap.broken:
                self._rect("cut", Area(middle - 2.5, row.rail - 1, middle + 2.5, row.rail + 1))
                for x in (middle - 2.5, middle + 2.5):
                    self._line("rail", x - 1.2, row.rail + 3, x + 1.2, row.rail - 3)

    def _stems(self) -> None:
        row = self._row
        boxes = [badge.box for badge in row.badges]
        stems = [(placed.x, placed.y, self._words) for placed in row.events]
        stems += [(badge.x, badge.box.y0, [*self._words, *boxes]) for badge in row.badges]
        for x, end, taken in stems:
            self._draw.circle("tick", x, self._top + row.rail, 1.4)
            for y0, y1 in free_spans(x, row.rail, end, taken):
                self._line("stem", x, y0, x, y1)

    def _ends(self) -> None:
        row = self._row
        times = [day.text for day in row.days]
        for window in row.windows:
            for x, kind in ((window.start, "edge"), (window.end, "edge end")):
                if x is not None:
                    for y0, y1 in free_spans(x, window.label.y1, row.height, [*self._words, *times]):
                        self._line(kind, x, y0, x, y1)
            if window.end is not None:
                x, y = window.end, self._top + window.label.y1
                self._draw.shape("flag", (x - 3.4, y), (x + 3.4, y), (x, y + 5))

    def _event(self, placed: PlacedEvent) -> None:
        mark, y = self._marks[placed.event.number], self._top + placed.y
        self._draw.link(mark.kind, f"#{placed.event.anchor}", mark.label)
        block = placed.block if placed.bar <= placed.x else placed.label
        self._rect("place", Area(block.x0, placed.y - RADIUS, block.x1, block.y1), radius=2)
        if placed.bar > placed.x:
            end = placed.bar - (4 if placed.open else 0)
            tip = [(placed.bar, y)] if placed.open else []
            self._draw.shape(
                "bar", (placed.x, y - 2.5), (end, y - 2.5), *tip, (end, y + 2.5), (placed.x, y + 2.5)
            )
        self._draw.circle("dot", placed.x, y, RADIUS - 0.5)
        self._text("number", placed.x, placed.y - SIZE * 0.5, str(placed.event.number), SIZE)
        leftwards = placed.label.x0 < placed.x - RADIUS
        x, top = placed.label.x1 if leftwards else placed.label.x0, placed.label.y0
        side = " left" if leftwards else ""
        for kind, line in [
            *(("time", one) for one in placed.times),
            *(("what", one) for one in placed.lines),
        ]:
            self._text(kind + side, x, top, line, SIZE)
            top += LEADING

    def _badge(self, badge: Badge) -> None:
        """The numbers in a disc or, when they need more room, a longer one; words to the right of it."""
        own = [self._marks[event.number] for event in badge.events]
        merged = replace(own[0], unsure=any(m.unsure for m in own), breach=any(m.breach for m in own))
        kind = merged.kind if merged.event.emphasised or not badge.strong else f"{merged.kind} key"
        self._draw.link(kind, f"#{badge.events[0].anchor}", " / ".join(mark.label for mark in own))
        box, right = badge.box, badge.box.x1 - TAIL * badge.tail
        self._rect("place", Area(box.x0, box.y0, badge.label.x1, box.y1), radius=2)
        if badge.tail:
            y = self._top + (box.y0 + box.y1) / 2
            self._draw.shape("tip", (right - 1, y - 3.2), (right + TAIL - 1, y), (right - 1, y + 3.2))
        inner = Area(box.x0 + 0.5, box.y0 + 0.5, right - 0.5, box.y1 - 0.5)
        self._rect("dot", inner, radius=RADIUS - 0.5)
        top = (box.y0 + box.y1 - LINE * (len(badge.words) - 1)) / 2 - SIZE * 0.5
        for place, line in enumerate(badge.words):
            self._text("number", (box.x0 + right) / 2, top + place * LINE, line, SIZE)
        for place, line in enumerate(badge.lines):
            self._text("what" if place else "time", badge.label.x0, badge.label.y0 + place * LINE, line, SIZE)

    def _rect(self, kind: str, box: Area, radius: float = 0) -> None:
        self._draw.rect(kind, box.x0, self._top + box.y0, box.x1, self._top + box.y1, radius)

    def _line(self, kind: str, x0: float, y0: float, x1: float, y1: float) -> None:
        self._draw.line(kind, x0, self._top + y0, x1, self._top + y1)

    def _text(self, kind: str, x: float, y: float, words: str, size: float) -> None:
        """Words whose line begins ``y`` below the row's top."""
        self._draw.text(kind, x, self._top + y + size * _BASE, ("", words))
