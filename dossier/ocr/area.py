"""One place of a page that a person marked, read by itself; nothing of it is kept.

A whole page is read at the size it has.  A single place is worth more: it is cut out
with a little around it and enlarged where its writing is small, so that what was
overlooked on the page has another chance.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from dossier import intake
from dossier.model import Box
from dossier.ocr.registry import AUTO, plain
from dossier.ocr.workers import cores

if TYPE_CHECKING:
    from dossier.model import Evidence, Line
    from dossier.ocr.engine import Engine

_MARGIN, _LEAST_MARGIN = 0.2, 4
"""How much is cut out around a place: a share of its height, and at least (px)."""
_HEIGHT, _MOST = 40, 4
"""A lower place is enlarged to this height (px), but not more than so many times."""
_BOARD = 736
"""The least side (px) of what an engine is shown: a smaller picture would be enlarged for it without need."""
_INSIDE = 0.5
"""What lies outside the place by more than this share belongs to its neighbours."""
_FLAT = 24
"""A place whose lightest and darkest grey differ by less (of 255) is empty."""
_GUESS = 0.5
"""The confidence of writing that was not found as a line but read all the same."""

_reading = threading.Lock()


@dataclass(frozen=True, slots=True)
class AreaReading:
    """What stands in a place: rows parted by line breaks, and the engine's confidence, 0..1.

    Both are empty, ``""`` and 0.0, where nothing was seen.
    """

    text: str = ""
    confidence: float = 0.0


def read_area(folder: Path, item: Evidence, page: int, box: Box, engine: str = AUTO) -> AreaReading:
    """Read one place of a page.  Several threads may ask; they are answered one after the other.

    The first call loads the engine's models, which takes a second or two.

    Args:
        folder: the evidence folder, whose originals must be unchanged.
        item: a file out of it; a locked one brings its password.
        page: 1-based.
        box: in pixels of the upright picture; what reaches beyond it is cut off.
        engine: ``auto``, ``rapidocr`` or ``tesseract``.

    Raises:
        EngineMissing: there is no such engine here.
        OriginalChanged: see :func:`dossier.intake.original`.
        Unreadable: the page has no picture.
    """
    picture = intake.picture(folder, item, page)
    x0, y0, x1, y1 = box
    place = Box(max(x0, 0), max(y0, 0), min(x1, picture.width), min(y1, picture.height))
    if place.x0 >= place.x1 or place.y0 >= place.y1:
        return AreaReading()
    part, inner = _cut(picture, place)
    shades = [shade for shade, count in enumerate(part.crop(inner).convert("L").histogram()) if count]
    if shades[-1] - shades[0] < _FLAT:
        return AreaReading()
    with _reading:
        return _read(_engine(engine), part, inner)


@cache
def _engine(name: str) -> Engine:
    return plain(name, cores())


def _cut(picture: Image.Image, place: Box) -> tuple[Image.Image, Box]:
    """The place with a margin, enlarged where it is low; and where the place itself lies in that."""
    margin = max(_LEAST_MARGIN, round(_MARGIN * (place.y1 - place.y0)))
    left, top = max(place.x0 - margin, 0), max(place.y0 - margin, 0)
    right, bottom = min(place.x1 + margin, picture.width), min(place.y1 + margin, picture.height)
    part = picture.crop((left, top, right, bottom))
    times = min(max(_HEIGHT / (place.y1 - place.y0), 1), _MOST)
    if times > 1:
        size = round(part.width * times), round(part.height * times)
        part = part.resize(size, Image.Resampling.BICUBIC)
    sides = (place.x0 - left, place.y0 - top, place.x1 - left, place.y1 - top)
    return _framed(part, Box(*(round(side * times) for side in sides)))


def _framed(part: Image.Image, inner: Box) -> tuple[Image.Image, Box]:
    """A small picture in the middle of a board of its own colour."""
    width, height = max(part.width, _BOARD), max(part.height, _BOARD)
    left, top = (width - part.width) // 2, (height - part.height) // 2
    board = Image.new("RGB", (width, height), part.getpixel((0, 0)))
    board.paste(part, (left, top))
    return board, Box(inner.x0 + left, inner.y0 + top, inner.x1 + left, inner.y1 + top)


def _read(engine: Engine, part: Image.Image, inner: Box) -> AreaReading:
    lines = [
        line for line in engine.read(part) if line.box is not None and _share(line.box, inner) >= _INSIDE
    ]
    if lines:
        text = "\n".join("  ".join(line.text.strip() for line in row) for row in _rows(lines))
        return AreaReading(text, round(min(line.confidence for line in lines), 4))
    recognise = getattr(engine, "recognise", None)
    # One that reads single lines may know writing that it does not find in a picture.
    text = "".join(recognise([part.crop(inner)])).strip() if recognise else ""
    return AreaReading(text, _GUESS) if text else AreaReading()


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines from top to bottom; those beside one another from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_middle):
        last = rows[-1][-1] if rows else None
        if last is not None and last.box is not None and _middle(line) < last.box.y1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.x0 if line.box else 0) for row in rows]


def _middle(line: Line) -> float:
    return (line.box.y0 + line.box.y1) / 2 if line.box else 0.0


def _share(one: Box, other: Box) -> float:
    """The share of a box that lies inside another."""
    wide = max(min(one.x1, other.x1) - max(one.x0, other.x0), 0)
    high = max(min(one.y1, other.y1) - max(one.y0, other.y0), 0)
    return wide * high / ((one.x1 - one.x0) * (one.y1 - one.y0) or 1)
