"""A chat as a sequence of utterances: who, what, when as printed, on which lines.

On a phone the buyer's bubbles stand at the right, the agent's at the left, and
times and notices in the middle; desktop chats and exports put the sender's name
before each message instead.  Where neither tells, the speaker stays unknown:
words that cannot be given to a side prove nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dossier.model import Line, Message, Page, Speaker
from dossier.reading import layout, same, stamps
from dossier.reading.chats import anchors, bubbles, heads, marks, quotes
from dossier.reading.chats.heads import Head
from dossier.reading.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message of a chat.

    ``stamp`` is the time printed with it or, when ``inherited``, the last time
    line above it; ``until`` is the next time line below, which it cannot be
    later than.  ``index`` counts from 0 within the file.
    """

    index: int
    speaker: Speaker
    text: str
    lines: tuple[Line, ...]
    page: int
    stamp: Stamp | None = None
    stamp_line: Line | None = None
    inherited: bool = False
    until: Stamp | None = None
    sender: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A group of lines that belong together: a bubble, a time line or a notice."""

    lines: tuple[Line, ...]
    speaker: Speaker
    stamp: Stamp | None = None
    sender: str = ""

    @property
    def text(self) -> str:
        return "".join(line.text.strip() for line in self.lines)


def of_messages(page: Page) -> list[Utterance]:
    """The messages of a text log as utterances; senders keep their names."""
    names = [message.sender for message in page.messages]
    told = {one.sender: one.speaker for one in page.messages if one.speaker is Speaker.BUYER}
    sides = heads.sides(names, [message.text for message in page.messages], told)
    found: list[Utterance] = []
    for index, message in enumerate(page.messages):
        stamp = next(stamps.find(message.time), None) if message.time else None
        line = Line(number=message.line, text=_shown(message))
        found.append(
            Utterance(
                index=index,
                speaker=_speaker(message, sides),
                text=quotes.own_words(message.text),
                lines=(line,),
                page=page.number,
                stamp=stamp,
                stamp_line=line if stamp else None,
                sender=message.sender,
            )
        )
    return found


def _speaker(message: Message, sides: Mapping[str, Speaker]) -> Speaker:
    """Who says a message: as the format tells, else by the sender's name; a nameless one is nobody's."""
    if message.speaker is not Speaker.UNKNOWN or not message.sender:
        return message.speaker
    return sides.get(message.sender, Speaker.UNKNOWN)


@same.once(same.PAGES)
def of_page(seen: Page) -> tuple[Utterance, ...]:
    """The utterances of a page picture (or of a plain text with "我：…" lines)."""
    page = bubbles.framed(seen) if seen.width else seen
    spoken = marks.attach(bubbles.of(page), page)
    pieces = [] if bubbles.has_two_columns(spoken) else _headed(page)
    pieces = pieces or [_Piece(b.lines, b.speaker, b.stamp, b.name) for b in spoken]
    return tuple(_timed(pieces, page.number, anchors.clock(page)))


def has_two_sides(utterances: Sequence[Utterance]) -> bool:
    """Whether both the buyer and the shop speak."""
    return {Speaker.BUYER, Speaker.AGENT} <= {u.speaker for u in utterances}


def _shown(message: Message) -> str:
    return message.text if not message.sender else f"{message.sender}: {message.text}"


@dataclass(slots=True)
class _Reader:
    """Goes down a page of headed messages and gathers the lines under each head."""

    sides: dict[str, Speaker]
    pieces: list[_Piece] = field(default_factory=list)
    head: Head | None = None
    body: list[Line] = field(default_factory=list)

    def open(self, line: Line, head: Head) -> None:
        self.close()
        self.head = head
        if head.rest:
            self.body.append(replace(line, text=head.rest))

    def read(self, line: Line) -> None:
        alone = bubbles.only_stamp(line.text)
        if alone is not None:
            self.close()
            self.pieces.append(_Piece((line,), Speaker.SYSTEM, alone))
        elif self.head is not None and not bubbles.is_furniture(line):
            self.body.append(line)

    def close(self) -> None:
        if self.head is not None and self.body:
            speaker = self.sides.get(self.head.name, Speaker.UNKNOWN)
            self.pieces.append(_Piece(tuple(self.body), speaker, self.head.stamp, self.head.name))
        self.head, self.body = None, []


def _headed(page: Page) -> list[_Piece]:
    """Pieces of a chat whose messages stand under "name time" or behind "name：" — or nothing."""
    rows = layout.rows(page)
    found = [heads.of_row(row) for row in rows]
    names = [head.name for head in found if head is not None]
    sides = heads.sides(names, _words_under(rows, found))
    if len(names) < 2 or not {Speaker.AGENT, Speaker.BUYER} & set(sides.values()):  # noqa: PLR2004
        return []
    reader = _Reader(sides)
    for row, head in zip(rows, found, strict=True):
        if head is not None:
            reader.open(row[0], head)
        else:
            for line in row:
                if not bubbles.is_task_bar(line, page):
                    reader.read(line)
    reader.close()
    return reader.pieces


def _words_under(rows: Sequence[Sequence[Line]], found: Sequence[Head | None]) -> list[str]:
    """What stands under each head, as one string."""
    words: list[str] = []
    for row, head in zip(rows, found, strict=True):
        if head is not None:
            words.append(head.rest)
        elif words:
            words[-1] += "".join(line.text for line in row)
    return words


def _timed(pieces: Sequence[_Piece], page: int, taken: Stamp | None) -> list[Utterance]:
    """Give every message the time line above it and the one below it.

    Below the last time line the status bar's clock ends the interval, but only
    where that line is a bare clock, which on a chat screen means the same day.
    """
    pieces = _under_days(pieces)
    found: list[Utterance] = []
    above: tuple[Stamp, Line] | None = None
    fresh = False
    pending: list[int] = []

    def end(until: Stamp) -> None:
        for index in pending:
            found[index] = replace(found[index], until=until)
        pending.clear()

    for piece in pieces:
        if piece.speaker is Speaker.SYSTEM and piece.stamp is not None and not piece.sender:
            end(piece.stamp)
            above, fresh = (piece.stamp, piece.lines[0]), True
            continue
        own = piece.stamp is not None
        if piece.stamp is not None:
            end(piece.stamp)
        stamp, line = (piece.stamp, piece.lines[0]) if own else above or (None, None)
        inherited = not own and stamp is not None and not fresh
        if inherited:
            pending.append(len(found))
        found.append(
            Utterance(
                len(found),
                piece.speaker,
                piece.text,
                piece.lines,
                page,
                stamp,
                line,
                inherited,
                sender=piece.sender,
            )
        )
        # A time line stands right above the message it dates; those after it are only not earlier.
        fresh = False
    if above is not None and taken is not None and _same_day_and_not_before(taken, above[0]):
        end(taken)
    return found


def _under_days(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces with bare clocks given the day that stands alone above them ("2024年5月12日", "昨天").

    A clock that falls back ends the day: it is of a later one that is not printed.
    """
    day: Stamp | None = None
    last = (0, 0)
    found: list[_Piece] = []
    for piece in pieces:
        stamp = piece.stamp
        if stamp is not None and not stamp.has_clock:
            day, last = stamp if _names_a_day(stamp) else None, (0, 0)
        elif stamp is not None:
            clock = (stamp.hour or 0, stamp.minute or 0)
            if stamp.has_date or stamp.relative or clock < last:
                day = None
            elif day is not None:
                stamp = replace(stamp, year=day.year, month=day.month, day=day.day, relative=day.relative)
            last = clock
        found.append(replace(piece, stamp=stamp))
    return found


def _names_a_day(stamp: Stamp) -> bool:
    return stamp.has_date or not stamp.relative.endswith(("前", "刚"))


def _same_day_and_not_before(taken: Stamp, stamp: Stamp) -> bool:
    if stamp.has_date or stamp.relative or stamp.hour is None or taken.hour is None:
        return False
    return (taken.hour, taken.minute or 0) >= (stamp.hour, stamp.minute or 0)
