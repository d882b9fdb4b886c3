"""What the templates see: the case as plain values and references, nothing of layout.

A template decides order and words; this module decides nothing but what exists.
Every statement comes with the references that prove it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dossier import law
from dossier.casefile import CaseFile
from dossier.model import Case, Missing, Order, Verdict
from dossier.packet.view import claims, doubtful, editions, exhibits, findings, orders
from dossier.packet.view.capitals import capitals
from dossier.packet.view.claims import ClaimText
from dossier.packet.view.doubtful import DoubtRow
from dossier.packet.view.editions import EditionRow
from dossier.packet.view.exhibits import ExhibitView
from dossier.packet.view.findings import FindingView
from dossier.packet.view.marks import Marks, Ref, wanted
from dossier.packet.view.orders import OrderView
from dossier.words import phrase


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


def of(case: Case, said: CaseFile, problems: Sequence[str]) -> View:
    """The view of a case; with an order named in ``case.yaml``, of that order alone."""
    chosen = _chosen(case, said)
    names = [order.order_id for order in chosen]
    differing = editions.of(case, chosen)
    marks = Marks(case, [*wanted(case, names), *editions.facts(differing)])
    asked = claims.of(case, said, chosen)
    total = claims.total(asked)
    register = law.load()
    own = [finding for finding in case.findings if finding.order_id in names]
    cited = findings.cited([f for f in own if f.verdict is not Verdict.CLEAR], register)
    views = [findings.of(n, f, marks, register) for n, f in enumerate(findings.in_order(own), 1)]
    shown = tuple(orders.of(order, case, marks) for order in chosen)
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
        exhibits=tuple(
            exhibits.of(item, case, names) for item in case.evidence if not exhibits.is_excluded(item)
        ),
        missing=case.missing,
        law=cited,
        law_checked=register.checked,
        problems=tuple(problems),
        backs=_backs(shown, views),
        doubts=doubtful.rows(case, marks),
        editions=editions.rows(differing, marks),
    )


def _backs(shown: Sequence[OrderView], views: Sequence[FindingView]) -> dict[str, tuple[Ref, ...]]:
    found: dict[str, dict[Ref, None]] = {}
    for view in views:
        if view.verdict == Verdict.CLEAR:
            continue
        for premise in view.premises:
            for ref in premise.refs:
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
