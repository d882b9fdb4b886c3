"""Where the pictures and the bytes of a packet's evidence come from.

What is printed and what is attached go through one door, so that a set whose
pictures are masked cannot show or carry an unmasked one by another way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from dossier import intake
from dossier.model import Evidence
from dossier.packet.figures.pictures import Picture, embed


class Originals(Protocol):
    """The evidence of one set of packets, as it may be shown."""

    def picture(self, item: Evidence, page: int) -> Picture:
        """One page's picture.

        Raises:
            Unreadable: the page cannot be decoded, or has no picture.
            OriginalChanged: the file is no longer what was taken in.
        """
        ...

    def data(self, item: Evidence) -> bytes | None:
        """The original's bytes, or None where the file may not leave with the packet.

        Raises:
            OriginalChanged: the file is no longer what was taken in.
        """
        ...


class FromFolder:
    """The originals as they lie in the evidence folder, each picture made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[str, int], Picture] = {}

    def picture(self, item: Evidence, page: int) -> Picture:
        """See :class:`Originals`."""
        if (item.id, page) not in self._made:
            data = intake.original(self._folder, item) if item.media.startswith("image/") else b""
            self._made[item.id, page] = embed(
                data, item.media, lambda: intake.picture(self._folder, item, page)
            )
        return self._made[item.id, page]

    def data(self, item: Evidence) -> bytes:
        """See :class:`Originals`."""
        return intake.original(self._folder, item)
