"""What a published clause is quoted from: the dates its page bears, and when it was captured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model import Anchor, Case, Evidence, Fact, FactKind, Premise, Role
from dossier.packet.view.marks import name
from dossier.words import phrase

_DATES = ("effective", "published", "expires")


def of(premise: Premise, case: Case) -> tuple[str, tuple[str, ...]]:
    """What to tell of the pages of a premise's clauses.

    Returns:
        One line, empty where it quotes none from a rule page; the ids of the facts that give its dates.
    """
    facts = {fact.id: fact for fact in case.facts}
    items = list(_pages((facts[one] for one in premise.facts if one in facts), case))
    told = "；".join(_told(item, case) for item in items)
    return told, tuple(dates((item.id for item in items), case))


def dates(evidence: Iterable[str], case: Case) -> list[str]:
    """Ids of the facts that give the dates which some rule pages bear."""
    wanted = set(evidence)
    return [fact.id for fact in case.facts if _is_date(fact) and fact.source.evidence in wanted]


def _pages(facts: Iterable[Fact], case: Case) -> Iterator[Evidence]:
    quoted = {fact.source.evidence for fact in facts if fact.kind is FactKind.POLICY_TERM}
    return (item for item in case.evidence if item.id in quoted and item.role is Role.POLICY)


def _is_date(fact: Fact) -> bool:
    return fact.kind is FactKind.TIMESTAMP and fact.about in _DATES


def _told(item: Evidence, case: Case) -> str:
    own = [fact for fact in case.facts if _is_date(fact) and fact.source.evidence == item.id]
    captured = item.captured.replace("T", " ")
    if not own and not captured:
        return phrase("capture.undated", number=item.id.removeprefix("E"))
    return phrase(
        "capture.dated",
        number=item.id.removeprefix("E"),
        dates=list(
            dict.fromkeys(
                phrase("capture.date", name=name(fact), raw=" ".join(fact.raw.split())) for fact in own
            )
        ),
        captured=captured,
        named=item.captured_by is not Anchor.EXIF,
    )
