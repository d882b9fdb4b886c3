"""The versions of a rule that the folder holds, for the packet: which there are, and which counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossier.model import Case, Order
from dossier.packet.view.marks import Marks, Ref
from dossier.rules.grounds import versions
from dossier.rules.grounds.story import Story
from dossier.words import phrase


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One sentence about versions that differ, with the clauses and the dates it rests on."""

    text: str
    refs: tuple[Ref, ...]


def of(case: Case, orders: Sequence[Order]) -> tuple[versions.Compared, ...]:
    """What differs for some orders, each difference once."""
    stories = (Story(order, case.events, case.facts, case.evidence) for order in orders)
    return tuple(dict.fromkeys(found for story in stories for found in versions.compared(story)))


def facts(found: Iterable[versions.Compared]) -> list[str]:
    """The facts to mark: each version's clause and the date its page gives."""
    shown = [version for difference in found for version in difference.versions]
    return [fact.id for version in shown for fact in (version.fact, version.date) if fact is not None]


def rows(found: Iterable[versions.Compared], marks: Marks) -> tuple[EditionRow, ...]:
    """The sentences in words."""
    return tuple(EditionRow(versions.told(one, _name), marks.refs(facts([one]))) for one in found)


def _name(evidence: str) -> str:
    return phrase("exhibit.label", number=evidence.removeprefix("E"))
