"""Chats: who asked for what, who answered how, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from dossier.model import EventKind, Evidence, Fact, FactKind, Line, Page, Speaker
from dossier.reading import agents, calendar, conversation, identifiers, statements, terms
from dossier.reading.book import Book
from dossier.reading.conversation import Utterance
from dossier.reading.stamps import Stamp
from dossier.reading.statements import Statement

_Where = tuple[Evidence, Page, tuple[Line, ...]]

#: What an agent may state as a term in passing; a refusal ("发出后一律不退") is none.
_TERMS = (terms.GRACE, terms.FEE, terms.MANUAL)
#: Pictures named so were saved at that moment, not taken: their day dates no screen.
_SAVED = re.compile(r"mmexport|wx_camera|微信图片|QQ图片|TIM图片|wechatimg|企业微信图片", re.IGNORECASE)
_QUESTION = re.compile(r"[?？吗呢么嘛]")


@dataclass(slots=True)
class _Thread:
    """What a conversation has told so far: the last day named, the agent, who asked."""

    captured: datetime | None
    day: date | None = None
    agent: Fact | None = None
    answering: bool = False
    asked: bool = False
    contacted: bool = False


def read(book: Book, evidence: Evidence) -> None:
    """Write down what a chat says, over all its pages."""
    thread = _Thread(_taken(evidence))
    for page in evidence.pages:
        said = conversation.of_messages(page) if page.messages else conversation.of_page(page)
        for utterance in said:
            _utterance(book, evidence, page, utterance, thread)


def _taken(evidence: Evidence) -> datetime | None:
    """When the screen was captured, where the file says so."""
    if not evidence.captured or _SAVED.search(evidence.path):
        return None
    return datetime.fromisoformat(evidence.captured)


def _utterance(book: Book, evidence: Evidence, page: Page, said: Utterance, thread: _Thread) -> None:
    where = (evidence, page, said.lines)
    _numbers(book, where, said)
    agent = _agents(book, where, said, thread)
    if said.speaker is Speaker.AGENT:
        for term in terms.find(said.text):
            if term.about in _TERMS:
                book.write(
                    FactKind.POLICY_TERM, term.value, term.sentence, where,
                    about=term.about, speaker=said.speaker,
                )  # fmt: skip
    found = _statements(said, thread)
    when = None
    first = said.speaker is Speaker.BUYER and not thread.contacted
    if found or first:
        when = _time(book, evidence, page, said, thread)
    else:
        _remember_day(said.stamp, thread)
    links = tuple(fact.id for fact in (when, agent) if fact is not None)
    if first and not found and when is not None:
        found = (Statement(EventKind.CONTACTED, hedged=False),)
    for statement in found:
        book.write(
            FactKind.STATEMENT, statement.kind, said.text, where,
            about=statement.kind, speaker=said.speaker, links=links, hedged=statement.hedged,
        )  # fmt: skip
    thread.contacted = thread.contacted or first


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


def _agents(book: Book, where: _Where, said: Utterance, thread: _Thread) -> Fact | None:
    """The agent who speaks: named in this message, in the sender's name, or the last one named."""
    fact = None
    if said.speaker in (Speaker.AGENT, Speaker.SYSTEM):
        source = f"{said.sender}  {said.text}" if said.sender else said.text
        for agent in (*agents.find(source), *_whole_name(said.sender)):
            kind = FactKind.AGENT_NAME if agent.is_name else FactKind.AGENT_ID
            raw = agent.value if agent.end > len(source) else source[agent.start : agent.end]
            new = _known(book, where[0], kind, agent.value) or book.write(
                kind, agent.value, raw, where, speaker=said.speaker
            )
            if not agent.is_name or fact is None:
                fact = new
        if fact is not None:
            thread.agent = fact
    if said.speaker is not Speaker.AGENT:
        return None
    return fact or thread.agent


def _whole_name(sender: str) -> tuple[agents.Agent, ...]:
    """Names that only show when the sender's name is read alone ("客服晓晓")."""
    return tuple(agent for agent in agents.find(sender) if agent.is_name)


def _known(book: Book, evidence: Evidence, kind: FactKind, value: str) -> Fact | None:
    return next(
        (f for f in book.facts if f.kind is kind and f.value == value and f.source.evidence == evidence.id),
        None,
    )


def _time(book: Book, evidence: Evidence, page: Page, said: Utterance, thread: _Thread) -> Fact | None:
    if said.stamp is None or said.stamp_line is None:
        return None
    stamp, assumed = _dated(said.stamp, thread)
    value = calendar.value(stamp)
    if said.inherited:
        until, also_assumed = _dated(said.until, thread) if said.until else (_end(stamp, thread), False)
        assumed = assumed or also_assumed
        value = f"{value}/{calendar.value(until)}"
    _remember_day(said.stamp, thread)
    return book.write(
        FactKind.TIMESTAMP, value, said.stamp.raw, (evidence, page, (said.stamp_line,)),
        about="said", assumed=assumed, hedged=said.stamp.doubtful,
    )  # fmt: skip


def _dated(stamp: Stamp, thread: _Thread) -> tuple[Stamp, bool]:
    """The stamp with its day: printed, told by the capture, or taken from the lines above."""
    resolved = calendar.resolve(stamp, thread.captured)
    if resolved.has_date:
        return resolved, False
    if thread.day is not None and not stamp.relative:
        return calendar.on(stamp, thread.day), True
    return stamp, False


def _remember_day(stamp: Stamp | None, thread: _Thread) -> None:
    if stamp is not None and stamp.year and stamp.month and stamp.day:
        thread.day = date(stamp.year, stamp.month, stamp.day)


def _end(stamp: Stamp, thread: _Thread) -> Stamp:
    """The latest a message after the last time line can be: the capture, else the end of its day."""
    taken = thread.captured
    same_day = taken is not None and (stamp.year, stamp.month, stamp.day) == (
        taken.year,
        taken.month,
        taken.day,
    )
    if taken is not None and same_day and (stamp.hour or 0, stamp.minute or 0) <= (taken.hour, taken.minute):
        return replace(stamp, hour=taken.hour, minute=taken.minute, second=None)
    return replace(stamp, hour=None, minute=None, second=None)
