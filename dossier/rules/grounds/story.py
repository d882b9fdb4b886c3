"""One order's story as a rule sees it: its events, its facts, the terms that may hold for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

from dossier.model import Event, EventKind, Evidence, Fact, FactKind, Order, Role
from dossier.reading.same import One

P = ParamSpec("P")
R = TypeVar("R")
Known = dict[tuple[object, ...], tuple[object, object]]
"""Arguments and result of what was worked out before."""


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


class Folder:
    """What lies in a folder, found without looking through it: the same for all its orders."""

    def __init__(self, facts: Sequence[Fact], evidence: Sequence[Evidence]) -> None:
        """Look through it once."""
        self.files = {item.id: item for item in evidence}
        self.known: Known = {}
        self._of: dict[str, list[Fact]] = defaultdict(list)
        self._terms: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            self._of[fact.source.evidence].append(fact)
            if fact.kind is FactKind.POLICY_TERM:
                self._terms[fact.about].append(fact)

    def of(self, evidence_id: str, kind: FactKind) -> tuple[Fact, ...]:
        """The facts of a kind in a file."""
        return tuple(fact for fact in self._of.get(evidence_id, ()) if fact.kind is kind)

    def terms(self, about: str) -> Sequence[Fact]:
        """The terms of a name, from all files."""
        return self._terms.get(about, ())


@lru_cache(maxsize=2)
def _folder(facts: One[tuple[Fact, ...]], evidence: One[tuple[Evidence, ...]]) -> Folder:
    return Folder(facts.it, evidence.it)


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
    known: Known = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def folder(self) -> Folder:
        """All facts and files, whichever order they are of."""
        return _folder(One(self.facts), One(self.evidence))

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
        return self.folder.files[fact.source.evidence].role


def once(function: Callable[Concatenate[Story, P], R]) -> Callable[Concatenate[Story, P], R]:
    """A function of a story that is worked out once for the same arguments: rules ask it again and again."""
    return _kept(function, lambda story: story.known)


def once_a_folder(function: Callable[Concatenate[Story, P], R]) -> Callable[Concatenate[Story, P], R]:
    """The same for a function that looks at facts and files alone, and at nothing of the order's own."""
    return _kept(function, lambda story: story.folder.known)


def _kept(
    function: Callable[Concatenate[Story, P], R], where: Callable[[Story], Known]
) -> Callable[Concatenate[Story, P], R]:
    """Arguments are told apart as objects, but words by their letters: facts are large to compare."""

    @wraps(function)
    def kept(story: Story, /, *arguments: P.args, **named: P.kwargs) -> R:
        assert not named  # noqa: S101 - none of ours is called by name
        known = where(story)
        key = (function, *(one if isinstance(one, str) else id(one) for one in arguments))
        found = known.get(key)
        if found is None:
            # The arguments stay, so that nothing else can take their place in memory.
            found = known[key] = arguments, function(story, *arguments, **named)
        result: R = found[1]  # type: ignore[assignment]
        return result

    return kept
