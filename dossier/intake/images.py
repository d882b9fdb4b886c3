"""Pictures of one page: PNG, JPEG, WebP, AVIF, BMP and GIF (first frame).  Lines come later, from OCR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import features

from dossier.intake import capture, device, integrity, isobmff, upright
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from PIL import Image

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".gif", ".avif"})

_WHOLE = {
    "image/png": integrity.png_whole,
    "image/jpeg": integrity.jpeg_whole,
    "image/webp": integrity.webp_whole,
    "image/avif": isobmff.whole,
}
_AVIF = frozenset({b"avif", b"avis"})


def media(head: bytes) -> str:
    """The media type of a picture's first bytes, or ""."""
    if head.startswith(integrity.PNG):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    # "BM" alone begins many a text; the reserved zeros and the header's size tell.
    if head.startswith(b"BM") and head[6:10] == bytes(4) and head[15:18] == bytes(3):
        return "image/bmp"
    if _AVIF.intersection(isobmff.brands(head)):
        return "image/avif"
    return ""


def sniff(head: bytes, path: PurePosixPath) -> bool:  # noqa: ARG001 - the name says nothing
    """Whether it is a picture we decode."""
    return bool(media(head))


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - pictures are never locked
    """Size of the upright picture and moment of capture; the pixels are not decoded where avoidable.

    Raises:
        Unreadable: ``picture-truncated``, ``picture-broken``, ``too-many-pixels``, or ``heic`` where
            Pillow was built without AVIF.
    """
    kind = media(data)
    whole = _WHOLE.get(kind)
    if kind == "image/avif" and not features.check("avif"):
        raise Unreadable("heic", "libavif")
    if whole is not None and not whole(data):
        raise Unreadable("picture-truncated")
    image = upright.opened(data)
    if whole is None:
        upright.load(image)  # BMP and GIF are rare, small and carry no checksum
    width, height = upright.size(image)
    frames = _frames(image)
    troubles = (Trouble("only-first-frame", str(frames)),) if frames > 1 else ()
    return Reading(
        (Page(1, width, height),), captured=captured(image), troubles=troubles, device=device.of(image)
    )


def picture(data: bytes, number: int = 1, password: str = "") -> Image.Image:  # noqa: ARG001 - one page, no lock
    """See :class:`dossier.intake.reader.Reader`."""
    return upright.upright(upright.opened(data))


def _frames(image: Image.Image) -> int:
    """How many frames an animation has; the second picture of an MPO photo is only its preview."""
    if image.format == "MPO":
        return 1
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:  # noqa: BLE001 - a damaged later frame does not cost the first
        return 1


def captured(image: Image.Image) -> str:
    """When the picture's EXIF data say that it was taken, ISO 8601 local time, or ""."""
    try:
        with upright.quiet():
            return capture.from_exif(upright.exif(image))
    except Exception:  # noqa: BLE001 - damaged EXIF data must not cost the picture
        return ""
