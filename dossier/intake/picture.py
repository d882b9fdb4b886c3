"""The picture of a page, made the same way every time, from an original proved unchanged."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from dossier.intake import originals, pdf, recording, registry
from dossier.intake.errors import OriginalChanged, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from PIL import Image

    from dossier.model import Evidence

RENDERING = f"upright-1 pdf-{pdf.DPI}dpi"
"""Names how pictures are made.  It changes when the same original would give other pixels,
so that what was read from the old ones is not taken for the new."""


def original(folder: Path, evidence: Evidence) -> bytes:
    """The bytes of an original, after proving that they are those taken in.

    Raises:
        OriginalChanged: the file is gone, leads out of the folder, or holds other bytes.
    """
    try:
        with _opened(folder, evidence) as stream:
            data = originals.contents(stream, originals.limit(evidence.media))
    except Unreadable as error:
        raise OriginalChanged(evidence.path, evidence.sha256, _now(folder, evidence)) from error
    now = hashlib.sha256(data).hexdigest()
    if now != evidence.sha256:
        raise OriginalChanged(evidence.path, evidence.sha256, now)
    return data


def prove_unchanged(folder: Path, evidence: Iterable[Evidence]) -> None:
    """Read every original once more: each must hold the very bytes that were taken in.

    Args:
        folder: the evidence folder.
        evidence: all that was taken out of it, also what a packet leaves out.

    Raises:
        OriginalChanged: the first that does not, with the number of the others.
    """
    found = [(item, _now(folder, item)) for item in evidence]
    changed = [(item, now) for item, now in found if now != item.sha256]
    if changed:
        item, now = changed[0]
        raise OriginalChanged(item.path, item.sha256, now, len(changed) - 1)


def picture(folder: Path, evidence: Evidence, page: int) -> Image.Image:
    """The upright RGB picture of one page; boxes of lines refer to its pixels.

    Args:
        folder: the evidence folder.
        evidence: a file out of it.
        page: 1-based page number.

    Raises:
        OriginalChanged: see :func:`original`.
        Unreadable: the page cannot be decoded, or is a text and has no picture.
    """
    data = original(folder, evidence)
    moment = next((one.moment for one in evidence.pages if one.number == page), None)
    if moment is not None and evidence.media.startswith("video/"):
        return recording.still(data, moment)
    reader = registry.choose(data[: originals.HEAD], PurePosixPath(evidence.path))
    return reader.picture(data, page, evidence.password)


@contextmanager
def _opened(folder: Path, evidence: Evidence) -> Iterator[IO[bytes]]:
    """An original open for reading.

    Raises:
        Unreadable: it is gone, cannot be read, or leads out of the folder.
    """
    try:
        root = folder.resolve()
        place = (root / evidence.path).resolve()
    except (OSError, RuntimeError) as error:  # a ring of links
        raise Unreadable("link-broken") from error
    if not place.is_relative_to(root):
        raise Unreadable("link-outside")
    with originals.opened(place) as stream:
        yield stream


def _now(folder: Path, evidence: Evidence) -> str:
    """SHA-256 of what lies where an original lay; empty when nothing there can be read."""
    try:
        with _opened(folder, evidence) as stream:
            return originals.fingerprint(stream)[0]
    except Unreadable:
        return ""
