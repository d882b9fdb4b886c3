"""The fee kept is higher than the published rate.

What it flags
    The shop publishes a rate (or a range) for cancelling, and keeps more than
    its upper end of the price paid.

Premises
    1. The rate is published on a rule page.  Where there is none, what an agent says
       of it is told, but leaves the verdict at ``possible``; beside a page it counts
       for nothing.
    2. The price paid is known.
    3. A fee was kept, and how much.
    4. The fee is more than the upper end of the rate times the price, rounded up
       to the cent, and more than a published least fee.  Where the order's sum
       and the payment differ (a coupon), the higher counts as the price.

What it does not say
    Whether the rate itself is fair or lawful: no rule of law found sets a limit
    in percent for virtual goods.

Passes (``clear``)
    Paid 100.00, published 10%–20%, kept 20.00.

Fails (``breach``)
    Paid 100.00, published 10%–20%, kept 30.00.

Reference: Implementing Regulations of the Consumer Protection Law art. 12.
"""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from dossier.model import Fact, Finding, Premise, PremiseState, Role
from dossier.reading import terms
from dossier.rules.grounds import fees, premises, published, reach
from dossier.rules.grounds.story import Story
from dossier.rules.grounds.verdict import conclude
from dossier.words import phrase

ID = "fee.above-published-rate"
LAW = ("XFT-12", "XF-16", "MFD-509")

_CENT = Decimal("0.01")


def check(story: Story) -> Finding | None:
    """The finding for one order, or None when no fee was kept or no rate is published."""
    kept = premises.fee_kept(story)
    stated = [f for f in published.terms_of(story, terms.FEE) if reach.goods(story, f) is not False]
    # What an agent says it will keep publishes nothing against the shop's own page.
    rates = [f for f in stated if story.role_of(f) is Role.POLICY] or stated
    if kept is None or not rates:
        return None
    return conclude(
        story,
        ID,
        (premises.published_terms(story, rates), fees.price(story), kept.premise, _above(story, rates, kept)),
        law=LAW,
    )


def limit(rate: Fact, paid: Decimal) -> Decimal:
    """The highest fee that a published rate allows for a price, in the main unit."""
    parts = terms.parse(rate.value)
    high = Decimal(parts[""].partition("-")[2])
    most = (paid * high).quantize(_CENT, rounding=ROUND_UP)
    return max(most, Decimal(parts.get("floor", "0")))


def _above(story: Story, rates: list[Fact], kept: premises.Kept) -> Premise:
    paid = fees.base(story)
    if kept.amount is None or paid is None:
        return Premise(phrase("premise.rate.unknown"), PremiseState.UNCERTAIN)
    most = max(limit(rate, paid) for rate in rates)
    above = kept.amount > most
    text = phrase(
        "premise.rate.above" if above else "premise.rate.not-above",
        fee=f"{kept.amount:.2f}",
        most=f"{most:.2f}",
    )
    return Premise(text, PremiseState.SHOWN if above else PremiseState.CONTRADICTED, facts=kept.premise.facts)
