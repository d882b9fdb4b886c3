"""What is asked for: the user's own claims, or what the findings bear, with exact sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dossier.casefile import CaseFile
from dossier.model import Case, EventKind, Fact, FactKind, Order, Verdict
from dossier.packet.view import sums
from dossier.packet.view.capitals import capitals
from dossier.reading import terms
from dossier.rules.fee_above_published_rate import limit
from dossier.words import phrase

_MANUAL = "manual.shipped-after-cancel-request"
_WHOLE_PRICE = ("grace.shipped-inside", "grace.cancel-refused-inside", _MANUAL)
_PROMISED = "refund.overdue"
_FREE = "grace.fee-charged-inside"
_ABOVE = "fee.above-published-rate"

#: A promise of less than the price: "退您80元", "扣10%手续费", "退一半".
#: Words that leave no room for a fee: "全额退款", "不收取任何手续费".
_FREE_OF_CHARGE = re.compile(r"全额|全款|免费|免手续费|不(?:收|扣)|无需.{0,4}费|原价退")
_PART = re.compile(r"\d\s*(?:元|块|%|％|折)|[¥￥]|一半|部分|扣|手续费|违约金|差价")


@dataclass(frozen=True, slots=True)
class ClaimText:
    """One claim in words; ``amount`` in yuan or None; ``proposed`` by the program, not the user."""

    text: str
    amount: Decimal | None = None
    proposed: bool = False

    @property
    def figures(self) -> str:
        """The amount in figures, ``128.00``, or an empty string."""
        return "" if self.amount is None else f"{self.amount:.2f}"

    @property
    def capital(self) -> str:
        """The amount in capitals (大写), or an empty string."""
        return "" if self.amount is None else capitals(self.amount)


def of(case: Case, said: CaseFile, orders: Sequence[Order]) -> tuple[ClaimText, ...]:
    """The user's claims; without any, those that the breaches bear, and a written answer."""
    if said.claims:
        return tuple(
            ClaimText(claim.text or phrase(f"claim.kind.{claim.kind}"), claim.amount) for claim in said.claims
        )
    return tuple(_proposed(case, orders))


def total(claims: Sequence[ClaimText]) -> Decimal | None:
    """The sum of all amounts, or None when no claim names one."""
    amounts = [claim.amount for claim in claims if claim.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _proposed(case: Case, orders: Sequence[Order]) -> Iterator[ClaimText]:
    for order in orders:
        breached = {
            f.rule for f in case.findings if f.order_id == order.order_id and f.verdict is Verdict.BREACH
        }
        claim = _of_order(case, order, breached)
        if claim is not None:
            yield claim
    yield ClaimText(phrase("claim.answer"), proposed=True)


def _of_order(case: Case, order: Order, breached: set[str]) -> ClaimText | None:
    """What the breaches of one order bear: one claim, so that no sum is asked for twice."""
    back = sums.came_back(sums.refunds(case.facts, order.order_id))
    paid = order.paid
    if paid is None or back is None:
        # Without the price, or where nobody can tell what came back, a sum would be a guess.
        named = breached & {*_WHOLE_PRICE, _FREE, _ABOVE, _PROMISED}
        return _claim("claim.promised" if named == {_PROMISED} else "claim.open", order) if named else None
    rest = paid - back
    whole = breached & set(_WHOLE_PRICE)
    if whole and rest > 0:
        if _may_keep_a_fee(case, order, _clauses(case, order, whole), manual=whole == {_MANUAL}):
            return _claim("claim.due", order)
        return _claim("claim.refund-rest" if back else "claim.refund", order, rest, back=f"{back:.2f}")
    if _FREE in breached and 0 < back < paid:
        return _claim("claim.fee", order, rest)
    if _ABOVE in breached and 0 < back < paid:
        # The published rate is the shop's to keep; only what goes beyond it is asked for.
        above = rest - _most(case, order)
        return _claim("claim.fee-above", order, above) if above > 0 else None
    if _PROMISED in breached:
        part = _names_a_part(case, order) or _may_keep_a_fee(case, order, _promises(case, order), manual=True)
        return _claim("claim.promised", order, rest if rest > 0 and not part else None)
    return None


def _claim(key: str, order: Order, amount: Decimal | None = None, **values: str) -> ClaimText:
    return ClaimText(phrase(key, order=order.order_id, **values), amount, proposed=True)


def _most(case: Case, order: Order) -> Decimal:
    """The highest fee that the rates behind a finding allow."""
    facts = {fact.id: fact for fact in case.facts}
    found = next(f for f in case.findings if (f.order_id, f.rule) == (order.order_id, _ABOVE))
    own = [facts[fact] for premise in found.premises for fact in premise.facts if fact in facts]
    prices = [
        Decimal(f.value)
        for f in case.facts
        if f.kind is FactKind.AMOUNT and f.about in ("paid", "total") and f.order_id == order.order_id
    ]
    base = max([order.paid or Decimal(0), *prices])
    rates = [fact for fact in own if fact.kind is FactKind.POLICY_TERM]
    return max((limit(rate, base) for rate in rates), default=Decimal(0))


def _names_a_part(case: Case, order: Order) -> bool:
    """Whether a promise may be of less than the price: its words name an amount, a share or a fee."""
    return any(_PART.search(f.raw) for f in _promises(case, order))


def _promises(case: Case, order: Order) -> list[Fact]:
    """What the shop said that it grants or pays back."""
    granted = (EventKind.REFUND_PROMISED, EventKind.CANCEL_ACCEPTED)
    own = [f for f in case.facts if f.kind is FactKind.STATEMENT and f.order_id == order.order_id]
    return [f for f in own if f.value in granted]


def _clauses(case: Case, order: Order, rules: set[str]) -> list[Fact]:
    """The clauses that some findings of an order rest on."""
    found = [f for f in case.findings if f.order_id == order.order_id and f.rule in rules]
    behind = {fact for finding in found for premise in finding.premises for fact in premise.facts}
    return [f for f in case.facts if f.id in behind and f.kind is FactKind.POLICY_TERM]


def _may_keep_a_fee(case: Case, order: Order, granting: Sequence[Fact], *, manual: bool) -> bool:
    """Whether a fee for cancelling is published or named that the words which grant it do not rule out.

    A fee for what is cancelled after the free time does not reach what was asked for inside it.
    """
    if any(_FREE_OF_CHARGE.search(fact.raw) for fact in granting):
        return False
    return any(
        manual or terms.parse(fact.value).get("applies") != "after"
        for fact in case.facts
        if fact.kind is FactKind.POLICY_TERM
        and fact.about == terms.FEE
        and fact.order_id in (None, order.order_id)
    )
