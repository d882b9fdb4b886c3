"""QR codes in a picture, found by the three squares in their corners (ISO/IEC 18004).

Through the middle of each of them any straight line crosses dark, light, dark,
light and dark in the proportion 1:1:3:1:1.  Three of one size at the corners of
a right angle are a code, whatever it says; it is not read.  One that lies askew
by more than some degrees is not found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import dist, sqrt
from typing import TYPE_CHECKING

import numpy as np
from PIL import ImageChops

from dossier.model import Box

if TYPE_CHECKING:
    from PIL import Image

_LEVELS = (96, 160)
"""What is darker in its weakest colour is dark; two levels, for pale codes and for shadows."""
_STEP = 3
"""Every so many rows are looked at; the inner square has more."""
_WIDE = 7.0
_SHARES = (1, 1, 3, 1, 1)
_LEAST = 1.4
"""Pixels to a module from which a code can be told."""
_OFF = 0.5
"""How far a run may be off, in modules, and by how many pixels at least."""
_FEWEST, _MOST = 12.0, 180.0
"""Modules between two corners: of the smallest and of the largest code, with some play."""
_SIZES, _SIDES, _ANGLE = 1.45, 0.12, 0.08
_DARK = (0.2, 0.8)
_EDGE = 5.0
"""Modules from the middle of a corner to the code's rim, and a little more."""
_CORNERS = 24
"""With more corners a picture is a pattern of some other kind."""

Levels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Corner:
    """The middle of a corner's square, and pixels to a module."""

    x: float
    y: float
    module: float


def find(picture: Image.Image) -> tuple[Box, ...]:
    """The QR codes of a picture, from top to bottom, each with its rim.

    Args:
        picture: upright, in any mode.
    """
    red, green, blue = picture.convert("RGB").split()
    weakest: Levels = np.asarray(ImageChops.darker(ImageChops.darker(red, green), blue))
    found: list[Box] = []
    for level in _LEVELS:
        for box in _codes(weakest, level, _corners(weakest, level)):
            if not any(_meet(box, other) for other in found):
                found.append(box)
    return tuple(sorted(found, key=lambda box: (box.y0, box.x0)))


def _corners(weakest: Levels, level: int) -> list[Corner]:
    """The squares of a picture: seen in rows, borne out in the column through their middle."""
    seen: list[list[Corner]] = []
    for y, middle, module in _crossed(weakest[::_STEP] < level):
        corner = _upright(weakest, level, (middle, y * _STEP), module)
        if corner is not None:
            same = next((group for group in seen if _is_one(group[0], corner)), None)
            if same is None:
                seen.append([corner])
            else:
                same.append(corner)
    return [
        Corner(
            sum(one.x for one in group) / len(group),
            sum(one.y for one in group) / len(group),
            sum(one.module for one in group) / len(group),
        )
        for group in seen
        if len(group) * _STEP >= group[0].module
    ]


def _crossed(rows: Pixels) -> Iterator[tuple[int, float, float]]:
    """Where rows are crossed in the proportion of a corner: the row, the middle, and pixels to a module."""
    row, edge = np.nonzero(rows[:, 1:] != rows[:, :-1])
    if row.size < 6:  # noqa: PLR2004 - five runs have six ends
        return
    five = np.lib.stride_tricks.sliding_window_view(np.diff(edge), 5)
    modules = five.sum(axis=1) / _WIDE
    fits = (row[5:] == row[:-5]) & (modules >= _LEAST)
    play = np.maximum(_OFF * modules, 1.0)
    for run, share in enumerate(_SHARES):
        fits &= np.abs(five[:, run] - share * modules) <= play
    for place in np.flatnonzero(fits):
        yield int(row[place]), float(edge[place] + edge[place + 5]) / 2 + 1, float(modules[place])


def _upright(weakest: Levels, level: int, place: tuple[float, int], module: float) -> Corner | None:
    """The corner through whose middle a row goes, when the column there is crossed alike."""
    x, y = place
    top = max(0, round(y - 6 * module))
    column = weakest[top : round(y + 6 * module) + 1, min(round(x), weakest.shape[1] - 1)] < level
    ends = np.concatenate(([not column[0]], column, [not column[-1]]))
    for _, middle, other in _crossed(ends[None, :]):
        away = abs(top + middle - 1 - y)
        if away <= 1.5 * module + 1 and max(module, other) / min(module, other) <= _SIZES:
            return Corner(x, top + middle - 1, (module + other) / 2)
    return None


def _is_one(a: Corner, b: Corner) -> bool:
    return max(abs(a.x - b.x), abs(a.y - b.y)) <= 2 * a.module


def _codes(weakest: Levels, level: int, corners: Sequence[Corner]) -> Iterator[Box]:
    if len(corners) > _CORNERS:
        return
    for three in combinations(corners, 3):
        if max(one.module for one in three) > _SIZES * min(one.module for one in three):
            continue
        module = sum(one.module for one in three) / 3
        near, far, across = sorted(dist((a.x, a.y), (b.x, b.y)) for a, b in combinations(three, 2))
        if not _FEWEST * module <= near <= far <= _MOST * module:
            continue
        if far - near > _SIDES * far or abs(across / (sqrt(near * near + far * far) or 1) - 1) > _ANGLE:
            continue
        # The fourth corner, which has no square, lies across from that of the right angle.
        right = min(three, key=lambda one: sum(dist((one.x, one.y), (b.x, b.y)) for b in three))
        xs, ys = [one.x for one in three], [one.y for one in three]
        xs, ys = [*xs, sum(xs) - 2 * right.x], [*ys, sum(ys) - 2 * right.y]
        rim = _EDGE * module
        box = Box(
            max(0, round(min(xs) - rim)),
            max(0, round(min(ys) - rim)),
            min(weakest.shape[1], round(max(xs) + rim)),
            min(weakest.shape[0], round(max(ys) + rim)),
        )
        if _DARK[0] <= float((weakest[box.y0 : box.y1, box.x0 : box.x1] < level).mean()) <= _DARK[1]:
            yield box


def _meet(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
