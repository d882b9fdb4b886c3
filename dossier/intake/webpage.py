"""Saved web pages: a chat where the page is one, otherwise the lines a reader of the page sees."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from dossier.intake import chatlog, text
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Line, Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from PIL import Image

    from dossier.model import Message

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
MAX_BYTES = 16 * 1024 * 1024
MAX_LINES = 4_000
"""A printed transcript of more would be some eighty sheets."""

_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.IGNORECASE)
_DECLARED_WITHIN = 4096


def sniff(head: bytes, path: PurePosixPath) -> bool:
    """Whether it begins as a web page, or is named as one and is a text."""
    named = path.suffix.lower() in SUFFIXES
    return (_BEGINS.match(head) is not None or named) and not text.is_binary(head)


def media(head: bytes) -> str:  # noqa: ARG001 - there is only one
    """Always ``text/html``."""
    return "text/html"


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - never locked
    """Messages of a saved chat, or the lines of any other page, numbered in the order of the document.

    Raises:
        Unreadable: ``too-large``, ``text-encoding``, ``html-too-complex``, ``html-broken`` or ``html-empty``.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large", f"{MAX_BYTES // 1024 // 1024} MB")
    words, whole = decode(data)
    page, cut = of_document(words)
    troubles = () if whole else (Trouble("text-cut"),)
    if cut:
        troubles = (*troubles, Trouble("html-too-long", str(MAX_LINES)))
    return Reading((page,), engine="html", troubles=troubles)


def picture(data: bytes, number: int, password: str) -> Image.Image:  # noqa: ARG001 - it has none
    """A saved page has no picture: what it refers to is never loaded."""
    raise Unreadable("no-picture")


def of_document(words: str) -> tuple[Page, bool]:
    """The page of a document, and whether lines at its end were left out.

    Raises:
        Unreadable: ``html-too-complex``, ``html-broken`` or ``html-empty``.
    """
    from dossier.intake import blocks, chatpage  # noqa: PLC0415 - few folders hold a page, and a parser is large

    document = blocks.parsed(words)
    if said := chatpage.messages(document):
        return Page(1, messages=said), False
    rows = blocks.of(document)
    if not rows:
        raise Unreadable("html-empty")
    if (said := chatlog.messages(rows)) and _mostly_talk(said, len(rows)):
        return Page(1, messages=said), False
    lines = tuple(Line(number, row) for number, row in enumerate(rows[:MAX_LINES], start=1))
    return Page(1, lines=lines), len(rows) > MAX_LINES


def _mostly_talk(said: tuple[Message, ...], rows: int) -> bool:
    """Whether a page is the chat that some of its lines look like: an order page, too, tells of a person."""
    talk = [one for one in said if one.sender and one.time]
    return len(talk) > 1 and 2 * talk[0].line <= rows


def decode(data: bytes, declared: str = "") -> tuple[str, bool]:
    """The text of a page by its mark, its declaration, or what fits; and whether its end is complete.

    Args:
        data: the bytes.
        declared: a charset told outside (by a mail), which the page's own word gives way to.

    Raises:
        Unreadable: ``text-encoding``.
    """
    told = _CHARSET.search(data[:_DECLARED_WITHIN])
    name = (declared or (told[1].decode("ascii") if told else "")).lower()
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and name not in (
        "",
        "utf-16",
    ):
        words = text.declared(data, name)
        if words is not None:
            return words, True
        # Declared wrongly, or cut off: the bytes decide.
    return text.decode(data)
