"""Evidence pages: the original with its marked lines, and what each mark shows.

A picture higher than wide has its captions beside it, joined to the marks by
leaders; a wide one has them beneath.  A long capture goes over several sheets
and is cut between lines only; each sheet draws a part of the one embedded
image.  Evidence without a picture is a transcript, see
:mod:`dossier.packet.figures.transcript`.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from dossier.model import Box
from dossier.packet.figures import transcript
from dossier.packet.figures.geometry import Area, beside, stack
from dossier.packet.figures.pictures import Picture
from dossier.packet.figures.sheet import (
    CAPTION_GAP,
    JOIN,
    RADIUS,
    SMALL,
    Labels,
    Origin,
    Remark,
    Sheet,
    body_height,
    caption,
)
from dossier.packet.figures.slicing import balanced, free_rows
from dossier.packet.figures.transcript import TextExhibit, TextLine, TextMark
from dossier.packet.typeset import fonts, styles

__all__ = ["Exhibit", "Mark", "TextExhibit", "TextLine", "TextMark", "pages"]

_BESIDE = 0.58
"""Share of the width that a picture with captions beside it takes."""
_ALONE = 0.66
"""The same for a tall picture without marks."""
_CHANNEL = 34.0
"""Between the picture and the captions beside it, for badges and leaders."""
_TALL = 1.2
"""Height over width from which captions stand beside."""
_LEGIBLE = 6.0
"""Points that the middle line of a page should have at least."""
_SHRINK = 0.72
"""A picture is made smaller down to this before it is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Remark):
    """A marked place of a picture; ``box`` in pixels.

    ``framed`` is false for what the file tells and no line of the picture shows:
    its badge stands at the box, which is not drawn.
    """

    box: Box
    framed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit(Origin):
    """One page of evidence as a picture.

    ``breaks`` are the boxes of the page's lines in pixels: the picture is
    never cut through one, and no badge stands on one.
    """

    picture: Picture
    marks: tuple[Mark, ...] = ()
    breaks: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Rows ``start`` to ``stop`` (excluded) of a picture with its marks, for one sheet."""

    start: int
    stop: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a picture goes on sheets: points a pixel, captions beside or beneath, the parts."""

    scale: float
    beside: bool
    parts: tuple[Part, ...]


def pages(exhibit: Exhibit | TextExhibit, width: float, height: float, labels: Labels) -> list[Flowable]:
    """The sheets of one page of evidence, each as large as the frame.

    Args:
        exhibit: what to show.
        width: of the frame, points.
        height: of the frame, points.
        labels: the words, see :mod:`dossier.packet.figures.sheet`.

    Raises:
        KeyError: ``labels`` lacks a word.
    """
    if isinstance(exhibit, TextExhibit):
        return transcript.sheets(exhibit, (width, height), labels)
    plan = arrange(exhibit, width, body_height(exhibit, (width, height), labels), labels)
    size = (width, height)
    return [_PictureSheet(exhibit, size, labels, plan, number + 1) for number in range(len(plan.parts))]


def arrange(exhibit: Exhibit, width: float, body: float, labels: Labels) -> Plan:
    """Chooses the size of a picture and cuts it into parts.

    Args:
        exhibit: what to show.
        width: of the frame, points.
        body: height for picture and captions, points.
        labels: the words.
    """
    picture = exhibit.picture
    scale, is_beside = _shape(exhibit, width)
    column = width - picture.width * scale - _CHANNEL if is_beside else width
    heights = [(_middle(mark), caption(mark, column, labels).height + CAPTION_GAP) for mark in exhibit.marks]

    def room(start: int, stop: int, scale: float, height: float) -> bool:
        captions = sum(tall for middle, tall in heights if start <= middle < stop)
        rows = (stop - start) * scale
        return max(rows, captions - CAPTION_GAP) <= height if is_beside else rows + captions <= height

    smallest = scale * _SHRINK
    if room(0, picture.height, smallest, body):
        while not room(0, picture.height, scale, body):
            scale = max(scale * 0.99, smallest)
        return Plan(scale, is_beside, (Part(0, picture.height, exhibit.marks),))
    lines = [*exhibit.breaks, *(mark.box for mark in exhibit.marks)]
    cuts = balanced(
        picture.height,
        free_rows(picture.height, lines),
        lambda start, stop: room(start, stop, scale, body - 2 * JOIN),
    )
    parts = (
        Part(start, stop, tuple(mark for mark in exhibit.marks if start <= _middle(mark) < stop))
        for start, stop in zip((0, *cuts), (*cuts, picture.height), strict=True)
    )
    return Plan(scale, is_beside, tuple(parts))


def _shape(exhibit: Exhibit, width: float) -> tuple[float, bool]:
    """Points a pixel at full size, and whether captions stand beside."""
    picture = exhibit.picture
    narrow = min(width * (_BESIDE if exhibit.marks else _ALONE) / picture.width, 1.0)
    line = (
        statistics.median(box.y1 - box.y0 for box in exhibit.breaks) if exhibit.breaks else _LEGIBLE / narrow
    )
    if picture.height / picture.width >= _TALL and line * narrow >= _LEGIBLE - 1e-9:
        return narrow, bool(exhibit.marks)
    return min(width / picture.width, 1.0), False


def _middle(mark: Mark) -> float:
    return (mark.box.y0 + mark.box.y1) / 2


