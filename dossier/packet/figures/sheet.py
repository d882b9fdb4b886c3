"""A sheet of evidence without its body: head, foot, outlines, badges, captions.

All words come from the caller.  ``labels`` holds format strings:

=============  ======================================================
``page``       ``{page}`` of ``{pages}`` of the evidence
``part``       ``{part}`` of ``{parts}``, when a page takes several sheets
``continues``  over a part that is not the first
``continued``  under a part that is not the last
``detail``     over parts that are shown larger
``file``       before the file name
``sha256``     before the hash
``back``       before the links from a caption back into the packet
=============  ======================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from dossier.packet.figures.geometry import Area
from dossier.packet.typeset import anchors, fonts, styles
from dossier.packet.typeset.paragraph import break_lines, fit_lines

Labels = Mapping[str, str]

GAP = 8.0
"""Between head, body and foot."""
TEXT, SMALL = 8.5, 7.0
TEXT_LEADING, SMALL_LEADING = 12.2, 9.6
RADIUS = 6.0
"""Of a numbered badge."""
CAPTION_GAP = 7.0
"""Between captions."""
JOIN = 12.0
"""Height of the words over and under a part."""
_HEAD = 22.0
_LABEL, _TITLE = 11.0, 9.5
_FOOT, _FOOT_LEADING = 7.0, 9.4
_HANG = 2 * RADIUS + 5
"""From the edge of a caption's badge to its words."""
_LINK_GAP = 6.0
_UNBROKEN = re.compile(r"[!-~]+[；，。）]?")
"""A number or Latin word with the sign that may not begin a line."""
_MOST_LINES = 12
"""Of a caption; the words themselves stand in the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a marked place shows.

    ``anchor`` is where links to the mark lead; ``back`` are the words and
    anchors of what rests on it.
    """

    number: int
    caption: str
    anchor: str
    back: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which page of which evidence a sheet shows, and what vouches for it.

    ``label`` is the evidence's name in the packet, ``anchor`` where links to
    the file lead ("" where another page is meant), ``place`` where links to this
    page lead; ``source``, ``captured`` and ``device`` say how, when and with what
    the file came about, ``page`` of ``pages`` is the file's own count.
    """

    label: str
    anchor: str
    title: str
    file: str
    sha256: str
    source: str = ""
    captured: str = ""
    device: str = ""
    place: str = ""
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption broken into lines of (words, size), and its links in lines of (words, anchor)."""

    number: int
    lines: tuple[tuple[str, float], ...]
    links: tuple[tuple[tuple[str, str], ...], ...]

    @property
    def height(self) -> float:
        """In points."""
        return max(len(self.lines) * TEXT_LEADING + len(self.links) * SMALL_LEADING, 2 * RADIUS)


def caption(mark: Remark, width: float, labels: Labels) -> Caption:
    """Breaks a mark's words and links into lines of at most ``width`` points, badge included."""
    room = width - _HANG
    rows: list[list[tuple[str, str]]] = [[]]
    x = fonts.width(labels["back"], SMALL)
    for link in mark.back:
        step = fonts.width(link[0], SMALL) + _LINK_GAP
        if rows[-1] and x + step > room:
            rows.append([])
            x = 0.0
        rows[-1].append(link)
        x += step
    lines = fit_lines(mark.caption, room, TEXT)
    if len(lines) > _MOST_LINES:
        last, size = lines[_MOST_LINES - 1]
        lines = [*lines[: _MOST_LINES - 1], (last[:-1] + "…", size)]
    return Caption(mark.number, tuple(lines), tuple(tuple(row) for row in rows if row))


def least_width(marks: Sequence[Remark]) -> float:
    """What captions need so that no number in them is broken, badges included, in points."""
    runs = (run for mark in marks for run in _UNBROKEN.findall(mark.caption))
    return max((fonts.width(run, TEXT) for run in runs), default=0.0) + _HANG


