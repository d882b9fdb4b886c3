"""What the templates see: the case as plain values and references, nothing of layout.

A template decides order and words; this module decides nothing but what exists.
Every statement comes with the references that prove it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier import law
from dossier.casefile import CaseFile
from dossier.exclusion import is_excluded
from dossier.model import Case, FactKind, Missing, Order, Verdict
from dossier.packet.view import (
    captures,
    claims,
    doubtful,
    editions,
    exhibits,
    findings,
    orders,
    proving,
    transcripts,
)
from dossier.packet.view.capitals import capitals
from dossier.packet.view.claims import ClaimText
from dossier.packet.view.doubtful import DoubtRow
from dossier.packet.view.editions import EditionRow
from dossier.packet.view.exhibits import ExhibitView
from dossier.packet.view.findings import FindingView
from dossier.packet.view.marks import Marks, Ref, wanted
from dossier.packet.view.orders import OrderView
from dossier.words import phrase

if TYPE_CHECKING:
    from dossier.privacy.listing import MaskedFile

_SHORT = 60
"""Characters of an answer that the cover has room for."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything a packet is made of."""

    case: Case
    said: CaseFile
    marks: Marks
    orders: tuple[OrderView, ...]
    breaches: tuple[FindingView, ...]
    open: tuple[FindingView, ...]
    clear: tuple[FindingView, ...]
    claims: tuple[ClaimText, ...]
    total: str
    total_capitals: str
    exhibits: tuple[ExhibitView, ...]
    missing: tuple[Missing, ...]
    law: tuple[tuple[str, str], ...]
    law_checked: str
    problems: tuple[str, ...]
    backs: Mapping[str, tuple[Ref, ...]]
    """For each mark's anchor, where the text speaks of it."""
    doubts: tuple[DoubtRow, ...]
    editions: tuple[EditionRow, ...]
    """Versions of a rule that differ."""
    long_answers: frozenset[str]
    """Which of the buyer's answers (``negotiated``, ``filed_elsewhere``) are too long for the cover."""
    talks: tuple[transcripts.Talk, ...]
    """The conversations of the chats, as text."""
    masked: tuple[MaskedFile, ...] = ()
    """The files of which this set shows masked copies."""
    seal: str = ""
    """The hash of the list of what the set was made from, see :mod:`dossier.seal.manifest`."""

    @property
    def number(self) -> str:
        """What the running title calls the case: its order's number, of many the first."""
        names = [shown.order.order_id for shown in self.orders]
        return phrase("cover.case", first=names[0], count=len(names) if names[1:] else 0) if names else ""


def of(case: Case, said: CaseFile, problems: Sequence[str]) -> View:
    """The view of a case; with an order named in ``case.yaml``, of that order alone."""
    chosen = _chosen(case, said)
    names = [order.order_id for order in chosen]
    differing = editions.of(case, chosen)
    marks = Marks(case, [*wanted(case, names), *editions.facts(differing), *_dates(case, names)])
    asked = claims.of(case, said, chosen)
    total = claims.total(asked)
    register = law.load()
    own = [finding for finding in case.findings if finding.order_id in names]
    cited = findings.cited([f for f in own if f.verdict is not Verdict.CLEAR], register)
    views = findings.all_of(findings.in_order(own), case, marks, register)
    shown = tuple(orders.of(order, case, marks) for order in chosen)
    listed = tuple(exhibits.of(item, case, names) for item in case.evidence if not is_excluded(item))
    return View(
        case=case,
        said=said,
        marks=marks,
        orders=shown,
        breaches=tuple(v for v in views if v.verdict == Verdict.BREACH),
        open=tuple(v for v in views if v.verdict in (Verdict.POSSIBLE, Verdict.UNDETERMINED)),
        clear=tuple(v for v in views if v.verdict == Verdict.CLEAR),
        claims=asked,
        total="" if total is None else f"{total:.2f}",
        total_capitals="" if total is None else capitals(total),
        exhibits=listed,
        missing=case.missing,
        law=cited,
        law_checked=register.checked,
        problems=tuple(problems),
        backs=_backs(shown, views),
        doubts=doubtful.rows(case, marks),
        editions=editions.rows(differing, marks),
        long_answers=frozenset(
            name for name in ("negotiated", "filed_elsewhere") if len(getattr(said, name)) > _SHORT
        ),
        talks=transcripts.of(case, listed, marks, said.additions),
    )


def _dates(case: Case, orders: Sequence[str]) -> list[str]:
    """The dates of the rule pages that findings quote."""
    facts = {fact.id: fact for fact in case.facts}
    weighed = proving.used(finding for finding in case.findings if finding.order_id in orders)
    quoted = (facts[one] for one in weighed if one in facts)
    return captures.dates(
        {fact.source.evidence for fact in quoted if fact.kind is FactKind.POLICY_TERM}, case
    )


def _backs(shown: Sequence[OrderView], views: Sequence[FindingView]) -> dict[str, tuple[Ref, ...]]:
    found: dict[str, dict[Ref, None]] = {}
    for view in views:
        if view.verdict == Verdict.CLEAR:
            continue
        for premise in view.premises:
            for ref in (*premise.refs, *premise.source_refs):
                found.setdefault(ref.anchor, {})[
                    Ref(phrase("ref.finding", number=view.number), view.anchor)
                ] = None
    for order in shown:
        for row in order.rows:
            for ref in row.refs:
                found.setdefault(ref.anchor, {})[Ref(phrase("ref.event", number=row.number), row.anchor)] = (
                    None
                )
    return {anchor: tuple(refs) for anchor, refs in found.items()}


def _chosen(case: Case, said: CaseFile) -> tuple[Order, ...]:
    named = tuple(order for order in case.orders if order.order_id == said.order)
    if named:
        return named
    # Without a word from the user: the orders with the weightiest findings, else all.
    for weight in (Verdict.BREACH, Verdict.UNDETERMINED, Verdict.POSSIBLE):
        spoken = {finding.order_id for finding in case.findings if finding.verdict is weight}
        if spoken:
            return tuple(order for order in case.orders if order.order_id in spoken)
    return case.orders
