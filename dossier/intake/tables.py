"""Tables as text, separated by commas or tabs: a bill, a chat, or simply lines.

The suffix says little: banks send tab-separated text as ``.xls``, with cells
like ``="20240512"``.  Quotes are honoured only where a cell begins and ends with
one, because payment services write names with quotes in them as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from dossier.intake import bills, chattable, text
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Line, Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from PIL import Image

SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".xls", ".xlsx", ".et"})
ENGINE = "table"

_SEPARATORS = (",", "\t", ";")
_EXCEL = re.compile(r'="(.*)"', re.DOTALL)
_MOST_CELLS = 256
"""Of a row; no bill has a tenth of it, and a line of commas alone must not fill the memory."""
_MOST_LINES = 50
"""A cell of more lines than this is a quote that nobody closed."""


def sniff(head: bytes, path: PurePosixPath) -> bool:
    """Whether it is text and named as a table, or a text that begins as a bill does."""
    suffix = path.suffix.lower()
    if head.lstrip().startswith((b"<", b"{")):
        return False
    if suffix in SUFFIXES:
        return text.sniff(head, path.with_suffix(".txt"))
    return suffix in text.SUFFIXES and _begins_bill(head)


def media(head: bytes) -> str:  # noqa: ARG001 - tabs or commas, nobody asks
    """Always ``text/csv``."""
    return "text/csv"


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - texts are never locked
    """Transactions of a bill, messages of a chat, or the lines of any other table.

    Raises:
        Unreadable: ``text-encoding``, ``too-large``, ``empty`` or ``bill-empty``.
    """
    if len(data) > text.MAX_BYTES:
        raise Unreadable("too-large", f"{text.MAX_BYTES // 1024 // 1024} MB")
    words, whole = text.decode(data)
    if not words.strip():
        raise Unreadable("empty")
    troubles = () if whole else (Trouble("text-cut"),)
    return Reading((_page(words),), engine=ENGINE, troubles=troubles)


def picture(data: bytes, number: int, password: str) -> Image.Image:  # noqa: ARG001 - tables have none
    """A table has no picture."""
    raise Unreadable("no-picture")


def records(words: str, separator: str) -> list[bills.Numbered]:
    """The rows of a table with the line where each begins; cells without padding and quotes.

    A quoted cell may span lines only when the row then has as many cells as most.
    """
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    single = [_cells(line, separator) for line in lines]
    usual = Counter(len(cells) for cells in single if len(cells) > 1).most_common(1)
    found: list[bills.Numbered] = []
    place = 0
    while place < len(lines):
        end, cells = place + 1, single[place]
        if lines[place].count('"') % 2 and usual:
            end, cells = _spanning(lines, place, separator, usual[0][0]) or (end, cells)
        found.append((place + 1, cells))
        place = end
    return found


def _page(words: str) -> Page:
    tables = {separator: records(words, separator) for separator in _SEPARATORS if separator in words}
    for table in tables.values():
        rows = bills.rows(table)
        if rows is not None:
            if not rows:
                raise Unreadable("bill-empty")
            return Page(1, lines=bills.span(table), rows=rows)
    for table in tables.values():
        if messages := chattable.messages([cells for _, cells in table]):
            return Page(1, messages=messages)
    lines = words.rstrip().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Page(1, lines=tuple(Line(number, line.rstrip()) for number, line in enumerate(lines, start=1)))


def _begins_bill(head: bytes) -> bool:
    """Whether the header of a bill stands in the first bytes, the last character perhaps cut."""
    try:
        words, _ = text.decode(head)
    except Unreadable:
        return False
    return any(bills.is_header(cells) for one in _SEPARATORS for _, cells in records(words, one))


def _spanning(lines: list[str], place: int, separator: str, width: int) -> tuple[int, list[str]] | None:
    """The end and the cells of a row that a quoted cell carries over several lines."""
    joined = lines[place]
    for end in range(place + 1, min(place + _MOST_LINES, len(lines))):
        joined += "\n" + lines[end]
        if lines[end].count('"') % 2:
            cells = _cells(joined, separator)
            return (end + 1, cells) if len(cells) == width else None
    return None


@cache
def _field(separator: str) -> re.Pattern[str]:
    blank = r"[ \t]*+".replace(r"\t", "" if separator == "\t" else r"\t")
    end = rf"(?:{separator}|$)"
    return re.compile(rf'{blank}"(?P<quoted>(?:[^"]|"")*+)"{blank}{end}|(?P<plain>[^{separator}]*+){end}')


def _cells(line: str, separator: str) -> list[str]:
    cells: list[str] = []
    place = 0
    while place <= len(line) and len(cells) < _MOST_CELLS:
        found = _field(separator).match(line, place)
        if found is None:
            break
        quoted = found["quoted"]
        cell = found["plain"] if quoted is None else quoted.replace('""', '"')
        excel = _EXCEL.fullmatch(cell.strip())
        cells.append((excel[1] if excel else cell).strip())
        if found.end() == found.start() or line[found.end() - 1] != separator:
            break
        place = found.end()
    return cells
