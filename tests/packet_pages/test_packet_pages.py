"""Pages as wholes: headings, tables over pages, page numbers, running titles, pictures that are all there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import packets as reading
import pypdf
from lines import Line
from packets import COUNT, Packet
from pypdf.generic import ContentStream

BODY = 9.9
"""Type of at least this size is running text; smaller stands in tables, captions and notes."""
CAPTION, FIGURE = 9.2, 8.2
"""Type of captions and of figures is smaller."""
TEXT_EDGE = 80.0
"""Words in a table stand this far from the paper's left edge, within their cells; a note's do not."""
PAGES = "12377"
"""The destination that takes web pages and knows no orders."""
ALIGNED = 8.0
FEWEST = 4
"""Rows of text that a page of the report should have at least."""


def rows(found: Sequence[Line]) -> list[list[Line]]:
    """Lines by their baseline, from top to bottom, each row from left to right."""
    made: list[list[Line]] = []
    for line in sorted(found, key=lambda line: (-line.base, line.room.x0)):
        if made and abs(made[-1][0].base - line.base) < 2:
            made[-1].append(line)
        else:
            made.append([line])
    return [sorted(row, key=lambda line: line.room.x0) for row in made]


def headings(packet: Packet) -> set[str]:
    return {entry.title for entry in packet.outline}


def words(row: Sequence[Line]) -> str:
    return "".join(line.tight for line in row)


def test_no_heading_is_the_last_thing_on_its_page(built: Sequence[Packet]) -> None:
    wrong = [
        f"{packet} p{page.number + 1}: {words(rows(page.body)[-1])}"
        for packet in built
        for page in packet.report
        if page.body and words(rows(page.body)[-1]) in headings(packet)
    ]
    assert not wrong


def head_of(row: Sequence[Line]) -> tuple[str, ...]:
    """The words of a table's head: several cells, all bold."""
    if len(row) > 1 and all(line.bold and CAPTION < line.size < BODY for line in row):
        return tuple(line.tight for line in row)
    return ()


def in_table(row: Sequence[Line], columns: Sequence[float]) -> bool:
    """Whether a row stands under the heads of a table's columns; cells may be centred or begin with a bracket."""
    is_cell = FIGURE < max(line.size for line in row) < BODY and row[0].room.x0 > TEXT_EDGE
    return (
        is_cell
        and sum(min((abs(line.room.x0 - x) for x in columns), default=99) > ALIGNED for line in row) <= 1
    )


def test_a_table_on_two_pages_has_its_head_on_both(built: Sequence[Packet]) -> None:
    wrong, gone_over = [], 0
    for packet in built:
        head: tuple[str, ...] = ()
        columns: list[float] = []
        last = -1
        for page in packet.report:
            found = rows(page.body)
            if head and page.number == last + 1 and found and in_table(found[0], columns):
                gone_over += 1
                if head_of(found[0]) != head:
                    wrong.append(f"{packet} p{page.number + 1}: {words(found[0])} instead of {head}")
            for row in found:
                if head_of(row):
                    head, columns = head_of(row), [line.room.x0 for line in row]
                elif not in_table(row, columns):
                    head = ()
            last = page.number
    assert not wrong
    assert gone_over or built[0].name == "bare"


def test_no_page_is_blank_or_nearly_so(built: Sequence[Packet]) -> None:
    """The last page of a part may be short; a page with a picture has its picture."""
    wrong = []
    for packet in built:
        for page, following in zip(packet.pages, [*packet.pages[1:], None], strict=True):
            assert page.body, f"{packet} p{page.number + 1} is blank"
            ends_a_part = following is None or following.exhibit
            if not page.exhibit and not ends_a_part and len(rows(page.body)) < FEWEST:
                wrong.append(f"{packet} p{page.number + 1}: {page.text[:60]}")
    assert not wrong


