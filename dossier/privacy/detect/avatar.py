"""Pictures of persons beside the messages of a chat, found by their pixels.

An avatar is a patch, about as high as wide, that stands apart from the bubble
between it and the picture's edge.  All avatars of a side stand in one column and
are of one size, so those that are plain to see tell where the pale ones are.
Where the ground is a picture itself nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from dossier.model import Box, Evidence, Line, Page, Role, Speaker
from dossier.privacy.detect import patches
from dossier.privacy.model import Mask, Secret
from dossier.reading import layout
from dossier.reading.chats import conversation

if TYPE_CHECKING:
    from PIL import Image

_STEPS = 8
"""Cells of the grid to the height of a line."""
_STRIP = 7.0
"""How far from a bubble's words (heights of a line) an avatar is looked for."""
_SMALLEST, _LARGEST = 1.0, 4.8
_SQUARE = 0.68
_FILLED = 0.55
_ABOVE, _UNDER = 2.6, 2.2
"""How far (heights) the top of an avatar may lie above a message's first line, and below it."""
_ALIGNED = 0.4
_TRACE = 0.06
"""A place where an avatar is due has one when this share of it is not ground."""
_EVEN = 0.02
"""A bubble whose margins differ by less (of the width) leans to neither side."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The messages of one side of a chat: where their words begin, and from where to where avatars stand."""

    said: tuple[Box, ...]
    left: bool
    x0: int
    x1: int


def find(item: Evidence, page: Page, picture: Image.Image) -> tuple[Mask, ...]:
    """The avatars on a chat picture, from top to bottom.

    Args:
        item: the file; other than chats have none.
        page: with lines.
        picture: of the upright page, in its size.

    Returns:
        Masks without words, their boxes in the page's pixels.
    """
    if item.role is not Role.CHAT or not page.width or not page.lines:
        return ()
    pixels = np.asarray(picture.convert("RGB"))
    tall = layout.line_height(page)
    boxes = {box for side in _sides(page, tall) for box in _beside(pixels, page, side, tall)}
    return tuple(
        Mask(evidence=item.id, page=page.number, kind=Secret.AVATAR, box=box)
        for box in sorted(boxes, key=lambda box: (box.y0, box.x0))
    )


def _sides(page: Page, tall: float) -> Iterator[_Side]:
    """The messages that begin at the left (on a desk all do), and those that end at the right."""
    said = [
        (one.speaker, box)
        for one in conversation.of_page(page)
        if one.speaker is not Speaker.SYSTEM and (box := _place(one.lines, page)) is not None
    ]
    left = tuple(box for speaker, box in said if _leans_left(box, page, speaker))
    right = tuple(box for speaker, box in said if not _leans_left(box, page, speaker))
    wide = round(_STRIP * tall)
    if left:
        inner = round(median(box.x0 for box in left))
        yield _Side(left, left=True, x0=max(0, inner - wide), x1=inner)
    if right:
        inner = round(median(box.x1 for box in right))
        yield _Side(right, left=False, x0=inner, x1=min(page.width, inner + wide))


def _place(lines: Sequence[Line], page: Page) -> Box | None:
    """Where a message stands in the picture; a framed capture's lines were moved in thought."""
    numbers = {line.number for line in lines}
    return layout.span([line for line in page.lines if line.number in numbers])


def _leans_left(box: Box, page: Page, speaker: Speaker) -> bool:
    gap = box.x0 - (page.width - box.x1)
    if abs(gap) < _EVEN * page.width:
        return speaker is not Speaker.BUYER
    return gap < 0


def _beside(pixels: patches.Pixels, page: Page, side: _Side, tall: float) -> Iterator[Box]:
    """The avatars between the words of one side and the edge."""
    cell = max(2, round(tall / _STEPS))
    # The grid begins at the words, so that a bubble's padding fills its cells.
    x0 = side.x0 + (side.x1 - side.x0) % cell if side.left else side.x0
    grid = patches.differing(pixels[:, x0 : side.x1], cell)
    if grid is None:
        return
    apart = [patch for patch in patches.of(grid) if not _touches(patch, grid.shape[1], left=side.left)]
    shaped = [
        Box(
            max(0, x0 + (patch.x0 - 1) * cell),
            max(0, (patch.y0 - 1) * cell),
            min(page.width, x0 + (patch.x1 + 1) * cell),
            min(page.height, (patch.y1 + 1) * cell),
        )
        for patch in apart
        if _is_shaped(patch, tall / cell)
    ]
    sure = [box for box in shaped if any(_is_at(box, first, tall) for first in side.said)]
    if not sure:
        return
    x, size = median(box.x0 for box in sure), median(box.x1 - box.x0 for box in sure)
    # A message that is a picture has no words beside it, but its avatar stands in the same column.
    found = [
        box
        for box in shaped
        if max(abs(box.x0 - x), abs(box.x1 - box.x0 - size)) <= _ALIGNED * tall + 2 * cell
    ]
    yield from found
    yield from _pale(side, found, apart, (x0, cell), page)


def _pale(
    side: _Side, found: Sequence[Box], apart: Sequence[patches.Patch], scale: tuple[int, int], page: Page
) -> Iterator[Box]:
    """Avatars so near to the ground's colour that only a part of them is seen, where one is due."""
    x0, cell = scale
    wide = round(median(box.x1 - box.x0 for box in found))
    high = round(median(box.y1 - box.y0 for box in found))
    at = round(median(box.x0 for box in found))
    # Of the messages with an avatar: how far its top lies from the first line.
    offset = round(median(min((box.y0 - one.y0 for one in side.said), key=abs) for box in found))
    for one in side.said:
        due = Box(at, max(0, one.y0 + offset), at + wide, min(page.height, one.y0 + offset + high))
        if any(_meet(due, box) for box in found) or any(
            line.box is not None and _meet(due, line.box) for line in page.lines
        ):
            continue
        seen = sum(
            due.x0 <= x0 + x * cell < due.x1 and due.y0 <= y * cell < due.y1
            for patch in apart
            for y, x in patch.cells
        )
        if seen * cell * cell >= _TRACE * wide * high:
            yield due


def _meet(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _touches(patch: patches.Patch, wide: int, *, left: bool) -> bool:
    """Whether a patch reaches the words' side of the strip: then it is the bubble."""
    return patch.x1 >= wide if left else patch.x0 <= 0


def _is_shaped(patch: patches.Patch, tall: float) -> bool:
    """Whether a patch is about square, well filled and of an avatar's size; ``tall`` is a line's in cells."""
    wide, high = patch.x1 - patch.x0, patch.y1 - patch.y0
    return (
        patch.share >= _FILLED
        and min(wide, high) >= max(_SQUARE * max(wide, high), _SMALLEST * tall)
        and max(wide, high) <= _LARGEST * tall
    )


def _is_at(box: Box, first: Box, tall: float) -> bool:
    """Whether a patch stands at the height where a message begins."""
    return first.y0 - _ABOVE * tall <= box.y0 <= first.y0 + _UNDER * tall and box.y1 > first.y0 - tall
