"""Which order a fact of an order *list* belongs to, by where it stands.

A list shows several orders on one page, as the rows of a table or as cards one
above another.  A fact in an order number's row is that order's.  Other facts
are given to a card only when all cards are plainly built alike: the number
first, or the number last.
"""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model import Fact, FactKind
from dossier.reading import identifiers

_OVERLAP = 0.5


def of_page(facts: Sequence[Fact], known: dict[str, str]) -> dict[str, str]:
    """The orders of one page's facts by fact id; facts that cannot be placed are left out.

    Args:
        facts: of one page.
        known: order ids by their look-alike form.
    """
    heads = [
        (fact, known[twin])
        for fact in facts
        if fact.kind is FactKind.ORDER_ID
        and (twin := identifiers.twin(fact.value)) in known
        and fact.source.box
    ]
    heads.sort(key=lambda head: _top(head[0]))
    placed = {fact.id: order for head, order in heads for fact in facts if _same_row(head, fact)}
    others = [
        f
        for f in facts
        if f.id not in placed and f.source.box is not None and f.kind is not FactKind.PLATFORM
    ]
    above = [fact for fact in others if _top(fact) < _top(heads[0][0])]
    below = [fact for fact in others if _top(fact) > _top(heads[-1][0])]
    if above and below:
        return placed
    for fact in others:
        if below or not above:
            owners = [order for head, order in heads if _top(head) < _top(fact)][-1:]
        else:
            owners = [order for head, order in heads if _top(head) > _top(fact)][:1]
        if owners:
            placed[fact.id] = owners[0]
    return placed


def _top(fact: Fact) -> int:
    return fact.source.box.y0 if fact.source.box is not None else 0


def _same_row(a: Fact, b: Fact) -> bool:
    one, two = a.source.box, b.source.box
    if one is None or two is None:
        return False
    overlap = min(one.y1, two.y1) - max(one.y0, two.y0)
    return overlap >= _OVERLAP * min(one.y1 - one.y0, two.y1 - two.y0)
