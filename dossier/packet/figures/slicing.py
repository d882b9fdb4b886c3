"""Where to cut a long capture: between its lines, into few parts of about the same height."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dossier.model import Box

Room = Callable[[int, int], bool]
"""Whether the rows from one (included) to another (excluded) fit on a sheet."""

_NEAR = 0.2
"""Share of a part that may be given up for a better place to cut."""


def free_rows(height: int, boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """The stretches of rows (first, last + 1) that no box touches, from top to bottom."""
    found: list[tuple[int, int]] = []
    row = 0
    for box in sorted(boxes, key=lambda box: box.y0):
        if box.y0 > row:
            found.append((row, box.y0))
        row = max(row, box.y1)
    if row < height:
        found.append((row, height))
    return found


def balanced(height: int, gaps: Sequence[tuple[int, int]], room: Room) -> tuple[int, ...]:
    """Rows at which to cut a picture.

    A cut goes through a line only where a single line is higher than a sheet.

    Args:
        height: of the picture, rows.
        gaps: stretches where it may be cut.
        room: what fits; more rows never fit better than fewer.
    """
    fewest = _cuts(height, gaps, room)
    even = height / (len(fewest) + 1)
    for percent in range(100, 160, 3):
        limit = even * percent / 100
        found = _cuts(height, gaps, _limited(room, limit))
        if len(found) == len(fewest) and _forced(found, gaps) <= _forced(fewest, gaps):
            return found
    return fewest


def _forced(cuts: Sequence[int], gaps: Sequence[tuple[int, int]]) -> int:
    """How many cuts go through lines."""
    return sum(not any(low <= cut <= high for low, high in gaps) for cut in cuts)


def _limited(room: Room, limit: float) -> Room:
    return lambda start, stop: stop - start <= limit and room(start, stop)


def _cuts(height: int, gaps: Sequence[tuple[int, int]], room: Room) -> tuple[int, ...]:
    found: list[int] = []
    start = 0
    while not room(start, height):
        limit = _longest(start, height, room)
        start = _best(start, limit, gaps)
        found.append(start)
    return tuple(found)


def _best(start: int, limit: int, gaps: Sequence[tuple[int, int]]) -> int:
    """The widest gap near ``limit`` and not beyond: between messages rather than between lines of one."""
    inside = [(low, high) for low, high in gaps if low <= limit and start + 1 < high]
    whole = [(low, high) for low, high in inside if start < low and (low + high) // 2 <= limit]
    near = [gap for gap in whole if sum(gap) / 2 > limit - (limit - start) * _NEAR]
    if near:
        low, high = max(near, key=lambda gap: (gap[1] - gap[0], gap))
        return (low + high) // 2
    if inside and inside[-1][1] > limit:
        return limit
    if inside:
        return max(start + 1, sum(inside[-1]) // 2)
    return limit


def _longest(start: int, height: int, room: Room) -> int:
    """Where the longest part from ``start`` ends; a sheet takes at least one row."""
    fits, fails = start + 1, height
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if room(start, middle):
            fits = middle
        else:
            fails = middle
    return fits
