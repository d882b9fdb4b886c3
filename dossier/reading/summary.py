"""What is known of each order, drawn together from its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dossier.model import Delivery, Evidence, Fact, FactKind, FactStatus, Order, OrderState, Role

_LATER = {
    OrderState.UNPAID: 0,
    OrderState.AWAITING: 1,
    OrderState.SHIPPED: 2,
    OrderState.CLOSED: 3,
    OrderState.REFUNDED: 4,
}


def orders(evidence: Sequence[Evidence], facts: Sequence[Fact], names: Sequence[str]) -> tuple[Order, ...]:
    """One :class:`~dossier.model.Order` for each order number, in the order of the evidence."""
    role = {item.id: item.role for item in evidence}
    return tuple(_order(name, [f for f in facts if f.order_id == name], role) for name in names)


def paid(facts: Sequence[Fact], role: dict[str, Role]) -> Decimal | None:
    """What was paid: the payment record's amount, else the order page's, else a bill's."""
    for wanted in (Role.PAYMENT, Role.ORDER, Role.BILL, Role.MAIL):
        for about in ("paid", "total"):
            found = [
                Decimal(f.value)
                for f in facts
                if f.kind is FactKind.AMOUNT
                and f.about == about
                and role[f.source.evidence] is wanted
                and f.status is not FactStatus.DISPUTED
                and not f.hedged
            ]
            if found:
                return found[0]
    return None


def _order(name: str, facts: Sequence[Fact], role: dict[str, Role]) -> Order:
    states = [OrderState(f.value) for f in facts if f.kind is FactKind.STATUS and f.about == "state"]
    state = max(states, key=lambda found: _LATER[found]) if states else _implied(facts)
    return Order(
        order_id=name,
        platform=next(_values(facts, FactKind.PLATFORM), ""),
        product=next(_values(facts, FactKind.PRODUCT), ""),
        delivery=_delivery(facts),
        state=state,
        paid=None if state is OrderState.UNPAID else paid(facts, role),
    )


def _values(facts: Sequence[Fact], kind: FactKind) -> Iterator[str]:
    return (f.value for f in facts if f.kind is kind)


def _delivery(facts: Sequence[Fact]) -> Delivery:
    """The kind of delivery; a labelled word outranks a badge, contradiction means unknown."""
    for labelled in (True, False):
        found = {f.value for f in facts if f.kind is FactKind.DELIVERY and bool(f.label) is labelled}
        if found:
            return Delivery(found.pop()) if len(found) == 1 else Delivery.UNKNOWN
    return Delivery.UNKNOWN


def _implied(facts: Sequence[Fact]) -> OrderState:
    """The state that the times alone tell."""
    about = {f.about for f in facts if f.kind is FactKind.TIMESTAMP}
    for event, state in (
        ("refunded", OrderState.REFUNDED),
        ("completed", OrderState.SHIPPED),
        ("shipped", OrderState.SHIPPED),
        ("paid", OrderState.AWAITING),
    ):
        if event in about:
            return state
    return OrderState.UNKNOWN
