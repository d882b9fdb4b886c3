"""What was said, as read: every message of every conversation once, with who and when.

Nothing here is weighed: a message that no fact rests on stands beside the others.
Times are those of the facts where there are any, and are completed by the same
rules (:mod:`dossier.reading.dating`) where there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from dossier.model import Box, Evidence, Fact, FactKind, FactStatus, Line, Source, Utterance
from dossier.ocr.agreement import ENOUGH, numbers, weight
from dossier.reading import dating, layout
from dossier.reading.chats.stitching import Shown, Turn
from dossier.reading.chats.talks import Heard

_FAINT = 0.6
"""Below this an engine guesses."""
_SETTLED = (FactStatus.CHECKED, FactStatus.CORRECTED)
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z,.;:!?)]$"), re.compile(r"^[A-Za-z(]")


def of(
    talks: Sequence[Sequence[Heard]],
    evidence: Sequence[Evidence],
    facts: Sequence[Fact],
    days: Mapping[str, date],
) -> tuple[Utterance, ...]:
    """The messages of all conversations.

    Args:
        talks: what was heard, one entry a conversation.
        evidence: all files, as they are.
        facts: all facts as they are told in the end.
        days: the day of a chat as the user told it, by path.
    """
    by_line: dict[tuple[str, int, int], list[Fact]] = {}
    for fact in facts:
        by_line.setdefault((fact.source.evidence, fact.source.page, fact.source.line), []).append(fact)
    lines = {
        (item.id, page.number, line.number): line
        for item in evidence
        for page in item.pages
        for line in page.lines
    }
    return tuple(
        _utterance(number, one.turn, time, by_line, lines)
        for number, heard in enumerate(talks, 1)
        for one, time in zip(heard, _times(heard, evidence, facts, days), strict=True)
    )


def _times(
    heard: Sequence[Heard], evidence: Sequence[Evidence], facts: Sequence[Fact], days: Mapping[str, date]
) -> list[Fact | None]:
    """The times of a conversation's messages with their days."""
    told = {fact.id: fact for fact in facts}
    home = _order(heard, facts)
    # Times that bear no fact are dated beside the facts, which tell the days of orders.
    asked = [
        replace(one.time, id=f"{number}", order_id=home)
        for number, one in enumerate(heard)
        if one.time is not None
    ]
    others = [fact for fact in facts if fact.about != "said"]
    dated = {fact.id: fact for fact in dating.date_all(evidence, asked, days, others)}
    return [
        None if one.time is None else told.get(one.time.id) or dated.get(f"{number}")
        for number, one in enumerate(heard)
    ]


def _order(heard: Sequence[Heard], facts: Sequence[Fact]) -> str | None:
    """The only order that the files of a conversation speak of."""
    files = {place.evidence.id for one in heard for place in one.turn.shown}
    orders = {fact.order_id for fact in facts if fact.source.evidence in files} - {None}
    return orders.pop() if len(orders) == 1 else None


def _utterance(
    talk: int,
    turn: Turn,
    time: Fact | None,
    by_line: Mapping[tuple[str, int, int], Sequence[Fact]],
    lines: Mapping[tuple[str, int, int], Line],
) -> Utterance:
    place = max(turn.shown, key=lambda shown: len(shown.said.text))
    own = _lines(place)
    said = place.said
    doubtful = any(
        _is_doubtful(line, by_line.get((place.evidence.id, place.page.number, line.number), ()))
        for line in own
    )
    sender = next((shown.said.sender for shown in (place, *turn.shown) if shown.said.sender), "")
    return Utterance(
        talk=talk,
        places=tuple(_source(shown, lines) for shown in (place, *(s for s in turn.shown if s is not place))),
        lines=tuple(dict.fromkeys(line.number for line in own)),
        text=_text(place),
        speaker=said.speaker,
        sender=sender,
        time="" if time is None else time.raw,
        value="" if time is None else time.value,
        inherited=time is not None and _is_inherited(turn, time),
        assumed=time is not None and time.assumed,
        doubtful=doubtful,
    )


def _is_inherited(turn: Turn, time: Fact) -> bool:
    where = (time.source.evidence, time.source.page)
    return all(
        shown.said.inherited for shown in turn.shown if (shown.evidence.id, shown.page.number) == where
    )


def _lines(place: Shown) -> tuple[Line, ...]:
    """The lines of a message; those of an export have its number alone."""
    return tuple(line for line in place.said.lines if place.page.messages or line.text.strip())


def _text(place: Shown) -> str:
    """What was read, whole: an export's own words, or a picture's lines as one."""
    if place.page.messages:
        number = place.said.lines[0].number
        return next((one.text for one in place.page.messages if one.line == number), place.said.text)
    return "".join(_joined([line.text.strip() for line in _lines(place)]))


def _joined(texts: Sequence[str]) -> Iterator[str]:
    """Lines as one: a blank only where Latin words were broken, never within a number."""
    yield from texts[:1]
    for before, after in pairwise(texts):
        yield " " if _LATIN_END.search(before) and _LATIN_START.match(after) else ""
        yield after


def _source(shown: Shown, lines: Mapping[tuple[str, int, int], Line]) -> Source:
    """Where a message is shown, in the picture as it is."""
    where = (shown.evidence.id, shown.page.number)
    own = [lines.get((*where, line.number), line) for line in shown.said.lines]
    box: Box | None = layout.span(own)
    return Source(*where, box, shown.said.lines[0].number)


def _is_doubtful(line: Line, facts: Sequence[Fact]) -> bool:
    """Whether a line was read with doubt: faint, or with numbers that no second reading bears out."""
    if any(fact.status is FactStatus.DISPUTED for fact in facts):
        return True
    settled = [fact.status in _SETTLED for fact in facts if fact.kind is not FactKind.STATEMENT]
    if settled and all(settled):
        return False
    unsure = bool(line.again) and bool(numbers(line.text)) and weight(line.text, line.again) < ENOUGH
    return unsure or line.confidence < _FAINT
