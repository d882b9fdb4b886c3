"""Findings ready to be told: premises with their proof, law to refer to, and what is not claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dossier import law
from dossier.model import Case, Finding, Premise, PremiseState, Verdict
from dossier.packet.view import captures, proofs
from dossier.packet.view.marks import Marks, Ref
from dossier.packet.view.proofs import Proof
from dossier.words import phrase


@dataclass(frozen=True, slots=True)
class PremiseRow:
    """A premise of a finding, its state in words, and its proof.

    ``proofs`` are shown beside it, ``others`` refer to what is not; ``above`` are the
    numbers of premises of the same finding that show some of the latter.  ``source``
    says of a published clause when its page was captured and what date it bears.
    """

    number: int
    text: str
    state: str
    shown: bool
    refs: tuple[Ref, ...]
    proofs: tuple[Proof, ...]
    others: tuple[Ref, ...]
    above: tuple[int, ...]
    source: str
    source_refs: tuple[Ref, ...]

    @property
    def broad(self) -> bool:
        """Whether a proof needs the full width."""
        return any(proof.broad for proof in self.proofs)


@dataclass(frozen=True, slots=True)
class LawRow:
    """An article that may be referred to; ``gist`` is empty where an earlier finding tells it."""

    citation: str
    gist: str
    said: int
    """The number of the finding that tells the gist."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding ready to be told.

    ``result`` is its conclusion, ``unclaimed`` what it does not say, ``law`` the
    citations that may be referred to, ``articles`` the same with their gists.
    """

    number: int
    anchor: str
    title: str
    verdict: str
    order_id: str
    premises: tuple[PremiseRow, ...]
    result: str
    unclaimed: str
    law: tuple[str, ...]
    articles: tuple[LawRow, ...]


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


def all_of(
    findings: Sequence[Finding], case: Case, marks: Marks, register: law.Register
) -> list[FindingView]:
    """All findings of a packet, numbered from 1; each article's gist is told once."""
    told: dict[str, int] = {}
    return [_of(number, finding, case, marks, register, told) for number, finding in enumerate(findings, 1)]


def _of(
    number: int, finding: Finding, case: Case, marks: Marks, register: law.Register, told: dict[str, int]
) -> FindingView:
    anchor = f"finding-{number}"
    shown = proofs.of(anchor, finding.premises, case, marks)
    articles = _articles(finding, register)
    if finding.verdict is not Verdict.CLEAR:  # which is not printed
        for article in articles:
            told.setdefault(article.id, number)
    return FindingView(
        number=number,
        anchor=anchor,
        title=phrase(f"rule.{finding.rule}"),
        verdict=finding.verdict,
        order_id=finding.order_id,
        premises=tuple(
            _premise(place, premise, beside, case, marks)
            for place, (premise, beside) in enumerate(zip(finding.premises, shown, strict=True), 1)
        ),
        result=phrase(f"finding.{finding.rule}.{finding.verdict}"),
        unclaimed=phrase(f"unclaimed.{finding.rule}.{finding.verdict}"),
        law=tuple(article.citation for article in articles),
        articles=tuple(_article(article, number, told) for article in articles),
    )


def _premise(number: int, premise: Premise, beside: proofs.Shown, case: Case, marks: Marks) -> PremiseRow:
    source, dates = captures.of(premise, case)
    return PremiseRow(
        number=number,
        text=premise.text,
        state=phrase(f"premise.state.{premise.state}"),
        shown=premise.state is PremiseState.SHOWN,
        refs=marks.refs(premise.facts),
        proofs=beside.proofs,
        others=beside.others,
        above=beside.above,
        source=source,
        source_refs=marks.refs(dates),
    )


def _articles(finding: Finding, register: law.Register) -> list[law.Article]:
    keys = [basis.removeprefix("law:") for basis in finding.basis if basis.startswith("law:")]
    return [register.article(key) for key in keys if register.printable(key, _checked(register))]


def _article(article: law.Article, number: int, told: dict[str, int]) -> LawRow:
    first = told.get(article.id, number)
    return LawRow(article.citation, article.gist if first == number else "", first)
