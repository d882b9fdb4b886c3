"""Premises about money: what was paid, what was kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from dossier.model import Fact, FactKind, FactStatus, OrderState, Premise, PremiseState, Role
from dossier.rules.grounds import telling
from dossier.rules.grounds.story import Story
from dossier.words import phrase

#: The payment's own charge: it pays the bank, whatever becomes of the order.
_PAYING = re.compile(r"(?:支付|付款|充值|渠道|通道|交易|银行|微信|支付宝)(?:手续费|服务费|费)")
_CANCEL_WORDS = ("取消", "扣", "违约", "退")


@dataclass(frozen=True, slots=True)
class Kept:
    """A fee that was kept: the amount (None when it cannot be told) and the premise that says so."""

    amount: Decimal | None
    premise: Premise


def price(story: Story) -> Premise:
    """That the price paid is known and undisputed."""
    if story.order.paid is None:
        return Premise(phrase("premise.price.missing"), PremiseState.MISSING)
    facts = tuple(f.id for about in ("paid", "total") for f in story.own(FactKind.AMOUNT, about))
    text = phrase("premise.price.shown", paid=telling.money(story.order.paid))
    if not _price_is_firm(story):
        return Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, facts=facts)
    return Premise(text, PremiseState.SHOWN, facts=facts)


def base(story: Story) -> Decimal | None:
    """The highest amount that a rate may be meant of: a coupon lowers what is paid, not what is ordered."""
    if story.order.paid is None:
        return None
    amounts = [Decimal(f.value) for about in ("paid", "total") for f in story.own(FactKind.AMOUNT, about)]
    return max([story.order.paid, *amounts])


def fee_kept(story: Story) -> Kept | None:
    """The fee the shop kept, from its own line or from price less refund; None when nothing points to one."""
    shown, returned = _on_pages(story, "fee"), _on_pages(story, "refund")
    refunds = (*returned, *_on_bills(story))
    fees = {Decimal(f.value) for f in shown if Decimal(f.value) > 0}
    back = {Decimal(f.value) for f in refunds}
    facts = tuple(f.id for f in (*shown, *refunds))
    difference = None
    if len(back) == 1 and story.order.paid is not None:
        difference = story.order.paid - next(iter(back))
    if difference == 0 or (not fees and (difference is None or difference < 0)):
        # The whole price came back: whatever a line calls a fee was not kept.
        return None
    amount = difference if not fees else next(iter(fees)) if len(fees) == 1 else None
    unclear = amount is None or any(f.status is FactStatus.DISPUTED for f in (*shown, *refunds))
    if unclear or (difference is not None and (amount != difference or not _price_is_firm(story))):
        text = phrase("premise.fee.unclear", text=telling.amounts(shown, refunds))
        return Kept(None, Premise(text, PremiseState.UNCERTAIN, facts=facts))
    text = phrase("premise.fee.shown", fee=telling.money(amount), paid=telling.money(story.order.paid))
    if not _is_for_cancelling(story, shown, difference, amount):
        return Kept(
            amount, Premise(phrase("premise.fee.other", text=text), PremiseState.UNCERTAIN, facts=facts)
        )
    if not shown and not returned:
        # A bill of one month need not have the rest of the money, which may have come in the next.
        return Kept(amount, Premise(phrase("premise.unsure", text=text), PremiseState.UNCERTAIN, facts=facts))
    return Kept(amount, Premise(text, PremiseState.SHOWN, facts=facts))


def _is_for_cancelling(
    story: Story, shown: tuple[Fact, ...], difference: Decimal | None, amount: Decimal | None
) -> bool:
    """Whether the fee belongs to the cancellation rather than to paying, or to a part that was delivered."""
    if not shown:
        # Only a part came back: one of several pieces would leave just that.
        return not any(amount is not None and amount % unit == 0 for unit in _unit_prices(story))
    if any(_PAYING.search(f.label) for f in shown):
        return False
    if difference is not None:
        return True
    named = any(word in f.label for f in shown for word in _CANCEL_WORDS)
    return named and story.order.state in (OrderState.REFUNDED, OrderState.CLOSED, OrderState.UNKNOWN)


def _unit_prices(story: Story) -> list[Decimal]:
    paid = story.order.paid
    prices = [Decimal(f.value) for f in story.own(FactKind.AMOUNT, "price")]
    return [value for value in prices if paid is not None and 0 < value < paid]


def _on_pages(story: Story, about: str) -> tuple[Fact, ...]:
    return tuple(
        f for f in story.own(FactKind.AMOUNT, about) if story.role_of(f) in (Role.ORDER, Role.PAYMENT)
    )


def _on_bills(story: Story) -> tuple[Fact, ...]:
    return tuple(
        f for f in story.own(FactKind.AMOUNT, "refund") if story.role_of(f) is Role.BILL and not f.hedged
    )


def _price_is_firm(story: Story) -> bool:
    paid = story.own(FactKind.AMOUNT, "paid")
    known = paid or story.own(FactKind.AMOUNT, "total")
    return len({Decimal(f.value) for f in known}) == 1 and all(
        f.status is not FactStatus.DISPUTED for f in known
    )
