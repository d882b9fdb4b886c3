"""Where the writing stands inside a rectangle that a person drew around it.

Readers tell rows, columns and sizes by the boxes of lines, which an engine sets close
to the writing.  A hand draws wider, so the box is drawn in to the lines around it: never
out of the rectangle, and never so far that the words would have no room.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from statistics import median

from dossier.model import Box, Line

_WIDE, _NARROW = 1.0, 0.55
"""Width of a sign in heights of its line."""
_ROOM = 1.25
"""Words may be set so much closer than usual."""
_NEAR = 0.9
"""So near (usual heights) to the side of a rectangle the edge of another line is the writing's too."""
_BESIDE = 0.5


def share(one: Box, other: Box) -> float:
    """The share of a box that lies inside another."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    area = (one.x1 - one.x0) * (one.y1 - one.y0)
    return wide * high / area if wide > 0 and high > 0 and area > 0 else 0.0


def is_same_place(one: Box, other: Box) -> bool:
    """Whether two boxes mark the same writing: one lies for the most part inside the other."""
    return max(share(one, other), share(other, one)) >= _BESIDE


def fit(drawn: Box, text: str, lines: Sequence[Line]) -> Box:
    """The box that an engine would have set around one row of writing.

    Args:
        drawn: the person's rectangle.
        text: what stands in it.
        lines: the other lines of the page, all level.
    """
    others = [line.box for line in lines if line.box is not None]
    if not others:
        return drawn
    usual = round(median(box.y1 - box.y0 for box in others))
    y0, y1 = _rows(drawn, text, others, usual)
    near = _NEAR * usual
    lefts = [box.x0 for box in others if drawn.x0 <= box.x0 <= drawn.x0 + near]
    rights = [box.x1 for box in others if drawn.x1 - near <= box.x1 <= drawn.x1]
    x0 = min(lefts, key=lambda x: x - drawn.x0, default=drawn.x0)
    x1 = min(rights, key=lambda x: drawn.x1 - x, default=drawn.x1)
    return (
        Box(x0, y0, x1, y1) if x0 < x1 and _has_room(text, x1 - x0, y1 - y0) else drawn._replace(y0=y0, y1=y1)
    )


def _rows(drawn: Box, text: str, others: Sequence[Box], usual: int) -> tuple[int, int]:
    """Top and bottom of the writing: a neighbour's in its row, else a usual line's in the middle.

    A rectangle around several rows stays as it is.
    """
    if not _has_room(text, drawn.x1 - drawn.x0, usual):
        return drawn.y0, drawn.y1
    inside = [box for box in others if drawn.y0 <= box.y0 and box.y1 <= drawn.y1]
    if inside:
        middle = (drawn.y0 + drawn.y1) / 2
        beside = min(inside, key=lambda box: abs((box.y0 + box.y1) / 2 - middle))
        return beside.y0, beside.y1
    spare = drawn.y1 - drawn.y0 - usual
    return (drawn.y0 + spare // 2, drawn.y0 + spare // 2 + usual) if spare > 0 else (drawn.y0, drawn.y1)


def _has_room(text: str, width: int, height: int) -> bool:
    """Whether a text of signs so high can stand in one row so wide."""
    signs = sum(_WIDE if unicodedata.east_asian_width(sign) in "WF" else _NARROW for sign in text)
    return signs * height <= _ROOM * width
