"""Chats: who asked for what, who answered how, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dossier.model import Channel, EventKind, Evidence, Fact, FactKind, Line, Page, Speaker
from dossier.reading import calendar, identifiers
from dossier.reading.book import Book
from dossier.reading.chats import anchors, moments, party, passing, until
from dossier.reading.chats.anchors import Capture
from dossier.reading.chats.conversation import Utterance
from dossier.reading.chats.desk import ROBOT, Desk
from dossier.reading.chats.hearing import Hearing
from dossier.reading.chats.moments import Dated, Days, Screen
from dossier.reading.chats.stitching import Conversation, Shown, Turn
from dossier.reading.speech.statements import Statement
from dossier.reading.stamps import Stamp

_Where = tuple[Evidence, Page, tuple[Line, ...]]

_REFUSAL = "refusal"
"""What a reason is about where its own message refuses."""


@dataclass(slots=True)
class _Thread:
    """What a conversation has told so far: its days, who serves, how it stands."""

    screens: dict[tuple[str, int], Screen]
    days: Days = field(default_factory=Days)
    desk: Desk = field(default_factory=Desk)
    hearing: Hearing = field(default_factory=Hearing)
    contacted: bool = False
    seen: list[until.Seen] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message with its time where that shows best; without an id where nothing else rests on it."""

    turn: Turn
    time: Fact | None = None


def read(book: Book, turns: Conversation, *, alone: bool = False) -> tuple[Heard, ...]:
    """Write down what a conversation says: each sentence at every place where it is shown.

    Args:
        book: where to.
        turns: the conversation.
        alone: it is the only one of the folder.

    Returns:
        All messages, also those that say nothing of weight.
    """
    thread = _Thread(_screens(turns))
    thread.hearing.stranger = party.is_stranger(turns)
    heard = tuple(
        Heard(turn, _clearest(turn, _turn(book, turn, turns[number + 1 :], thread)))
        for number, turn in enumerate(turns)
    )
    until.write(book, turns, thread.seen, alone=alone)
    return heard


def _clearest(turn: Turn, times: Sequence[Fact | None]) -> Fact | None:
    """The time of a message at the place that has it best."""
    clear = sorted(zip(turn.places, times, strict=True), key=lambda pair: pair[0].said.inherited)
    return next((time for _, time in clear if time is not None), None)


def _screens(turns: Conversation) -> dict[tuple[str, int], Screen]:
    """What dates the lines of each capture, by evidence and page."""
    pages: dict[tuple[str, int], list[Shown]] = {}
    for turn in turns:
        for place in turn.shown:
            pages.setdefault((place.evidence.id, place.page.number), []).append(place)
    return {
        key: moments.screen(
            anchors.of(own[0].evidence, own[0].page),
            [place.said.stamp for place in own if place.said.stamp is not None],
            todays=own[0].evidence.channel is Channel.WECHAT,
        )
        for key, own in pages.items()
    }


def _turn(book: Book, turn: Turn, below: Sequence[Turn], thread: _Thread) -> list[Fact | None]:
    """Write down what a message says; its time at every place where it is shown."""
    said, hearing = turn.said, thread.hearing
    agent = None
    for place in turn.places:
        where = (place.evidence, place.page, place.said.lines)
        _numbers(book, where, place.said)
        agent = thread.desk.speaks(book, where, place.said) or agent
    robot = agent is not None and agent.about == ROBOT
    hearing.serves(said, robot=robot, named=agent is not None and not robot)
    found = hearing.statements(said)
    reasons = hearing.reasons(said, found)
    first = said.speaker is Speaker.BUYER and not thread.contacted
    terms = tuple(passing.find(said, owed=hearing.owed, grants=_grants(found), machine=hearing.machine))
    if not (found or reasons or terms or first):
        return _pass_by(turn, below, thread)
    times = [_time(book, place, below, thread) for place in turn.places]
    if first and not found and any(times):
        found = (Statement(EventKind.CONTACTED, hedged=False),)
    if first:
        thread.contacted = True
        hearing.wrote()
    here = _Told(turn, times, agent)
    for statement in found:
        here.write(
            book, FactKind.STATEMENT, statement.kind, about=statement.kind, hedged=statement.hedged
        )  # fmt: skip
    refuses = any(statement.kind is EventKind.CANCEL_REFUSED for statement in found)
    for reason in reasons:
        about = _REFUSAL if refuses else ""
        here.write(book, FactKind.REASON, reason.value, about=about, hedged=reason.hedged)
    for term in terms:
        whole = passing.completed(term, times)
        if whole is not None:
            here.write(
                book, FactKind.POLICY_TERM, whole.value,
                raw=whole.sentence, about=whole.about, hedged=whole.hedged, assumed=whole.assumed,
            )  # fmt: skip
    return times


