"""The paragraph: Chinese text set in lines, on the page.

ReportLab's own paragraph breaks Chinese by other rules, loses U+3000 and does
not justify it, so this one does its own setting.  Every space between
characters is written as character spacing of the character before it: the
text is one stream in reading order, and readers that extract it see no blanks
that are not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from dossier.packet.typeset import anchors, fonts, styles
from dossier.packet.typeset.inline import (
    PLAIN,
    Blank,
    Break,
    Inline,
    Look,
    Setting,
    Text,
    is_to_fill,
    setting,
    size_of,
)
from dossier.packet.typeset.linebreak import Line, Measure, lines
from dossier.packet.typeset.styles import TOLERANCE, Style

_WIDOW = 2
"""No fewer lines than this stand alone at the foot or the head of a page."""
_BOX = "□"
_MOST_BELOW = 0.32
"""Air below the words of a line, in em, at most; the rest goes above."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An entry of the outline; level 0 is the highest."""

    title: str
    level: int


class Paragraph(Flowable):
    """A paragraph.

    Args:
        inlines: what it says.
        style: how it looks.
        anchor: a name for links to it, "" for none.
        outline: its entry in the outline.
        label: stands in the left indent of the first line ("1.", "•", "□").
    """

    def __init__(
        self,
        inlines: Sequence[Inline],
        style: Style,
        *,
        anchor: str = "",
        outline: Outline | None = None,
        label: str = "",
    ) -> None:
        super().__init__()
        if is_to_fill(inlines):
            style = replace(style, leading=max(style.leading, styles.WRITING))
        self.look = style
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self._inlines = tuple(inlines)
        self._anchor = anchor
        self._outline = outline
        self._label = label
        self._set_for = -1.0
        self._setting = Setting((), ())
        self._lines: list[Line] = []
        self._from, self._to = 0, -1
        self._head = True

    @property
    def text(self) -> str:
        """The words, without look; ReportLab names them in its errors."""
        return "".join(i.text for i in self._inlines if isinstance(i, Text))

    @property
    def is_heading(self) -> bool:
        """Whether it must not stand alone at the foot of a page."""
        return self._outline is not None

    def set_lines(self, width: float) -> list[str]:
        """The text of each line at a width in points."""
        self._set(width)
        clusters = self._setting.clusters
        return ["".join(c.text for c in clusters[line.start : line.end]) for line in self._lines]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Set the lines for a width in points; the height follows."""
        self._set(width)
        self.width, self.height = width, len(self._lines) * self.look.leading
        return self.width, self.height

    def _set(self, width: float) -> None:
        if width == self._set_for:
            return
        self._set_for = width
        style = self.look
        room = width - (style.left + style.right) * style.size
        first = room - (style.indent * style.size if self._head else 0)
        self._setting = setting(self._inlines, style.size, style.bold, room)
        measure = Measure(room, first, style.size, style.align == "justify")
        end = len(self._setting.clusters) if self._to < 0 else self._to
        self._lines = list(_lines_of(self._inlines, style.size, style.bold, measure, self._from, end))

    def least(self, width: float) -> float:
        """Height of the smallest piece that may stand at the foot of a page."""
        self._set(width)
        count = len(self._lines)
        return (count if self._whole() else min(_WIDOW, count)) * self.look.leading

    def _whole(self) -> bool:
        return self.look.hold or len(self._lines) < 2 * _WIDOW

    def split(self, width: float, height: float) -> list[Flowable]:
        """Cut at a line, keeping at least two lines on both sides; nothing when that cannot be."""
        self._set(width)
        fitting = min(int((height + TOLERANCE) // self.look.leading), len(self._lines) - _WIDOW)
        if self._whole() or fitting < _WIDOW:
            return []
        upper, lower = copy(self), copy(self)
        upper.become_head(self._lines[:fitting])
        lower.become_tail(self._lines[fitting:])
        return [upper, lower]

    def become_head(self, kept: list[Line]) -> None:
        """Keep the first lines only."""
        self._lines, self._to = kept, kept[-1].end
        self.spaceAfter = 0.0

    def become_tail(self, kept: list[Line]) -> None:
        """Keep the last lines only; what belongs to the beginning stays with the head."""
        self._lines, self._from = kept, kept[0].start
        self._head, self._anchor, self._outline, self._label = False, "", None, ""
        self.spaceBefore = 0.0
        # ReportLab's mark for "did not fit on the page before" is not the tail's.
        vars(self).pop("_postponed", None)

    def draw(self) -> None:
        """Draw the lines, their links and blanks."""
        top = len(self._lines) * self.look.leading
        if self._anchor:
            anchors.note(self.canv, self._anchor, 0, top)
            if self._outline is not None:
                anchors.outline(self.canv, self._outline.title, self._anchor, self._outline.level)
        if getattr(self.canv, "rehearsal", False):
            return
        pen = _Pen(self.canv, self.look)
        # Extra leading goes above the words: that is where the hand writes.
        size = self.look.size
        below = min((self.look.leading - size) / 2, _MOST_BELOW * size) + fonts.DESCENT * size
        drop = self.look.leading - below
        if self._label:
            pen.label(self._label, self.look.left * self.look.size, top - drop)
        for number, line in enumerate(self._lines):
            x = self._start(number, line)
            pen.line(self._setting, line, x, top - drop - number * self.look.leading)
        pen.finish()

    def _start(self, number: int, line: Line) -> float:
        style = self.look
        left = style.left * style.size
        spare = self._set_for - left - style.right * style.size - line.width
        if style.align == "centre":
            return left + spare / 2
        if style.align == "right":
            return left + spare
        return left + (style.indent * style.size if number == 0 and self._head else 0)


@lru_cache(maxsize=1 << 14)
def _lines_of(
    inlines: tuple[Inline, ...], size: float, bold: bool, measure: Measure, start: int, end: int
) -> tuple[Line, ...]:
    """The lines of a paragraph: each packet is set at least twice, and much of it is the next one's too."""
    return tuple(lines(setting(inlines, size, bold, measure.width).clusters, measure, start, end))


