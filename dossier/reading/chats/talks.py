"""Chats: who asked for what, who answered how, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dossier.model import Channel, EventKind, Evidence, Fact, FactKind, Line, Page, Speaker
from dossier.reading import agents, calendar, identifiers, terms
from dossier.reading.book import Book
from dossier.reading.chats import anchors, moments
from dossier.reading.chats.anchors import Capture
from dossier.reading.chats.conversation import Utterance
from dossier.reading.chats.desk import Desk
from dossier.reading.chats.moments import Dated, Days, Screen
from dossier.reading.chats.stitching import Conversation, Shown, Turn
from dossier.reading.speech import statements
from dossier.reading.speech.statements import Statement
from dossier.reading.stamps import Stamp

_Where = tuple[Evidence, Page, tuple[Line, ...]]

#: What an agent may state as a term in passing; a refusal ("发出后一律不退") is none.
_TERMS = (terms.GRACE, terms.FEE, terms.MANUAL, terms.REFUND_TIME)
_QUESTION = re.compile(r"[?？吗呢么嘛]")


@dataclass(slots=True)
class _Thread:
    """What a conversation has told so far: its days, who serves, who asked."""

    screens: dict[tuple[str, int], Screen]
    days: Days = field(default_factory=Days)
    desk: Desk = field(default_factory=Desk)
    answering: bool = False
    asked: bool = False
    contacted: bool = False


def read(book: Book, turns: Conversation) -> None:
    """Write down what a conversation says: each sentence at every place where it is shown."""
    thread = _Thread(_screens(turns))
    for number, turn in enumerate(turns):
        _turn(book, turn, turns[number + 1 :], thread)


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


def _turn(book: Book, turn: Turn, below: Sequence[Turn], thread: _Thread) -> None:
    said = turn.said
    agent = None
    for place in turn.places:
        where = (place.evidence, place.page, place.said.lines)
        _numbers(book, where, place.said)
        agent = thread.desk.speaks(book, where, place.said) or agent
        _terms_said(book, where, place.said)
    found = _statements(said, thread)
    first = said.speaker is Speaker.BUYER and not thread.contacted
    if not found and not first:
        _pass_by(turn, thread)
        return
    times = [_time(book, place, below, thread) for place in turn.places]
    if first and not found and any(times):
        found = (Statement(EventKind.CONTACTED, hedged=False),)
    for statement in found:
        earliest: Fact | None = None
        for place, when in zip(turn.places, times, strict=True):
            fact = book.write(
                FactKind.STATEMENT, statement.kind, place.said.text,
                (place.evidence, place.page, place.said.lines),
                about=statement.kind, speaker=said.speaker, hedged=statement.hedged,
                links=tuple(other.id for other in (when, agent, earliest) if other is not None),
            )  # fmt: skip
            earliest = earliest or fact
    thread.contacted = thread.contacted or first


def _terms_said(book: Book, where: _Where, said: Utterance) -> None:
    """Terms that an agent states in passing."""
    if said.speaker is not Speaker.AGENT:
        return
    for term in terms.find(said.text):
        if term.about in _TERMS:
            book.write(
                FactKind.POLICY_TERM, term.value, term.sentence, where,
                about=term.about, speaker=said.speaker,
            )  # fmt: skip


def _numbers(book: Book, where: _Where, said: Utterance) -> None:
    for number, start, end in identifiers.spoken(said.text):
        labelled = "单" in said.text[max(0, start - 6) : start] or identifiers.is_shop_number(number)
        book.write(
            FactKind.ORDER_ID, number, said.text[start:end], where,
            speaker=said.speaker, about="named" if labelled else "number",
        )  # fmt: skip


def _statements(said: Utterance, thread: _Thread) -> tuple[Statement, ...]:
    """What a message does; what a robot answers is not relied on."""
    found = statements.find(said.speaker, said.text, answering=thread.answering, asked=thread.asked)
    if said.speaker is Speaker.BUYER:
        asks = any(statement.kind is EventKind.CANCEL_REQUESTED for statement in found)
        # A question about something else may come in between; a bare "不行" then answers that.
        thread.answering = asks or (thread.answering and not found and not _QUESTION.search(said.text))
        thread.asked = thread.asked or asks
    if said.speaker is Speaker.AGENT and agents.is_robot(f"{said.sender} {said.text}"):
        return tuple(replace(statement, hedged=True) for statement in found)
    return found


def _time(book: Book, place: Shown, below: Sequence[Turn], thread: _Thread) -> Fact | None:
    """The time of a message at one place where it is shown; remembered for those below it."""
    said = place.said
    if said.stamp is None or said.stamp_line is None:
        return None
    screen = _screen(place, thread)
    found = thread.days.dated(said.stamp, screen)
    thread.days.remember(found)
    value, assumed, anchor = found.value, found.assumed, found.anchor
    if said.inherited:
        until = _until(place, below, thread) or Dated(_end(found.stamp, screen.capture))
        value = f"{calendar.value(found.stamp)}/{until.end}"
        assumed, anchor = assumed or until.assumed, anchor or until.anchor
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


def _pass_by(turn: Turn, thread: _Thread) -> None:
    """Remember the time of a message that says nothing of weight."""
    for place in turn.shown:
        if place.said.stamp is not None:
            thread.days.remember(thread.days.dated(place.said.stamp, _screen(place, thread)))


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
