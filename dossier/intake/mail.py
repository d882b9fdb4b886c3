"""Mails (``.eml``) with what is in them, and web pages saved as one file (``.mhtml``).

A mail's first page is its text; every picture, document or table in it follows
as pages of its own, named after the attachment and read by the reader of its
format.  A mail inside a mail is opened once; nothing is ever loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dossier.intake import letter, webpage
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import Message

    from PIL import Image

    from dossier.intake.reader import Reader

SUFFIXES = frozenset({".eml", ".mht", ".mhtml"})
MEDIA = "message/rfc822"
MAX_PARTS = 60
MAX_PAGES = 60

_HEADERS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[A-Za-z][A-Za-z0-9\-]{1,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}", re.ASCII
)
_TELLING = re.compile(
    rb"^(?:from|date|subject|received|return-path|message-id|mime-version|to):", re.IGNORECASE | re.MULTILINE
)
_FEWEST = 2
_PAGE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096
_DECORATION = 48
"""Pictures of fewer pixels on a side are logos and trackers, no evidence."""
_KNOWN = frozenset({"from", "to", "subject", "date", "received"})
_TEXTS = {"text/plain": "txt", "text/html": "html"}
_WINMAIL = "winmail.dat"
_FORMS = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "text/calendar",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a mail that may be evidence: its name, its bytes, or a mail of its own."""

    name: str
    data: bytes
    mail: Message | None = None


class _Keys:
    """Passwords for several locked parts: one that was asked for is tried on the others first."""

    def __init__(self, passwords: Iterable[str]) -> None:
        self._more = iter(passwords)
        self._told: list[str] = []

    def __iter__(self) -> Iterator[str]:
        yield from tuple(self._told)
        for password in self._more:
            self._told.append(password)
            yield password


@dataclass(frozen=True, slots=True)
class Mail:
    """The reader; ``readers`` are asked for what is inside, in their order."""

    readers: Sequence[Reader]

    def sniff(self, head: bytes, path: PurePosixPath) -> bool:
        """Whether it is named as a mail, or begins with the headers of one."""
        if path.suffix.lower() in SUFFIXES:
            return b"\0" not in head
        found = _HEADERS.match(head)
        return found is not None and len(set(_TELLING.findall(found[0].lower()))) > _FEWEST

    def media(self, head: bytes) -> str:
        """``message/rfc822``, or ``multipart/related`` for a saved web page."""
        return "multipart/related" if _is_page(head) else MEDIA

    def read(self, data: bytes, passwords: Iterable[str] = ()) -> Reading:
        """The mail's text and the pages of its parts.

        Raises:
            Unreadable: ``mail-broken``, or ``mail-empty`` when there is nothing to read in it.
        """
        message = letter.parsed(data)
        if _is_page(data[:_HEAD]):
            return _saved_page(message)
        if not {name.lower() for name in message.keys()} & _KNOWN:  # noqa: SIM118 - it is no mapping
            raise Unreadable("mail-broken")
        found = _Found([], [], [], [])
        self._mail(message, "", found, _Keys(passwords))
        if not found.pages:
            raise Unreadable("mail-empty")
        engine = ", ".join(dict.fromkeys(["mail", *filter(None, found.engines)]))
        password = "\n".join(dict.fromkeys(found.passwords))
        return Reading(tuple(found.pages), engine, password=password, troubles=tuple(found.troubles))

    def picture(self, data: bytes, number: int, password: str) -> Image.Image:
        """The picture of one page, made by the reader of the part it is in.

        Raises:
            Unreadable: it cannot be decoded, or ``no-picture`` for the mail's own text.
        """
        message = letter.parsed(data)
        known = [one for one in password.split("\n") if one]
        for place, part, reader, reading in self._parts_read(message, known):
            if place < number <= place + len(reading.pages):
                inner = reading.pages[number - place - 1].number
                return reader.picture(part.data, inner, reading.password)
        raise Unreadable("no-picture")

    def _parts_read(
        self, message: Message, known: Sequence[str]
    ) -> Iterator[tuple[int, _Part, Reader, Reading]]:
        """Every part that has pages, with the number of pages before it: the order of :meth:`read`."""
        found = _Found([], [], [], [])
        yield from self._walk(message, "", found, _Keys(known))

    def _mail(self, message: Message, name: str, found: _Found, keys: _Keys) -> None:
        for _ in self._walk(message, name, found, keys):
            pass

    def _walk(
        self, message: Message, name: str, found: _Found, keys: _Keys
    ) -> Iterator[tuple[int, _Part, Reader, Reading]]:
        own, troubles = letter.page(message, len(found.pages) + 1)
        if own.lines:
            found.pages.append(replace(own, part=name))
            found.troubles += [replace(one, page=own.number) for one in troubles]
        for part in _parts(message, found):
            if part.mail is not None and not name:
                yield from self._walk(part.mail, part.name, found, keys)
            elif part.mail is not None:
                found.troubles.append(Trouble("mail-nested", part.name))
            elif (inside := self._part(part, found, keys)) is not None:
                reader, reading = inside
                yield len(found.pages), part, reader, reading
                found.take(part.name if not name else f"{name} / {part.name}", reading)

    def _part(self, part: _Part, found: _Found, keys: _Keys) -> tuple[Reader, Reading] | None:
        """The reader of a part and what it finds; None, and a trouble, where it cannot be read."""
        head, path = part.data[:_HEAD], PurePosixPath(part.name)
        reader = next((one for one in self.readers if one.sniff(head, path)), None)
        if reader is None:
            found.troubles.append(Trouble("mail-part-unread", part.name))
            return None
        try:
            reading = reader.read(part.data, keys)
        except Unreadable as error:
            found.troubles.append(Trouble("mail-part-unreadable", f"{part.name} ({error.code})"))
            return None
        if all(page.width and min(page.width, page.height) < _DECORATION for page in reading.pages):
            return None
        room = MAX_PAGES - len(found.pages)
        if len(reading.pages) > room:
            found.troubles.append(Trouble("mail-too-long", str(MAX_PAGES)))
        return (reader, replace(reading, pages=reading.pages[:room])) if room > 0 else None


