"""The seal of one packet: a small file inside the PDF that holds the hash of all its bytes.

The hash is taken over the whole file, with zeros in the place of its own
digits.  So the PDF can be checked alone, wherever it went: one changed, missing
or added byte shows, and rewriting the file with another program drops or breaks
the seal.  A signature is an update behind the sealed bytes, which keeps them.

A seal is no signature: who has this program can seal another file.  It shows
that nothing happened to *this* file; that it is the one that was sent is shown
by the hash that the receiver has, by a signature or by a time stamp.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dossier.archival.attachment import Attachment, Relationship
from dossier.seal.manifest import PROGRAM, Entry, entries, entry
from dossier.words import phrase

NAME = "dossier-seal.json"
SCHEMA = "dossier-seal/1"
_DIGITS, _HEX = 12, 64
_NO_LENGTH, _NO_HASH = "0" * _DIGITS, "0" * _HEX
_CLOSED = re.compile(rb'"length":"[0-9]{%d}","sha256":"[0-9a-f]{%d}"\}' % (_DIGITS, _HEX))
_ENDING = len(f'"length":"{_NO_LENGTH}","sha256":"{_NO_HASH}"}}')


class SealError(ValueError):
    """A file has no seal of ours, or one that nothing can be held against.

    ``code`` is the difference it makes: ``packet-unreadable``, ``packet-unsealed`` or ``packet-broken``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Seal:
    """What a sealed PDF says of itself.

    Attributes:
        manifest: the seal of the set it belongs to.
        length: bytes of the sealed file; a signature stands behind them.
        sha256: over these bytes, with zeros in the place of this hash.
        originals: the files it speaks of.
        others: files of the folder that are no evidence.
        complete: whether these are all files of the evidence folder.
        attachments: what lies in it, by the names that a reader shows.
        place: where the hash stands in the file.
    """

    program: str
    manifest: str
    length: int
    sha256: str
    originals: tuple[Entry, ...]
    others: frozenset[str]
    complete: bool
    attachments: tuple[Entry, ...]
    place: int

    def holds(self, data: bytes) -> bool:
        """Whether the first bytes of a file are those that were sealed."""
        return len(data) >= self.length and _hash(memoryview(data)[: self.length], self.place) == self.sha256


@dataclass(frozen=True, slots=True)
class Told:
    """What a packet's seal is to say beside the hash: see :class:`Seal`."""

    manifest: str
    originals: tuple[Entry, ...] = ()
    others: frozenset[str] = frozenset()
    complete: bool = False


def enclosed(attachments: Iterable[Attachment], told: Told) -> Iterator[Attachment]:
    """Attachments, and behind them the seal that lists them; :func:`close` fills in length and hash."""
    listed: list[Entry] = []
    for attachment in attachments:
        listed.append(entry(attachment.name, attachment.data))
        yield attachment
    document = {
        "schema": SCHEMA,
        "program": PROGRAM,
        "manifest": told.manifest,
        "originals": [_row(one) for one in told.originals],
        "others": sorted(told.others),
        "complete": told.complete,
        "attachments": [_row(one) for one in listed],
        "length": _NO_LENGTH,
        "sha256": _NO_HASH,
    }
    data = _compact(document)
    yield Attachment(
        NAME, NAME, "application/json", data, phrase("hashes.seal"), Relationship.DATA, verbatim=True
    )


def close(pdf: bytes) -> bytes:
    """The PDF with its length and its hash written into the seal; nothing moves.

    Raises:
        SealError: it has no open seal.
    """
    content = _content(pdf)
    start = _only(pdf, content)
    length = content.rindex(b'"length":"') + len(b'"length":"')
    digits = content.rindex(b'"sha256":"') + len(b'"sha256":"')
    out = bytearray(pdf)
    out[start + length : start + length + _DIGITS] = f"{len(pdf):0{_DIGITS}d}".encode()
    found = _hash(memoryview(out), start + digits)
    out[start + digits : start + digits + _HEX] = found.encode()
    return bytes(out)


def read(data: bytes) -> Seal:
    """The seal of a PDF, signed or not; whether it holds is :meth:`Seal.holds`.

    Raises:
        SealError: there is none that could be held against the file.
    """
    content = _content(data)
    try:
        document = _document(content)
        length = int(document["length"])
        start = _only(data[:length], content)
        return Seal(
            str(document["program"]),
            str(document["manifest"]),
            length,
            str(document["sha256"]),
            entries(document["originals"]),
            frozenset(str(path) for path in document["others"]),
            bool(document["complete"]),
            _names(document["attachments"]),
            start + content.rindex(b'"sha256":"') + len(b'"sha256":"'),
        )
    except SealError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise SealError("packet-broken") from error


def attachments(data: bytes) -> dict[str, bytes]:
    """What lies in a PDF, by the names that a reader shows; what cannot be read is left out."""
    import pikepdf  # noqa: PLC0415 - a folder is checked without it until a packet comes

    found: dict[str, bytes] = {}
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            for key in document.attachments:
                try:
                    one = document.attachments[key]
                    found[one.filename or key] = one.get_file().read_bytes()
                except _unreadable():
                    continue
    except _unreadable():
        return {}
    return found


def _content(data: bytes) -> bytes:
    """The seal's bytes, whether or not they are right.

    Raises:
        SealError: the file is no PDF, or has none.
    """
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            found = (
                document.attachments[NAME].get_file().read_bytes() if NAME in document.attachments else b""
            )
    except _unreadable() as error:
        raise SealError("packet-unreadable") from error
    if not found:
        raise SealError("packet-unsealed")
    return found


def _document(content: bytes) -> dict[str, Any]:
    """The seal as it was written, which has one spelling only.

    Raises:
        SealError: it is another.
    """
    document = json.loads(content)
    closed = _CLOSED.fullmatch(content[-_ENDING:]) is not None
    if not closed or document["schema"] != SCHEMA or _compact(document) != content:
        raise SealError("packet-broken")
    return document  # type: ignore[no-any-return]


def _unreadable() -> tuple[type[Exception], ...]:
    """What the library raises on files that are damaged, locked or made to harm."""
    import pikepdf  # noqa: PLC0415

    return (pikepdf.PdfError, pikepdf.PasswordError, LookupError, ValueError, TypeError, RecursionError)


def _only(data: bytes, content: bytes) -> int:
    """Where the seal stands: once, or nobody can say which bytes it leaves out.

    Raises:
        SealError: it stands in no place, or in two.
    """
    start = data.find(content)
    if start < 0 or data.find(content, start + 1) >= 0:
        raise SealError("packet-broken")
    return start


def _hash(data: memoryview, place: int) -> str:
    import hashlib  # noqa: PLC0415

    found = hashlib.sha256(data[:place])
    found.update(_NO_HASH.encode())
    found.update(data[place + _HEX :])
    return found.hexdigest()


def _compact(document: dict[str, Any]) -> bytes:
    """In the order of the keys as they stand: length and hash come last."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _row(one: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {"path": one.path, "bytes": one.bytes, "sha256": one.sha256}
    return {**told, "masked": True} if one.masked else told


def _names(told: Any) -> tuple[Entry, ...]:
    return tuple(Entry(str(one["path"]), int(one["bytes"]), str(one["sha256"])) for one in told)
