"""Masks burnt into a picture: the pixels under them are gone, not covered.

What is drawn depends on the boxes alone, so nothing of what stood there is
left, and the copy is written without any metadata of the original.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache

from PIL import Image, ImageDraw, ImageFont, JpegImagePlugin

from dossier import resources
from dossier.model import Box, Page
from dossier.words import phrase

_FILL, _INK = 0x2B, 0xE6
_ABOVE, _BESIDE = 0.14, 0.15
"""Margins, as parts of a line's height: boxes of readings lie close to the letters."""
_LEAST = 2
_LABEL = 0.52
"""Height of the label's letters, as a part of the box's shorter side."""
_SMALLEST, _LARGEST = 9, 40
_LOSSY = frozenset(("image/jpeg", "image/webp", "image/heic", "image/heif", "image/avif"))
_BLOCK = 16
"""Pixels of one such block depend on each other: those beside a letter tell something of it.

Colours are smoothed over its edge by one pixel more.
"""
_COLOURS = ("L", "RGB")


def burn(image: Image.Image, areas: Iterable[Box]) -> Image.Image:
    """A copy of a picture with solid dark places, labelled where the label fits.

    Args:
        image: upright, in any mode.
        areas: in its pixels, as :func:`area` gives them.
    """
    made = image.copy() if image.mode in _COLOURS else image.convert("RGB")
    made.info = {}
    draw = ImageDraw.Draw(made)
    fill, ink = _grey(_FILL, made.mode), _grey(_INK, made.mode)
    wanted = list(areas)
    for one in wanted:
        draw.rectangle((one.x0, one.y0, one.x1 - 1, one.y1 - 1), fill=fill)
    for one in wanted:
        _label(draw, one, ink)
    return made


def area(box: Box, page: Page, media: str, *, is_text: bool) -> Box | None:
    """The place that is burnt for a mask; None where it lies outside of its page.

    Args:
        box: of the mask.
        page: with its size.
        media: of the file; in a lossy picture whole blocks are covered.
        is_text: whether the box was told from a reading, whose letters it may not quite cover.
    """
    high = min(box.y1 - box.y0, 2 * (box.x1 - box.x0))
    above = max(_LEAST, round(high * _ABOVE)) if is_text else 0
    beside = max(_LEAST, round(high * _BESIDE)) if is_text else 0
    grid, fringe = (_BLOCK, 1) if media in _LOSSY else (1, 0)
    made = Box(
        max(0, (box.x0 - beside) // grid * grid - fringe),
        max(0, (box.y0 - above) // grid * grid - fringe),
        min(page.width, -(-(box.x1 + beside) // grid) * grid + fringe),
        min(page.height, -(-(box.y1 + above) // grid) * grid + fringe),
    )
    return made if made.x0 < made.x1 and made.y0 < made.y1 else None


def copy(image: Image.Image, original: bytes, media: str) -> tuple[bytes, str]:
    """A masked picture as a file: JPEG with the original's own tables for a JPEG, else PNG without loss.

    Args:
        image: the masked picture.
        original: the file it was made from.
        media: of the original.

    Returns:
        The bytes and their media type.
    """
    out = io.BytesIO()
    tables = _tables(original) if media == "image/jpeg" and image.mode in _COLOURS else None
    if tables is None:
        image.save(out, "PNG", compress_level=3)
        return out.getvalue(), "image/png"
    image.save(out, "JPEG", qtables=tables[0], subsampling=max(tables[1], 0))
    return out.getvalue(), "image/jpeg"


def _tables(data: bytes) -> tuple[dict[int, list[int]], int] | None:
    """The tables by which a JPEG was made coarser, and its subsampling."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if not isinstance(image, JpegImagePlugin.JpegImageFile) or image.mode not in _COLOURS:
                return None
            return dict(image.quantization), JpegImagePlugin.get_sampling(image)
    except (OSError, ValueError, SyntaxError):
        return None


def _grey(value: int, mode: str) -> int | tuple[int, int, int]:
    return value if mode == "L" else (value, value, value)


def _label(draw: ImageDraw.ImageDraw, area: Box, ink: int | tuple[int, int, int]) -> None:
    text = phrase("privacy.label")
    size = min(_LARGEST, int(min(area.y1 - area.y0, area.x1 - area.x0) * _LABEL))
    if size < _SMALLEST or size * (len(text) + 0.5) > area.x1 - area.x0:
        return
    middle = ((area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2)
    draw.text(middle, text, font=_font(size), fill=ink, anchor="mm")


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.fonts() / "NotoSansSC-Regular.ttf"), size)
