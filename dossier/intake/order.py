"""Reading order: rows from top to bottom, and within a row from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossier.model import Box

T = TypeVar("T")

_SHARED = 0.5
"""Two boxes stand in one row when they share this part of the lower one's height."""


def in_reading_order(items: list[T], box: Callable[[T], Box]) -> list[T]:
    """Sort things by where they stand.

    Args:
        items: what to sort; equal places keep their order.
        box: tells the place of one.
    """
    rows: list[list[T]] = []
    for item in sorted(items, key=lambda one: (box(one).y0 + box(one).y1, box(one).x0)):
        if rows and _same_row(box(rows[-1][0]), box(item)):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda one: box(one).x0)]


def _same_row(a: Box, b: Box) -> bool:
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared > _SHARED * min(a.y1 - a.y0, b.y1 - b.y0)
