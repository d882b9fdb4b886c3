"""Flowables one below the other, inside a frame, a table cell or a block kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from reportlab.platypus import Flowable
from reportlab.platypus.doctemplate import FrameBreak

from dossier.packet.typeset import styles

_HIGH = 1e6
_OPENING = 80.0
"""A paragraph up to this height, in points, does not part a heading from the table that it opens."""


@runtime_checkable
class Splitting(Protocol):
    """A flowable that knows how little of it may stand at the foot of a page."""

    def least(self, width: float) -> float:
        """Height of that piece, in points."""
        ...


def least(flowable: Flowable, width: float, canvas: Any) -> float:
    """Height in points that must be free for a flowable to begin on a page."""
    if isinstance(flowable, Splitting):
        return flowable.least(width)
    return flowable.wrapOn(canvas, width, _HIGH)[1]


class Stack:
    """A column of flowables with the larger of two neighbouring spaces between them."""

    def __init__(self, children: Sequence[Flowable]) -> None:
        self.children = list(children)

    def _placed(self, width: float, canvas: Any) -> list[tuple[Flowable, float, float]]:
        """Each child with the distance of its upper edge from the top and its height."""
        found: list[tuple[Flowable, float, float]] = []
        y, after = 0.0, 0.0
        for child in self.children:
            if found:
                y += max(after, child.getSpaceBefore())
            height = child.wrapOn(canvas, width, _HIGH)[1]
            found.append((child, y, height))
            y, after = y + height, child.getSpaceAfter()
        return found

    def measure(self, width: float, canvas: Any) -> float:
        """Height at a width, in points; spaces at the top and the end do not count."""
        placed = self._placed(width, canvas)
        return placed[-1][1] + placed[-1][2] if placed else 0.0

    def least(self, width: float, canvas: Any) -> float:
        """Height of the smallest piece to begin with."""
        return least(self.children[0], width, canvas) if self.children else 0.0

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw all children, the first one's upper edge at ``top``."""
        for child, y, height in self._placed(width, canvas):
            child.drawOn(canvas, x, top - y - height)

    def split(self, width: float, height: float, canvas: Any) -> tuple[Stack, Stack] | None:
        """Cut so that the upper part fits into a height; None when nothing of it does."""
        for index, (child, y, own) in enumerate(self._placed(width, canvas)):
            if y + own <= height + styles.TOLERANCE:
                continue
            parts = child.splitOn(canvas, width, height - y) if height > y else []
            upper = [*self.children[:index], *parts[:1]]
            while upper and is_heading(upper[-1]):
                upper.pop()
                parts = []
            rest = [*parts[1:], *self.children[index + 1 :]] if parts else self.children[len(upper) :]
            return (Stack(upper), Stack(rest)) if upper else None
        return self, Stack([])


def is_heading(flowable: Flowable) -> bool:
    """Whether a flowable must not stand alone at the foot of a page."""
    return bool(getattr(flowable, "is_heading", False))


class Keep(Flowable):
    """Flowables that stay on one page if one page can hold them."""

    def __init__(self, children: Sequence[Flowable]) -> None:
        super().__init__()
        self._stack = Stack(children)
        if self._stack.children:
            self.spaceBefore = self._stack.children[0].getSpaceBefore()
            self.spaceAfter = self._stack.children[-1].getSpaceAfter()

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """All children, one below the other."""
        self.width, self.height = width, self._stack.measure(width, getattr(self, "canv", None))
        return self.width, self.height

    def least(self, width: float) -> float:
        """All of it, unless it is higher than a page."""
        height = self._stack.measure(width, getattr(self, "canv", None))
        return height if height <= styles.FRAME_HEIGHT else styles.FRAME_HEIGHT / 2

    def split(self, width: float, height: float) -> list[Flowable]:
        """Nothing, so that it goes to the next page; pieces when no page can hold it."""
        canvas = getattr(self, "canv", None)
        if self._stack.measure(width, canvas) <= styles.FRAME_HEIGHT:
            return []
        parts = self._stack.split(width, height, canvas)
        return [*parts[0].children, Keep(parts[1].children)] if parts else []

    def draw(self) -> None:
        """Draw the children."""
        self._stack.draw(self.canv, 0, self.height, self.width)


class HeadingRoom(Flowable):
    """Goes to the next page when a heading, words that open a table and the beginning of it do not fit.

    Stands before the heading and takes no room.  ReportLab's ``keepWithNext``
    would drag a whole table along.
    """

    # ReportLab's flags: it may move on, it takes no room, the space before it goes on after it.
    locChanger = 1  # noqa: N815
    _ZEROSIZE = _SPACETRANSFER = True

    def __init__(self, following: Sequence[Flowable]) -> None:
        super().__init__()
        self.width = self.height = 0.0
        self._following = list(following)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Ask for a new page when the room is too small."""
        # Below 0 the frame is full and ReportLab moves on by itself; the break asked for here
        # would then come into effect on the new page and leave it empty.
        if 0 <= height < min(self._needed(width), styles.FRAME_HEIGHT - 1):
            frame = getattr(getattr(self.canv, "_doctemplate", None), "frame", None)
            if frame is not None:
                frame.add_generated_content(FrameBreak)
        return 0.0, 0.0

    def _needed(self, width: float) -> float:
        needed, after = 0.0, 0.0
        for flowable in self._following:
            needed += max(after, flowable.getSpaceBefore())
            after = flowable.getSpaceAfter()
            height = flowable.wrapOn(self.canv, width, _HIGH)[1]
            is_last = flowable is self._following[-1]
            if not is_heading(flowable) and (is_last or height > _OPENING):
                return needed + least(flowable, width, self.canv)
            needed += height
        return needed

    def draw(self) -> None:
        """Nothing to see."""
