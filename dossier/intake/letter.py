"""The words of a mail: decoded headers, the moment it was sent, and its text.

Mails as they are kept by real programs break the rules: GBK declared as gb2312 or
as nothing, encoded words inside quotes (RFC 2047 forbids it), bare bytes in
headers, base64 cut short.  What can be read is read; what cannot is told.
"""

from __future__ import annotations

import contextlib
import email
import email.errors
import email.header
import email.policy
import email.utils
import re
from dataclasses import dataclass, field
from datetime import UTC
from email.message import Message
from typing import TYPE_CHECKING

from dossier.intake import text, webpage
from dossier.intake.capture import CHINA
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Trouble
from dossier.model import Line, Page
from dossier.model import Message as Said

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_ANSWER = re.compile(r"\s*(?:re|fwd?|aw|回复|答复|转发|自动回复)\s*[:：]", re.IGNORECASE)
_OFFSET = re.compile(r"(?:[+-]\d{4}|\b(?:GMT|UTC?|Z))\s*(?:\([^()]*\))?\s*$", re.IGNORECASE)
_LONGEST = 2_000
_STAND_IN = 20
"""A plain text of fewer characters may only say that there is an HTML one."""
_BLANK_ROWS = re.compile(r"\n{3,}")


@dataclass(slots=True)
class Letter:
    """A mail's headers as (name, words), when it was sent (in China, or ""), its rows, what went wrong."""

    headers: list[tuple[str, str]]
    sent: str
    rows: list[str]
    troubles: list[Trouble] = field(default_factory=list)


def parsed(data: bytes) -> Message:
    """The mail as the standard library sees it, headers unparsed: its parser of addresses fails on odd ones.

    Raises:
        Unreadable: ``mail-broken``.
    """
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise Unreadable("mail-broken") from error


def page(message: Message, number: int = 1) -> tuple[Page, list[Trouble]]:
    """The mail as a page: every line of it, and the same as messages.

    A notice of the shop is read by its lines, a letter by its messages: which
    it is shows only from what it says.  The message's text begins with the
    subject, unless that is the subject of the mail it answers.
    """
    letter = of(message)
    lines: list[Line] = []
    head: list[str] = []
    start, said = 0, list(letter.rows)
    for name, words in letter.headers:
        lines.append(Line(len(lines) + 1, f"{name}: {words}"))
        if name == "Subject" and not _ANSWER.match(words):
            start, said = len(lines), [words, *said]
        else:
            head.append(lines[-1].text)
    for row in letter.rows:
        lines.append(Line(len(lines) + 1, row))
        start = start or len(lines)
    sender = next((words for name, words in letter.headers if name == "From"), "")
    messages = [Said(1, "", "", "\n".join(head))] if head else []
    if "".join(said).strip():
        messages.append(Said(start or 1, sender, letter.sent, "\n".join(said).strip()))
    shown = tuple(line for line in lines if line.text.strip())
    return Page(number, lines=shown, messages=tuple(messages)), letter.troubles


def of(message: Message) -> Letter:
    """The words of a mail."""
    letter = Letter([], "", [])
    for name in _SHOWN:
        if words := header(message, name):
            letter.headers.append((name, words))
    raw = header(message, "Date")
    letter.sent = moment(raw)
    if raw and not letter.sent:
        letter.troubles.append(Trouble("mail-date", raw[:60]))
    plain, rich = _body(message, "plain"), _body(message, "html")
    words = _decoded(plain, letter) if plain is not None else ""
    if rich is not None and len(words.strip()) < _STAND_IN:
        seen = _seen(rich, letter)
        words = seen if len(seen) > len(words.strip()) else words
    words = _BLANK_ROWS.sub("\n\n", words.replace("\r\n", "\n").replace("\r", "\n").replace("\u3000", " "))
    letter.rows = [row.rstrip() for row in words.strip("\n ").split("\n")] if words.strip() else []
    return letter


