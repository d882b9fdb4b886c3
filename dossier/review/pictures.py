"""Pictures for the page: a page made small enough to send, and the place of one fact enlarged."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageDraw

from dossier import intake
from dossier.model import Box, Evidence

if TYPE_CHECKING:
    from PIL import Image

WIDEST = 1200
"""Pixels; wider pages are sent smaller."""

_JPEG_TALLEST = 65_500
_CROP_WIDEST = 900
_CROP_ENLARGED, _CROP_LINE = 2, 40
"""How much a crop is enlarged at least, and the height in pixels that its line should get."""
_BAR = 3
_KEPT = 64

Picture = tuple[str, bytes]
"""Media type and bytes."""


class Pictures:
    """Makes pictures from originals that are proved unchanged, and keeps the last ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[tuple[str, int, Box | None, tuple[Box, ...]], Picture] = {}
        # One at a time: a long capture takes hundreds of megabytes while it is decoded.
        self._lock = threading.Lock()

    def page(self, item: Evidence, page: int) -> Picture:
        """A whole page, at most :data:`WIDEST` wide.

        Raises:
            IntakeError: the original changed, or the page has no picture.
        """
        return self._made(item, page, None)

    def crop(self, item: Evidence, page: int, box: Box, doubtful: Sequence[Box] = ()) -> Picture:
        """The place of a fact with a margin, enlarged, with a bar under its doubtful signs.

        Raises:
            IntakeError: see :meth:`page`.
        """
        return self._made(item, page, box, tuple(doubtful))

    def _made(self, item: Evidence, page: int, box: Box | None, doubtful: tuple[Box, ...] = ()) -> Picture:
        key = (item.id + item.sha256, page, box, doubtful)
        with self._lock:
            if key not in self._kept:
                image = intake.picture(self._folder, item, page)
                made = _encoded(_small(image) if box is None else _cropped(image, box, doubtful))
                while len(self._kept) >= _KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = made
            return self._kept[key]


def _small(image: Image.Image) -> Image.Image:
    if image.width <= WIDEST:
        return image
    return image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))))


def _cropped(image: Image.Image, box: Box, doubtful: Sequence[Box]) -> Image.Image:
    margin = max(8, (box.y1 - box.y0) // 2)
    left, top = max(0, box.x0 - margin), max(0, box.y0 - margin)
    part = image.crop((left, top, min(image.width, box.x1 + margin), min(image.height, box.y1 + margin)))
    # Small writing needs more: figures of a capture that a chat app shrank are ten pixels high.
    wanted = max(_CROP_ENLARGED, _CROP_LINE / max(1, box.y1 - box.y0))
    scale = min(wanted, max(_CROP_WIDEST / part.width, 0.1))
    large = part.resize((max(1, round(part.width * scale)), max(1, round(part.height * scale))))
    pen = ImageDraw.Draw(large)
    for sign in doubtful:
        x0, x1 = round((sign.x0 - left) * scale) + 1, round((sign.x1 - left) * scale) - 1
        y = round((sign.y1 - top) * scale)
        pen.rectangle((x0 - 1, y, x1 + 1, y + 2 * _BAR), "#ffffff")
        pen.rectangle((x0, y + _BAR // 2, x1, y + _BAR // 2 + _BAR), "#b3372f")
    return large


def _encoded(image: Image.Image) -> Picture:
    stream = io.BytesIO()
    if image.height > _JPEG_TALLEST:
        image.save(stream, "PNG")
        return "image/png", stream.getvalue()
    image.save(stream, "JPEG", quality=88, subsampling=0)
    return "image/jpeg", stream.getvalue()
