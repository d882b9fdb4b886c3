"""A chat as a sequence of utterances: who, what, when as printed, on which lines.

On a phone the buyer's bubbles stand at the right, the agent's at the left, and
times and notices in the middle; desktop chats and exports put the sender's name
before each message instead.  Where neither tells, the speaker stays unknown:
words that cannot be given to a side prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dossier.model import Line, Message, Page, Speaker
from dossier.reading import agents, bubbles, layout, stamps
from dossier.reading.stamps import Stamp

_NAME_LENGTH = 18

_INLINE = re.compile(r"^\s*(?P<name>[^\s:：]{1,14})\s?[:：]\s?(?P<text>.+)$")


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
    sides = _sides([message.sender for message in page.messages])
    found: list[Utterance] = []
    for index, message in enumerate(page.messages):
        stamp = next(stamps.find(message.time), None) if message.time else None
        line = Line(number=message.line, text=_shown(message))
        found.append(
            Utterance(
                index=index,
                speaker=sides.get(message.sender, Speaker.UNKNOWN),
                text=message.text,
                lines=(line,),
                page=page.number,
                stamp=stamp,
                stamp_line=line if stamp else None,
                sender=message.sender,
            )
        )
    return found


def of_page(page: Page) -> list[Utterance]:
    """The utterances of a page picture (or of a plain text with "我：…" lines)."""
    pieces = _headed(page) or list(_bubbles(page))
    return _timed(pieces, page.number, status_clock(page))


def status_clock(page: Page) -> Stamp | None:
    """The clock in the phone's status bar: when the picture was taken, without its day."""
    for row in layout.rows(page)[:2]:
        if page.width and bubbles.is_status_bar(row, page):
            for line in row:
                stamp = next(stamps.find(line.text), None)
                if stamp is not None and not stamp.has_date and not stamp.relative:
                    return stamp
    return None


def has_two_sides(utterances: Sequence[Utterance]) -> bool:
    """Whether both the buyer and the shop speak."""
    return {Speaker.BUYER, Speaker.AGENT} <= {u.speaker for u in utterances}


def _shown(message: Message) -> str:
    return message.text if not message.sender else f"{message.sender}: {message.text}"


def _sides(names: Sequence[str]) -> dict[str, Speaker]:
    """Which side each sender is on; of two names the one beside an agent is the buyer."""
    known = {name: Speaker(side) for name in dict.fromkeys(names) if (side := agents.side_of_name(name))}
    strangers = [name for name in dict.fromkeys(names) if name and name not in known]
    if len(strangers) == 1 and Speaker.AGENT in known.values() and Speaker.BUYER not in known.values():
        known[strangers[0]] = Speaker.BUYER
    if len(strangers) == 1 and Speaker.BUYER in known.values() and Speaker.AGENT not in known.values():
        known[strangers[0]] = Speaker.AGENT
    return known


def _headed(page: Page) -> list[_Piece]:
    """Pieces of a chat whose messages stand under "name time" or behind "name：" — or nothing."""
    lines = [line for row in layout.rows(page) for line in row]
    heads: dict[int, tuple[str, Stamp | None, str]] = {}
    for row in layout.rows(page):
        head = _head(row)
        if head is not None:
            heads[row[0].number] = head
            for extra in row[1:]:
                heads[extra.number] = ("", None, "")
    names = [name for name, _, _ in heads.values() if name]
    sides = _sides(names)
    named = {side for side in sides.values()}
    if len(names) < 2 or not named & {Speaker.AGENT, Speaker.BUYER}:  # noqa: PLR2004
        return []
    pieces: list[_Piece] = []
    current: tuple[str, Stamp | None] | None = None
    body: list[Line] = []

    def close() -> None:
        if current is not None and body:
            speaker = sides.get(current[0], Speaker.UNKNOWN)
            pieces.append(_Piece(tuple(body), speaker, current[1], current[0]))
        body.clear()

    for line in lines:
        if line.number in heads:
            name, stamp, rest = heads[line.number]
            if not name:
                continue
            close()
            current = (name, stamp)
            if rest:
                body.append(replace(line, text=rest))
        elif current is not None and not bubbles.is_furniture(line):
            alone = bubbles.only_stamp(line.text)
            if alone is not None:
                close()
                pieces.append(_Piece((line,), Speaker.SYSTEM, alone))
                current = None
            else:
                body.append(line)
        else:
            alone = bubbles.only_stamp(line.text)
            if alone is not None:
                pieces.append(_Piece((line,), Speaker.SYSTEM, alone))
    close()
    return pieces


