"""The one form in which a signature stands behind a packet.

An incremental update (ISO 32000-1, 7.5.6) of five objects: the first page with
one more annotation, the catalog with one more field, that field (invisible, of
no size), the signature, and the cross-reference stream.  Every byte follows
from the file before it, the moment and the room for the signature.  So a check
need not understand an update and judge it: it draws it again and compares.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dossier.intake.capture import CHINA

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pikepdf

_ENDING = re.compile(rb"startxref\n([0-9]+)\n%%EOF\n\Z")
_SIGNATURE = re.compile(
    rb"/Contents <((?:[0-9a-f]{2})+)> /Filter /Adobe\.PPKLite /M \(D:([0-9]{14})\+08'00'\) /SubFilter "
)
_CLOCK = "%Y%m%d%H%M%S"
_PRINT, _LOCKED = 4, 128
_EXTENSION = b"<< /BaseVersion /1.7 /ExtensionLevel 1 /Type /DeveloperExtensions >>"
"""Says that the signature has a form of ETSI's, which PDF 1.7 does not know."""
_RANGE = 48
"""Characters that the four numbers of the covered ranges may take."""


class NotOurs(ValueError):  # noqa: N818
    """A file ends in a way in which no packet does, or behind it stands no update of this form."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update, drawn or found.

    Attributes:
        data: its bytes; the signature's digits are zeros where it was only drawn.
        start: bytes of the file before it.
        gap: where in the file the signature's digits stand, ``<`` and ``>`` included.
        moment: when it was made by the signer's clock, to the second.
    """

    data: bytes
    start: int
    gap: tuple[int, int]
    moment: datetime

    @property
    def end(self) -> int:
        """Bytes of the file with it."""
        return self.start + len(self.data)

    @property
    def digits(self) -> bytes:
        """The signature in hex, filled up with zeros."""
        return self.data[self.gap[0] - self.start + 1 : self.gap[1] - self.start - 1]

    def filled(self, signature: bytes) -> bytes:
        """The update's bytes with a signature in it.

        Raises:
            ValueError: the room does not suffice.
        """
        digits = signature.hex().encode()
        if len(digits) > len(self.digits):
            raise ValueError("no room")
        first = self.gap[0] - self.start + 1
        return self.data[:first] + digits + self.data[first + len(digits) :]

    def digest(self, data: bytes, name: str) -> bytes:
        """The hash over what the signature covers: all of the file but the gap.

        Args:
            data: the file with the update; what follows behind it is left out.
            name: of the hash as :mod:`hashlib` knows it.
        """
        digest = hashlib.new(name)
        digest.update(memoryview(data)[: self.gap[0]])
        digest.update(memoryview(data)[self.gap[1] : self.end])
        return digest.digest()


def draw(before: bytes, moment: datetime, room: int) -> Update:
    """An update whose signature is still zeros.

    Args:
        before: the file, sealed or signed already.
        moment: by the signer's clock; fractions of seconds are dropped.
        room: for the signature in hex digits, an even number.

    Raises:
        NotOurs: the file cannot be continued in this form.
    """
    import pikepdf  # noqa: PLC0415 - slow to import, and seldom needed

    clock = moment.astimezone(CHINA).replace(microsecond=0)
    try:
        with pikepdf.open(io.BytesIO(before), attempt_recovery=False) as document:
            return _drawn(before, document, clock, room)
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise NotOurs("unreadable") from error


def find(data: bytes, start: int) -> Update:
    """The update that stands at a place of a file.

    Raises:
        NotOurs: there is none of this form.
    """
    tail = data[start:]
    told = _SIGNATURE.search(tail)
    if told is None:
        raise NotOurs("no signature")
    try:
        clock = datetime.strptime(told[2].decode(), _CLOCK).replace(tzinfo=CHINA)
    except ValueError as error:
        raise NotOurs("no moment") from error
    drawn = draw(data[:start], clock, len(told[1]))
    found = tail[: len(drawn.data)]
    first, last = drawn.gap[0] - start + 1, drawn.gap[1] - start - 1
    if (
        told.span(1) != (first, last)
        or found[:first] + found[last:] != drawn.data[:first] + drawn.data[last:]
    ):
        raise NotOurs("another form")
    return Update(found, start, drawn.gap, clock)


