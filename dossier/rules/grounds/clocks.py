"""Two clocks: what one system records may be seconds apart from what another does.

A payment is booked at the payment platform, and the shop hears of it a moment
later; a chat held elsewhere goes by its own clock.  No verdict may rest on a
margin of seconds between two of them.
"""

from __future__ import annotations

from dossier.model import Channel, Event, Evidence, FactKind, Interval, Role
from dossier.rules.grounds.story import Story
from dossier.timeline.clocks import CLOCK_OFFSET

_PAYMENT = "payment"
_SHOP = "shop"


def seen_from(story: Story, event: Event, other: Event) -> Interval:
    """The seconds of ``other`` as the clock of ``event`` may have shown them."""
    here, there = _owners(story, event), _owners(story, other)
    if not here or not there or here & there:
        return other.when
    return Interval(other.when.earliest - CLOCK_OFFSET, other.when.latest + CLOCK_OFFSET)


def _owners(story: Story, event: Event) -> set[str]:
    """Whose clocks tell an event's time."""
    files = {item.id: item for item in story.evidence}
    times = (story.fact(fact) for fact in event.facts)
    return {_owner(files[f.source.evidence]) for f in times if f.kind is FactKind.TIMESTAMP}


def _owner(item: Evidence) -> str:
    """Whose clock a file goes by: a chat in the shop's own window goes by the shop's."""
    if item.role in (Role.PAYMENT, Role.BILL):
        return _PAYMENT
    if item.channel in (Channel.WECHAT, Channel.QQ, Channel.MAIL):
        return item.channel
    elsewhere = item.role is Role.CHAT and not any(page.width for page in item.pages)
    return item.id if elsewhere else _SHOP
