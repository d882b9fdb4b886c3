"""A packet as PDF files no larger than a limit: whole, without the embedded originals, or in parts.

Pages are copied as they are, so nothing is made coarser; the links of a part that lead
into another part lead nowhere.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from dossier.filing.limits import Limits
from dossier.pdfium import alone

_CREATED = re.compile(rb"/CreationDate\(D:\d{14}[^)]{7}\)")
_ALWAYS = b"/CreationDate(D:20000101000000+00'00')"
"""As ReportLab dates what is to be the same each time."""
_ID = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")


@dataclass(frozen=True, slots=True)
class Portions:
    """The files by name; ``slim`` says that embedded originals were left out of them."""

    files: tuple[tuple[str, bytes], ...]
    slim: bool = False


@alone
def of(whole: bytes, bare: bytes, name: str, limits: Limits) -> Portions | None:
    """The files of a packet, or None where a single page is too large.

    Args:
        whole: the packet.
        bare: the same without embedded files.
        name: its file name.
        limits: of the size; that of the number is the caller's.
    """
    stem = name.removesuffix(".pdf")
    for data, made in ((whole, name), (bare, f"{stem}-without-originals.pdf")):
        if limits.hold(data):
            return Portions(((made, data),), slim=data is not whole)
    with pdfium.PdfDocument(bare) as document:
        parts: list[bytes] = []
        start = 0
        while start < len(document):
            taken = _most(document, start, limits)
            if taken is None:
                return None
            start, data = taken
            parts.append(data)
    if len(parts) == 1:
        return Portions(((f"{stem}-without-originals.pdf", parts[0]),), slim=True)
    names = (f"{stem}-part-{n}-of-{len(parts)}.pdf" for n in range(1, len(parts) + 1))
    return Portions(tuple(zip(names, parts, strict=True)), slim=True)


def _most(document: pdfium.PdfDocument, start: int, limits: Limits) -> tuple[int, bytes] | None:
    """As many pages from one on as fit: the page after them, and the file."""
    low, high = start, len(document)
    best: bytes | None = None
    while low < high:
        middle = (low + high + 1) // 2
        data = _copy(document, range(start, middle))
        if limits.hold(data):
            low, best = middle, data
        else:
            high = middle - 1
    return None if best is None else (low, best)


def _copy(document: pdfium.PdfDocument, pages: Sequence[int]) -> bytes:
    with pdfium.PdfDocument.new() as made:
        made.import_pages(document, list(pages))
        stream = io.BytesIO()
        made.save(stream)
    return _steady(stream.getvalue())


def _steady(data: bytes) -> bytes:
    """The same bytes for the same pages: PDFium writes the time, and draws an identifier by chance."""
    data = _CREATED.sub(_ALWAYS, data)
    drawn = hashlib.sha256(_ID.sub(b"", data)).hexdigest()[:32].upper().encode()
    return _ID.sub(b"/ID[<" + drawn + b"><" + drawn + b">]", data)
