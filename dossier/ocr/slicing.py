"""Long captures are read in strips, and the strips' lines put together without seams.

An engine shrinks what is too long until nothing is legible.  So the picture is
cut into strips that overlap; each strip owns the part of the picture up to the
middle of its overlaps, and only lines whose centre lies in its own part are
kept.  A line cut by a strip's edge is thereby left to the neighbour that sees
all of it.  Two readings of one line may put its centre a pixel to either side
of the border; the border is therefore a little wide on both sides, and of two
lines that cover each other there the earlier stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dossier.intake.order import in_reading_order
from dossier.model import Box, Line
from dossier.ocr.tilt import lean

if TYPE_CHECKING:
    from PIL import Image

_OVERLAP = 0.25
"""Overlap of two strips as a share of the width: higher than any line of a screenshot."""
_LEAST_OVERLAP = 64
_COVERED = 0.5
"""Two lines are one when this share of the smaller is covered by the other."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows ``top`` to ``bottom``, of which ``first`` to ``last`` are its own; the ends are exclusive."""

    top: int
    bottom: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as an engine finds it: text, place, confidence 0..1, degrees it runs down to the right."""

    text: str
    box: Box
    confidence: float
    tilt: float = 0.0


def strips(width: int, height: int, tallest: int) -> tuple[Strip, ...]:
    """Cut a picture into strips of at most ``tallest`` rows, as even as they come.

    Args:
        width: of the picture, px; the overlap follows it.
        height: of the picture, px.
        tallest: most rows of one strip, px.
    """
    if height <= tallest:
        return (Strip(0, height, 0, height),)
    overlap = min(max(_LEAST_OVERLAP, round(_OVERLAP * width)), tallest // 2)
    count = -(-(height - overlap) // (tallest - overlap))
    starts = [round(index * (height - overlap) / count) for index in range(count + 1)]
    cut = []
    for index in range(count):
        top, bottom = starts[index], starts[index + 1] + overlap
        first = 0 if index == 0 else top + overlap // 2
        last = height if index == count - 1 else starts[index + 1] + overlap // 2
        cut.append(Strip(top, min(bottom, height), first, last))
    return tuple(cut)


def read_in_strips(
    image: Image.Image, tallest: int, read: Callable[[Image.Image], Iterable[Reading]]
) -> tuple[Line, ...]:
    """Read a picture strip by strip.

    Args:
        image: the whole picture.
        tallest: most rows of one strip, px.
        read: reads one strip, boxes in its own pixels.

    Returns:
        Lines in reading order, numbered from 1, boxes clipped to the picture.
    """
    found: list[Reading] = []
    for strip in strips(image.width, image.height, tallest):
        whole = strip.bottom - strip.top == image.height
        part = image if whole else image.crop((0, strip.top, image.width, strip.bottom))
        moved = (replace(one, box=_down(one.box, strip.top)) for one in read(part))
        found = _joined(found, [one for one in moved if _owned(one, strip)], strip.first)
    return numbered(found, image.width, image.height)


def numbered(found: Sequence[Reading], width: int, height: int) -> tuple[Line, ...]:
    """Lines in reading order, clipped to the picture; what is empty or outside falls away."""
    clipped = [replace(one, box=_clipped(one.box, width, height)) for one in found if one.text.strip()]
    inside = [one for one in clipped if one.box.x0 < one.box.x1 and one.box.y0 < one.box.y1]
    lying = lean([(one.box, one.tilt) for one in inside], width, height)
    return tuple(
        Line(number, one.text.strip(), one.box, round(min(max(one.confidence, 0.0), 1.0), 3), tilt=one.tilt)
        for number, one in enumerate(in_reading_order(inside, lambda one: lying.straight(one.box)), start=1)
    )


def _down(box: Box, rows: int) -> Box:
    return Box(box.x0, box.y0 + rows, box.x1, box.y1 + rows)


def _clipped(box: Box, width: int, height: int) -> Box:
    return Box(max(0, box.x0), max(0, box.y0), min(width, box.x1), min(height, box.y1))


def _slack(box: Box) -> float:
    return (box.y1 - box.y0) / 4


def _owned(one: Reading, strip: Strip) -> bool:
    centre, slack = (one.box.y0 + one.box.y1) / 2, _slack(one.box)
    return strip.first - slack <= centre < strip.last + slack


def _joined(before: list[Reading], after: list[Reading], border: int) -> list[Reading]:
    """All lines of both, but one of each pair that is the same line seen twice across the border."""
    near = [one for one in before if one.box.y1 > border - 2 * _slack(one.box)]
    return before + [one for one in after if not any(_same(one.box, other.box) for other in near)]


def _same(a: Box, b: Box) -> bool:
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    down = min(a.y1, b.y1) - max(a.y0, b.y0)
    smaller = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (a, b))
    return across > 0 and down > 0 and across * down > _COVERED * smaller
