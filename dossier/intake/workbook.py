"""Spreadsheets: bills and chats in XLSX and in the older binary XLS.

A spreadsheet is opened by a library that takes the file at its word, so an XLSX
is first unpacked within limits and packed anew, no cell may lie further out than
a bill's can, and the library works in a process of its own.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import python_calamine

from dossier.intake import apart, bills, chattable, packed
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading
from dossier.intake.tables import ENGINE
from dossier.model import Line, Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from PIL import Image

MAX_ROWS = 100_000
MAX_CELLS = 4_000_000

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XLS = "application/vnd.ms-excel"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = "xl/workbook.xml"
PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"customXml/")
_OTHER_OFFICE = frozenset({".doc", ".dot", ".docx", ".ppt", ".pps", ".pptx", ".wps", ".dps", ".msg", ".msi"})
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PLACE = re.compile(rb'<(?:\w+:)?(?:c|row)\s[^>]*?\br\s*=\s*["\']([A-Z]*)(\d+)["\']')
_EXACT = 10**15
"""From here on a spreadsheet's numbers have lost digits, and must not look as if they had not."""

_Value = int | float | str | bool | time | date | datetime | timedelta


def sniff(head: bytes, path: PurePosixPath) -> bool:
    """Whether it is an office package or a compound file, unless it is named as another office document."""
    if path.suffix.lower() in _OTHER_OFFICE:
        return False
    return head.startswith(_OLE) or packed.first_name(head).startswith(PARTS)


def media(head: bytes) -> str:
    """The type of XLSX or of XLS."""
    return _XLS if head.startswith(_OLE) else _XLSX


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - locked ones are refused
    """One page a sheet that holds a bill or a chat; if none does, the first sheet's words as lines.

    Raises:
        Unreadable: ``workbook-locked``, ``workbook-broken``, ``not-a-workbook``, ``too-large``,
            ``archive-too-large``, ``empty`` or ``bill-empty``.
    """
    try:
        found: list[tuple[str, list[bills.Numbered]]] = apart.call(sheets_of, _safe(data))
    except apart.Died as error:
        raise Unreadable("workbook-broken") from error
    sheets = [(name, rows) for name, rows in found if any(any(cells) for _, cells in rows)]
    if not sheets:
        raise Unreadable("empty")
    pages = [page for name, rows in sheets if (page := _page(name, rows)) is not None]
    if not pages:
        lines = tuple(Line(number, "　".join(filter(None, cells))) for number, cells in sheets[0][1])
        pages = [Page(1, lines=tuple(line for line in lines if line.text))]
    elif not any(page.rows or page.messages for page in pages):
        raise Unreadable("bill-empty")
    one = len(pages) == 1
    numbered = (
        Page(number, lines=page.lines, messages=page.messages, rows=page.rows, part="" if one else page.part)
        for number, page in enumerate(pages, start=1)
    )
    return Reading(tuple(numbered), engine=ENGINE)


def picture(data: bytes, number: int, password: str) -> Image.Image:  # noqa: ARG001 - tables have none
    """A table has no picture."""
    raise Unreadable("no-picture")


def _page(name: str, table: list[bills.Numbered]) -> Page | None:
    rows = bills.rows(table)
    if rows is not None:
        return Page(1, lines=bills.span(table), rows=rows, part=name)
    messages = chattable.messages([cells for _, cells in table])
    return Page(1, messages=messages, part=name) if messages else None


def _safe(data: bytes) -> bytes:
    """The file as the library may have it.

    Raises:
        Unreadable: it is locked, no spreadsheet, or larger than it may be.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Unreadable("workbook-locked")
        return data
    package = packed.Package(data)
    wanted = [member for member in package.members if not member.locked]
    if _WORKBOOK not in {member.key for member in wanted}:
        raise Unreadable("not-a-workbook")
    wanted = [member for member in wanted if member.key.endswith((".xml", ".rels"))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as anew:
        for member, content in zip(wanted, package.read(wanted), strict=True):
            if member.key.startswith("xl/worksheets/"):
                _must_be_near(content)
            anew.writestr(member.key, content)
    return stream.getvalue()


def _must_be_near(sheet: bytes) -> None:
    """Refuse a sheet with a cell so far out that the table it spans would not fit in memory."""
    width = height = 0
    for column, row in _PLACE.findall(sheet):
        height = max(height, int(row[:9]))
        width = max(width, _column(column))
    _must_fit(height, width)


def _must_fit(height: int, width: int) -> None:
    if height > MAX_ROWS or height * width > MAX_CELLS:
        raise Unreadable("too-large", f"{MAX_ROWS} × {MAX_CELLS // MAX_ROWS}")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number


def sheets_of(data: bytes) -> list[tuple[str, list[bills.Numbered]]]:
    """The sheets with their names, cells in words; may end the process, see :mod:`~dossier.intake.apart`.

    Raises:
        Unreadable: ``workbook-broken`` or ``too-large``.
    """
    found: list[tuple[str, list[bills.Numbered]]] = []
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            _must_fit(sheet.total_height, sheet.total_width)
            rows = sheet.to_python(skip_empty_area=False)
            words = [[_words(value) for value in row] for row in rows]
            found.append((name, list(enumerate(words, start=1))))
    except (Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the library's panics are no Exception
        raise Unreadable("workbook-broken") from error
    return found


def _words(value: _Value) -> str:
    """A cell as it would be written: times with blanks, numbers without a needless point."""
    if isinstance(value, datetime):
        # Days are floats there; half a second more or less comes from that alone.
        return (value + timedelta(microseconds=500_000)).replace(microsecond=0, tzinfo=None).isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    return str(value).strip()
