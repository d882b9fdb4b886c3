"""One order's story as a rule sees it: its events, its facts, the terms that may hold for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from dossier.model import Event, EventKind, Evidence, Fact, FactKind, Order, Role, Speaker
from dossier.reading import terms
from dossier.rules import reach


@dataclass(frozen=True, slots=True)
class Window:
    """A free-cancellation window that may hold for the order.

    ``start`` is ``paid``, ``ordered`` or ``unknown``; ``free`` says that the
    sentence grants the full price back; ``unshipped`` that it ends with
    dispatch; ``sure`` is false when it is not certain that the term covers this
    order.  ``fact`` is None for a window of a policy pack, which is no evidence.
    """

    length: timedelta
    start: str
    free: bool
    unshipped: bool
    sure: bool
    fact: Fact | None = None
    pack: str = ""

    @property
    def minutes(self) -> int:
        """The length in whole minutes."""
        return int(self.length.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a rule may look at for one order.

    ``named`` are windows of a policy pack that the user named, ``reference``
    those of the built-in packs: the first let a rule compute, the second only
    let it ask for the rule page.
    """

    order: Order
    events: tuple[Event, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    named: tuple[Window, ...] = ()
    reference: tuple[Window, ...] = ()

    def of(self, *kinds: EventKind) -> tuple[Event, ...]:
        """The order's events of some kinds, in the order of time."""
        return tuple(e for e in self.events if e.kind in kinds and e.order_id == self.order.order_id)

    def one(self, kind: EventKind) -> Event | None:
        """The order's event of a kind that happens once."""
        return next(iter(self.of(kind)), None)

    def own(self, kind: FactKind, about: str = "") -> tuple[Fact, ...]:
        """The order's facts of a kind."""
        return tuple(
            f
            for f in self.facts
            if f.kind is kind and f.order_id == self.order.order_id and (not about or f.about == about)
        )

    def fact(self, fact_id: str) -> Fact:
        """A fact by its id."""
        return next(f for f in self.facts if f.id == fact_id)

    def role_of(self, fact: Fact) -> Role:
        """The role of the file a fact stands in."""
        return next(item.role for item in self.evidence if item.id == fact.source.evidence)

    def terms(self, about: str) -> tuple[Fact, ...]:
        """The published terms of a name: rule pages, and the shop's own words in this order's chat.

        Where a page bears this shop's name, pages that bear another's are left out.
        """
        found = [
            f for f in self.facts if f.kind is FactKind.POLICY_TERM and f.about == about and self._binds(f)
        ]
        strangers = {f.id for f in found if reach.shop(self, f) is False}
        if any(reach.shop(self, f) for f in found):
            found = [f for f in found if f.id not in strangers]
        return tuple(found)

    def _binds(self, fact: Fact) -> bool:
        if self.role_of(fact) is Role.POLICY:
            return fact.order_id in (None, self.order.order_id)
        return fact.speaker is Speaker.AGENT and fact.order_id == self.order.order_id

    def covers(self, fact: Fact) -> bool | None:
        """Whether a term is for goods such as this order's; None when it cannot be told."""
        return reach.goods(self, fact)

    def in_force(self, fact: Fact) -> bool:
        """Whether nothing on the rule page says that it did not hold at this order's payment."""
        return reach.in_force(self, fact)

    def doubt(self, fact: Fact) -> str:
        """Why a term may not reach this order: a name of ``premise.doubt.*``, or an empty string."""
        return reach.doubt(self, fact)

    def windows(self) -> tuple[Window, ...]:
        """The windows that the folder shows and that may cover this order."""
        return tuple(self._windows())

    def _windows(self) -> Iterator[Window]:
        for fact in self.terms(terms.GRACE):
            if self.covers(fact) is False:
                continue
            parts = terms.parse(fact.value)
            yield Window(
                length=timedelta(minutes=terms.minutes(fact.value)),
                start=parts.get("start", "unknown"),
                free=parts.get("free") == "yes",
                unshipped=parts.get("condition") == "unshipped",
                sure=not self.doubt(fact),
                fact=fact,
            )
