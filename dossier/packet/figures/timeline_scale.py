"""The scale of a row of the timeline: where moments stand, and the windows shaded between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dossier.packet.figures.geometry import Area
from dossier.packet.figures.timeline_row import GUTTER, PAD, SMALL, STRIP, FigureWindow, PlacedWindow
from dossier.packet.typeset import fonts


@dataclass(frozen=True, slots=True)
class Scale:
    """The moments of a row and where they stand; ``fits`` is false when they had to be squeezed.

    The row shows what happened from ``first`` on and before ``clip``; None is no limit.
    """

    at: dict[datetime, float]
    first: datetime | None
    clip: datetime | None
    fits: bool

    def holds(self, moment: datetime) -> bool:
        """Whether a moment belongs to the row."""
        return (self.first is None or moment >= self.first) and (self.clip is None or moment < self.clip)


def placed_windows(
    windows: Sequence[FigureWindow], scale: Scale, width: float
) -> tuple[tuple[PlacedWindow, ...], int]:
    """The bands seen in a row of a width, and how many strips their labels take."""
    placed: list[PlacedWindow] = []
    for window in sorted(windows, key=lambda window: (window.start, window.end)):
        if (scale.first and window.end < scale.first) or (scale.clip and window.start >= scale.clip):
            continue
        start, end = scale.at.get(window.start), scale.at.get(window.end)
        needed = fonts.width(window.label, SMALL, bold=True) + 2 * PAD
        left = max(GUTTER, min(start or GUTTER, width - needed))
        right = max(left + needed, width if end is None else end)
        taken = [other.label for other in placed]
        for strip in range(len(taken) + 1):
            box = Area(left, strip * STRIP, right, (strip + 1) * STRIP - 2)
            if not any(box.meets(other) for other in taken):
                break
        placed.append(PlacedWindow(window, start, end, box))
    return tuple(placed), 1 + max((round(item.label.y0 / STRIP) for item in placed), default=-1)
