"""Pictures for the page: a page made small enough to send, and the place of one fact enlarged."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageDraw

from dossier import intake
from dossier.model import Box, Evidence

if TYPE_CHECKING:
    from PIL import Image

WIDEST = 1200
"""Pixels; wider pages are sent smaller."""
FULLEST = 2600
"""The same, for looking closely."""
THUMB = (160, 220)
"""Width and height in pixels; of a long capture its upper part is shown."""

_JPEG_TALLEST = 65_500
_CROP_WIDEST = 900
_CROP_ENLARGED, _CROP_LINE = 2, 40
"""How much a crop is enlarged at least, and the height in pixels that its line should get."""
_BAR = 3
_THUMB_QUALITY = 80
_KEPT = 64 * 1024 * 1024
"""Bytes of made pictures that are kept."""

Picture = tuple[str, bytes]
"""Media type and bytes."""


class Pictures:
    """Makes pictures from originals that are proved unchanged, and keeps the last ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: OrderedDict[tuple[object, ...], Picture] = OrderedDict()
        self._bytes = 0
        # One at a time: a long capture takes hundreds of megabytes while it is decoded.
        self._lock = threading.Lock()
        self._known = threading.Lock()

    def page(self, item: Evidence, page: int) -> Picture:
        """A whole page, at most :data:`WIDEST` wide.

        Raises:
            IntakeError: the original changed, or the page has no picture.
        """
        return self._made(item, page, ("page",), lambda image: _encoded(_small(image, WIDEST)))

    def full(self, item: Evidence, page: int) -> Picture:
        """A whole page, at most :data:`FULLEST` wide; raises like :meth:`page`."""
        return self._made(item, page, ("full",), lambda image: _encoded(_small(image, FULLEST)))

    def thumb(self, item: Evidence, page: int) -> Picture:
        """A page as small as a thumb; raises like :meth:`page`."""
        return self._made(item, page, ("thumb",), lambda image: _encoded(_thumb(image), _THUMB_QUALITY))

    def crop(self, item: Evidence, page: int, box: Box, doubtful: Sequence[Box] = ()) -> Picture:
        """The place of a fact with a margin, enlarged, with a bar under its doubtful signs.

        Raises:
            IntakeError: see :meth:`page`.
        """
        signs = tuple(doubtful)
        return self._made(
            item, page, ("crop", box, signs), lambda image: _encoded(_cropped(image, box, signs))
        )

    def _made(
        self, item: Evidence, page: int, what: tuple[object, ...], make: Callable[[Image.Image], Picture]
    ) -> Picture:
        key = (item.path, item.sha256, page, *what)
        if (known := self._found(key)) is not None:
            return known
        with self._lock:
            if (known := self._found(key)) is not None:
                return known
            image = intake.picture(self._folder, item, page)
            if what == ("page",):
                # Whoever opens a page sees its thumb beside it: one decoding serves both.
                self._keep((item.path, item.sha256, page, "thumb"), _encoded(_thumb(image), _THUMB_QUALITY))
            made = make(image)
            self._keep(key, made)
            return made

    def _found(self, key: tuple[object, ...]) -> Picture | None:
        with self._known:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: tuple[object, ...], made: Picture) -> None:
        with self._known:
            if key not in self._kept:
                self._kept[key] = made
                self._bytes += len(made[1])
            while self._bytes > _KEPT and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= len(dropped[1])


def _small(image: Image.Image, widest: int) -> Image.Image:
    if image.width <= widest:
        return image
    return image.resize((widest, max(1, round(image.height * widest / image.width))))


def _thumb(image: Image.Image) -> Image.Image:
    width, height = THUMB
    tallest = max(1, image.width * height // width)
    part = image.crop((0, 0, image.width, min(image.height, tallest)))
    part.thumbnail(THUMB)
    return part


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


def _encoded(image: Image.Image, quality: int = 88) -> Picture:
    stream = io.BytesIO()
    if image.height > _JPEG_TALLEST:
        image.save(stream, "PNG")
        return "image/png", stream.getvalue()
    image.save(stream, "JPEG", quality=quality, subsampling=0)
    return "image/jpeg", stream.getvalue()
