"""Where words stand to one another: rows, and the label that belongs to a value.

Screens set a label and its value in several ways: in one run ("付款时间：14:02"),
in two columns of a row, above one another, or as the head and a cell of a table.
Wrapped values go on in the value's column below.  All distances are measured in
line heights, so scale and screen width do not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from statistics import median

from dossier.model import Box, FactKind, Line, Page
from dossier.reading import identifiers, labels, stamps
from dossier.reading.text import fold

_ROW_OVERLAP = 0.5
_TOUCHING = 0.4
"""Cells of one row may overlap by this share of their height: small print is boxed generously."""
_NEXT_ROW = 1.6
_NEXT_WRAP = 1.3
_EDGE = 0.1
"""What ends so near to the edge of its picture, in its height, may be cut off."""
_MAX_WRAPS = 4
_OVERLAP = 0.5
"""A line that reaches higher, in heights, stands beside another and not below it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value; ``lines`` are all lines the value stands on.

    ``cut`` says that the label runs into the left edge: "款时间" may have been any time.
    """

    label: str
    value: str
    lines: tuple[Line, ...]
    cut: bool = False

    @property
    def line(self) -> Line:
        """The line where the value begins."""
        return self.lines[0]


def span(lines: Sequence[Line]) -> Box | None:
    """The box around several lines, or None where they have none."""
    boxes = [line.box for line in lines if line.box is not None]
    if not boxes:
        return None
    return Box(
        min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
    )


def within(page: Page, box: Box | None) -> list[Line]:
    """The lines of a page that stand wholly inside a box; none where there is no box."""
    if box is None:
        return []
    return [line for line in page.lines if line.box is not None and _is_inside(line.box, box)]


def _is_inside(inner: Box, outer: Box) -> bool:
    return inner.x0 >= outer.x0 and inner.y0 >= outer.y0 and inner.x1 <= outer.x1 and inner.y1 <= outer.y1


def edge(box: Box) -> int:
    """How near (px) to the edge of its picture what stands in a box may go on beyond it."""
    return max(2, round(_EDGE * (box.y1 - box.y0)))


def height(line: Line) -> int:
    """A line's height in pixels, never below 1."""
    return max(1, line.box.y1 - line.box.y0) if line.box else 1


def line_height(page: Page) -> float:
    """The usual height of a line on the page in pixels."""
    return float(median(height(line) for line in page.lines)) if page.lines else 1.0


def rows(page: Page) -> list[list[Line]]:
    """The page's lines as rows from top to bottom, each from left to right.

    Lines without a box are rows of their own, in the order of the file.
    """
    if any(line.box is None for line in page.lines):
        return [[line] for line in page.lines]
    ordered = sorted(page.lines, key=lambda line: (_middle(line), line.number))
    found: list[list[Line]] = []
    for line in ordered:
        if found and _same_row(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.box.x0 if line.box else 0) for row in found]


def pairs(page: Page) -> list[Pair]:
    """Every known label of the page with the value that belongs to it."""
    table = rows(page)
    found: list[Pair] = []
    used: set[int] = set()
    for index, row in enumerate(table):
        if any(line.number in used for line in row) and len(row) == 1:
            continue
        head = _table_head(row) or _steps(row, table[index + 1 : index + 2])
        if head:
            found.extend(_below(head, table[index + 1 :], used))
            continue
        for place, line in enumerate(row):
            if line.number in used:
                continue
            for pair in _from_cell(line, row[place + 1 :], table[index + 1 :], used):
                used.update(part.number for part in pair.lines)
                used.add(line.number)
                found.append(replace(pair, cut=_is_cut(line)))
    return found


def _is_cut(line: Line) -> bool:
    return line.box is not None and line.box.x0 < edge(line.box)


def _middle(line: Line) -> float:
    return (line.box.y0 + line.box.y1) / 2 if line.box else float(line.number)


def _same_row(row: list[Line], line: Line) -> bool:
    last = row[-1]
    if last.box is None or line.box is None:
        return False
    top, bottom = max(last.box.y0, line.box.y0), min(last.box.y1, line.box.y1)
    overlap = bottom - top
    slack = max(2, round(_TOUCHING * min(height(last), height(line))))
    apart = all(
        other.box is not None and (line.box.x0 >= other.box.x1 - slack or line.box.x1 <= other.box.x0 + slack)
        for other in row
    )
    return apart and overlap >= _ROW_OVERLAP * min(height(last), height(line))


def _table_head(row: list[Line]) -> list[Line]:
    """The row's cells when it is nothing but labels, as over a table's columns."""
    if len(row) < 2 or row[0].box is None:  # noqa: PLR2004
        return []
    known = [line for line in row if labels.is_label(line.text)]
    return row if len(known) >= 2 and len(known) * 3 >= len(row) * 2 else []  # noqa: PLR2004


def _steps(row: list[Line], following: list[list[Line]]) -> list[Line]:
    """The row when it is the steps of a progress bar, with nothing but times under it."""
    if len(row) < 2 or row[0].box is None or not all(labels.is_step(line.text) for line in row):  # noqa: PLR2004
        return []
    under = following[0] if following else []
    return row if under and all(any(stamps.find(line.text)) for line in under) else []


