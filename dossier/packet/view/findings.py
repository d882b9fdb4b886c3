"""Findings ready to be told: their premises with state and proof, and what of the law may be referred to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dossier import law
from dossier.model import Finding, Verdict
from dossier.packet.view.marks import Marks, Ref
from dossier.words import phrase


@dataclass(frozen=True, slots=True)
class PremiseRow:
    """A premise of a finding, its state in words, and its proof."""

    text: str
    state: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding ready to be told; ``result`` is its last sentence, ``law`` what may be referred to."""

    number: int
    anchor: str
    title: str
    verdict: str
    order_id: str
    premises: tuple[PremiseRow, ...]
    result: str
    law: tuple[str, ...]


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """The weightiest verdict first."""
    return sorted(findings, key=lambda finding: list(Verdict).index(finding.verdict))


def cited(findings: Sequence[Finding], register: law.Register) -> tuple[tuple[str, str], ...]:
    """The articles that findings refer to, each once: citation and gist.  Only what may be printed."""
    ids = dict.fromkeys(
        basis.removeprefix("law:")
        for finding in findings
        for basis in finding.basis
        if basis.startswith("law:")
    )
    printable = [key for key in ids if register.printable(key, _checked(register))]
    return tuple((article.citation, article.gist) for article in map(register.article, printable))


def _checked(register: law.Register) -> date:
    """The day the register vouches for: the first of the month it was checked in.

    Not today: the same evidence must give the same packet on any day.
    """
    year, month = register.checked.split("-")[:2]
    return date(int(year), int(month), 1)


def of(number: int, finding: Finding, marks: Marks, register: law.Register) -> FindingView:
    """A finding under its number in the packet."""
    keys = [basis.removeprefix("law:") for basis in finding.basis if basis.startswith("law:")]
    return FindingView(
        number=number,
        anchor=f"finding-{number}",
        title=phrase(f"rule.{finding.rule}"),
        verdict=finding.verdict,
        order_id=finding.order_id,
        premises=tuple(
            PremiseRow(p.text, phrase(f"premise.state.{p.state}"), marks.refs(p.facts))
            for p in finding.premises
        ),
        result=phrase(f"finding.{finding.rule}.{finding.verdict}"),
        law=tuple(
            register.article(key).citation for key in keys if register.printable(key, _checked(register))
        ),
    )
