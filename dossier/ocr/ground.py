"""The colour behind each line: on a chat screen it tells a bubble from the page, and the sides apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dossier.model import Line

if TYPE_CHECKING:
    from PIL import Image

_STEP = 16
"""Colours are counted in cells of this size: anti-aliased edges and JPEG noise fall into few cells."""


def with_grounds(image: Image.Image, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with the colour that fills most of their box.

    Text covers less than half of its box, so the most frequent colour there is
    the ground it stands on.  The colour is the mean of the pixels in the fullest
    cell of a coarse colour grid.

    Args:
        image: the upright RGB picture of the page.
        lines: with boxes in its pixels; lines without a box stay as they are.
    """
    pixels = np.asarray(image)
    return tuple(replace(line, ground=_ground(pixels, line)) for line in lines)


def _ground(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], line: Line) -> int | None:
    if line.box is None:
        return None
    x0, y0, x1, y1 = line.box
    part = pixels[y0:y1, x0:x1].reshape(-1, 3).astype(np.int64)
    if not part.size:
        return None
    cells = (part // _STEP) @ np.array([1 << 16, 1 << 8, 1])
    names, counts = np.unique(cells, return_counts=True)
    red, green, blue = (round(float(v)) for v in part[cells == names[counts.argmax()]].mean(axis=0))
    return red << 16 | green << 8 | blue
