"""Patches of a strip of a picture that are of another colour than its ground, on a coarse grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_DIFFERS = 10
"""A pixel that differs from the ground by more than this (of 255) belongs to something."""
_COARSE = 8
"""Colours are counted in steps of this size, so that noise falls into few."""
_PLAIN = 0.35
"""A strip less of which is of one colour has no ground to tell from."""
_SHARE = 0.25
"""A cell belongs to something from this share of its pixels on: the rim of a patch has ground in it."""

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
Grid = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Patch:
    """Cells (row, column) that hang together, and their box, exclusive at the end."""

    x0: int
    y0: int
    x1: int
    y1: int
    cells: tuple[tuple[int, int], ...]

    @property
    def share(self) -> float:
        """How much of its box a patch fills."""
        return len(self.cells) / ((self.x1 - self.x0) * (self.y1 - self.y0))


def differing(strip: Pixels, cell: int) -> Grid | None:
    """Which cells of a strip hold something else than ground.

    Args:
        strip: RGB pixels, height × width × 3.
        cell: the side of a cell in pixels; what is left over at the end is not looked at.

    Returns:
        One truth value a cell; None where no one colour is common enough to be the ground.
    """
    high, wide = strip.shape[0] // cell, strip.shape[1] // cell
    if not high or not wide:
        return None
    whole = strip[: high * cell, : wide * cell].astype(np.int16)
    steps = whole // _COARSE
    colours = steps[..., 0].astype(np.intp) << 10 | steps[..., 1] << 5 | steps[..., 2]
    counts = np.bincount(colours.ravel())
    if counts.max() < _PLAIN * colours.size:
        return None
    ground = whole[colours == counts.argmax()].mean(axis=0)
    differs = np.zeros(colours.shape, dtype=np.bool_)
    for channel in range(3):
        differs |= np.abs(whole[..., channel] - np.float32(ground[channel])) > _DIFFERS
    away = differs.reshape(high, cell, wide, cell)
    found: Grid = away.mean(axis=(1, 3)) > _SHARE
    return found


def of(grid: Grid) -> Iterator[Patch]:
    """The patches of a grid, in no order that matters."""
    waiting = {(int(y), int(x)) for y, x in zip(*np.nonzero(grid), strict=True)}
    while waiting:
        start = waiting.pop()
        still, patch = [start], [start]
        while still:
            y, x = still.pop()
            for near in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if near in waiting:
                    waiting.remove(near)
                    still.append(near)
                    patch.append(near)
        ys, xs = [y for y, _ in patch], [x for _, x in patch]
        yield Patch(min(xs), min(ys), max(xs) + 1, max(ys) + 1, tuple(patch))