def _below(head: list[Line], following: list[list[Line]], used: set[int]) -> Iterator[Pair]:
    """The cells under a table's head, down to the next row of labels."""
    for row in following:
        if any(labels.is_label(line.text) for line in row):
            return
        cells = [(min(head, key=lambda cell: _apart(cell, line)), line) for line in row]
        fitting = [(column, line) for column, line in cells if labels.fits(column.text, line.text)]
        # A row that fills less than half of the columns is not the table's any more.
        if len(fitting) * 2 < len(head):
            return
        for column, line in fitting:
            used.add(line.number)
            yield Pair(labels.clean(column.text), line.text.strip(), (line,))


def _apart(a: Line, b: Line) -> float:
    if a.box is None or b.box is None:
        return 0.0
    return min(
        abs(a.box.x0 - b.box.x0), abs(a.box.x1 - b.box.x1), abs(a.box.x0 + a.box.x1 - b.box.x0 - b.box.x1) / 2
    )


def _from_cell(line: Line, right: list[Line], following: list[list[Line]], used: set[int]) -> Iterator[Pair]:
    """The pairs that begin in a cell: told within it, to its right, or under it."""
    pieces = labels.parts(line.text)
    for piece in pieces[:-1]:
        label, value = labels.split(piece)
        if label and value:
            yield Pair(label, value, (line,))
    line = replace(line, text=pieces[-1])
    label, value = labels.split(line.text)
    if label and value:
        yield _pair(label, value, (line,), _wrapped(line, following, label, value, used, _same_left_or_right))
    elif labels.is_label(line.text):
        yield from _beside(labels.clean(line.text), line, right, following, used)


def _beside(
    name: str, line: Line, right: list[Line], following: list[list[Line]], used: set[int]
) -> Iterator[Pair]:
    """The value to the right of a label, up to the next label; under it where there is none."""
    cells = list(takewhile(lambda c: not labels.is_label(c.text) and not labels.split(c.text)[0], right))
    for part in (cells, cells[:1]):
        text = " ".join(cell.text.strip() for cell in part)
        if part and labels.fits(name, text):
            wrapped = _wrapped(part[0], following, name, text, used, _same_left_or_right)
            yield _pair(name, text, part, wrapped)
            return
    if not cells:
        yield from _stacked(name, line, following, used)
    elif labels.kind(name) is FactKind.ORDER_ID:
        yield from _under_hint(name, cells[0], following, used)


def _pair(label: str, value: str, cells: Sequence[Line], wrapped: list[Line]) -> Pair:
    text = value + "".join(f"\n{part.text.strip()}" for part in wrapped)
    return Pair(label, text, (*cells, *wrapped))


def _stacked(name: str, line: Line, following: list[list[Line]], used: set[int]) -> Iterator[Pair]:
    """The value under its label: the row just below, beginning where the label begins."""
    for row in following[:1]:
        for cell in row:
            if cell.number in used or labels.is_label(cell.text) or labels.split(cell.text)[0]:
                continue
            close = _gap(line, cell) <= _NEXT_ROW * height(line) and _apart(line, cell) <= 2 * height(line)
            if (close or line.box is None) and labels.fits(name, cell.text):
                yield Pair(name, cell.text.strip(), (cell,))
                return


def _under_hint(name: str, hint: Line, following: list[list[Line]], used: set[int]) -> Iterator[Pair]:
    """A number under a hint ("可在支持的商户扫码退款") or broken in two: alone in its row, in the column."""
    for row in following[:2]:
        if len(row) != 1 or row[0].number in used or labels.is_label(row[0].text):
            return
        if not _same_left_or_right(hint, row[0]):
            continue
        if labels.fits(name, row[0].text):
            yield Pair(name, row[0].text.strip(), (row[0],))
            return
        if identifiers.completes(hint.text, row[0].text):
            yield Pair(name, f"{hint.text.strip()}\n{row[0].text.strip()}", (hint, row[0]))
            return


def _gap(upper: Line, lower: Line) -> float:
    if upper.box is None or lower.box is None:
        return 0.0
    return lower.box.y0 - upper.box.y1


def _same_left_or_right(a: Line, b: Line) -> bool:
    if a.box is None or b.box is None:
        return False
    near = 0.8 * max(height(a), height(b))
    return abs(a.box.x0 - b.box.x0) <= near or abs(a.box.x1 - b.box.x1) <= near


def _wrapped(
    line: Line,
    following: list[list[Line]],
    label: str,
    value: str,
    used: set[int],
    aligned: Callable[[Line, Line], bool],
) -> list[Line]:
    """The lines on which a wrapped value goes on: single cells in its column, no labels."""
    found: list[Line] = []
    if line.box is None and labels.kind(label) is not FactKind.ORDER_ID:
        return found
    last = line
    for row in following[:_MAX_WRAPS]:
        cells = [cell for cell in row if cell.number not in used]
        if len(cells) != 1 or labels.is_label(cells[0].text) or labels.split(cells[0].text)[0]:
            break
        cell = cells[0]
        joined = value + "".join(part.text for part in found)
        inline = labels.split(line.text)[0] != ""
        if not -_OVERLAP <= _gap(last, cell) / height(last) <= _NEXT_WRAP or not (
            inline or aligned(last, cell)
        ):
            break
        if not labels.goes_on(label, fold(joined), fold(cell.text)):
            break
        found.append(cell)
        last = cell
    return found
