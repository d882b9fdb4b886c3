"""Who serves the buyer from message to message: an agent comes, hands over, leaves."""

from __future__ import annotations

from dossier.model import Evidence, Fact, FactKind, Line, Page, Speaker
from dossier.reading import agents
from dossier.reading.book import Book
from dossier.reading.chats.conversation import Utterance

ROBOT = "robot"
"""What an agent's fact is about when the agent is a machine."""

Where = tuple[Evidence, Page, tuple[Line, ...]]


class Desk:
    """The shop's side of one conversation."""

    def __init__(self) -> None:
        self._serving: Fact | None = None

    def speaks(self, book: Book, where: Where, said: Utterance) -> Fact | None:
        """Write down the agents that a message names; the agent who speaks in it, if one does."""
        if said.speaker not in (Speaker.AGENT, Speaker.SYSTEM):
            return None
        robot = self._robot(book, where, said)
        change = agents.transfer(said.text)
        named = _named(book, where, said, robot=robot is not None, change=change)
        before, speaks = self._serving, said.speaker is Speaker.AGENT
        if robot is not None and change is None:
            # A machine answers in between: whoever serves afterwards has to be named anew or was before.
            return robot if speaks else None
        if change is not None:
            self._serving = named.after(change)
            return (named.sender or robot or before) if speaks else None
        if not speaks:
            self._serving = None if agents.leaves(said.text) else named.best or before
            return None
        himself = before is None or agents.names_himself(said.text)
        self._serving = named.sender or (named.best if himself else None) or before
        return self._serving

    @staticmethod
    def _robot(book: Book, where: Where, said: Utterance) -> Fact | None:
        words = agents.robot_speaks(said.sender, said.text)
        return _write(book, where, said, FactKind.AGENT_NAME, "机器人", words, ROBOT) if words else None


class _Named:
    """The agents a message names, with their places in its text; -1 for the sender's name."""

    def __init__(self) -> None:
        self._facts: list[tuple[int, bool, Fact]] = []

    def add(self, place: int, fact: Fact) -> None:
        self._facts.append((place, fact.kind is FactKind.AGENT_ID, fact))

    def after(self, place: int) -> Fact | None:
        """The agent named last behind a place of the text, a number before a name."""
        return self._pick([one for one in self._facts if one[0] >= place])

    @property
    def sender(self) -> Fact | None:
        """The agent whose name stands over the message."""
        return self._pick([one for one in self._facts if one[0] < 0])

    @property
    def best(self) -> Fact | None:
        """The agent named last, a number before a name."""
        return self._pick(self._facts)

    @staticmethod
    def _pick(facts: list[tuple[int, bool, Fact]]) -> Fact | None:
        numbers = [fact for _, is_number, fact in facts if is_number]
        names = [fact for _, is_number, fact in facts if not is_number]
        return numbers[-1] if numbers else names[0] if names else None


def _named(book: Book, where: Where, said: Utterance, *, robot: bool, change: int | None) -> _Named:
    """Write down all agents that the sender's name and the text name.

    Whom a machine names behind the place where it hands over is a person.
    """
    lead = f"{said.sender}  " if said.sender else ""
    source = lead + said.text
    found = _Named()
    told: set[tuple[bool, str]] = set()
    whole = [(agent, -1) for agent in agents.find(said.sender) if agent.is_name]
    for agent, place in [(agent, agent.start - len(lead)) for agent in agents.find(source)] + whole:
        if (agent.is_name, agent.value) in told:
            continue
        told.add((agent.is_name, agent.value))
        kind = FactKind.AGENT_NAME if agent.is_name else FactKind.AGENT_ID
        raw = source[agent.start : agent.end] if place != -1 else agent.value
        about = ROBOT if robot and (change is None or place < change) else ""
        found.add(place, _write(book, where, said, kind, agent.value, raw, about))
    return found


def _write(
    book: Book, where: Where, said: Utterance, kind: FactKind, value: str, raw: str, about: str
) -> Fact:
    """The agent's fact of this file: each agent is written down once a file, as a machine or as a person."""
    known = (f for f in book.facts if (f.kind, f.value, f.about) == (kind, value, about))
    same = next((f for f in known if f.source.evidence == where[0].id), None)
    return same or book.write(kind, value, raw, where, speaker=said.speaker, about=about)
