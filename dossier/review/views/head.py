"""The head of the page: how much there is, how much is doubtful, and what the rules say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dossier.model import Case, Verdict
from dossier.words import phrase


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is told when it changes: ``id`` stays the same while the verdict does not."""

    id: str
    title: str
    verdict: Verdict
    label: str


@dataclass(frozen=True, slots=True)
class Head:
    """Numbers of files and readings, verdicts that occur with their numbers, and each finding."""

    files: int
    facts: int
    doubtful: int
    verdicts: tuple[tuple[Verdict, str, int], ...]
    findings: tuple[Told, ...]


def head(case: Case, doubtful: int, lang: str) -> Head:
    """What stands at the head of the page; the gravest verdict first."""
    found = Counter(one.verdict for one in case.findings)
    return Head(
        files=len(case.evidence),
        facts=len(case.facts),
        doubtful=doubtful,
        verdicts=tuple(
            (verdict, phrase(f"verdict.{verdict}", lang), found[verdict])
            for verdict in Verdict
            if found[verdict]
        ),
        findings=tuple(
            Told(
                f"{one.rule}|{one.order_id}",
                phrase(f"rule.{one.rule}", lang),
                one.verdict,
                phrase(f"verdict.{one.verdict}", lang),
            )
            for one in case.findings
        ),
    )
