"""Printed lines of a PDF, rebuilt from its character boxes: what a reader's eye gets, whoever made the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

_APART = 0.85
"""A wider gap than this, in em, lies between two cells and not between two characters of one line."""
_LEVEL = 0.5
"""Characters of one line share their baseline to within so many points."""
_SEVENTEEN_BITS = 0x10000


class Rect(NamedTuple):
    """Points from the lower left corner of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Rect, least: float = 0.0) -> bool:
        """Whether two share more than ``least`` points in both directions."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        return across > least and min(self.y1, other.y1) - max(self.y0, other.y0) > least


@dataclass(frozen=True, slots=True)
class Char:
    """One character: ``room`` is its em box, ``ink`` what is drawn of it, ``base`` its baseline."""

    text: str
    room: Rect
    ink: Rect
    base: float
    size: float
    index: int


@dataclass(frozen=True)
class Line:
    """Characters side by side on one baseline, in the order in which the file holds them."""

    chars: tuple[Char, ...]
    bold: bool
    page: int

    @cached_property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @cached_property
    def tight(self) -> str:
        return "".join(self.text.split())

    @property
    def base(self) -> float:
        return self.chars[0].base

    @cached_property
    def size(self) -> float:
        return max(char.size for char in self.chars)

    @cached_property
    def room(self) -> Rect:
        return _around([char.room for char in self.chars])

    @cached_property
    def ink(self) -> Rect:
        return _around([char.ink for char in self.chars if char.text.strip()])


def _around(boxes: Sequence[Rect]) -> Rect:
    return Rect(
        min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
    )


def of_page(document: pdfium.PdfDocument, index: int) -> tuple[Line, ...]:
    """The lines of a page (from 0) in the order of the file."""
    page = document[index]
    text = page.get_textpage()
    found = tuple(_lines(tuple(_chars(text)), text, index))
    text.close()
    page.close()
    return found


def _chars(text: Any) -> Iterator[Char]:
    box, loose = [ctypes.c_double() for _ in range(4)], raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    half = 0
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000 and half:
            code = _SEVENTEEN_BITS + ((half - 0xD800) << 10) + code - 0xDC00
        half = 0
        raw.FPDFText_GetCharBox(text, index, box[0], box[1], box[2], box[3])
        raw.FPDFText_GetLooseCharBox(text, index, loose)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, right, low, high = (side.value for side in box)
        yield Char(
            chr(code),
            Rect(loose.left, loose.bottom, loose.right, loose.top),
            Rect(left, low, right, high),
            y.value,
            raw.FPDFText_GetFontSize(text, index),
            index,
        )


def _lines(chars: Sequence[Char], text: Any, page: int) -> Iterator[Line]:
    run: list[Char] = []
    for char in chars:
        if run and not _joins(run[-1], char):
            yield from _line(run, text, page)
            run = []
        run.append(char)
    yield from _line(run, text, page)


def _joins(one: Char, other: Char) -> bool:
    em = max(one.size, other.size)
    gap = other.room.x0 - one.room.x1
    return (
        abs(one.base - other.base) <= _LEVEL
        and -1.2 * em <= gap <= _APART * em
        and other.room.x0 >= one.room.x0
    )


def _line(run: Sequence[Char], text: Any, page: int) -> Iterator[Line]:
    if not any(char.text.strip() for char in run):
        return
    while not run[0].text.strip():
        run = run[1:]
    while not run[-1].text.strip():
        run = run[:-1]
    yield Line(tuple(run), _is_bold(text, run[0].index), page)


def _is_bold(text: Any, index: int) -> bool:
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, name, 128, ctypes.c_int())
    return b"bold" in name.value.lower()
