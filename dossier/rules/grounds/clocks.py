"""Two clocks: what the payment platform records and what the shop records may be seconds apart.

A payment is booked at the payment platform, and the shop hears of it a moment
later; no verdict may rest on a margin of seconds between the two.
"""

from __future__ import annotations

from dossier.model import Event, FactKind, Interval, Role
from dossier.rules.grounds.story import Story
from dossier.timeline import CLOCK_OFFSET

_PAYMENT = (Role.PAYMENT, Role.BILL)


def seen_from(story: Story, event: Event, start: Event) -> Interval:
    """The seconds of ``start`` as the clock of ``event`` may have shown them."""
    here, there = _by_payment(story, event), _by_payment(story, start)
    if not here or not there or here & there:
        return start.when
    return Interval(start.when.earliest - CLOCK_OFFSET, start.when.latest + CLOCK_OFFSET)


def _by_payment(story: Story, event: Event) -> set[bool]:
    """Whose clocks tell an event's time: the payment platform's (True), another's (False), or both."""
    facts = [story.fact(fact) for fact in event.facts]
    return {story.role_of(f) in _PAYMENT for f in facts if f.kind is FactKind.TIMESTAMP}
