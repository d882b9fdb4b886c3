"""Pictures: PNG, JPEG, WebP, and the first frame of BMP and GIF.  Lines come later, from OCR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.intake import capture, integrity, upright
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from PIL import Image

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".gif"})

_WHOLE = {
    "image/png": integrity.png_whole,
    "image/jpeg": integrity.jpeg_whole,
    "image/webp": integrity.webp_whole,
}


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
    return ""


def sniff(head: bytes, path: PurePosixPath) -> bool:  # noqa: ARG001 - the name says nothing
    """Whether it is a picture we decode."""
    return bool(media(head))


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - pictures are never locked
    """Size of the upright picture and moment of capture; the pixels are not decoded where avoidable.

    Raises:
        Unreadable: ``picture-truncated``, ``picture-broken`` or ``too-many-pixels``.
    """
    whole = _WHOLE.get(media(data))
    if whole is not None and not whole(data):
        raise Unreadable("picture-truncated")
    image = upright.opened(data)
    if whole is None:
        upright.load(image)  # BMP and GIF are rare, small and carry no checksum
    width, height = upright.size(image)
    frames = _frames(image)
    troubles = (Trouble("only-first-frame", str(frames)),) if frames > 1 else ()
    return Reading((Page(1, width, height),), captured=_captured(image), troubles=troubles)


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


def _captured(image: Image.Image) -> str:
    try:
        with upright.quiet():
            return capture.from_exif(upright.exif(image))
    except Exception:  # noqa: BLE001 - damaged EXIF data must not cost the picture
        return ""