def header(message: Message, name: str) -> str:
    """A header in one line, encoded words and bare bytes decoded; "" where it is absent.

    The raw words are read: the library turns bytes it does not know into signs of
    loss, and writes a date without an offset as one in UTC.
    """
    raw = next((told for other, told in message.raw_items() if other.lower() == name.lower()), None)
    words = unfolded(str(raw)) if raw is not None else ""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def unfolded(words: str) -> str:
    """Header words as they were meant, in one line."""
    if any("\udc80" <= char <= "\udcff" for char in words):
        words = _guessed(words.encode("utf-8", "surrogateescape"))
    if "=?" in words:
        # Where it cannot be decoded it is shown as it stands: better than nothing.
        with contextlib.suppress(ValueError, LookupError, email.errors.MessageError):
            pieces = email.header.decode_header(re.sub(r"\?=\s+=\?", "?= =?", words))
            words = "".join(
                _in_charset(piece, charset) if isinstance(piece, bytes) else piece
                for piece, charset in pieces
            )
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())


def _in_charset(data: bytes, charset: str | None) -> str:
    """Bytes in a declared charset; what is declared as gb2312 is often more than that."""
    words = text.declared(data, charset or "us-ascii")
    return words if words is not None else _guessed(data)


def _guessed(data: bytes) -> str:
    words = text.declared(data, "gb18030")
    return words if words is not None else data.decode("ascii", "replace")


def moment(words: str) -> str:
    """A mail's date as ``YYYY-MM-DD HH:MM:SS`` in China; "" where it names no offset or is no date."""
    try:
        told = email.utils.parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    if not _OFFSET.search(words):  # "CST" may be Chicago's time as well as China's
        return ""
    told = told if told.tzinfo is not None else told.replace(tzinfo=UTC)
    try:
        return f"{told.astimezone(CHINA):%Y-%m-%d %H:%M:%S}" if told.year > 1990 else ""  # noqa: PLR2004
    except (OverflowError, ValueError):
        return ""


def body_parts(message: Message) -> tuple[Message, ...]:
    """The parts that are the mail's own text, in its two forms."""
    return tuple(part for kind in ("plain", "html") if (part := _body(message, kind)) is not None)


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no others, in the order of the file; a mail inside counts as one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
            waiting.extend(one for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part


def content(part: Message) -> tuple[bytes, bool]:
    """A part's bytes, and whether its encoding was whole."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b"", False
    broken = any(isinstance(one, email.errors.InvalidBase64LengthDefect) for one in part.defects)
    return (data, not broken) if isinstance(data, bytes) else (b"", False)


def name(part: Message) -> str:
    """The name of an attachment, "" where it has none."""
    try:
        told = part.get_filename() or ""
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):
        return ""
    return unfolded(told).replace("\\", "/").rpartition("/")[2]


def _body(message: Message, kind: str) -> Message | None:
    """The first text of a kind that is no attachment."""
    for part in leaves(message):
        attached = str(part.get("content-disposition", "")).strip().lower().startswith("attachment")
        if part.get_content_type() == f"text/{kind}" and not attached and not name(part):
            return part
    return None


def _decoded(part: Message, letter: Letter) -> str:
    data, whole = content(part)
    if not whole:
        letter.troubles.append(Trouble("mail-part-broken"))
    charset = (part.get_param("charset") or "") if not isinstance(part.get_param("charset"), tuple) else ""
    told = str(charset).strip("\"' ").lower()
    words = text.declared(data, told) if told else None
    if words is not None:
        return words
    try:
        return text.decode(data)[0]
    except Unreadable:
        letter.troubles.append(Trouble("mail-charset", told))
        return ""


def _seen(part: Message, letter: Letter) -> str:
    """The text of the HTML form."""
    data, whole = content(part)
    if not whole:
        letter.troubles.append(Trouble("mail-part-broken"))
    declared = part.get_param("charset")
    try:
        words, _ = webpage.decode(data, declared if isinstance(declared, str) else "")
        from dossier.intake import blocks  # noqa: PLC0415 - brings a large parser

        return "\n".join(blocks.of(blocks.parsed(words)))
    except Unreadable as error:
        letter.troubles.append(Trouble(error.code, error.detail))
        return ""
