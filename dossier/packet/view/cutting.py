"""Which part of a page to show as the proof of a sentence: the marked lines with what belongs to them.

Geometry alone, in pixels of the page.  A strip never cuts through a line of writing
where it can be helped: it ends half-way to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from dossier.model import Box, Page

_ABOVE, _BESIDE = 0.7, 0.9
"""How much of a line's height is shown around the marked lines, at most."""
_REACH = 14.0
"""So many line heights away, a line in the same row still belongs to a marked one (its label)."""
_NARROWEST = 15.0
"""A strip shows so many line heights of the page from left to right where there is room."""
_WIDEST = 46.0
"""A row is followed no further than this, in line heights."""
_SAME_ROW = 0.6
"""Lines share a row when so much of the lower one's height is common."""
_APART = 4.0
"""Marks further apart than so many line heights are shown by themselves."""
_TALLEST = 9.0
"""A strip holds at most so many line heights of marked lines, unless one mark is taller."""
_HEADER = 1.6
"""So many line heights above a message stands who said it and when."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a page: ``box`` to show, ``line`` the height of its writing, ``marked`` what to frame."""

    box: Box
    line: int
    marked: tuple[Box, ...]

    @property
    def length(self) -> float:
        """Its width in line heights: roughly how many Chinese characters stand side by side."""
        return (self.box.x1 - self.box.x0) / self.line


def groups(page: Page, boxes: Sequence[Box]) -> list[tuple[Box, ...]]:
    """Marked places that are shown together, from top to bottom.

    Args:
        page: with its lines.
        boxes: the marked places, in pixels of the page.
    """
    found: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box.y0, box.x0)):
        if found:
            around = hull(found[-1])
            line = _height(page, around)
            near = box.y0 - around.y1 <= _APART * line
            if near and max(box.y1, around.y1) - around.y0 <= _TALLEST * line:
                found[-1].append(box)
                continue
        found.append([box])
    return [tuple(group) for group in found]


def strip(page: Page, marked: Sequence[Box], *, headed: bool = False) -> Strip:
    """The part of a page that shows marked places together with their labels.

    Args:
        page: with its lines and its size.
        marked: what is to be shown; lies on the page.
        headed: the line right above belongs to it, with the speaker and the time of a message.
    """
    line = _height(page, hull(marked))
    others = [one.box for one in page.lines if one.box is not None]
    box = _with_rows(hull(marked), marked, others, line)
    if headed:
        box = _with_header(box, others, line)
    box = _with_cut_lines(box, others, line)
    return Strip(_with_air(box, others, line, page), line, tuple(marked))


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around some."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))


def _height(page: Page, box: Box) -> int:
    """The height of a line of writing there, in pixels."""
    heights = [
        one.box.y1 - one.box.y0
        for one in page.lines
        if one.box is not None and _shared(one.box.y0, one.box.y1, box.y0, box.y1) > 0
        and _shared(one.box.x0, one.box.x1, box.x0, box.x1) > 0
    ]  # fmt: skip
    return max(1, round(median(heights)) if heights else box.y1 - box.y0)


def _with_rows(box: Box, marked: Sequence[Box], others: Sequence[Box], line: int) -> Box:
    """With what stands beside a marked line in its row: "付款时间" before the time."""
    beside = [
        other
        for other in others
        if any(_in_row(other, one) and _gap(other, one) <= _REACH * line for one in marked)
    ]
    for other in sorted(beside, key=lambda other: _gap(other, box)):
        wider = hull((box, other))
        if wider.x1 - wider.x0 <= max(_WIDEST * line, box.x1 - box.x0):
            box = wider
    return box


def _with_header(box: Box, others: Sequence[Box], line: int) -> Box:
    """With the line right above."""
    above = [one for one in others if one.y1 <= box.y0 and _shared(one.x0, one.x1, box.x0, box.x1)]
    nearest = max(above, key=lambda one: one.y1, default=None)
    if nearest is None or box.y0 - nearest.y1 > _HEADER * line or nearest.y1 - nearest.y0 > 2 * line:
        return box
    return hull((box, nearest))


def _with_cut_lines(box: Box, others: Sequence[Box], line: int) -> Box:
    """With the whole of each line that the edges would cut through, unless that makes it far broader."""
    for one in others:
        touches = _shared(one.x0, one.x1, box.x0, box.x1) and _shared(one.y0, one.y1, box.y0, box.y1)
        whole = hull((box, one))
        if touches and one.y1 - one.y0 <= 2 * line and whole.x1 - whole.x0 <= _WIDEST * line:
            box = whole
    return box


def _with_air(box: Box, others: Sequence[Box], line: int, page: Page) -> Box:
    """With a little around it, at most half-way to the next writing."""
    above = [
        box.y0 - one.y1 for one in others if one.y1 <= box.y0 and _shared(one.x0, one.x1, box.x0, box.x1)
    ]
    below = [
        one.y0 - box.y1 for one in others if one.y0 >= box.y1 and _shared(one.x0, one.x1, box.x0, box.x1)
    ]
    left = [box.x0 - one.x1 for one in others if one.x1 <= box.x0 and _shared(one.y0, one.y1, box.y0, box.y1)]
    right = [
        one.x0 - box.x1 for one in others if one.x0 >= box.x1 and _shared(one.y0, one.y1, box.y0, box.y1)
    ]

    def air(gaps: Sequence[int], most: float) -> int:
        return round(min([most * line, *(gap / 2 for gap in gaps)]))

    beside = max(_BESIDE, (_NARROWEST - (box.x1 - box.x0) / line) / 2)
    return Box(
        max(0, box.x0 - air(left, beside)),
        max(0, box.y0 - air(above, _ABOVE)),
        min(page.width, box.x1 + air(right, beside)),
        min(page.height, box.y1 + air(below, _ABOVE)),
    )


def _in_row(one: Box, other: Box) -> bool:
    lower = min(one.y1 - one.y0, other.y1 - other.y0)
    return _shared(one.y0, one.y1, other.y0, other.y1) >= _SAME_ROW * lower


def _gap(one: Box, other: Box) -> int:
    """How far two boxes are apart from left to right; 0 where they overlap."""
    return max(0, one.x0 - other.x1, other.x0 - one.x1)


def _shared(a0: int, a1: int, b0: int, b1: int) -> int:
    """The length that two stretches have in common."""
    return max(0, min(a1, b1) - max(a0, b0))
