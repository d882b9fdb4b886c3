"""Pages that lie askew: by how much, and where a box would stand if the page lay straight."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from dossier.model import Box

_LEAST = 0.4
"""A page that leans less (degrees) is read as it is: no row is lost by it."""
_SLENDER = 3
"""The lean of a line is only believed when it is so many times as long as high."""
_FEWEST = 3
_STEEPEST = 40.0
_HELD = 12.0
STRANGE = 8.0
"""Writing that leans so much more than its page (degrees) is stamped over it: a watermark."""


@dataclass(frozen=True, slots=True)
class Lean:
    """How far a page's writing runs down to the right (degrees), and the point it turns about."""

    degrees: float
    centre: tuple[float, float]

    def straight(self, box: Box) -> Box:
        """The box where its line would stand on the page turned level; the same when it is level already."""
        if not self.degrees:
            return box
        turn = math.radians(self.degrees)
        cos, sin = math.cos(turn), math.sin(turn)
        wide, high = box.x1 - box.x0, box.y1 - box.y0
        # A line of length l and height h leans: wide = l cos + h sin, high = l sin + h cos.
        slope = abs(sin)
        long = max((wide * cos - high * slope) / (cos * cos - slope * slope), 1)
        tall = max((high * cos - wide * slope) / (cos * cos - slope * slope), 1)
        x, y = (box.x0 + box.x1) / 2 - self.centre[0], (box.y0 + box.y1) / 2 - self.centre[1]
        x, y = x * cos + y * sin + self.centre[0], y * cos - x * sin + self.centre[1]
        return Box(round(x - long / 2), round(y - tall / 2), math.ceil(x + long / 2), math.ceil(y + tall / 2))


def lean(lines: Sequence[tuple[Box, float]], width: int, height: int) -> Lean:
    """How a page lies.

    Args:
        lines: box and tilt (degrees) of each of its lines.
        width: of the page, px.
        height: of the page, px.
    """
    slender = [(tilt, box.x1 - box.x0) for box, tilt in lines if _is_slender(box, tilt)]
    # A watermark may have more lines than the page; nobody holds a phone as askew as that.
    nearly = [(tilt, wide) for tilt, wide in slender if abs(tilt) <= _HELD]
    slender = nearly if len(nearly) > 1 else slender
    degrees = _weighted(slender) if len(slender) >= _FEWEST else 0.0
    if not _LEAST <= abs(degrees) <= _STEEPEST:
        degrees = 0.0
    return Lean(degrees, (width / 2, height / 2))


def _is_slender(box: Box, tilt: float) -> bool:
    wide, high = box.x1 - box.x0, box.y1 - box.y0
    return wide > _SLENDER * max(1.0, high - wide * math.tan(math.radians(min(abs(tilt), _STEEPEST))))


def _weighted(tilts: Sequence[tuple[float, int]]) -> float:
    """The median tilt, long lines counting for more."""
    unit = max(1, min(wide for _, wide in tilts))
    return median(tilt for tilt, wide in tilts for _ in range(min(20, max(1, wide // unit))))
