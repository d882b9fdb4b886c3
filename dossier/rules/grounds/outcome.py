"""What became of a request in the end: whoever got everything back has nothing left to complain of."""

from __future__ import annotations

from decimal import Decimal

from dossier.model import Event, EventKind, FactKind, OrderState
from dossier.rules.grounds import standing
from dossier.rules.grounds.story import Story
from dossier.timeline.interval import Answer


def granted(story: Story, after: Event) -> Event | None:
    """A plain consent that may have come after something else was said."""
    for event in story.of(EventKind.CANCEL_ACCEPTED, EventKind.REFUND_PROMISED):
        if standing.firm_words(event) and standing.follows(after, event) is not Answer.NO:
            return event
    return None


def given_back(story: Story) -> bool:
    """Whether the whole price came back, as far as the folder shows.

    A page that calls the order refunded and names no smaller sum is taken at its word.
    """
    if story.one(EventKind.REFUNDED) is None and story.order.state is not OrderState.REFUNDED:
        return False
    amounts = {Decimal(f.value) for f in story.own(FactKind.AMOUNT, "refund")}
    fees = any(Decimal(f.value) > 0 for f in story.own(FactKind.AMOUNT, "fee"))
    if not amounts:
        return not fees
    return story.order.paid is not None and max(amounts) >= story.order.paid
