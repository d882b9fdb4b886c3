"""Which order a message of a chat is about: the one it names, else the one named last.

A chat of one order may mention another.  What is said from there on, until an
order is named again, must never speak in the first order's story.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dossier.model import Fact, FactKind
from dossier.reading import identifiers

Place = tuple[int, int]
"""Page and line of a chat file, or a message's place in a chat of several captures."""


def of_chat(
    facts: Sequence[Fact],
    home: str | None,
    known: Mapping[str, str],
    places: Mapping[tuple[str, int, int], tuple[str, int]] | None = None,
) -> dict[str, str | None]:
    """The order of each fact of one chat, by fact id.

    Args:
        facts: all facts of the chat's file or files, not yet tied.
        home: the order the chat as a whole belongs to, if any.
        known: order ids by their look-alike form (see :func:`identifiers.twin`).
        places: where messages stand in a chat of several captures (see :mod:`stitching`).
    """
    told_at = places or {}

    def _place(fact: Fact) -> Place:
        source = fact.source
        found = told_at.get((source.evidence, source.page, source.line))
        return (0, found[1]) if found is not None else (source.page, source.line)

    named: dict[Place, list[str | None]] = {}
    for fact in facts:
        if fact.kind is FactKind.ORDER_ID:
            order = known.get(identifiers.twin(fact.value))
            if order is not None or fact.about == "named":
                named.setdefault(_place(fact), []).append(order)
    found: dict[str, str | None] = {}
    topic = home
    told: Place | None = None
    for fact in sorted((f for f in facts if f.kind is not FactKind.TIMESTAMP), key=_place):
        place = _place(fact)
        if place in named and place != told:
            topic, told = _chosen(named[place], home), place
        found[fact.id] = topic
    return found


def _chosen(orders: Sequence[str | None], home: str | None) -> str | None:
    if home in orders:
        return home
    distinct = set(orders)
    return distinct.pop() if len(distinct) == 1 else None