def captions_height(captions: Sequence[Caption]) -> float:
    """Of captions under each other, in points."""
    return sum(item.height + CAPTION_GAP for item in captions) - CAPTION_GAP * bool(captions)


def body_height(origin: Origin, size: tuple[float, float], labels: Labels) -> float:
    """What a sheet of a width and height leaves for its body, in points."""
    return size[1] - _HEAD - GAP - _foot_height(origin, size[0], labels)


def _foot_lines(origin: Origin, width: float, labels: Labels) -> list[str]:
    told = "  ".join(filter(None, (origin.source, origin.captured, origin.device)))
    return [
        *break_lines(f"{labels['file']} {origin.file}", width, _FOOT),
        *break_lines(f"{labels['sha256']} {origin.sha256}", width, _FOOT),
        *break_lines(told, width, _FOOT),
    ]


def _foot_height(origin: Origin, width: float, labels: Labels) -> float:
    return GAP + len(_foot_lines(origin, width, labels)) * _FOOT_LEADING


class Sheet(Flowable):
    """Head, foot and captions; a subclass draws the body between them."""

    def __init__(
        self, origin: Origin, size: tuple[float, float], labels: Labels, part: tuple[int, int]
    ) -> None:
        super().__init__()
        self.width, self.height = size
        self.origin, self.labels, self.part = origin, labels, part
        self._foot = _foot_height(origin, self.width, labels)

    @property
    def top(self) -> float:
        """Where the body begins."""
        return _HEAD + GAP

    @property
    def bottom(self) -> float:
        """Where the body ends."""
        return self.height - self._foot

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's names
        """A sheet is as large as the frame it was made for."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws the sheet on the canvas that ReportLab sets; in a rehearsal only its anchors are set."""
        if getattr(self.canv, "rehearsal", False):
            for name in filter(None, (self.origin.anchor, self.origin.place, *self.marked())):
                self.anchor(name, 0)
            return
        self.canv.saveState()
        for name in filter(None, (self.origin.anchor, self.origin.place)):
            # Of several parts the first counts.
            self.anchor(name, 0)
        self._draw_head()
        self.draw_body()
        self._draw_foot()
        self.canv.restoreState()

    def marked(self) -> list[str]:
        """The anchors of the marks on this sheet."""
        raise NotImplementedError

    def draw_body(self) -> None:
        """What stands between ``top`` and ``bottom``."""
        raise NotImplementedError

    def _draw_head(self) -> None:
        canvas, origin = self.canv, self.origin
        canvas.setFillColor(styles.TINT)
        self.rect(Area(0, 0, self.width, _HEAD), fill=True)
        tab = fonts.width(origin.label, _LABEL, bold=True) + 16
        canvas.setFillColor(styles.ACCENT)
        self.rect(Area(0, 0, tab, _HEAD), fill=True)
        canvas.setFillColor(styles.PAPER)
        self.words(8, 5.4, origin.label, _LABEL, bold=True)
        count = self._count()
        right = self.width - 8 - fonts.width(count, TEXT)
        canvas.setFillColor(styles.GREY)
        self.words(right, 6.8, count, TEXT)
        canvas.setFillColor(styles.INK)
        title = fonts.clipped(origin.title, right - tab - 20, _TITLE, bold=True)
        self.words(tab + 10, 6.2, title, _TITLE, bold=True)

    def _count(self) -> str:
        origin, (part, parts) = self.origin, self.part
        told = []
        if origin.pages > 1 or parts == 1:
            told.append(self.labels["page"].format(page=origin.page, pages=origin.pages))
        if parts > 1:
            told.append(self.labels["part"].format(part=part, parts=parts))
        return "  ".join(told)

    def _draw_foot(self) -> None:
        canvas, y = self.canv, self.bottom + GAP
        canvas.setStrokeColor(styles.HAIRLINE)
        canvas.setLineWidth(0.5)
        self.line((0, y - 3), (self.width, y - 3))
        canvas.setFillColor(styles.GREY)
        for line in _foot_lines(self.origin, self.width, self.labels):
            self.words(0, y, line, _FOOT)
            y += _FOOT_LEADING

    def draw_caption(self, caption: Caption, x: float, y: float) -> None:
        """A caption whose badge has its upper left corner at ``x``, ``y``."""
        canvas = self.canv
        self.badge(caption.number, Area(x, y, x + 2 * RADIUS, y + 2 * RADIUS))
        x += _HANG
        canvas.setFillColor(styles.INK)
        for line, size in caption.lines:
            self.words(x, y + 1.2, line, size)
            y += TEXT_LEADING
        for number, row in enumerate(caption.links):
            canvas.setFillColor(styles.GREY)
            start = x if number else self.words(x, y + 1, self.labels["back"], SMALL)
            for words, anchor in row:
                canvas.setFillColor(styles.ACCENT)
                end = self.words(start, y + 1, words, SMALL)
                canvas.setStrokeColor(styles.ACCENT)
                canvas.setLineWidth(0.4)
                self.line((start, y + SMALL + 2.6), (end, y + SMALL + 2.6))
                self.link(Area(start, y, end, y + SMALL_LEADING), anchor)
                start = end + _LINK_GAP
            y += SMALL_LEADING

    def badge(self, number: int, place: Area) -> None:
        """A number in a disc."""
        canvas = self.canv
        x, y = (place.x0 + place.x1) / 2, self.height - (place.y0 + place.y1) / 2
        canvas.setFillColor(styles.ACCENT)
        canvas.setStrokeColor(styles.PAPER)
        canvas.setLineWidth(0.8)
        canvas.circle(x, y, RADIUS, stroke=1, fill=1)
        text = str(number)
        size = 8.0 if len(text) < 3 else 6.0  # noqa: PLR2004 - digits that fit the badge
        canvas.setFillColor(styles.PAPER)
        fonts.draw(canvas, x - fonts.width(text, size, bold=True) / 2, y - size * 0.36, text, size, bold=True)

    def outline(self, box: Area) -> None:
        """A marked place: a frame with a white rim, seen on light and dark, and a tint."""
        canvas = self.canv
        canvas.setFillColor(styles.ACCENT, alpha=0.10)
        self.rect(box, fill=True)
        canvas.setFillColor(styles.ACCENT, alpha=1)
        for colour, weight in ((styles.PAPER, 2.4), (styles.ACCENT, 1.0)):
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(weight)
            self.rect(box)

    def leader(self, points: Sequence[tuple[float, float]]) -> None:
        """A line with a white rim, seen on light and dark."""
        canvas = self.canv
        for colour, weight in ((styles.PAPER, 2.0), (styles.ACCENT, 0.6)):
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(weight)
            path = canvas.beginPath()
            path.moveTo(points[0][0], self.height - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, self.height - y)
            canvas.drawPath(path, stroke=1, fill=0)

    def anchor(self, name: str, y: float) -> None:
        """Lets links to ``name`` lead to a height of the sheet."""
        anchors.note(self.canv, name, 0, self.height - y)

    def link(self, box: Area, anchor: str) -> None:
        """Makes an area lead to an anchor."""
        area = (box.x0, self.height - box.y1, box.x1, self.height - box.y0)
        self.canv.linkRect("", anchor, area, relative=1, thickness=0)

    def rect(self, box: Area, *, fill: bool = False) -> None:
        """An outlined or a filled rectangle."""
        height = box.y1 - box.y0
        self.canv.rect(
            box.x0, self.height - box.y1, box.x1 - box.x0, height, stroke=int(not fill), fill=int(fill)
        )

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A straight line."""
        self.canv.line(start[0], self.height - start[1], end[0], self.height - end[1])

    def words(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> float:
        """Words whose line begins ``y`` below the sheet's top; returns where they end."""
        return fonts.draw(self.canv, x, self.height - y - size * 0.94, text, size, bold=bold)
