"""Lines and messages become facts.  See the files of this room for one kind of fact each.

:func:`read` is the door: evidence with lines goes in, evidence with roles and
the facts come out.  Nothing here looks at a picture or judges anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dossier.model import Evidence, Fact, Order, Problem, Role, Utterance
from dossier.reading import (
    adding,
    bills,
    captured,
    certainty,
    correcting,
    dating,
    documents,
    level,
    mails,
    roles,
    shops,
    stating,
    summary,
    tying,
    unread,
)
from dossier.reading.adding import Addition
from dossier.reading.book import Book
from dossier.reading.chats import channels, stitching, talks, transcripts
from dossier.reading.correcting import Correction
from dossier.reading.terms import rulepages

__all__ = ["Addition", "Correction", "Overrides", "Reading", "read"]


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user said about files, by path: role, order, day of the chat; and of readings."""

    roles: Mapping[str, Role] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    additions: tuple[Addition, ...] = ()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: evidence with roles, facts, orders, words; and what was set aside, with the reason."""

    evidence: tuple[Evidence, ...]
    facts: tuple[Fact, ...]
    orders: tuple[Order, ...]
    aside: tuple[Problem, ...]
    utterances: tuple[Utterance, ...] = ()


def read(evidence: Sequence[Evidence], overrides: Overrides | None = None) -> Reading:
    """Read the facts of all files.

    Args:
        evidence: with lines or messages on its pages, in the order of the folder.
        overrides: the user's word on files; it outranks the reading.
    """
    said = overrides or Overrides()
    hand = adding.lay(evidence, said.additions)
    settled = [mails.settled(replace(item, role=_role(item, said))) for item in hand.evidence]
    known = tuple(replace(item, channel=channels.of(item)) for item in settled)
    book = Book(hand.drawn(known))
    conversations = stitching.conversations([view for item in known for view in mails.views(item)])
    heard: list[tuple[talks.Heard, ...]] = []
    for item in known:
        heard += [
            talks.read(book, turns, alone=len(conversations) == 1)
            for turns in conversations
            if stitching.opens(turns, item)
        ]
        for view in mails.views(item):
            for page in map(level.page, view.pages):
                if view.role in (Role.ORDER, Role.PAYMENT):
                    documents.read(book, view, page, view.role)
                    captured.read(book, view, page)
                elif view.role is Role.POLICY:
                    rulepages.read(book, view, page)
    shops.read(book, known)
    adding.mark(hand, book, known)
    stating.write(hand, book, known, said.corrections)
    lost = unread.read(book, known, said.corrections)
    facts, unmatched = correcting.apply(known, book.facts, said.corrections)
    tied = tying.tie(known, facts, said.orders)
    missed: tuple[Problem, ...] = ()
    if any(bills.holds(item) for item in known):
        # The other files say which orders there are; only then can a bill's rows be chosen.
        known, missed = bills.read(book, known, tied.facts, tied.orders, said.orders)
        facts, unmatched = correcting.apply(known, book.facts, said.corrections)
        tied = tying.tie(known, facts, said.orders)
    dated = adding.settled(hand, certainty.settle(known, dating.date_all(known, tied.facts, said.days)))
    orders = summary.orders(known, dated, tied.orders)
    said_there = transcripts.of(heard, known, dated, said.days)
    aside = adding.told(hand, (*tied.aside, *missed, *lost, *unmatched), said_there)
    return Reading(hand.drawn(known), dated, orders, aside, said_there)


def _role(item: Evidence, said: Overrides) -> Role:
    if item.path in said.excluded:
        return Role.OTHER
    if mails.is_mail(item):
        return said.roles.get(item.path) or Role.MAIL
    if bills.holds(item):
        return Role.BILL
    return said.roles.get(item.path) or roles.of(level.evidence(item).pages)