def _head(row: list[Line]) -> tuple[str, Stamp | None, str] | None:
    """Name, time and remaining words when a row opens a message."""
    text = "  ".join(line.text.strip() for line in row)
    found = list(stamps.find(text))
    if len(found) == 1:
        stamp = found[0]
        before, after = text[: stamp.start].strip(" :：[]()（）"), text[stamp.end :].strip(" ]）)")
        if (
            before
            and not after
            and len(before) <= _NAME_LENGTH
            and not re.search(r"[,，。!！?？;；]", before)
        ):
            return before, stamp, ""
        if not before and after:
            inline = _INLINE.match(after)
            if inline:
                return inline["name"], stamp, inline["text"]
            if (
                len(after) <= _NAME_LENGTH
                and not re.search(r"[,，。!！?？;；]", after)
                and agents.side_of_name(after)
            ):
                return after, stamp, ""
        return None
    inline = _INLINE.match(row[0].text)
    if not found and len(row) == 1 and inline and agents.side_of_name(inline["name"]):
        return inline["name"], None, inline["text"]
    return None


def _bubbles(page: Page) -> Iterator[_Piece]:
    """Bubbles, time lines and notices of a phone chat, by where they stand."""
    for bubble in bubbles.of(page):
        yield _Piece(bubble.lines, bubble.speaker, bubble.stamp, bubble.name)


def _timed(pieces: Sequence[_Piece], page: int, taken: Stamp | None) -> list[Utterance]:
    """Give every message the time line above it and the one below it.

    Below the last time line the status bar's clock ends the interval, but only
    where that line is a bare clock, which on a chat screen means the same day.
    """
    found: list[Utterance] = []
    above: tuple[Stamp, Line] | None = None
    fresh = False
    pending: list[int] = []
    for piece in pieces:
        separator = piece.speaker is Speaker.SYSTEM and piece.stamp is not None and not piece.sender
        if separator and piece.stamp is not None:
            for index in pending:
                found[index] = replace(found[index], until=piece.stamp)
            pending.clear()
            above, fresh = (piece.stamp, piece.lines[0]), True
            continue
        own = piece.stamp is not None
        stamp = piece.stamp or (above[0] if above else None)
        line = piece.lines[0] if own else (above[1] if above else None)
        inherited = not own and stamp is not None and not fresh
        utterance = Utterance(
            index=len(found),
            speaker=piece.speaker,
            text=piece.text,
            lines=piece.lines,
            page=page,
            stamp=stamp,
            stamp_line=line,
            inherited=inherited,
            sender=piece.sender,
        )
        if own and piece.stamp is not None:
            for index in pending:
                found[index] = replace(found[index], until=piece.stamp)
            pending.clear()
        if inherited:
            pending.append(len(found))
        found.append(utterance)
        # A time line stands right above the message it dates; those after it are only not earlier.
        fresh = False
    if above is not None and taken is not None and _same_day_and_not_before(taken, above[0]):
        for index in pending:
            found[index] = replace(found[index], until=taken)
    return found


def _same_day_and_not_before(taken: Stamp, stamp: Stamp) -> bool:
    if stamp.has_date or stamp.relative or stamp.hour is None or taken.hour is None:
        return False
    return (taken.hour, taken.minute or 0) >= (stamp.hour, stamp.minute or 0)
