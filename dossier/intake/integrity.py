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
    place, pixels = len(PNG), False
    view = memoryview(data)
    while place + _CHUNK.size <= len(data):
        length, kind = _CHUNK.unpack_from(data, place)
        body = place + _CHUNK.size
        after = body + length + _CHECKSUM_BYTES
        if after > len(data):
            return False
        critical = kind[:1].isupper()
        # Only what makes pixels must hold: a damaged comment costs nothing.
        if critical and zlib.crc32(view[place + 4 : body + length]) != int.from_bytes(
            view[after - 4 : after]
        ):
            return False
        if kind == b"IEND":
            return pixels
        pixels = pixels or kind == b"IDAT"
        place = after
    return False


def jpeg_whole(data: bytes) -> bool:
    """Whether the image ends with its EOI marker after at least one scan (ITU-T T.81, annex B).

    Segments are stepped over, so that an embedded preview's own end does not
    count, and bytes that a camera appended after the end do not matter.
    """
    place, scanned = 2, False
    while found := _MARKER.search(data, place):
        marker = found[1][0]
        if marker == _END_OF_IMAGE:
            return scanned
        scanned = scanned or marker == _START_OF_SCAN
        if found.end() + 2 > len(data):
            return False
        place = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return False


def webp_whole(data: bytes) -> bool:
    """Whether the file is as long as its RIFF header says."""
    return len(data) >= _RIFF_HEAD + int.from_bytes(data[4:8], "little")
