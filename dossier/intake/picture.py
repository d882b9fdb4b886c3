"""The picture of a page, made the same way every time, from an original proved unchanged."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dossier.intake import originals, pdf, recording, registry
from dossier.intake.errors import OriginalChanged, Unreadable

if TYPE_CHECKING:
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
    root = folder.resolve()
    place = (root / evidence.path).resolve()
    if not place.is_relative_to(root):
        raise OriginalChanged("original-changed")
    try:
        with originals.opened(place) as stream:
            data = originals.contents(stream, originals.limit(evidence.media))
    except Unreadable as error:
        raise OriginalChanged("original-changed", error.detail) from error
    if hashlib.sha256(data).hexdigest() != evidence.sha256:
        raise OriginalChanged("original-changed")
    return data


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
