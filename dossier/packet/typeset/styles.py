"""The look of the packet: colours, page, and one style a kind of paragraph.

One accent, a deep ink blue that prints as a dark grey; the pale tints stay
above 90 % lightness so that text on them survives a clerk's copier.  Sizes
are points, indents are em.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

INK = HexColor("#1b1f24")
ACCENT = HexColor("#1f3f66")
GREY = HexColor("#5b6470")
HAIRLINE = HexColor("#b4bcc6")
PALE = HexColor("#f1f4f7")
TINT = HexColor("#e6edf5")
PAPER = HexColor("#ffffff")

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT, RIGHT = 28 * mm, 20 * mm
"""The left margin is wider: the packet is bound there."""
TOP, BOTTOM = 25 * mm, 24 * mm
FRAME_WIDTH = PAGE_WIDTH - LEFT - RIGHT
FRAME_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

TOLERANCE = 1e-7
"""What may stick out when pieces are fitted into a height; ReportLab's frames forgive 1e-6."""

Align = Literal["justify", "left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks: ``indent`` of the first line, ``left`` and ``right`` of all, in em."""

    size: float
    leading: float
    colour: Color = INK
    bold: bool = False
    align: Align = "justify"
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    hold: bool = False
    """Never split over pages."""


PLAIN = Style(10.5, 17, after=4)
CELL = Style(9.5, 14.5, align="left", after=2)

PARAGRAPHS = {
    "body": replace(PLAIN, indent=2),
    "plain": PLAIN,
    "lead": Style(11, 18.5, align="left", before=2, after=4),
    "small": Style(9, 14, colour=GREY, after=3),
    "quote": Style(10, 16, left=2, right=2, before=2, after=6),
    "caption": Style(9, 13.5, colour=GREY, align="centre", before=2, after=8),
    "centre": replace(PLAIN, align="centre"),
    "note": Style(9, 14, colour=GREY, before=2, after=6),
    "warning": Style(10, 16),
}
#: The same names inside a table cell: a step smaller, never justified.
CELLS = {
    "body": CELL,
    "plain": CELL,
    "lead": CELL,
    "small": Style(8.5, 12.5, colour=GREY, align="left", after=2),
    "quote": replace(CELL, left=1),
    "caption": Style(8.5, 12.5, colour=GREY, align="centre", after=2),
    "centre": replace(CELL, align="centre"),
    "note": Style(8.5, 12.5, colour=GREY, align="left", after=2),
    "warning": replace(CELL, bold=True),
}
HEAD_CELL = replace(CELL, bold=True)
TILE_NAME = Style(8.5, 12.5, colour=GREY, align="left", hold=True)
TILE = Style(10.5, 15, bold=True, align="left", after=1)
FIELD_NAME = Style(9.5, 14.5, colour=GREY, align="left", after=2)

TITLE = Style(21, 30, bold=True, align="centre", colour=ACCENT, before=4, after=4, hold=True)
SUBTITLE = Style(11, 17, align="centre", colour=GREY, after=12, hold=True)
HEADINGS = {
    1: Style(13.5, 20, bold=True, align="left", colour=ACCENT, before=15, after=6, hold=True),
    2: Style(11, 17, bold=True, align="left", before=9, after=4, hold=True),
}
ITEM = replace(PLAIN, left=2.4, after=3)
CELL_ITEM = replace(CELL, left=1.6)
WRITING = 23.0
"""Leading of lines with a blank to fill in by hand."""
RUNNING = 8.0
"""Size of the running title and the page number."""
