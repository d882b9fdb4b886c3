"""The embedded fonts: which face draws a character, how wide it is, what was missing.

Noto Sans SC draws Chinese and Latin, Noto Emoji (monochrome) the little
pictures of a chat.  Bold holds fewer characters than Regular, so a rare
character of a name falls back to Regular.  A character that no face has is
drawn as 〓 and remembered; characters that have no shape of their own
(controls, joiners, direction marks) are left out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from dossier import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

REGULAR = "DossierSans"
BOLD = "DossierSans-Bold"
EMOJI = "DossierEmoji"

_FILES = {
    REGULAR: "NotoSansSC-Regular.ttf",
    BOLD: "NotoSansSC-Bold.ttf",
    EMOJI: "NotoEmoji-Regular.ttf",
}
#: What stands in for a character that no face has (the printers' "geta" mark).
REPLACEMENT = "〓"
#: The faces' em box: how far it reaches above and below the baseline, in em.
ASCENT, DESCENT = 0.88, 0.12
#: Characters drawn with another's shape, because the faces lack their own.
_ALIKE = dict.fromkeys("\t\n\r\u00a0\u2028\u2029", " ") | {
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "–",
    "・": "·",
}
#: Marks that the emoji face needs beside its own characters.
_JOINERS = "\ufe0f\u200d"

_missing: set[str] = set()


class Glyph(NamedTuple):
    """How one character is drawn: face, text given to it ("" for nothing), advance in em."""

    font: str
    text: str
    advance: float


class _Face(TTFont):
    """A face whose ToUnicode maps tell the truth.

    ReportLab writes ``<1F600>`` for a character above U+FFFF; a reader takes
    that for U+1F60 and a stray byte.  PDF 32000-1, 9.10.3 wants UTF-16BE and
    at most 100 entries a block.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab's name
        before = set(doc.idToObject)
        super().addObjects(doc)
        for name in set(doc.idToObject) - before:
            if str(name).startswith("toUnicodeCMap:"):
                stream = doc.idToObject[name]
                stream.content = _mended(stream.content)


def _mended(cmap: str) -> str:
    head, rest = re.split(r"\d+ beginbfchar\n", cmap, maxsplit=1)
    body, tail = rest.split("endbfchar", 1)
    pairs = [
        f"<{code}> <{chr(int(value, 16)).encode('utf-16-be').hex().upper()}>"
        for code, value in re.findall(r"<(\w+)> <(\w+)>", body)
        if int(value, 16)
    ]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    inner = "".join("{} beginbfchar\n{}\nendbfchar\n".format(len(b), "\n".join(b)) for b in blocks)
    return head + inner + tail.lstrip("\n")


@cache
def _faces() -> dict[str, _Face]:
    folder = resources.fonts()
    faces = {name: _Face(name, str(folder / file)) for name, file in _FILES.items()}
    for face in faces.values():
        # ReportLab takes a face of a known PostScript name for the one it knows, whoever loaded that.
        face.face.name += b"-Packet"
        pdfmetrics.registerFont(face)
    return faces


def register() -> None:
    """Load the faces and make their names known to ReportLab.

    Cheap when called again; every function here calls it when it must.

    Raises:
        reportlab.pdfbase.ttfonts.TTFError: a font file is missing or broken.
    """
    _faces()


@cache
def _glyph(char: str, bold: bool) -> Glyph:
    faces = _faces()
    drawn = _ALIKE.get(char, char)
    order: tuple[str, ...] = (BOLD, REGULAR, EMOJI) if bold else (REGULAR, EMOJI)
    if char in _JOINERS:
        order = (EMOJI,)
    elif unicodedata.category(drawn) in {"Cc", "Cf"}:
        return Glyph(order[0], "", 0.0)
    for name in order:
        face = faces[name].face
        if ord(drawn) in face.charToGlyph:
            return Glyph(name, drawn, face.charWidths.get(ord(drawn), face.defaultWidth) / 1000)
    return Glyph(order[0], REPLACEMENT, 1.0)


def glyph(char: str, bold: bool = False) -> Glyph:
    """How one character is drawn; remembers it when no face has it."""
    found = _glyph(char, bold)
    if found.text == REPLACEMENT and char != REPLACEMENT:
        _missing.add(char)
    return found


def runs(text: str, bold: bool = False) -> list[tuple[str, str]]:
    """Cut a line into pieces of one face: ``[(font name, text to draw), …]``."""
    return list(_runs(text, bold))


def _runs(text: str, bold: bool) -> Iterator[tuple[str, str]]:
    font, piece = "", ""
    for char in text:
        found = glyph(char, bold)
        if found.font != font and found.text:
            if piece:
                yield font, piece
            font, piece = found.font, ""
        piece += found.text
    if piece:
        yield font, piece


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in points, ``size`` in points."""
    return sum(glyph(char, bold).advance for char in text) * size


def clipped(text: str, room: float, size: float, bold: bool = False) -> str:
    """A line of text, with an ellipsis where it is wider than there is room, in points."""
    if width(text, size, bold) <= room:
        return text
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text + "…"


def draw(canvas: Canvas, x: float, y: float, text: str, size: float, bold: bool = False) -> float:
    """Draw one line with its baseline at ``y``, in the canvas's fill colour.

    Returns:
        The x at which the text ends, in points.
    """
    pen = canvas.beginText(x, y)
    for font, piece in _runs(text, bold):
        pen.setFont(font, size)
        pen.textOut(piece)
    canvas.drawText(pen)
    return x + width(text, size, bold)


def missing() -> frozenset[str]:
    """Characters that were replaced by 〓 since the program began or since :func:`forget`."""
    return frozenset(_missing)


def forget() -> None:
    """Begin a new count of missing characters."""
    _missing.clear()
