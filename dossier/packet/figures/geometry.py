"""Rectangles on a page and how to keep them apart: plain numbers, nothing of a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle in points; ``y`` grows downwards from the top of the sheet or row."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Area) -> bool:
        """Whether the two share more than an edge."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


def stack(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float, gap: float
) -> list[float]:
    """Tops for blocks that want to stand at certain heights, in order and without overlap.

    They stay at or below ``low``; above ``high`` as long as their sum allows.
    """
    tops: list[float] = []
    floor = low
    for want, height in zip(wanted, heights, strict=True):
        tops.append(max(want, floor))
        floor = tops[-1] + height + gap
    ceiling = high
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = min(tops[index], ceiling - heights[index])
        ceiling = tops[index] - gap
    shift = max(0.0, low - tops[0]) if tops else 0.0
    return [top + shift for top in tops]


def beside(box: Area, frame: Area, taken: Sequence[Area], radius: float) -> Area | None:
    """A free place for a round badge beside a marked box, or None.

    Args:
        box: the mark.
        frame: where badges may stand.
        taken: lines of text, other marks, other badges.
        radius: of the badge.
    """
    size, air = 2 * radius, 2.5
    middle = (box.y0 + box.y1) / 2 - radius
    corners = (
        (box.x1 + air, middle),
        (box.x0 - air - size, middle),
        (box.x1 - size, box.y0 - air - size),
        (box.x1 - size, box.y1 + air),
        (box.x0, box.y0 - air - size),
        (box.x0, box.y1 + air),
    )
    for x, y in corners:
        place = Area(x, y, x + size, y + size)
        inside = frame.x0 <= x and x + size <= frame.x1 and frame.y0 <= y and y + size <= frame.y1
        if inside and not any(place.meets(other) for other in taken):
            return place
    return None


def free_spans(x: float, y0: float, y1: float, obstacles: Sequence[Area]) -> list[tuple[float, float]]:
    """The parts of an upright line that no obstacle covers, so that a line never runs through words."""
    spans, top = [], y0
    for box in sorted((box for box in obstacles if box.x0 - 2 < x < box.x1 + 2), key=lambda box: box.y0):
        if box.y0 > top:
            spans.append((top, min(box.y0, y1)))
        top = max(top, box.y1)
        if top >= y1:
            return spans
    return [*spans, (top, y1)]
