"""One order's story as a rule sees it: its events, its facts, the terms that may hold for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from dossier.model import Event, EventKind, Evidence, Fact, FactKind, Order, Role


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


def is_assumed(fact: Fact) -> bool:
    """Whether a term comes from a pack and stands nowhere in the folder."""
    return not fact.source.evidence


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a rule may look at for one order.

    ``named`` are windows of a policy pack that the user named, ``reference``
    those of the built-in packs: the first let a rule compute, the second only
    let it ask for the rule page.  ``assumed`` are the other terms of the named pack,
    as facts without id and file: no finding may rest on them.
    """

    order: Order
    events: tuple[Event, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    named: tuple[Window, ...] = ()
    reference: tuple[Window, ...] = ()
    assumed: tuple[Fact, ...] = ()

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
        """The role of the file a fact stands in; a pack's term counts as a rule page's."""
        if is_assumed(fact):
            return Role.POLICY
        return next(item.role for item in self.evidence if item.id == fact.source.evidence)
