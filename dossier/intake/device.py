"""What made a picture, as its file tells: maker, model and program — nothing that tells of a person.

EXIF data also hold places, serial numbers, the names of owners and of their
computers; none of these is looked at.  What is taken is printed as it stands,
so it is cut to one short line of plain characters.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from typing import TYPE_CHECKING

from dossier.intake import upright

if TYPE_CHECKING:
    from PIL import Image

_MAKE, _MODEL, _SOFTWARE = 0x010F, 0x0110, 0x0131
_PNG_SOFTWARE = "Software"
_LONGEST = 48
_PERSONAL = re.compile(
    r"[\\@]|/(?:home|users)\b|\d{9}|'s\b|’s\b|的\s*(?:iphone|ipad|手机|电脑|mac)", re.IGNORECASE
)
"""A path, an address, a serial number, an owner: some makers and people write such things anywhere."""


def of(image: Image.Image) -> str:
    """Maker, model and program of a picture that is open, e.g. ``Apple iPhone 15 Pro; 17.4.1``, or ""."""
    try:
        with upright.quiet():
            tags = upright.exif(image)
            make, model, program = (_plain(tags.get(tag)) for tag in (_MAKE, _MODEL, _SOFTWARE))
    except Exception:  # noqa: BLE001 - damaged EXIF data must not cost the picture
        make = model = program = ""
    program = program or _plain(image.info.get(_PNG_SOFTWARE))
    named = model if model.casefold().startswith(make.casefold()) else f"{make} {model}".strip()
    return "; ".join(dict.fromkeys(filter(None, (named, program))))


def _plain(value: object) -> str:
    """A text without control characters, cut short; "" for anything else and for what tells of a person."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    with contextlib.suppress(ValueError):
        # EXIF texts are ASCII by their standard and UTF-8 on many a phone; Pillow reads Latin-1.
        value = value.encode("latin-1").decode("utf-8")
    kept = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in value[:512])
    text = " ".join(kept.split())
    if _PERSONAL.search(text):
        return ""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
