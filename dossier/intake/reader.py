"""What a reader of one format is, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from PIL import Image

    from dossier.model import Channel, Page


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
    still wait for OCR; ``captured`` is ISO 8601 local time from inside the file;
    ``password`` is the one that opened it; ``channel`` where a conversation was
    held, when the format itself says so; ``device`` what made a picture.
    """

    pages: tuple[Page, ...]
    engine: str = ""
    captured: str = ""
    password: str = ""
    troubles: tuple[Trouble, ...] = ()
    channel: Channel | None = None
    device: str = ""


class Reader(Protocol):
    """A format; a module with these four functions is one."""

    def sniff(self, head: bytes, path: PurePosixPath) -> bool:
        """Whether the first bytes (at most 4096) are of this format."""

    def media(self, head: bytes) -> str:
        """The media type, e.g. ``image/png``; asked only after :meth:`sniff` said yes."""

    def read(self, data: bytes, passwords: Iterable[str]) -> Reading:
        """Read the whole file.

        Args:
            data: its bytes.
            passwords: what may open it, to be tried in turn; taken only when the file
                is locked, since the last ones are asked of the person.

        Raises:
            Unreadable: nothing of it can be used.
        """

    def picture(self, data: bytes, number: int, password: str) -> Image.Image:
        """The upright RGB picture of one page, the same every time.

        Args:
            data: the bytes of the file.
            number: 1-based page number.
            password: as :meth:`read` told it.

        Raises:
            Unreadable: it cannot be decoded, or ``no-picture`` when the page is a text or a table.
        """