def _grants(found: Sequence[Statement]) -> bool:
    return any(statement.kind is EventKind.CANCEL_ACCEPTED and not statement.hedged for statement in found)


@dataclass(frozen=True, slots=True)
class _Told:
    """A message with its time at every place where it is shown, and the agent who says it."""

    turn: Turn
    times: Sequence[Fact | None]
    agent: Fact | None

    def write(self, book: Book, kind: FactKind, value: str, *, raw: str = "", **more: Any) -> None:
        """Write down a fact at every place; the later ones link the first."""
        earliest: Fact | None = None
        for place, when in zip(self.turn.places, self.times, strict=True):
            fact = book.write(
                kind, value, raw or place.said.text,
                (place.evidence, place.page, place.said.lines),
                speaker=self.turn.said.speaker,
                links=tuple(other.id for other in (when, self.agent, earliest) if other is not None),
                **more,
            )  # fmt: skip
            earliest = earliest or fact


def _numbers(book: Book, where: _Where, said: Utterance) -> None:
    for number, start, end in identifiers.spoken(said.text):
        labelled = "单" in said.text[max(0, start - 6) : start] or identifiers.is_shop_number(number)
        book.write(
            FactKind.ORDER_ID, number, said.text[start:end], where,
            speaker=said.speaker, about="named" if labelled else "number",
        )  # fmt: skip


def _time(book: Book, place: Shown, below: Sequence[Turn], thread: _Thread) -> Fact | None:
    """The time of a message at one place where it is shown; remembered for those below it."""
    found = _seen(place, thread)
    return None if found is None else _timed(book, place, found, below, thread)


def _seen(place: Shown, thread: _Thread) -> Dated | None:
    """The time line of a message with its day; remembered for those below it."""
    stamp, line = place.said.stamp, place.said.stamp_line
    if stamp is None or line is None:
        return None
    found = thread.days.dated(stamp, _screen(place, thread))
    thread.days.remember(found)
    thread.seen.append(until.Seen(place.evidence, place.page, line, found))
    return found


def _timed(book: Book, place: Shown, found: Dated, below: Sequence[Turn], thread: _Thread) -> Fact:
    said = place.said
    assert said.stamp is not None  # noqa: S101 - what has a day has a time line
    assert said.stamp_line is not None  # noqa: S101
    value, assumed, anchor = found.value, found.assumed, found.anchor
    if said.inherited:
        capture = _screen(place, thread).capture
        end = _until(place, below, thread) or Dated(_end(found.stamp, capture))
        value = f"{calendar.value(found.stamp)}/{end.end}"
        assumed, anchor = assumed or end.assumed, anchor or end.anchor
    return book.write(
        FactKind.TIMESTAMP, value, said.stamp.raw, (place.evidence, place.page, (said.stamp_line,)),
        about="said", assumed=assumed, hedged=said.stamp.doubtful, anchor=anchor,
    )  # fmt: skip


def _until(place: Shown, below: Sequence[Turn], thread: _Thread) -> Dated | None:
    """The next time line below a message: of its own capture, else of the capture that goes on from there."""
    if place.said.until is not None:
        return thread.days.dated(place.said.until, _screen(place, thread))
    for turn in below:
        for other in turn.shown:
            if other.said.stamp is not None and not other.said.inherited and other.page is not place.page:
                return thread.days.dated(other.said.stamp, _screen(other, thread))
    return None


def _pass_by(turn: Turn, below: Sequence[Turn], thread: _Thread) -> list[Fact | None]:
    """Remember the time of a message that says nothing of weight; nothing is written down."""
    found = {id(place): _seen(place, thread) for place in turn.shown}
    aside = Book()
    times: list[Fact | None] = []
    for place in turn.places:
        dated = found[id(place)]
        time = None if dated is None else _timed(aside, place, dated, below, thread)
        times.append(None if time is None else replace(time, id=""))
    return times


def _screen(place: Shown, thread: _Thread) -> Screen:
    return thread.screens[place.evidence.id, place.page.number]


def _end(stamp: Stamp, capture: Capture | None) -> Stamp:
    """The latest a message after the last time line can be: the capture, else the end of its day."""
    taken = capture.moment if capture is not None and capture.sure else None
    same_day = taken is not None and (stamp.year, stamp.month, stamp.day) == (
        taken.year,
        taken.month,
        taken.day,
    )
    if taken is not None and same_day and (stamp.hour or 0, stamp.minute or 0) <= (taken.hour, taken.minute):
        return replace(stamp, hour=taken.hour, minute=taken.minute, second=None)
    return replace(stamp, hour=None, minute=None, second=None)
