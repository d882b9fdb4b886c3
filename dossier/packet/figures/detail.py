"""Parts of a wide picture to be shown larger beneath it: around its marks, never through a line.

Numbers only; boxes are in pixels of the picture.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from dossier.model import Box

GAP = 9.0
"""Over a detail, in points."""
HEAD = 13.0
"""For the words over the first one, in points."""
_LEGIBLE, _LARGEST = 8.0, 13.0
"""Height of a line in points: from the one on no detail is needed, to the other it is made larger."""
_WORTH = 1.25
"""So much larger than the whole picture a detail must be."""
_MOST = 3
_BETTER = 1.15
"""Another detail must make all of them so much larger."""
_BESIDE = 6
"""What stands beside a mark within so many heights of a line is shown with it: its label."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A part of a picture, and points a pixel."""

    box: Box
    scale: float


def closer(
    size: tuple[int, int],
    marks: Sequence[Box],
    lines: Sequence[Box],
    scale: float,
    room: tuple[float, float],
) -> tuple[Detail, ...]:
    """The details to show, from top to bottom; none where they would help little.

    Args:
        size: of the picture, pixels.
        marks: what should be seen.
        lines: all lines of the picture.
        scale: of the whole picture, points a pixel.
        room: width and height for all details, points.
    """
    if not marks:
        return ()
    line = statistics.median(box.y1 - box.y0 for box in (lines or marks))
    if line * scale >= _LEGIBLE:
        return ()
    best: tuple[Detail, ...] = ()
    for count in range(1, min(_MOST, len(marks)) + 1):
        boxes = _apart([_around(group, lines, line, size) for group in _groups(marks, count)])
        height = room[1] - HEAD - GAP * len(boxes)
        larger = min(
            room[0] / max(box.x1 - box.x0 for box in boxes),
            height / sum(box.y1 - box.y0 for box in boxes),
            max(_LARGEST / line, scale),
            1.0,
        )
        if larger >= max(_WORTH * scale, _BETTER * best[0].scale if best else 0.0):
            best = tuple(Detail(box, larger) for box in boxes)
    return best


def _groups(marks: Sequence[Box], count: int) -> list[list[Box]]:
    """The marks in so many groups, those that stand nearest to each other together."""
    groups = [[mark] for mark in sorted(marks, key=lambda box: (box.y0, box.x0))]
    while len(groups) > count:
        near = min(combinations(range(len(groups)), 2), key=lambda pair: _gap(*(groups[n] for n in pair)))
        groups[near[0]] += groups.pop(near[1])
    return groups


def _gap(one: Sequence[Box], other: Sequence[Box]) -> int:
    """How far two groups are apart, across or down."""
    a, b = _hull(one), _hull(other)
    return max(a.x0 - b.x1, b.x0 - a.x1, a.y0 - b.y1, b.y0 - a.y1)


def _around(marks: Sequence[Box], lines: Sequence[Box], line: float, size: tuple[int, int]) -> Box:
    """Marks with what stands beside them and a little air, at its edges no line cut."""
    box = _hull(marks)
    near = box._replace(x0=round(box.x0 - _BESIDE * line), x1=round(box.x1 + _BESIDE * line))
    box = _hull([box, *(other for other in lines if _meet(near, other) and _shares_row(other, marks))])
    air = max(1, round(0.6 * line))
    box = Box(
        max(0, box.x0 - air), max(0, box.y0 - air), min(size[0], box.x1 + air), min(size[1], box.y1 + air)
    )
    while (whole := _hull([box, *(other for other in lines if _meet(box, other))])) != box:
        box = whole
    return Box(max(0, box.x0), max(0, box.y0), min(size[0], box.x1), min(size[1], box.y1))


def _apart(boxes: Sequence[Box]) -> list[Box]:
    """Boxes from top to bottom; those that overlap become one."""
    found: list[Box] = []
    for box in boxes:
        whole = box
        while common := [other for other in found if _meet(whole, other)]:
            found = [other for other in found if other not in common]
            whole = _hull([whole, *common])
        found.append(whole)
    return sorted(found, key=lambda box: (box.y0, box.x0))


def _shares_row(box: Box, marks: Sequence[Box]) -> bool:
    return any(box.y0 < mark.y1 and mark.y0 < box.y1 for mark in marks)


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _hull(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
