"""Places in the packet that links, page references and the outline point at.

Any flowable that draws something worth pointing at calls :func:`note` while
it draws.  The same name noted again is passed over: the first place counts.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

_AIR = 6.0
"""Shown above the place a link goes to, in points."""


class DanglingLinkError(ValueError):
    """A link or page reference to a place that does not exist; names them."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(f"no such anchor: {', '.join(sorted(names))}")
        self.names = frozenset(names)


class PacketCanvas(Canvas):
    """A canvas that remembers where its anchors are and where its links go.

    ``rehearsal`` says that it will not be written: whoever fills whole pages need only note its anchors.
    """

    rehearsal = False

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.anchors: dict[str, int] = {}
        self.wanted: set[str] = set()
        self.deepest = -1

    def linkRect(self, contents: str, destinationname: str, *args: Any, **kw: Any) -> Any:  # noqa: N802
        """As in ReportLab; the destination must exist in the end."""
        self.wanted.add(destinationname)
        return super().linkRect(contents, destinationname, *args, **kw)

    def check(self) -> None:
        """Raise :class:`DanglingLinkError` when a link goes nowhere."""
        lost = self.wanted - self.anchors.keys()
        if lost:
            raise DanglingLinkError(lost)


def note(canvas: Canvas, name: str, x: float = 0.0, y: float = 0.0) -> None:
    """Make the point (x, y) of the current user space a place that links can go to.

    Args:
        canvas: while it draws; a canvas that is not the packet's gets the
            bookmark only.
        name: unique in the packet.
        x: left, in points.
        y: the upper edge of what should be seen, in points.
    """
    if isinstance(canvas, PacketCanvas):
        if name in canvas.anchors:
            return
        canvas.anchors[name] = canvas.getPageNumber()
    top = canvas.absolutePosition(x, y)[1]
    canvas.bookmarkPage(name, fit="XYZ", left=0, top=round(top + _AIR, 2))


def outline(canvas: Canvas, title: str, name: str, level: int = 0) -> None:
    """Enter a noted place in the outline; a level too deep is drawn up to the next possible."""
    if isinstance(canvas, PacketCanvas):
        level = canvas.deepest = min(level, canvas.deepest + 1)
    canvas.addOutlineEntry(title, name, level)


class Anchor(Flowable):
    """Takes no room; marks the place where it stands, and enters it in the outline when it has a title.

    What follows it may still go to the next page: a flowable that knows its
    own place calls :func:`note` while it draws instead.
    """

    _ZEROSIZE = _SPACETRANSFER = True

    def __init__(self, name: str, title: str | None = None, level: int = 0) -> None:
        super().__init__()
        self.width = self.height = 0.0
        self._name = name
        self._title = title
        self._level = level

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Nothing wide, nothing high."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Note the place."""
        note(self.canv, self._name)
        if self._title is not None:
            outline(self.canv, self._title, self._name, self._level)
