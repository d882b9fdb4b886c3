"""The readings of a packet that are not certain, for the clerk to compare with the picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dossier import doubts
from dossier.model import Case, Fact, FactKind, FactStatus
from dossier.packet.view.marks import Marks, Ref, name
from dossier.words import phrase

_IDS = (FactKind.ORDER_ID, FactKind.MERCHANT_ORDER_ID)


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """One place: what it is, what was read, what a second reading says, and the figure of its picture.

    ``words`` has doubtful signs in brackets; ``why`` says what makes it doubtful;
    ``figure`` is empty where the page has no picture.
    """

    name: str
    words: str
    why: str
    refs: tuple[Ref, ...]
    figure: str


def facts(case: Case, marks: Marks) -> list[Fact]:
    """The doubtful readings that a packet marks, each place once."""
    return doubts.of(fact for fact in case.facts if marks.of(fact.id) is not None)


def rows(case: Case, marks: Marks) -> tuple[DoubtRow, ...]:
    """The section on doubtful readings."""
    return tuple(
        DoubtRow(
            name=name(fact),
            words=doubts.words(fact),
            why=phrase("doubt.why", second=fact.second, alike=bool(fact.doubts), cut=fact.cut),
            refs=marks.refs((fact.id,)),
            figure="" if fact.source.box is None else figure(fact),
        )
        for fact in facts(case, marks)
    )


def figure(fact: Fact) -> str:
    """The name of the figure that shows a fact's place."""
    return f"crop-{fact.id}"


def of_number(case: Case, number: str) -> str:
    """What the cover says beside an order's number, or an empty string."""
    shown = [fact for fact in case.facts if fact.kind in _IDS and fact.value == number]
    if not shown or any(fact.status is not FactStatus.DISPUTED for fact in shown):
        return ""
    return phrase("cover.alike" if any(fact.doubts for fact in shown) else "cover.doubtful")


def of_event(own: Iterable[Fact]) -> str:
    """What a row of the timeline says where its event rests on readings that are not certain.

    Args:
        own: the facts of the event.
    """
    seconds = [fact.second for fact in own if fact.status is FactStatus.DISPUTED and fact.second]
    return phrase("row.note.doubtful", second=next(iter(seconds), ""))
