"""The boxes that HEIC and AVIF pictures, and films, are made of (ISO/IEC 14496-12, 4.2 and 4.3)."""

from __future__ import annotations

_HEAD, _LONG_HEAD = 8, 16
_TO_THE_END, _LONG = 0, 1
"""What a size of 0 and of 1 means: the box is the last one; its size stands in the next eight bytes."""
_NEEDED = frozenset({b"ftyp", b"meta", b"mdat", b"idat", b"moov"})
_NEVER_FILLED = bytes(1024)
"""Pixels never end in so many zeros, but an interrupted download into a file made long enough does."""


def brands(head: bytes) -> tuple[bytes, ...]:
    """What a file says it is, its main brand first; empty when it is no such file.

    Args:
        head: its first bytes; of a longer list of brands only those inside are seen.
    """
    if head[4:8] != b"ftyp":
        return ()
    size, body = _box(head, 0)
    words = head[body:size]
    # Behind the main brand stands its version, which is none.
    return tuple(words[place : place + 4] for place in range(0, len(words) - 3, 4) if place != 4)  # noqa: PLR2004


def whole(data: bytes) -> bool:
    """Whether the boxes that hold the picture are there to their ends, and filled.

    Decoders conceal what is lost, so a half picture would look like one.
    Phones append boxes of their own, and others bytes that are no box at all; those may end as they like.
    """
    place, described = 0, False
    while place + _HEAD <= len(data):
        kind = data[place + 4 : place + 8]
        end, body = _box(data, place)
        if not body <= end <= len(data):
            return described and kind not in _NEEDED
        if kind == b"mdat" and data.endswith(_NEVER_FILLED, body, end):
            return False
        described = described or kind == b"meta"
        place = end
    return described


def complete(data: bytes) -> bool:
    """Whether every box of a film ends inside the file; a download that broke off does not."""
    place = 0
    while place + _HEAD <= len(data):
        end, body = _box(data, place)
        if not body <= end <= len(data):
            return False
        place = end
    return place == len(data)


def _box(data: bytes, place: int) -> tuple[int, int]:
    """Where a box ends and where its contents begin."""
    size = int.from_bytes(data[place : place + 4])
    if size == _LONG:
        return place + int.from_bytes(data[place + _HEAD : place + _LONG_HEAD]), place + _LONG_HEAD
    return len(data) if size == _TO_THE_END else place + size, place + _HEAD
