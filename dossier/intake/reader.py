"""What a reader of one format is, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from dossier.model import Page


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem of the file being read: code, detail, and page or None for all of it."""

    code: str
    detail: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found.

    ``engine`` says what made the lines or messages and is empty when the pages
    still wait for OCR; ``captured`` is ISO 8601 local time from inside the file.
    """

    pages: tuple[Page, ...]
    engine: str = ""
    captured: str = ""
    troubles: tuple[Trouble, ...] = ()


class Reader(Protocol):
    """A format; a module with these three functions is one."""

    def sniff(self, head: bytes, path: PurePosixPath) -> bool:
        """Whether the first bytes (at most 4096) are of this format."""

    def media(self, head: bytes) -> str:
        """The media type, e.g. ``image/png``; asked only after :meth:`sniff` said yes."""

    def read(self, data: bytes) -> Reading:
        """Read the whole file.

        Raises:
            Unreadable: nothing of it can be used.
        """
