"""How a picture goes on sheets: how large, with its captions where, cut into which parts.

A picture is shown as large as its page allows.  Captions stand beside it, joined to
the marks by leaders, or beneath it where that makes it clearly larger.  What would
become too small to read on one sheet goes over several.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from dossier.model import Box
from dossier.packet.figures.detail import Detail, closer
from dossier.packet.figures.pictures import Picture
from dossier.packet.figures.sheet import CAPTION_GAP, JOIN, Labels, Origin, Remark, caption, least_width
from dossier.packet.figures.slicing import balanced, free_rows

CHANNEL = 34.0
"""Between the picture and the captions beside it, for badges and leaders."""
_MOST_BESIDE, _BESIDE, _LEAST_BESIDE = 0.68, 0.58, 0.42
"""Share of the width that a picture with captions beside it takes: at most, cut into parts, at least."""
_ALONE = 0.66
"""The same for a long capture without marks."""
_TALL = 1.2
"""Height over width from which the parts of a cut picture have their captions beside them."""
_LEGIBLE, _SMALLEST = 6.0, 4.3
"""Points that the middle line of a page should have, and has at least."""
_SHRINK = 0.72
"""A picture is made smaller down to this before it is cut."""
_CLEARLY = 1.1
"""Captions go beneath where the picture becomes so much larger by it."""
_STEP = 0.99


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
    """How a picture goes on sheets: points a pixel, captions beside or beneath, the parts.

    ``details`` are shown larger once more, where the whole picture is too wide to be read.
    """

    scale: float
    beside: bool
    parts: tuple[Part, ...]
    details: tuple[Detail, ...] = ()


def arrange(exhibit: Exhibit, width: float, body: float, labels: Labels) -> Plan:
    """Chooses the size of a picture and cuts it into parts.

    Args:
        exhibit: what to show.
        width: of the frame, points.
        body: height for picture and captions, points.
        labels: the words.
    """
    sheet = _Sheet(exhibit, width, body, labels)
    return sheet.whole() or sheet.cut()


def middle(mark: Mark) -> float:
    """The row of a picture that a mark stands on."""
    return (mark.box.y0 + mark.box.y1) / 2


class _Sheet:
    """The room of one sheet, and what of a picture fits."""

    def __init__(self, exhibit: Exhibit, width: float, body: float, labels: Labels) -> None:
        self._exhibit, self._width, self._body, self._labels = exhibit, width, body, labels
        self._picture = exhibit.picture
        self._full = min(width / self._picture.width, 1.0)
        heights = [box.y1 - box.y0 for box in exhibit.breaks]
        self._told = least_width(exhibit.marks)
        self._line = statistics.median(heights) if heights else 0.0

    def whole(self) -> Plan | None:
        """The picture on one sheet, as large as it can be; None where it would be too small."""
        marks = self._exhibit.marks
        scale, is_beside = self._beneath(), False
        if marks:
            beside = self._beside()
            is_beside = beside > 0 and scale < _CLEARLY * beside
            scale = beside if is_beside else scale
        legible = not self._line or self._line * scale >= _SMALLEST
        wide = scale * self._picture.width >= _LEAST_BESIDE * min(self._width, self._picture.width)
        if not (scale >= _SHRINK * self._full or (wide and legible)):
            return None
        part = Part(0, self._picture.height, marks)
        details = () if is_beside else self._details(scale)
        return Plan(scale, is_beside, (part,), details)

    def _beneath(self) -> float:
        """Points a pixel with the captions beneath."""
        told = sum(tall for _, tall in self._captions(self._width))
        return min(self._full, (self._body - told) / self._picture.height)

    def _beside(self) -> float:
        """Points a pixel with the captions beside; 0 where they have no room."""
        least = self._width * _BESIDE
        across = max(least, min(self._width * _MOST_BESIDE, self._width - CHANNEL - self._told))
        most = min(across / self._picture.width, self._body / self._picture.height, 1.0)
        scale = most
        while scale * self._picture.width >= self._width * _LEAST_BESIDE * _STEP or scale == most:
            told = sum(tall for _, tall in self._captions(self._column(scale))) - CAPTION_GAP
            if told <= self._body:
                return scale
            scale *= _STEP
        return 0.0

    def _column(self, scale: float) -> float:
        return self._width - self._picture.width * scale - CHANNEL

    def _captions(self, column: float) -> list[tuple[float, float]]:
        """The row of each mark and the height of its caption with the air around it."""
        return [
            (middle(mark), caption(mark, column, self._labels).height + CAPTION_GAP)
            for mark in self._exhibit.marks
        ]

    def _details(self, scale: float) -> tuple[Detail, ...]:
        told = sum(tall for _, tall in self._captions(self._width))
        left = self._body - self._picture.height * scale - told
        framed = [mark.box for mark in self._exhibit.marks if mark.framed]
        size = (self._picture.width, self._picture.height)
        return closer(size, framed, self._exhibit.breaks, scale, (self._width, left))

    def cut(self) -> Plan:
        """The picture over several sheets."""
        exhibit, picture = self._exhibit, self._picture
        narrow = min(self._width * (_BESIDE if exhibit.marks else _ALONE) / picture.width, 1.0)
        line = self._line or _LEGIBLE / narrow
        slim = picture.height / picture.width >= _TALL and line * narrow >= _LEGIBLE - 1e-9
        scale, is_beside = (narrow, bool(exhibit.marks)) if slim else (self._full, False)
        heights = self._captions(self._column(scale) if is_beside else self._width)
        body = self._body - 2 * JOIN

        def room(start: int, stop: int) -> bool:
            captions = sum(tall for row, tall in heights if start <= row < stop)
            rows = (stop - start) * scale
            return max(rows, captions - CAPTION_GAP) <= body if is_beside else rows + captions <= body

        lines = [*exhibit.breaks, *(mark.box for mark in exhibit.marks)]
        cuts = balanced(picture.height, free_rows(picture.height, lines), room)
        parts = (
            Part(start, stop, tuple(mark for mark in exhibit.marks if start <= middle(mark) < stop))
            for start, stop in zip((0, *cuts), (*cuts, picture.height), strict=True)
        )
        return Plan(scale, is_beside, tuple(parts))