class _PictureSheet(Sheet):
    """One part of a picture with its marks and captions."""

    def __init__(
        self,
        exhibit: Exhibit,
        size: tuple[float, float],
        labels: Labels,
        plan: Plan,
        number: int,
    ) -> None:
        count = len(plan.parts)
        super().__init__(exhibit, size, labels, (number, count))
        self._picture, self._breaks, self._plan = exhibit.picture, exhibit.breaks, plan
        self._rows = plan.parts[number - 1]
        self._cut = count > 1
        across = self._picture.width * plan.scale
        left = 0.0 if plan.beside else (self.width - across) / 2
        top = self.top + JOIN * self._cut
        self._shown = Area(left, top, left + across, top + (self._rows.stop - self._rows.start) * plan.scale)

    def draw_body(self) -> None:
        """The picture, its marks in order from top to bottom, their captions."""
        frame, rows = self._shown, self._rows
        crop = Box(0, rows.start, self._picture.width, rows.stop) if self._cut else None
        size = (frame.x1 - frame.x0, frame.y1 - frame.y0)
        self._picture.draw(self.canv, frame.x0, self.height - frame.y1, *size, crop=crop)
        self._draw_frame()
        marks = sorted(rows.marks, key=lambda mark: (_middle(mark), mark.number))
        boxes = [self._area(mark.box, 1.5) for mark in marks]
        for mark, box in zip(marks, boxes, strict=True):
            if mark.framed:
                self.outline(box)
            self.anchor(mark.anchor, box.y0)
        taken = [*(self._area(box) for box in self._breaks), *boxes]
        badges: list[Area] = []
        for box in boxes:
            badges.append(self._place(box, [*taken, *badges]))
        if self._plan.beside:
            self._draw_beside(marks, boxes, badges, taken)
        else:
            self._draw_beneath(marks)
        for mark, place in zip(marks, badges, strict=True):
            self.badge(mark.number, place)

    def _area(self, box: Box, air: float = 0.0) -> Area:
        """Pixels to points; a part of a box beyond this sheet's rows is left out."""
        scale, frame = self._plan.scale, self._shown
        return Area(
            frame.x0 + box.x0 * scale - air,
            frame.y0 + (max(box.y0, self._rows.start) - self._rows.start) * scale - air,
            frame.x0 + box.x1 * scale + air,
            frame.y0 + (min(box.y1, self._rows.stop) - self._rows.start) * scale + air,
        )

    def _place(self, box: Area, taken: Sequence[Area]) -> Area:
        """Where a mark's badge stands: beside it, else over the picture's edge at the next free height."""
        frame, size = self._shown, 2 * RADIUS
        limits = frame._replace(x0=max(0.0, frame.x0 - 16), x1=min(self.width, frame.x1 + 16))
        if found := beside(box, limits, taken, RADIUS):
            return found
        x = min(frame.x1 + 2, self.width - size)
        y = (box.y0 + box.y1) / 2 - RADIUS
        place = Area(x, y, x + size, y + size)
        while any(place.meets(other) for other in taken) and place.y1 < self.bottom:
            place = place._replace(y0=place.y0 + 2, y1=place.y1 + 2)
        return place

    def _draw_frame(self) -> None:
        canvas, frame = self.canv, self._shown
        part, parts = self.part
        canvas.setStrokeColor(styles.HAIRLINE)
        canvas.setLineWidth(0.6)
        self.line((frame.x0, frame.y0), (frame.x0, frame.y1))
        self.line((frame.x1, frame.y0), (frame.x1, frame.y1))
        canvas.setFillColor(styles.GREY)
        for edge, torn, word, y in (
            (frame.y0, part > 1, "continues", frame.y0 - SMALL - 3),
            (frame.y1, part < parts, "continued", frame.y1 + 2),
        ):
            canvas.setDash([3, 2] if torn else [])
            self.line((frame.x0, edge), (frame.x1, edge))
            if torn:
                text = self.labels[word]
                self.words((frame.x0 + frame.x1 - fonts.width(text, SMALL)) / 2, y, text, SMALL)
        canvas.setDash([])

    def _draw_beside(
        self, marks: Sequence[Mark], boxes: Sequence[Area], badges: Sequence[Area], taken: Sequence[Area]
    ) -> None:
        x = self._shown.x1 + _CHANNEL
        captions = [caption(mark, self.width - x, self.labels) for mark in marks]
        wanted = [(box.y0 + box.y1) / 2 - RADIUS for box in boxes]
        tops = stack(wanted, [item.height for item in captions], self._shown.y0, self.bottom, CAPTION_GAP)
        for item, box, place, top in zip(captions, boxes, badges, tops, strict=True):
            others = [other for other in (*taken, *badges) if other not in {box, place}]
            self.leader([*self._way(box, place, others), (x - 1, top + RADIUS)])
            self.draw_caption(item, x, top)

    def _way(self, box: Area, place: Area, others: Sequence[Area]) -> list[tuple[float, float]]:
        """A leader from mark or badge out of the picture, through it only where no text stands."""
        edge = self._shown.x1
        middle = (place.y0 + place.y1) / 2
        if place.x1 > edge:
            return [(place.x1, middle), (max(edge + 4, place.x1), middle)]
        starts = [(box.x1, (box.y0 + box.y1) / 2), (box.x1, box.y1), (box.x1, box.y0)]
        if place.x0 >= box.x1:
            starts.insert(0, (place.x1, middle))
        for x, y in starts:
            line = Area(x, y - 0.8, edge, y + 0.8)
            if not any(line.meets(other) for other in others):
                return [(x, y), (edge + 4, y)]
        return [(edge, middle), (edge + 4, middle)]

    def _draw_beneath(self, marks: Sequence[Mark]) -> None:
        y = self._shown.y1 + JOIN * self._cut + CAPTION_GAP
        for mark in sorted(marks, key=lambda mark: mark.number):
            item = caption(mark, self.width, self.labels)
            self.draw_caption(item, 0, y)
            y += item.height + CAPTION_GAP
