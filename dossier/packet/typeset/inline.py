"""What stands inside a paragraph: words with a look, blanks to fill in, line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportlab.lib.colors import Color

from dossier.packet.typeset import characters, fonts
from dossier.packet.typeset.linebreak import Cluster, pieces
from dossier.packet.typeset.styles import TOLERANCE

_SMALL = 0.65
"""Size of a superscript, in em of its paragraph."""
SMALLEST = 6.0
"""What is wider than its line is not set smaller than so many points; then it is broken."""
_NUMBER = re.compile(r"\W*(?=[A-Za-z*.,:-]*\d)[0-9A-Za-z*.,:-]+\W*", re.ASCII)
"""A number, id, amount or time with the marks around it; no address and no file name with underscores."""


@dataclass(frozen=True, slots=True)
class Look:
    """How words look; ``link`` names the anchor that a click goes to.

    ``mono`` words (identifiers, hash values) stay whole unless longer than a
    line.  ``colour`` None means the paragraph's, ``scale`` is of its size.
    """

    bold: bool = False
    colour: Color | None = None
    link: str = ""
    mono: bool = False
    raised: bool = False
    scale: float = 1.0


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one look."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to write by hand, ``width`` points wide."""

    width: float


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line."""


Inline = Text | Blank | Break


@dataclass(frozen=True, slots=True)
class Setting:
    """A paragraph's clusters, and beside each the inline it came from (a Break for line ends)."""

    clusters: tuple[Cluster, ...]
    inlines: tuple[Inline, ...]


def is_to_fill(inlines: Sequence[Inline]) -> bool:
    """Whether there is a blank to write into by hand."""
    return any(isinstance(inline, Blank) for inline in inlines)


def setting(inlines: Sequence[Inline], size: float, bold: bool = False, room: float = 0.0) -> Setting:
    """Cut inlines into clusters.

    Args:
        inlines: in reading order; white space is kept as it is.
        size: of the type, in points.
        bold: whether the paragraph as a whole is bold.
        room: width of a full line; a wider blank is cut to it, a wider number
            set smaller, down to :data:`SMALLEST` points (0: never).
    """
    clusters: list[Cluster] = []
    owners: list[Inline] = []
    for inline in inlines:
        fresh = list(_clusters(inline, size, bold, room))
        clusters += fresh
        owners += [inline] * len(fresh)
    if room:
        _fit_numbers(clusters, owners, size, room)
    return Setting(tuple(clusters), tuple(owners))


def _fit_numbers(clusters: list[Cluster], owners: list[Inline], size: float, room: float) -> None:
    """Sets each number that is wider than a line so small that it stays whole: broken, it is another."""
    if sum(cluster.width for cluster in clusters) <= room:
        return
    for start, end in pieces(clusters):
        if not _NUMBER.fullmatch("".join(cluster.char for cluster in clusters[start:end]).rstrip()):
            continue
        part = range(start, end)
        chars = [clusters[index].char for index in part]
        air = sum(max(characters.gap(*pair), 0.0) for pair in pairwise(chars)) * size
        scale = (room - air) / sum(clusters[index].width for index in part)
        if scale < 1 - TOLERANCE and size * scale >= SMALLEST:
            for index in part:
                owner = owners[index]
                clusters[index] = replace(clusters[index], width=clusters[index].width * scale)
                if isinstance(owner, Text):
                    owners[index] = replace(owner, look=replace(owner.look, scale=owner.look.scale * scale))


def _clusters(inline: Inline, size: float, bold: bool, room: float) -> Iterable[Cluster]:
    match inline:
        case Break():
            return [Cluster("", "\n", 0.0)]
        case Blank(width):
            return [Cluster("", characters.OBJECT, min(width, room) if room else width)]
        case Text(text, look):
            scale = size * (_SMALL if look.raised else 1)
            held = look.mono
            return [
                Cluster(piece, piece[0], fonts.width(piece, scale, look.bold or bold), held)
                for piece in _shapes(text)
            ]


def _shapes(text: str) -> list[str]:
    shapes: list[str] = []
    for char in text:
        if shapes and characters.attaches(shapes[-1], char):
            shapes[-1] += char
        else:
            shapes.append("\n" if char == "\u2028" else char)
    return shapes


def size_of(look: Look, size: float) -> tuple[float, float]:
    """Type size and rise of words in a paragraph of ``size``, in points."""
    own = size * look.scale
    return (own * _SMALL, size * 0.38) if look.raised else (own, 0.0)
