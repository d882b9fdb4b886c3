"""Is the picture all there?  Told from its structure, without decoding a pixel.

An interrupted download often still decodes in part, and a half picture must
never pass for evidence.  PNG carries a checksum a chunk, JPEG ends each scan
with a marker and WebP states its length; reading those costs a pass over the
bytes, less than a tenth of decoding.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
_CHUNK = struct.Struct(">I4s")
_AROUND = 12
"""Bytes of a chunk beside its body: length, kind and checksum."""
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_END_OF_IMAGE, _START_OF_SCAN = 0xD9, 0xDA
_RIFF_HEAD = 8


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each chunk of a PNG, those behind its end included; the last may be cut off."""
    place = len(PNG)
    while place + _AROUND <= len(data):
        length, kind = _CHUNK.unpack_from(data, place)
        yield kind, place, place + _AROUND + length
        place += _AROUND + length


def chunk_holds(data: bytes, start: int, end: int) -> bool:
    """Whether a chunk is all there and its checksum is right."""
    if end > len(data):
        return False
    view = memoryview(data)
    return zlib.crc32(view[start + 4 : end - 4]) == int.from_bytes(view[end - 4 : end])


def png_whole(data: bytes) -> bool:
    """Whether every chunk up to IEND is there and its checksum holds (PNG, ISO/IEC 15948, 5.3)."""
    return png_end(data) > 0


def png_end(data: bytes) -> int:
    """Where a PNG that is all there ends; 0 where it is not, see :func:`png_whole`."""
    pixels = False
    for kind, start, end in png_chunks(data):
        # Only what makes pixels must hold: a damaged comment costs nothing.
        if end > len(data) or (kind[:1].isupper() and not chunk_holds(data, start, end)):
            return 0
        if kind == b"IEND":
            return end if pixels else 0
        pixels = pixels or kind == b"IDAT"
    return 0


def jpeg_whole(data: bytes) -> bool:
    """Whether the image ends with its EOI marker after at least one scan (ITU-T T.81, annex B).

    Segments are stepped over, so that an embedded preview's own end does not
    count, and bytes that a camera appended after the end do not matter.
    """
    return jpeg_end(data) > 0


def jpeg_end(data: bytes) -> int:
    """Where the picture in a JPEG ends; 0 where it does not, see :func:`jpeg_whole`."""
    place, scanned = 2, False
    while found := _MARKER.search(data, place):
        marker = found[1][0]
        if marker == _END_OF_IMAGE:
            return found.end() if scanned else 0
        scanned = scanned or marker == _START_OF_SCAN
        if found.end() + 2 > len(data):
            return 0
        place = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return 0


def webp_whole(data: bytes) -> bool:
    """Whether the file is as long as its RIFF header says."""
    return len(data) >= _RIFF_HEAD + int.from_bytes(data[4:8], "little")