def _drawn(before: bytes, document: pikepdf.Pdf, clock: datetime, room: int) -> Update:
    """The objects laid out behind the file, and the numbers that say where they lie."""
    ending = _ENDING.search(before[-64:])
    if ending is None:
        raise NotOurs("no ending")
    said = clock.strftime(_CLOCK).encode()
    own = int(document.trailer.Size) + 2
    digits = b"<" + b"0" * room + b">"
    out, places = b"", {}
    for number, text in _objects(document, said, digits).items():
        places[number] = len(before) + len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    places[own] = len(before) + len(out)
    out += _table(places, own, document.trailer, ending[1], said)
    start = len(before) + out.index(digits, places[own - 1] - len(before))
    gap = (start, start + len(digits))
    covered = b"[0 %d %d %d]" % (*gap, len(before) + len(out) - gap[1])
    out = out.replace(b"/ByteRange " + b" " * _RANGE, b"/ByteRange " + covered.ljust(_RANGE), 1)
    return Update(out, len(before), gap, clock)


def _objects(document: pikepdf.Pdf, said: bytes, digits: bytes) -> dict[int, bytes]:
    """The first page, the catalog, the field and the signature, by their numbers and in this order."""
    root, page = document.Root, document.pages[0].obj
    field = int(document.trailer.Size)
    form: Any = root.get("/AcroForm", {})
    fields = list(form.get("/Fields", ()))

    def more(known: list[Any]) -> bytes:
        return b"[ " + b" ".join([*map(_text, known), b"%d 0 R" % field]) + b" ]"

    forms = {**_entries(form), "/Fields": more(fields), "/SigFlags": b"3"}
    extensions = {**_entries(root.get("/Extensions", {})), "/ESIC": _EXTENSION}
    catalog = {"/AcroForm": _dictionary(forms), "/Extensions": _dictionary(extensions)}
    widget = {
        "/F": b"%d" % (_PRINT | _LOCKED),
        "/FT": b"/Sig",
        "/P": _text(page),
        "/Rect": b"[ 0 0 0 0 ]",
        "/Subtype": b"/Widget",
        "/T": b"(Signature%d)" % (len(fields) + 1),
        "/Type": b"/Annot",
        "/V": b"%d 0 R" % (field + 1),
    }
    signature = {
        "/ByteRange": b" " * _RANGE,
        "/Contents": digits,
        "/Filter": b"/Adobe.PPKLite",
        "/M": b"(D:%s+08'00')" % said,
        "/SubFilter": b"/ETSI.CAdES.detached",
        "/Type": b"/Sig",
    }
    objects = {
        page.objgen: {**_entries(page), "/Annots": more(list(page.get("/Annots", ())))},
        root.objgen: {**_entries(root), **catalog},
        (field, 0): widget,
        (field + 1, 0): signature,
    }
    if len(objects) != 4 or any(generation for _, generation in objects):  # noqa: PLR2004
        raise NotOurs("strange numbers")
    return {number: _dictionary(entries) for (number, _), entries in objects.items()}


def _table(
    places: Mapping[int, int], own: int, trailer: pikepdf.Object, previous: bytes, said: bytes
) -> bytes:
    """The cross-reference stream, and the end of the file."""
    numbers = sorted(places)
    rows = b"".join(b"\1" + places[number].to_bytes(6, "big") + b"\0\0" for number in numbers)
    first, last = (bytes(part) for part in trailer.ID)
    renewed = hashlib.sha256(last + said).digest()[:16]
    told = {
        "/ID": b"[ <%s> <%s> ]" % (first.hex().encode(), renewed.hex().encode()),
        "/Index": b"[ " + b" ".join(b"%d 1" % number for number in numbers) + b" ]",
        "/Length": b"%d" % len(rows),
        "/Prev": previous,
        "/Root": _text(trailer.Root),
        "/Size": b"%d" % (own + 1),
        "/Type": b"/XRef",
        "/W": b"[ 1 6 2 ]",
    }
    if "/Info" in trailer:
        told["/Info"] = _text(trailer.Info)
    body = b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (own, _dictionary(told), rows)
    return body + b"startxref\n%d\n%%%%EOF\n" % places[own]


def _dictionary(entries: Mapping[str, bytes]) -> bytes:
    return b"<< " + b" ".join(b"%s %s" % (key.encode(), entries[key]) for key in sorted(entries)) + b" >>"


def _entries(known: Any) -> dict[str, bytes]:
    """A dictionary's entries as they are written; what is referred to stays referred to."""
    import pikepdf  # noqa: PLC0415

    return {pikepdf.Name(key).unparse().decode(): _text(value) for key, value in known.items()}


def _text(value: Any) -> bytes:
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if value is None:
        return b"null"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, Decimal):
        return f"{value:f}".encode()
    written: bytes = value.unparse()
    return written
