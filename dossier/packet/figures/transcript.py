"""Evidence without a picture: a numbered transcript with the same marks and captions as a picture has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from dossier.packet.figures.geometry import Area, stack
from dossier.packet.figures.sheet import (
    CAPTION_GAP,
    JOIN,
    RADIUS,
    SMALL,
    Caption,
    Labels,
    Origin,
    Remark,
    Sheet,
    body_height,
    caption,
    captions_height,
)
from dossier.packet.typeset import fonts, styles
from dossier.packet.typeset.paragraph import break_lines

_SIZE, _LEADING = 9.0, 13.5
_HEAD_LEADING = 11.5
"""Height of the line with speaker and time over a message."""
_AIR = 3.0
"""Over and under a message."""
_NUMBER = 30.0
"""Width of the column of line numbers."""
_HEADER = 74.0
"""Width of the headers beside the cells of a table's row."""
_BESIDE = 0.6
"""Share of the width that messages take when there are captions."""
_CHANNEL = 24.0


@dataclass(frozen=True, slots=True)
class TextLine:
    """One message, or one row of a table.

    ``number`` is its line in the file, 0 for words of ours over them; time and
    speaker may be empty.  A row has ``cells``, each a header with its words, and no text.
    """

    number: int
    time: str
    speaker: str
    text: str
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark(Remark):
    """A marked message, named by the ``line`` number where it starts."""

    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextExhibit(Origin):
    """One page of evidence as text."""

    lines: tuple[TextLine, ...]
    marks: tuple[TextMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A message, or what of a long one stands on one sheet; ``first`` is false for the rest of one.

    ``names`` are the headers of a table's row beside its lines, and empty for messages.
    """

    line: TextLine
    text: tuple[str, ...]
    marks: tuple[TextMark, ...]
    first: bool = True
    names: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """In points."""
        head = _HEAD_LEADING if self.has_head else 0.0
        return 2 * _AIR + head + len(self.text) * _LEADING

    @property
    def has_head(self) -> bool:
        """Whether speaker or time stand over the words."""
        return self.first and bool(self.line.speaker or self.line.time)


def sheets(exhibit: TextExhibit, size: tuple[float, float], labels: Labels) -> list[Flowable]:
    """The sheets of a transcript, each of the given width and height in points."""
    width = size[0]
    column = width * _BESIDE if exhibit.marks else width
    body = body_height(exhibit, size, labels) - 2 * JOIN
    parts = paginate(exhibit, column, width - column - _CHANNEL, body, labels)
    return [
        _TranscriptSheet(exhibit, size, labels, (number, len(parts)), part)
        for number, part in enumerate(parts, 1)
    ]


def paginate(
    exhibit: TextExhibit, column: float, beside: float, body: float, labels: Labels
) -> tuple[tuple[Piece, ...], ...]:
    """Shares messages out to sheets.

    A message is divided only when it is higher than a sheet.

    Args:
        exhibit: what to show.
        column: width of the messages, points.
        beside: width of the captions, points.
        body: height for both, points.
        labels: the words.
    """
    parts: list[list[Piece]] = [[]]
    used, told = 0.0, 0.0
    for line in exhibit.lines:
        marks = tuple(mark for mark in exhibit.marks if mark.line == line.number)
        tall = captions_height([caption(mark, beside, labels) for mark in marks])
        tall += CAPTION_GAP * bool(marks)
        piece = _piece(line, marks, column - _NUMBER - 2 * _AIR)
        while parts[-1] and (used + piece.height > body or told + tall > body):
            parts.append([])
            used = told = 0.0
        while piece.height > body:
            fitting = int((body - piece.height + len(piece.text) * _LEADING) // _LEADING)
            parts[-1].append(replace(piece, text=piece.text[:fitting], names=piece.names[:fitting]))
            parts.append([])
            rest, names = piece.text[fitting:], piece.names[fitting:]
            piece = replace(piece, text=rest, names=names, marks=(), first=False)
        parts[-1].append(piece)
        used, told = used + piece.height, told + tall
    return tuple(map(tuple, parts))


def _piece(line: TextLine, marks: tuple[TextMark, ...], width: float) -> Piece:
    if not line.cells:
        return Piece(line, tuple(break_lines(line.text, width, _SIZE)), marks)
    text: list[str] = []
    names: list[str] = []
    for header, words in line.cells:
        names += break_lines(header, _HEADER - _AIR, SMALL + 1)[:1]
        text += break_lines(words, width - _HEADER, _SIZE) or [""]
        names += [""] * (len(text) - len(names))
    return Piece(line, tuple(text), marks, names=tuple(names))


class _TranscriptSheet(Sheet):
    """One sheet of messages."""

    def __init__(
        self,
        exhibit: TextExhibit,
        size: tuple[float, float],
        labels: Labels,
        part: tuple[int, int],
        pieces: Sequence[Piece],
    ) -> None:
        super().__init__(exhibit, size, labels, part)
        self._pieces = pieces
        self._column = self.width * _BESIDE if exhibit.marks else self.width
        self._marked = {mark.line for mark in exhibit.marks}

    def marked(self) -> list[str]:
        """See :class:`Sheet`."""
        return [mark.anchor for piece in self._pieces for mark in piece.marks]

    def draw_body(self) -> None:
        """Messages one under the other, captions beside them."""
        y = self.top + JOIN * (self.part[0] > 1)
        self._join("continues", self.part[0] > 1, self.top)
        placed: list[tuple[Caption, Area]] = []
        for piece in self._pieces:
            box = Area(0, y, self._column, y + piece.height)
            self._message(piece, box)
            for mark in piece.marks:
                self.anchor(mark.anchor, box.y0)
                placed.append((caption(mark, self.width - self._column - _CHANNEL, self.labels), box))
            y = box.y1
        self._join("continued", self.part[0] < self.part[1], y + 2)
        self._captions(placed)

    def _join(self, word: str, wanted: bool, y: float) -> None:
        if wanted:
            self.canv.setFillColor(styles.GREY)
            self.words(_NUMBER, y, self.labels[word], SMALL)

    def _message(self, piece: Piece, box: Area) -> None:
        canvas, y = self.canv, box.y0 + _AIR
        if piece.line.number in self._marked:
            self.outline(Area(box.x0, box.y0 + 0.8, box.x1, box.y1 - 0.8))
        if piece.first and piece.line.number:
            canvas.setFillColor(styles.GREY)
            number = str(piece.line.number)
            self.words(_NUMBER - 8 - fonts.width(number, SMALL), y + 1.5, number, SMALL)
        if piece.has_head:
            canvas.setFillColor(styles.INK)
            x = self.words(_NUMBER, y + 1, piece.line.speaker, SMALL + 1, bold=True)
            canvas.setFillColor(styles.GREY)
            self.words(x + 6 * bool(piece.line.speaker), y + 1.5, piece.line.time, SMALL)
            y += _HEAD_LEADING
        left = _NUMBER + (_HEADER if piece.names else 0)
        for row, text in enumerate(piece.text):
            if piece.names:
                canvas.setFillColor(styles.GREY)
                self.words(_NUMBER, y + 2, piece.names[row], SMALL + 1)
            canvas.setFillColor(styles.INK)
            self.words(left, y + 1.5, text, _SIZE)
            y += _LEADING

    def _captions(self, placed: Sequence[tuple[Caption, Area]]) -> None:
        x = self._column + _CHANNEL
        wanted = [(box.y0 + box.y1) / 2 - RADIUS for _, box in placed]
        heights = [item.height for item, _ in placed]
        tops = stack(wanted, heights, self.top, self.bottom, CAPTION_GAP)
        for (item, box), top in zip(placed, tops, strict=True):
            middle = (box.y0 + box.y1) / 2
            self.leader([(box.x1, middle), (box.x1 + 6, middle), (x - 1, top + RADIUS)])
            self.draw_caption(item, x, top)