@dataclass(slots=True)
class _Found:
    """What a mail has told so far."""

    pages: list[Page]
    engines: list[str]
    passwords: list[str]
    troubles: list[Trouble]

    def take(self, name: str, reading: Reading) -> None:
        """Put the pages of a part behind those there are."""
        before = len(self.pages)
        for page in reading.pages:
            part = f"{name} / {page.part}" if page.part else name
            self.pages.append(replace(page, number=len(self.pages) + 1, part=part))
        places = {page.number: before + place for place, page in enumerate(reading.pages, start=1)}
        for one in reading.troubles:
            self.troubles.append(
                Trouble(one.code, one.detail, places.get(one.page) if one.page else before + 1)
            )
        self.engines.append(reading.engine)
        self.passwords += [reading.password] if reading.password else []


def _parts(message: Message, found: _Found) -> Iterator[_Part]:
    """What is in a mail besides its own text, in the order of the file."""
    bodies = {id(part) for part in letter.body_parts(message)}
    count = 0
    for part in letter.leaves(message):
        kind = part.get_content_type()
        if id(part) in bodies or kind in _FORMS:
            continue
        count += 1
        name = letter.name(part)
        if count > MAX_PARTS:
            found.troubles.append(Trouble("mail-too-long", str(MAX_PARTS)))
            return
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and not isinstance(inner[0], str):
                yield _Part(name or f"{count}.eml", b"", inner[0])
            continue
        data, whole = letter.content(part)
        name = name or f"{count}.{_TEXTS.get(kind, part.get_content_subtype())}"
        if name.lower() == _WINMAIL or kind == "application/ms-tnef":
            found.troubles.append(Trouble("mail-winmail", name))
        elif not whole or not data:
            found.troubles.append(Trouble("mail-part-unreadable", f"{name} (base64)"))
        elif kind.startswith("text/") and not part.get_filename() and not data.strip():
            continue
        else:
            yield _Part(name, data)


def _is_page(head: bytes) -> bool:
    """Whether a browser saved it: parts that belong together, and no addressee."""
    return _PAGE.search(head) is not None and not re.search(
        rb"^(?:to|received):", head, re.IGNORECASE | re.MULTILINE
    )


def _saved_page(message: Message) -> Reading:
    """The document of a page saved as one file; its pictures are its furniture.

    Raises:
        Unreadable: ``mail-broken``, or as of a web page.
    """
    root = next((part for part in letter.leaves(message) if part.get_content_type().endswith("html")), None)
    data, whole = letter.content(root) if root is not None else (b"", False)
    if root is None or not data:
        raise Unreadable("mail-broken")
    declared = root.get_param("charset")
    words, complete = webpage.decode(data, declared if isinstance(declared, str) else "")
    page, cut = webpage.of_document(words)
    troubles = [Trouble("text-cut")] if not (whole and complete) else []
    troubles += [Trouble("html-too-long", str(webpage.MAX_LINES))] if cut else []
    return Reading((page,), engine="html", troubles=tuple(troubles))
