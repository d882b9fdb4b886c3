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

PNG = b"\x89PNG\r\n\x1a\n"
_CHUNK = struct.Struct(">I4s")
_CHECKSUM_BYTES = 4
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_END_OF_IMAGE, _START_OF_SCAN = 0xD9, 0xDA
_RIFF_HEAD = 8


def png_whole(data: bytes) -> bool:
    """Whether every chunk up to IEND is there and its checksum holds (PNG, ISO/IEC 15948, 5.3)."""
    return png_end(data) > 0


def png_end(data: bytes) -> int:
    """Where a PNG that is all there ends; 0 where it is not, see :func:`png_whole`."""
    place, pixels = len(PNG), False
    view = memoryview(data)
    while place + _CHUNK.size <= len(data):
        length, kind = _CHUNK.unpack_from(data, place)
        body = place + _CHUNK.size
        after = body + length + _CHECKSUM_BYTES
        if after > len(data):
            return 0
        critical = kind[:1].isupper()
        # Only what makes pixels must hold: a damaged comment costs nothing.
        if critical and zlib.crc32(view[place + 4 : body + length]) != int.from_bytes(
            view[after - 4 : after]
        ):
            return 0
        if kind == b"IEND":
            return after if pixels else 0
        pixels = pixels or kind == b"IDAT"
        place = after
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
