"""The figures of a packet: the drawn timeline, evidence pages, and what is cut out of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reportlab.platypus import Flowable

from dossier.packet.figures import crops
from dossier.packet.figures.evidence import Sheets
from dossier.packet.figures.originals import Originals
from dossier.packet.figures.timelines import Timeline
from dossier.packet.view import View, doubtful


def of(seen: View, originals: Originals) -> dict[str, Callable[[], list[Flowable]]]:
    """All figures by name; each call makes fresh flowables, because a render lays out more than once."""
    made: dict[str, Callable[[], list[Flowable]]] = {
        order.figure: Timeline(seen, order) for order in seen.orders
    }
    sheets = {item.id: Sheets(seen, item, originals) for item in seen.exhibits}
    made.update((f"exhibit-{name}", item) for name, item in sheets.items())
    for fact in doubtful.facts(seen.case, seen.marks):
        made[doubtful.figure(fact)] = partial(sheets[fact.source.evidence].crop, fact)
    made.update(crops.proofs(seen, originals))
    return made
