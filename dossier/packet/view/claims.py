"""What is asked for: the user's own claims, or what the findings bear, with exact sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dossier.casefile import CaseFile
from dossier.model import Case, EventKind, FactKind, Order, Verdict
from dossier.packet.view.capitals import capitals
from dossier.rules.fee_above_published_rate import limit
from dossier.words import phrase

_WHOLE_PRICE = (
    "grace.shipped-inside",
    "grace.cancel-refused-inside",
    "manual.shipped-after-cancel-request",
)
_PROMISED = "refund.overdue"
_FREE = "grace.fee-charged-inside"
_ABOVE = "fee.above-published-rate"

#: A promise of less than the price: "退您80元", "扣10%手续费", "退一半".
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
        back = _refunded(case, order)
        if order.paid is not None and breached & set(_WHOLE_PRICE) and order.paid > back:
            text = "claim.refund-rest" if back else "claim.refund"
            yield ClaimText(
                phrase(text, order=order.order_id, back=f"{back:.2f}"), order.paid - back, proposed=True
            )
        elif order.paid is not None and _FREE in breached and 0 < back < order.paid:
            yield ClaimText(phrase("claim.fee", order=order.order_id), order.paid - back, proposed=True)
        elif order.paid is not None and _ABOVE in breached and 0 < back < order.paid:
            # The published rate is the shop's to keep; only what goes beyond it is asked for.
            above = order.paid - back - _most(case, order)
            if above > 0:
                yield ClaimText(phrase("claim.fee-above", order=order.order_id), above, proposed=True)
        elif _PROMISED in breached:
            whole = order.paid is not None and order.paid > back and not _names_a_part(case, order)
            amount = order.paid - back if whole and order.paid is not None else None
            yield ClaimText(phrase("claim.promised", order=order.order_id), amount, proposed=True)
    yield ClaimText(phrase("claim.answer"), proposed=True)


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
    return any(
        _PART.search(f.raw)
        for f in case.facts
        if f.kind is FactKind.STATEMENT
        and f.value in (EventKind.REFUND_PROMISED, EventKind.CANCEL_ACCEPTED)
        and f.order_id == order.order_id
    )


def _refunded(case: Case, order: Order) -> Decimal:
    """What already came back, as far as the pages agree on it; else 0."""
    values = {
        Decimal(f.value)
        for f in case.facts
        if f.kind is FactKind.AMOUNT and f.about == "refund" and f.order_id == order.order_id
    }
    return values.pop() if len(values) == 1 else Decimal(0)
