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
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from dossier.archival.attachment import Attachment, Relationship
from dossier.seal import canonical
from dossier.seal.manifest import PROGRAM, Entry, entries, entry, row
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
        "originals": [row(one) for one in told.originals],
        "others": sorted(told.others),
        "complete": told.complete,
        "attachments": [row(one) for one in listed],
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


def attachments(data: bytes, sizes: Mapping[str, int]) -> list[tuple[str, str]]:
    """What lies in a PDF: the names that a reader shows, with SHA-256; what cannot be read is left out.

    Args:
        data: the file.
        sizes: of the contents, by name, for no more is unpacked than shows that one is
            longer.  Of other names, and where a name comes again, no hash is taken ("").
    """
    import pikepdf  # noqa: PLC0415 - a folder is checked without it until a packet comes

    found: list[tuple[str, str]] = []
    wanted = dict(sizes)
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            for key in document.attachments:
                with suppress(Exception):
                    one = document.attachments[key]
                    name = one.filename or key
                    size = wanted.pop(name, None)
                    found.append((name, "" if size is None else _unpacked(one.get_file().obj, size)))
    except Exception:  # noqa: BLE001 - hostile files make the library raise almost anything
        return []
    return found


def _content(data: bytes) -> bytes:
    """The seal's bytes, whether or not they are right.

    Raises:
        SealError: the file is no PDF, or has none.
    """
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            found = document.attachments[NAME].get_file() if NAME in document.attachments else None
            # As it stands in the file: we never pack it, and what is packed may be without end.
            content = bytes(found.obj.read_raw_bytes()) if found is not None else b""
    except Exception as error:  # hostile files make the library raise almost anything
        raise SealError("packet-unreadable") from error
    if not content:
        raise SealError("packet-unsealed")
    return content


def _document(content: bytes) -> dict[str, Any]:
    """The seal as it was written, which has one spelling only.

    Raises:
        SealError: it is another.
    """
    document = canonical.parse(content)
    closed = _CLOSED.fullmatch(content[-_ENDING:]) is not None
    if not closed or document["schema"] != SCHEMA or _compact(document) != content:
        raise SealError("packet-broken")
    return document  # type: ignore[no-any-return]


def _unpacked(stream: Any, most: int) -> str:
    """The hash of a stream in one of the two forms in which we write it; of a longer one, that of a part.

    Raises:
        ValueError, zlib.error: it has another.
    """
    import pikepdf  # noqa: PLC0415

    raw: bytes = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return canonical.sha256(raw)
    if stream.Filter != pikepdf.Name.FlateDecode or "/DecodeParms" in stream:
        raise ValueError(stream.Filter)
    return canonical.sha256(zlib.decompressobj().decompress(raw, max(most, 0) + 1))


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


def _names(told: Any) -> tuple[Entry, ...]:
    return tuple(Entry(str(one["path"]), int(one["bytes"]), str(one["sha256"])) for one in told)