@dataclass(frozen=True, slots=True)
class _Piece:
    """One shape on its place: what it is, what it looks like, where, how far to the next."""

    inline: Inline
    text: str
    x: float
    advance: float
    gap: float


class _Pen:
    """Draws lines: tints first, then all words as one text object, then links."""

    def __init__(self, canvas: Any, style: Style) -> None:
        self._canvas = canvas
        self._style = style
        self._text = canvas.beginText()
        self._state: tuple[object, ...] = ()

    def label(self, label: str, edge: float, y: float) -> None:
        """A list's mark, its right edge half an em before ``edge``; □ is a box to tick."""
        size = self._style.size
        right = edge - size * 0.5
        if label == _BOX:
            side = size * 0.8
            self._canvas.setStrokeColor(self._style.colour)
            self._canvas.setLineWidth(0.7)
            self._canvas.rect(right - side, y - size * 0.04, side, side)
            return
        self._text.setTextOrigin(right - fonts.width(label, size), y)
        self._words(label, PLAIN, 0.0)

    def line(self, setting: Setting, line: Line, x: float, y: float) -> None:
        """One line with its baseline at ``y``."""
        pieces = list(_pieces(setting, line, x - line.lead))
        for is_blank, group in groupby(pieces, key=lambda p: isinstance(p.inline, Blank)):
            if is_blank:
                for piece in group:
                    self._blank(piece.x, y, piece.advance)
            else:
                self._stretch(list(group), y)
        for link, group in groupby(pieces, key=_link):
            if link:
                self._link(link, list(group), y)

    def _stretch(self, pieces: list[_Piece], y: float) -> None:
        self._text.setTextOrigin(pieces[0].x, y)
        for (look, gap), group in groupby(pieces, key=lambda p: (_look(p.inline), round(p.gap, 3))):
            self._words("".join(p.text for p in group), look, gap)

    def _words(self, text: str, look: Look, gap: float) -> None:
        size, rise = size_of(look, self._style.size)
        colour = look.colour or self._style.colour
        for font, piece in fonts.runs(text, look.bold or self._style.bold):
            self._set(font, size, rise, colour, gap)
            self._text.textOut(piece)

    def _set(self, font: str, size: float, rise: float, colour: Color, gap: float) -> None:
        state = (font, size, rise, colour, gap)
        old = self._state or (None,) * len(state)
        if (font, size) != old[:2]:
            self._text.setFont(font, size)
        if rise != old[2] and (rise or self._state):
            self._text.setRise(rise)
        if colour != old[3]:
            self._text.setFillColor(colour)
        if gap != old[4]:
            self._text.setCharSpace(gap)
        self._state = state

    def _blank(self, x: float, y: float, width: float) -> None:
        low = y - self._style.size * 0.3
        self._canvas.setFillColor(styles.TINT)
        self._canvas.rect(x, low, width, self._style.leading - 5, stroke=0, fill=1)
        self._canvas.setStrokeColor(styles.GREY)
        self._canvas.setLineWidth(0.6)
        self._canvas.line(x, low, x + width, low)

    def _link(self, name: str, pieces: list[_Piece], y: float) -> None:
        size = self._style.size
        area = (pieces[0].x, y - size * 0.25, pieces[-1].x + pieces[-1].advance, y + size)
        self._canvas.linkRect("", name, area, relative=1, thickness=0)

    def finish(self) -> None:
        """Write the words."""
        self._canvas.drawText(self._text)


def _pieces(setting: Setting, line: Line, x: float) -> Iterator[_Piece]:
    for offset, index in enumerate(range(line.start, line.end)):
        cluster, inline = setting.clusters[index], setting.inlines[index]
        gap = line.gaps[offset] if offset < len(line.gaps) else 0.0
        yield _Piece(inline, cluster.text, x, cluster.width, gap)
        x += cluster.width + gap


def _look(inline: Inline) -> Look:
    return inline.look if isinstance(inline, Text) else PLAIN


def _link(piece: _Piece) -> str:
    return _look(piece.inline).link


def break_lines(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break plain text into lines for :func:`dossier.packet.typeset.fonts.draw`, by the same rules.

    Args:
        text: may hold line feeds.
        width: of a line, in points.
        size: of the type, in points.
        bold: whether it is drawn bold.

    Returns:
        The lines without blanks at their ends; [] for an empty text.
    """
    return [line for line, _ in _broken(text, width, size, bold, room=0.0)]


def fit_lines(text: str, width: float, size: float, bold: bool = False) -> list[tuple[str, float]]:
    """Break plain text into lines as :func:`break_lines` does, each with its size of type in points.

    A number that is wider than a line has one of its own and is set smaller.
    """
    return _broken(text, width, size, bold, room=width)


def _broken(text: str, width: float, size: float, bold: bool, *, room: float) -> list[tuple[str, float]]:
    parts: list[Inline] = []
    for number, part in enumerate(text.split("\n")):
        parts += [Break()] * (number > 0) + [Text(part, Look(bold=bold))]
    placed = setting(parts, size, room=room)
    measure = Measure(width, width, size, justify=False, plain=True)
    found: list[tuple[str, float]] = []
    for line in lines(placed.clusters, measure) if text else ():
        span = slice(line.start, line.end)
        sizes = [size_of(_look(inline), size)[0] for inline in placed.inlines[span]]
        found.append(("".join(c.text for c in placed.clusters[span]), min(sizes, default=size)))
    return found
