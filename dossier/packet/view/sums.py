"""The money of one order as the cover shows it: what came back, and what the shop kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dossier.model import EventKind, Fact, FactKind, FactStatus, OrderState, PremiseState, Role
from dossier.packet.view.marks import Marks, Ref
from dossier.rules.grounds import fees
from dossier.rules.grounds.story import Story


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts in figures with their proof, each empty where the evidence does not surely show it."""

    back: str = ""
    kept: str = ""
    back_refs: tuple[Ref, ...] = ()
    kept_refs: tuple[Ref, ...] = ()


def of(story: Story, marks: Marks) -> Sums:
    """The sums of an order."""
    returned = refunds(story.facts, story.order.order_id)
    back = came_back(returned) if _has_come(story, returned) else None
    kept = fees.fee_kept(story)
    sure = kept is not None and kept.amount is not None and kept.premise.state is PremiseState.SHOWN
    return Sums(
        back=f"{back:.2f}" if back else "",
        kept=f"{kept.amount:.2f}" if sure and kept is not None else "",
        back_refs=marks.refs(fact.id for fact in returned) if back else (),
        kept_refs=marks.refs(kept.premise.facts) if sure and kept is not None else (),
    )


def _has_come(story: Story, returned: Sequence[Fact]) -> bool:
    """Whether the amounts were paid: a page also names the sum of a refund that is still under way."""
    paid_back = any(story.role_of(fact) in (Role.PAYMENT, Role.BILL) for fact in returned)
    refunded = story.one(EventKind.REFUNDED) is not None or story.order.state is OrderState.REFUNDED
    return paid_back or refunded


def refunds(facts: Iterable[Fact], order: str) -> list[Fact]:
    """The refunds that the evidence shows for an order."""
    return [f for f in facts if f.kind is FactKind.AMOUNT and f.about == "refund" and f.order_id == order]


def came_back(returned: Sequence[Fact]) -> Decimal | None:
    """What came back: 0 where no refund is shown, None where the readings disagree or are in doubt.

    Two different amounts may be two instalments or one misread: nobody can tell.
    """
    values = {Decimal(fact.value) for fact in returned}
    doubtful = any(fact.status is FactStatus.DISPUTED for fact in returned)
    if doubtful or len(values) > 1:
        return None
    return values.pop() if values else Decimal(0)
