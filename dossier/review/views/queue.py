"""What a person should look at, one after the other: disputed readings first, then what is not certain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier import doubts
from dossier.model import Case, Fact, FactKind, Role
from dossier.review import values
from dossier.review.views.facts import Facts, FactView

MOST = 50
"""So many doubts stand on the page at once."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place to look at; with ``days`` it stands for all times of a chat that lack their day."""

    item: FactView
    days: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """The first doubts, how many there are in all, and how many in each file by its id."""

    doubts: tuple[Doubt, ...]
    total: int
    by_file: Mapping[str, int]

    @property
    def more(self) -> int:
        """How many are not shown yet."""
        return self.total - len(self.doubts)


def queue(case: Case, facts: Facts) -> Queue:
    """The doubts of a case; only those that are shown are put into words."""
    found = list(_found(case))
    by_file = Counter(fact.source.evidence for fact, _ in found)
    return Queue(tuple(Doubt(facts[fact.id], days) for fact, days in found[:MOST]), len(found), by_file)


def _found(case: Case) -> Iterator[tuple[Fact, int]]:
    disputed = doubts.of(case.facts)
    yield from ((fact, 0) for fact in disputed)
    first = {fact.id for fact in disputed}
    chats = {item.id for item in case.evidence if item.role is Role.CHAT}
    rest = [fact for fact in case.facts if _can_be_settled(fact) and fact.id not in first]
    dayless: dict[str, list[Fact]] = {}
    for fact in rest:
        if _lacks_day(fact, chats):
            dayless.setdefault(fact.source.evidence, []).append(fact)
    yield from ((own[0], len(own)) for own in dayless.values())
    yield from ((fact, 0) for fact in rest if not _lacks_day(fact, chats))


def _can_be_settled(fact: Fact) -> bool:
    """Whether a person can say more of it than that it is not there: nobody is asked what has no answer."""
    has_answer = values.form(fact) is not values.Form.NONE or bool(values.choices(fact))
    return has_answer and values.is_doubtful(fact)


def _lacks_day(fact: Fact, chats: set[str]) -> bool:
    """Whether the day of the whole chat settles it, which is asked once."""
    return fact.assumed and fact.kind is FactKind.TIMESTAMP and fact.source.evidence in chats
