"""A page as the detectors see it: runs of text in reading order, each with the words that name it.

A cell is a line of a picture or a text, one line of a message, a sender's name
or a cell of a bill.  What names it stands to its left, above it or over its
column; a detector needs not know how the page is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dossier.casefile import CaseFile
from dossier.model import Box, Evidence, Line, Page, Role, Speaker
from dossier.privacy.detect import members
from dossier.privacy.model import Secret
from dossier.reading import agents, layout, level
from dossier.reading.chats import conversation, heads
from dossier.reading.text import fold

_BELOW = 1.8
"""A label stands so near above its value, in heights of a line."""
_LONGEST_LABEL = 16
_PAIR = 2
_HEAD = re.compile(r"(?:[号码名人方户]|密[码钥]|卡密|时间|日期|金额|地址|电话|状态|数量|编号|内容|价)[:：]?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of text.

    ``number`` is that of the line, message or row; ``row`` counts the rows of
    cells from the top; ``box`` is where it stands on the page made level.
    ``label`` is what stands to the left of it or over its column, ``above`` what
    stands over it; ``speaker`` is who says it, and ``is_name`` says that the cell
    is the name of who does.
    """

    number: int
    text: str
    row: int
    box: Box | None = None
    label: str = ""
    above: str = ""
    speaker: Speaker = Speaker.UNKNOWN
    is_name: bool = False

    @property
    def folded(self) -> str:
        """The text with full-width forms in one shape, of the same length."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one page, the role of its file, and what the user says of the parties."""

    cells: tuple[Cell, ...]
    role: Role = Role.OTHER
    said: CaseFile = field(default_factory=CaseFile)
    bubbles: tuple[tuple[int, ...], ...] = ()
    """The cells, by place, of each message that is wrapped over several lines."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A secret in a cell: ``place`` is the cell's index, ``start`` and ``end`` a span of its text.

    ``sure`` says that a label right before it names the secret, so that a number
    of the same shape found elsewhere in passing does not speak against it.
    """

    place: int
    start: int
    end: int
    kind: Secret
    sure: bool = False


def of(item: Evidence, page: Page, said: CaseFile) -> Sheet:
    """The cells of a page: of its lines, then of its messages, then of its rows."""
    cells = (*_of_lines(item, page), *_of_messages(page), *_of_rows(page))
    return Sheet(cells, item.role, said, _bubbles(item, page, cells))


def joined(sheet: Sheet) -> Sheet:
    """The wrapped messages of a sheet, each as one cell: a number may go on on the next line."""
    cells = (
        replace(
            sheet.cells[parts[0]], text="".join(sheet.cells[part].text for part in parts), row=count, box=None
        )
        for count, parts in enumerate(sheet.bubbles)
    )
    return Sheet(tuple(cells), sheet.role, sheet.said)


def parted(spot: Spot, sheet: Sheet) -> Iterator[Spot]:
    """A spot of a joined message as spots of the lines on which it stands."""
    start = 0
    for part in sheet.bubbles[spot.place]:
        end = start + len(sheet.cells[part].text)
        if spot.start < end and start < spot.end:
            yield Spot(part, max(spot.start, start) - start, min(spot.end, end) - start, spot.kind, spot.sure)
        start = end


def _bubbles(item: Evidence, page: Page, cells: Sequence[Cell]) -> tuple[tuple[int, ...], ...]:
    """The wrapped messages of a chat picture."""
    if item.role is not Role.CHAT or not page.width:
        return ()
    places = {cell.number: place for place, cell in enumerate(cells) if not cell.is_name}
    found = (
        tuple(places[line.number] for line in said.lines if line.number in places)
        for said in conversation.of_page(level.page(page))
    )
    return tuple(parts for parts in found if len(parts) > 1)


def _of_lines(item: Evidence, page: Page) -> Iterator[Cell]:
    if not page.lines:
        return
    straight = level.page(page)
    boxes = {line.number: line.box for line in straight.lines}
    flat = Page(
        page.number,
        page.width,
        page.height,
        tuple(Line(one.number, one.text, boxes.get(one.number, one.box)) for one in page.lines),
    )
    speakers, names = _spoken(item, straight) if item.role in (Role.CHAT, Role.MAIL) else ({}, set())
    table = layout.rows(flat)
    for row, lines in enumerate(table):
        for place, line in enumerate(lines):
            yield Cell(
                line.number,
                line.text,
                row,
                line.box,
                lines[place - 1].text if place else "",
                _above(table[row - 1] if row else [], line),
                speakers.get(line.number, Speaker.UNKNOWN),
                line.number in names,
            )


def _above(row: list[Line], line: Line) -> str:
    """What stands right over a line; in a text without boxes the line before.

    A label whose value stands beside it names nothing below, unless all of its
    row are heads of columns.
    """
    if len(row) > 1 and any(char.isdigit() for other in row for char in other.text):
        return ""
    if len(row) == _PAIR and not all(_HEAD.search(other.text.strip()) for other in row):
        return ""
    for other in row:
        if line.box is None or other.box is None:
            return other.text
        tall = max(layout.height(line), layout.height(other))
        over = min(line.box.x1, other.box.x1) > max(line.box.x0, other.box.x0)
        if over and line.box.y0 - other.box.y1 <= _BELOW * tall:
            return other.text
    return ""


def _spoken(item: Evidence, page: Page) -> tuple[Mapping[int, Speaker], set[int]]:
    """Who says each line of a chat, by line number, and which lines are senders' names."""
    if item.role is not Role.CHAT:
        return {}, set()
    speakers: dict[int, Speaker] = {}
    names: set[int] = set()
    alone = {line.number for line in members.of(page)}
    for said in conversation.of_page(page):
        for line in said.lines:
            speakers[line.number] = said.speaker
        if not said.sender:
            continue
        for line in page.lines:
            if line.text.strip().startswith(said.sender) and line.number not in speakers:
                names.add(line.number)
                speakers.setdefault(line.number, said.speaker)
    for number in alone - names:
        # Whoever stands over a bubble by name is somebody else's side only if the name says so.
        speakers[number] = Speaker.UNKNOWN
    return speakers, names | alone


def _of_messages(page: Page) -> Iterator[Cell]:
    """The senders and the lines of each message; a row is a message's line."""
    told = {one.sender: one.speaker for one in page.messages if one.speaker is Speaker.BUYER}
    sides = heads.sides([one.sender for one in page.messages], [one.text for one in page.messages], told)
    row = 0
    for message in page.messages:
        speaker = message.speaker
        if speaker is Speaker.UNKNOWN and message.sender:
            speaker = sides.get(message.sender, Speaker.UNKNOWN)
        if message.sender:
            yield Cell(message.line, message.sender, row, speaker=speaker, is_name=True)
            row += 1
        before = ""
        for text in message.text.split("\n"):
            yield Cell(message.line, text, row, above=before, speaker=speaker)
            row, before = row + 1, text


def _of_rows(page: Page) -> Iterator[Cell]:
    for count, row in enumerate(page.rows):
        for head, text in row.cells:
            yield Cell(row.line, text, count, label=head)


def names(cell: Cell) -> tuple[str, ...]:
    """What may name a cell as a whole: the words beside it and those above it, each short enough."""
    return tuple(
        words
        for words in (fold(cell.label).strip(), fold(cell.above).strip())
        if 0 < len(words) <= _LONGEST_LABEL
    )


def is_of_the_shop(cell: Cell) -> bool:
    """Whether the shop's side says what stands in a cell."""
    return cell.speaker is Speaker.AGENT or (cell.is_name and agents.side_of_name(cell.text) == "agent")
