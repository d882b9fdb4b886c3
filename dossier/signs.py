"""Where single signs of a line stand in its picture, as far as that can be told.

An engine tells where a line stands but not each of its signs.  They are taken to
be as wide as our own face has them, stretched to the line: near enough to put a
bar under one of sixteen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from PIL import ImageFont

from dossier import doubts, resources
from dossier.model import Box, Fact, Line, Page
from dossier.ocr.agreement import fold
from dossier.reading import layout

_FACE, _SIZE = "NotoSansSC-Regular.ttf", 100
_LEAN = 3.0
"""On a line that leans by more degrees nothing is told."""


def doubtful(fact: Fact, page: Page) -> list[Box]:
    """The places of a fact's doubtful signs on its page; none where they cannot be told."""
    return places(lines(fact, page), doubts.shown(fact), doubts.places(fact))


def lines(fact: Fact, page: Page) -> list[Line]:
    """The lines of a page that a fact stands on."""
    return layout.within(page, fact.source.box)


def places(lines: Sequence[Line], text: str, doubtful: Sequence[int]) -> list[Box]:
    """The places of doubtful signs; neighbours make one box.

    Args:
        lines: with boxes, in reading order.
        text: the reading, found in the lines whatever its blanks are.
        doubtful: places of ``text``, from 0.

    Returns:
        Boxes in pixels of the page; none where the text is not found.
    """
    written = [
        (sign, line, at) for line in lines for at, char in enumerate(line.text) for sign in _form(char)
    ]
    wanted = [(sign, place) for place, char in enumerate(text) for sign in _form(char)]
    start = "".join(sign for sign, _, _ in written).find("".join(sign for sign, _ in wanted))
    if not wanted or start < 0 or any(abs(line.tilt) > _LEAN for line in lines):
        return []
    found = [written[start + n][1:] for n, (_, place) in enumerate(wanted) if place in doubtful]
    runs = groupby(enumerate(found), key=lambda one: (one[1][0].number, one[1][1] - one[0]))
    return [_span([place for _, place in run]) for _, run in runs]


def _form(char: str) -> str:
    """What a character counts as: readings are compared without blanks and widths."""
    return "".join(fold(char).split())


def _span(run: Sequence[tuple[Line, int]]) -> Box:
    line, first = run[0]
    box = line.box or Box(0, 0, 0, 0)
    scale = (box.x1 - box.x0) / (_width(line.text) or 1.0)
    left, right = _width(line.text[:first]) * scale, _width(line.text[: run[-1][1] + 1]) * scale
    return Box(round(box.x0 + left), box.y0, round(box.x0 + right), box.y1)


def _width(text: str) -> float:
    return _face().getlength(text)


@cache
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.fonts() / _FACE), _SIZE, layout_engine=ImageFont.Layout.BASIC)
