"""Lines and messages become facts.  See the files of this room for one kind of fact each.

:func:`read` is the door: evidence with lines goes in, evidence with roles and
the facts come out.  Nothing here looks at a picture or judges anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dossier.model import Evidence, Fact, Order, Problem, Role
from dossier.reading import correcting, dating, documents, roles, rulepages, summary, talks, tying
from dossier.reading.book import Book
from dossier.reading.correcting import Correction

__all__ = ["Correction", "Overrides", "Reading", "read"]


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user said about files, by path: role, order, day of the chat; and of readings."""

    roles: Mapping[str, Role] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: evidence with roles, facts, orders; and what was set aside, with the reason."""

    evidence: tuple[Evidence, ...]
    facts: tuple[Fact, ...]
    orders: tuple[Order, ...]
    aside: tuple[Problem, ...]


def read(evidence: Sequence[Evidence], overrides: Overrides | None = None) -> Reading:
    """Read the facts of all files.

    Args:
        evidence: with lines or messages on its pages, in the order of the folder.
        overrides: the user's word on files; it outranks the reading.
    """
    said = overrides or Overrides()
    known = tuple(replace(item, role=_role(item, said)) for item in evidence)
    book = Book()
    for item in known:
        if item.role is Role.CHAT:
            talks.read(book, item)
        for page in item.pages:
            if item.role in (Role.ORDER, Role.PAYMENT):
                documents.read(book, item, page, item.role)
            elif item.role is Role.POLICY:
                rulepages.read(book, item, page)
    facts, unmatched = correcting.apply(known, book.facts, said.corrections)
    tied = tying.tie(known, facts, said.orders)
    dated = dating.date_all(known, tied.facts, said.days)
    return Reading(known, dated, summary.orders(known, dated, tied.orders), (*tied.aside, *unmatched))


def _role(item: Evidence, said: Overrides) -> Role:
    if item.path in said.excluded:
        return Role.OTHER
    return said.roles.get(item.path) or roles.of(item.pages)
