"""Chats: who asked for what, who answered how, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from dossier.model import EventKind, Evidence, Fact, FactKind, Line, Page, Speaker
from dossier.reading import agents, calendar, conversation, identifiers, statements, terms
from dossier.reading.book import Book
from dossier.reading.conversation import Utterance
from dossier.reading.stamps import Stamp


#: What an agent may state as a term in passing; a refusal ("发出后一律不退") is none.
_TERMS = (terms.GRACE, terms.FEE, terms.MANUAL)


@dataclass(slots=True)
class _Thread:
    """What a conversation has told so far: the last day named, the agent, who asked."""

    captured: date | None
    day: date | None = None
    agent: str = ""
    asked: bool = False
    contacted: bool = False


def read(book: Book, evidence: Evidence) -> None:
    """Write down what a chat says, over all its pages."""
    captured = datetime.fromisoformat(evidence.captured).date() if evidence.captured else None
    thread = _Thread(captured)
    for page in evidence.pages:
        said = conversation.of_messages(page) if page.messages else conversation.of_page(page)
        for utterance in said:
            _utterance(book, evidence, page, utterance, thread)


def _utterance(book: Book, evidence: Evidence, page: Page, said: Utterance, thread: _Thread) -> None:
    where = (evidence, page, said.lines)
    for number, start, end in identifiers.spoken(said.text):
        labelled = not said.text[start:end].isdigit() or "单" in said.text[max(0, start - 6) : start]
        book.write(
            FactKind.ORDER_ID, number, said.text[start:end], where,
            speaker=said.speaker, about="named" if labelled else "number",
        )  # fmt: skip
    agent = _agents(book, where, said, thread)
    if said.speaker is Speaker.AGENT:
        for term in terms.find(said.text):
            if term.about not in _TERMS:
                continue
            book.write(
                FactKind.POLICY_TERM, term.value, term.sentence, where, about=term.about, speaker=said.speaker
            )
    found = statements.find(said.speaker, said.text, answering=thread.asked)
    kinds = {statement.kind for statement in found}
    if said.speaker is Speaker.BUYER:
        thread.asked = EventKind.CANCEL_REQUESTED in kinds or (thread.asked and not kinds)
    when = None
    if found or (said.speaker is Speaker.BUYER and not thread.contacted):
        when = _time(book, evidence, page, said, thread)
    else:
        _remember_day(said.stamp, thread)
    links = tuple(fact.id for fact in (when, agent) if fact is not None)
    for statement in found:
        book.write(
            FactKind.STATEMENT, statement.kind, said.text, where,
            about=statement.kind, speaker=said.speaker, links=links, hedged=statement.hedged,
        )  # fmt: skip
    if said.speaker is Speaker.BUYER and not thread.contacted:
        thread.contacted = True
        if not found and when is not None:
            book.write(
                FactKind.STATEMENT, EventKind.CONTACTED, said.text, where,
                about=EventKind.CONTACTED, speaker=said.speaker, links=links,
            )  # fmt: skip


def _agents(
    book: Book, where: tuple[Evidence, Page, tuple[Line, ...]], said: Utterance, thread: _Thread
) -> Fact | None:
    """The agent who speaks: named in this message, in the sender's name, or the last one named."""
    fact = None
    if said.speaker in (Speaker.AGENT, Speaker.SYSTEM):
        source = f"{said.sender}  {said.text}" if said.sender else said.text
        for agent in agents.find(source):
            kind = FactKind.AGENT_NAME if agent.is_name else FactKind.AGENT_ID
            known = next(
                (
                    f
                    for f in book.facts
                    if f.kind is kind and f.value == agent.value and f.source.evidence == where[0].id
                ),
                None,
            )
            new = known or book.write(
                kind, agent.value, source[agent.start : agent.end], where, speaker=said.speaker
            )
            if not agent.is_name or fact is None:
                fact = new
        if fact is not None:
            thread.agent = fact.id
    if said.speaker is not Speaker.AGENT:
        return None
    return fact or next((f for f in book.facts if f.id == thread.agent), None)


def _time(book: Book, evidence: Evidence, page: Page, said: Utterance, thread: _Thread) -> Fact | None:
    if said.stamp is None or said.stamp_line is None:
        return None
    stamp, assumed = _dated(said.stamp, thread)
    value = calendar.value(stamp)
    if said.inherited:
        until, also_assumed = _dated(said.until, thread) if said.until else (None, False)
        assumed = assumed or also_assumed
        value = f"{value}/{calendar.value(until) if until else _day_of(stamp)}"
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


def _day_of(stamp: Stamp) -> str:
    """The stamp's day alone: a message after the last time line is not later than that day's end."""
    return calendar.value(replace(stamp, hour=None, minute=None, second=None))
