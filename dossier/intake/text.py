"""Plain text: a chat export when it has the shape of one, otherwise simply its lines."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from dossier.intake import chatlog
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Line, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import PurePosixPath

    from PIL import Image

SUFFIXES = frozenset({".txt", ".text", ".log", ".md"})
MAX_BYTES = 8 * 1024 * 1024

_CLEARLY = 4
_CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030", "hz-gb-2312"})
_EASTERN = re.compile("[\u2e80-\uffef]")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters and private use: the mark of binary data, or of the wrong charset.
_FOREIGN = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ue000-\uf8ff\ufffe\uffff]")


def sniff(head: bytes, path: PurePosixPath) -> bool:
    """Whether it is named as a text and holds no binary data."""
    return path.suffix.lower() in SUFFIXES and not is_binary(head)


def is_binary(head: bytes) -> bool:
    """Whether the first bytes are of no text in any charset that :func:`decode` knows."""
    return b"\0" in head and not _utf16(head)


def media(head: bytes) -> str:  # noqa: ARG001 - there is only one
    """Always ``text/plain``."""
    return "text/plain"


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - texts are never locked
    """Messages of a chat export, or the lines of any other text.

    A line's number is its number in the file; blank lines are kept so that
    numbers and places agree.

    Raises:
        Unreadable: ``text-encoding``, ``too-large`` or ``empty``.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large", f"{MAX_BYTES // 1024 // 1024} MB")
    words, whole = decode(data)
    rows = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while rows and not rows[-1].strip():
        rows.pop()
    if not rows:
        raise Unreadable("empty")
    troubles = () if whole else (Trouble("text-cut"),)
    return Reading(pages(rows), engine="text", troubles=troubles)


def pages(rows: Sequence[str]) -> tuple[Page, ...]:
    """A page for each conversation of a chat export, or one with the lines of any other text."""
    talks = chatlog.conversations(chatlog.messages(rows))
    if not talks:
        return (Page(1, lines=tuple(Line(number, row.rstrip()) for number, row in enumerate(rows, start=1))),)
    return tuple(
        Page(number, messages=talk, part=name if len(talks) > 1 else "")
        for number, (name, talk) in enumerate(talks, start=1)
    )


def picture(data: bytes, number: int, password: str) -> Image.Image:  # noqa: ARG001 - texts have none
    """A text has no picture."""
    raise Unreadable("no-picture")


def decode(data: bytes) -> tuple[str, bool]:
    """The text of UTF-8, UTF-16 or GB18030 bytes, and whether its last character is complete.

    Raises:
        Unreadable: ``text-encoding``.
    """
    utf16 = _utf16(data)
    for charset in (utf16,) if utf16 else ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(charset)()
        try:
            words = decoder.decode(data)
        except UnicodeDecodeError:
            continue
        if not _FOREIGN.search(words):
            return words.removeprefix("\ufeff"), not decoder.getstate()[0]
    raise Unreadable("text-encoding")


def declared(data: bytes, charset: str) -> str | None:
    """The text of bytes in the charset that a header or a page names; None when they are not in it.

    What is declared as GB2312 is often GBK, which GB18030 contains, and at times UTF-8.
    """
    told = charset.strip().lower()
    if told in _CHINESE:
        try:
            words = data.decode("utf-8")
        except UnicodeDecodeError:
            words = ""
        if _EASTERN.search(words):
            return words
        told = "gb18030"
    try:
        return data.decode(told)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16(data: bytes) -> str:
    """The UTF-16 flavour, told by its mark or by where the zero bytes of ASCII stand; "" for others."""
    if data.startswith(_UTF16_MARKS):
        return "utf-16"
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:  # noqa: PLR2004
        return ""
    # ASCII has its zero in the upper byte; a Chinese character may now and then have one in either.
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > _CLEARLY * even:
        return "utf-16-le"
    return "utf-16-be" if even > _CLEARLY * odd else ""
