"""Any picture becomes the one that boxes refer to: upright, RGB, eight bits a channel."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image, ImageStat

from dossier.intake.errors import Unreadable

FORMATS: Final = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "AVIF")
MAX_PIXELS: Final = 120_000_000

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = frozenset({5, 6, 7, 8})
_TURNED = frozenset({"TIFF", "HEIF"})
"""Formats whose decoder turns the picture itself: never turn twice."""

_NOTES = (b"eXIf", b"Raw profile type", b"XML:com.adobe.xmp")

_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_BRIGHT = 160
"""Mean luminance, 0..255, from which writing is lost on white."""
_SPARSE = 0.5
"""Share of the picture below which what is visible is writing rather than a window with soft corners."""


@contextmanager
def quiet() -> Iterator[None]:
    """Pillow's warnings say nothing a user could act on; what matters becomes a problem of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def opened(data: bytes, formats: tuple[str, ...] = FORMATS) -> Image.Image:
    """The picture, recognised but not yet decoded, if it is of a sane size.

    Args:
        data: the whole file.
        formats: what it may be, by Pillow's names.

    Raises:
        Unreadable: ``too-many-pixels`` or ``picture-broken``.
    """
    with quiet():
        try:
            image = Image.open(io.BytesIO(data), formats=formats)
        except Image.DecompressionBombError as error:
            raise Unreadable("too-many-pixels") from error
        # A hostile header makes Pillow raise almost anything (struct.error, SyntaxError, KeyError …).
        except Exception as error:
            raise Unreadable("picture-broken") from error
    sane(image)
    if image.format == "AVIF":
        # Its own boxes say how it is turned, and Pillow tells that as EXIF; other notes do not count.
        image.info.pop("xmp", None)
    if _noted_late(data):
        load(image)
    return image


def sane(image: Image.Image) -> Image.Image:
    """The same picture, whose pixels fit in memory.

    Raises:
        Unreadable: ``too-many-pixels``, or ``picture-broken`` when it has none.
    """
    if image.width * image.height > MAX_PIXELS:
        raise Unreadable("too-many-pixels", f"{image.width} × {image.height}")
    if not image.width or not image.height:
        raise Unreadable("picture-broken")
    return image


def exif(image: Image.Image) -> Image.Exif:
    """The EXIF data found so far, without what Pillow does for PNG: decode it all to look for more."""
    return Image.Image.getexif(image)


def orientation(image: Image.Image) -> int:
    """How the pixels still have to be turned, as EXIF counts it, 1..8; 1 where nothing is to be done.

    Of AVIF the library gives the turn that the picture's own boxes order, whatever its EXIF data say.
    """
    if image.format in _TURNED:
        return 1
    try:
        with quiet():
            value = int(exif(image).get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - damaged EXIF data must not cost the picture
        return 1
    return value if value in _TURNS else 1


def load(image: Image.Image) -> None:
    """Decode the pixels.

    Raises:
        Unreadable: ``picture-truncated`` or ``picture-broken``.
    """
    try:
        with quiet():
            image.load()
    except MemoryError:
        raise
    except (OSError, EOFError) as error:
        raise Unreadable("picture-truncated") from error
    except Exception as error:
        raise Unreadable("picture-broken") from error


def size(image: Image.Image) -> tuple[int, int]:
    """Width and height of the upright picture, without decoding the pixels."""
    width, height = image.size
    return (height, width) if orientation(image) in _SIDEWAYS else (width, height)


def upright(image: Image.Image) -> Image.Image:
    """Decode, turn upright, flatten.

    Raises:
        Unreadable: ``picture-truncated`` or ``picture-broken``.
    """
    load(image)
    turn = _TURNS.get(orientation(image))
    try:
        flat = _rgb(image)
        return flat.transpose(turn) if turn is not None else flat
    except (OSError, ValueError) as error:
        raise Unreadable("picture-broken") from error


def _noted_late(data: bytes) -> bool:
    """Whether a PNG has notes behind its pixels, which alone say how it is turned."""
    pixels = data.find(b"IDAT") if data.startswith(b"\x89PNG") else -1
    return pixels > 0 and any(data.find(mark, pixels) > 0 for mark in _NOTES)


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        return _flattened(image.convert("RGBA"))
    return image.convert("RGB")


def _flattened(image: Image.Image) -> Image.Image:
    alpha = image.getchannel("A")
    if alpha.getextrema() == (255, 255):
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, _ground(image, alpha))
    ground.paste(image.convert("RGB"), mask=alpha)
    return ground


def _ground(image: Image.Image, alpha: Image.Image) -> tuple[int, int, int]:
    """White, unless that would swallow bright writing on an otherwise clear ground."""
    visible = alpha.point(lambda value: 255 if value > 127 else 0)  # noqa: PLR2004
    share = ImageStat.Stat(visible).mean[0] / 255
    if not 0 < share < _SPARSE:
        return _WHITE
    luminance = ImageStat.Stat(image.convert("RGB").convert("L"), mask=visible).mean[0]
    return _BLACK if luminance > _BRIGHT else _WHITE
