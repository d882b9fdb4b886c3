"""Whether a picture file holds its pixels and nothing else.

EXIF data tell where and by whom a picture was taken, text chunks may tell
anything, and what follows the end of a picture is seen by no viewer.  In a set
for others only files without any of these are handed on as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.intake import integrity

_PIXELS = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD", b"IDAT", b"IEND")
)
_JFIF, _ADOBE, _SCAN, _END = 0xE0, 0xEE, 0xDA, 0xD9
_TELLING = (frozenset(range(0xE0, 0xF0)) | {0xFE}) - {_JFIF, _ADOBE}
_ALONE = frozenset(range(0xD0, 0xD8)) | {0x00, 0x01, 0xFF}
"""Markers without a length, and the stuffing of image data."""
_JFIF_PLAIN, _ADOBE_PLAIN = 16, 14
"""Lengths of the two segments when they hold nothing more than they must."""


def is_bare(data: bytes, media: str) -> bool:
    """Whether the bytes are a PNG or JPEG without metadata, previews or anything behind its end."""
    if media == "image/png":
        return _png(data)
    return media == "image/jpeg" and _jpeg(data)


def _png(data: bytes) -> bool:
    if not data.startswith(integrity.PNG):
        return False
    for kind, _, end in integrity.png_chunks(data):
        if kind not in _PIXELS:
            return False
        if kind == b"IEND":
            return end == len(data)
    return False


def _jpeg(data: bytes) -> bool:
    end = 0
    for marker, start, stop in _segments(data):
        long = stop - start - 2
        if marker in _TELLING:
            return False
        if (marker == _JFIF and long != _JFIF_PLAIN) or (marker == _ADOBE and long != _ADOBE_PLAIN):
            return False
        if marker == _END:
            end = stop
    return end == len(data) > 0


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and stop of each segment up to the first end of a picture; image data is stepped over."""
    place = 2 if data.startswith(b"\xff\xd8") else len(data)
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        marker = data[place + 1]
        if marker in _ALONE:
            place += 1 if marker == 0xFF else 2  # noqa: PLR2004 - a fill byte
            continue
        if marker == _END:
            yield marker, place, place + 2
            return
        stop = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        yield marker, place, stop
        place = stop
