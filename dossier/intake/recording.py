"""Screen recordings (MP4, MOV, WebM): each page is a frame, with its moment in the recording.

The library that decodes them is an optional extra, and works in a process of
its own: films are the most hostile of files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any

from dossier.intake import apart, isobmff
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from PIL import Image

SUFFIXES = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv"})
PACKAGE = "av"
"""What the extra ``dossier[video]`` installs."""
MAX_PAGES = 60

_MATROSKA = b"\x1a\x45\xdf\xa3"
_QUICKTIME = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
"""What older QuickTime files begin with, which do not say what they are."""
_BRANDS = (b"isom", b"iso", b"mp4", b"avc", b"qt  ", b"M4V", b"M4A", b"3g", b"MSNV", b"dash", b"hvc1", b"f4v")
_READ, _DRAW = 600.0, 60.0
"""Seconds that it may take to go through a recording, and to draw one of its frames."""

_known: dict[str, Reading] = {}
"""What was found in a recording, by the hash of its bytes: a build looks at the folder more than once."""


def sniff(head: bytes, path: PurePosixPath) -> bool:  # noqa: ARG001 - the name says nothing
    """Whether it is a film in one of the containers that phones and desktop recorders write."""
    said = isobmff.brands(head)
    if said:
        return any(brand.startswith(_BRANDS) for brand in said)
    return head.startswith(_MATROSKA) or head[4:8] in _QUICKTIME


def media(head: bytes) -> str:
    """``video/quicktime``, ``video/mp4``, ``video/webm`` or ``video/x-matroska``."""
    if head.startswith(_MATROSKA):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    said = isobmff.brands(head)
    return "video/mp4" if said and said[0] != b"qt  " else "video/quicktime"


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - recordings are never locked
    """Choose the frames that become pages; their pixels are not kept.

    Raises:
        Unreadable: ``recording-extra`` (the library is not installed), ``recording-empty`` (sound only),
            ``recording-broken``, ``too-many-pixels``, or ``video`` (another coding).
    """
    name = hashlib.sha256(data).hexdigest()
    if name not in _known:
        _known[name] = _apart(_found, data, _READ)
    return _known[name]


def picture(data: bytes, number: int = 1, password: str = "") -> Image.Image:  # noqa: ARG001 - no lock
    """See :class:`dossier.intake.reader.Reader`; :func:`still` spares the search for the moment."""
    pages = read(data).pages
    if not 1 <= number <= len(pages):
        raise Unreadable("picture-page-broken")
    return still(data, pages[number - 1].moment or 0.0)


def still(data: bytes, moment: float) -> Image.Image:
    """The upright RGB picture of a page's moment, the same every time.

    Raises:
        Unreadable: ``recording-extra`` or ``recording-broken``.
    """
    image: Image.Image = _apart(partial(_still, moment=moment), data, _DRAW)
    return image


def missing() -> bool:
    """Whether the extra is not installed."""
    return find_spec(PACKAGE) is None


def _apart(function: Callable[[bytes], Any], data: bytes, seconds: float) -> Any:
    if missing():
        raise Unreadable("recording-extra")
    try:
        return apart.call(function, data, seconds)
    except (apart.Died, MemoryError) as error:
        raise Unreadable("recording-broken") from error


def _still(data: bytes, moment: float) -> Image.Image:
    from dossier.intake import film  # noqa: PLC0415 - the extra may be absent

    return film.still(data, moment)


def _found(data: bytes) -> Reading:
    """Goes through the whole recording; meant for a process of its own."""
    from dossier.intake import film, stills  # noqa: PLC0415 - the extra may be absent

    about = film.about(data)
    whole = _whole(data)

    def watched() -> Iterator[film.Look]:
        nonlocal whole
        try:
            yield from film.looks(data)
        except Unreadable:
            whole = False

    moments = sorted(islice(stills.choose(watched()), MAX_PAGES + 1))
    if not moments:
        raise Unreadable("recording-broken")
    pages = tuple(
        Page(number, about.width, about.height, moment=round(moment, 3))
        for number, moment in enumerate(moments[:MAX_PAGES], start=1)
    )
    troubles = (
        ("recording-cut", "", not whole),
        ("recording-long", str(film.MAX_SECONDS // 60), about.seconds > film.MAX_SECONDS),
        ("recording-busy", str(MAX_PAGES), len(moments) > MAX_PAGES),
    )
    told = tuple(Trouble(code, detail) for code, detail, holds in troubles if holds)
    return Reading(pages, captured=about.created, troubles=told)


def _whole(data: bytes) -> bool:
    """Whether the boxes of an MP4 or MOV end where the file does."""
    return data.startswith(_MATROSKA) or isobmff.complete(data)