def test_every_page_says_which_of_how_many_it_is(built: Sequence[Packet]) -> None:
    for packet in built:
        for page in packet.pages:
            said = [COUNT.search(line.tight) for line in page.foot]
            numbers = [(int(m[1]), int(m[2])) for m in said if m]
            assert numbers == [(page.number + 1, len(packet.pages))], f"{packet} p{page.number + 1}"


def test_the_running_title_bears_the_order_on_every_page_but_the_first(built: Sequence[Packet]) -> None:
    for packet in built:
        first, *others = packet.pages
        assert not first.running, packet
        titles = {"".join(line.tight for line in page.running) for page in others}
        assert len(titles) == 1, f"{packet}: {titles}"
        if packet.destination == PAGES:
            continue  # it reports web pages, whoever ordered what
        assert any(order["order_id"] in title for title in titles for order in packet.record["orders"]), (
            packet
        )


def pictures(page: pypdf.PageObject) -> Iterator[tuple[str, float, float, float]]:
    """Each drawing of an image: its name, the seen part of its height (0 top, 1 foot), its scale down the page."""
    stack: list[tuple[list[float], tuple[float, float]]] = []
    matrix, seen = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], (0.0, reading.HEIGHT)
    pending: list[float] = []
    content = page.get_contents()
    names = {
        name for name, item in page["/Resources"].get("/XObject", {}).items() if item["/Subtype"] == "/Image"
    }
    for operands, operator in ContentStream(content, page.pdf).operations if content is not None else ():
        if operator == b"q":
            stack.append((matrix, seen))
        elif operator == b"Q":
            matrix, seen = stack.pop()
        elif operator == b"cm":
            matrix = times([float(x) for x in operands], matrix)
        elif operator == b"re":
            pending = [float(x) for x in operands]
        elif operator in (b"W", b"W*") and pending:
            low, high = sorted(matrix[5] + matrix[3] * y for y in (pending[1], pending[1] + pending[3]))
            seen = max(seen[0], low), min(seen[1], high)
        elif operator == b"Do" and operands[0] in names:
            low, high = matrix[5], matrix[5] + matrix[3]
            top, foot = (high - min(seen[1], high)) / matrix[3], (high - max(seen[0], low)) / matrix[3]
            yield operands[0], top, foot, matrix[3]


def times(one: Sequence[float], two: Sequence[float]) -> list[float]:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m]


def test_every_picture_is_printed_whole(built: Sequence[Packet]) -> None:
    """What the sheets of an evidence show of a picture adds up to all of it, top to foot."""
    wrong = []
    for packet in built:
        for number, sheets in packet.sheets.items():
            parts: dict[str, list[tuple[float, float]]] = {}
            for sheet in sheets:
                for name, top, foot, _ in pictures(packet.reader.pages[sheet.number]):
                    parts.setdefault(name, []).append((top, foot))
            for name, shown in parts.items():
                reached = 0.0
                for top, foot in sorted(shown):
                    if top <= reached + 0.002:
                        reached = max(reached, foot)
                if reached < 0.998:
                    wrong.append(f"{packet} evidence {number} {name}: {shown}")
    assert not wrong


def test_every_evidence_of_the_orders_has_its_sheet(built: Sequence[Packet]) -> None:
    """What the index gives a page has a sheet, with its file name and its hash."""
    for packet in built:
        for number, sheets in packet.sheets.items():
            item = next(one for one in packet.record["evidence"] if one["id"] == f"E{number}")
            for sheet in sheets:
                assert item["sha256"] in sheet.text, f"{packet} p{sheet.number + 1}"
                name = re.sub(r"\s", "", item["path"])
                assert name in sheet.text or name[:12] in sheet.text, f"{packet} p{sheet.number + 1}"
        order = [page.exhibit for page in packet.pages if page.exhibit]
        assert order == sorted(order), packet
        assert order, packet


def test_pages_of_one_part_follow_one_another(built: Sequence[Packet]) -> None:
    """The report first, then the evidence, with nothing of the report in between."""
    for packet in built:
        kinds = [bool(page.exhibit) for page in packet.pages]
        changes = sum(one != other for one, other in pairwise(kinds))
        assert changes <= 2, packet
