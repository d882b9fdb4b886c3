"""Two clocks: what one system records may be seconds apart from what another does.

A payment is booked at the payment platform, and the shop hears of it a moment
later; a chat held elsewhere goes by its own clock.  No verdict may rest on a
margin of seconds between two of them.
"""

from __future__ import annotations

from functools import reduce

from dossier.model import Channel, Event, Evidence, FactKind, Interval, Role
from dossier.reading import calendar
from dossier.rules.grounds.story import Story
from dossier.timeline.clocks import CLOCK_OFFSET
from dossier.timeline.interval import hull, overlap

_PAYMENT = "payment"
_SHOP = "shop"


def seen_from(story: Story, event: Event, other: Event) -> Interval:
    """The seconds of ``other`` as the clock of ``event`` may have shown them.

    Where both clocks tell it, the own one counts, which the other may narrow down
    no further than to half a minute.
    """
    here, there = _owners(story, event), _owners(story, other)
    if not here or not there or other.disputed:
        return other.when
    either_way = Interval(other.when.earliest - CLOCK_OFFSET, other.when.latest + CLOCK_OFFSET)
    own = [when for owner, when in _told(story, other) if owner in here]
    if not own:
        return other.when if here & there else either_way
    known = overlap(reduce(hull, own), either_way)
    return hull(known, other.when) if known is not None else other.when


def _owners(story: Story, event: Event) -> set[str]:
    """Whose clocks tell an event's time."""
    return {owner for owner, _ in _told(story, event)}


def _told(story: Story, event: Event) -> list[tuple[str, Interval]]:
    """Each time that a source gives an event, with whose clock it is."""
    files = {item.id: item for item in story.evidence}
    facts = (story.fact(fact) for fact in event.facts)
    return [
        (_owner(files[f.source.evidence]), calendar.interval(f.value))
        for f in facts
        if f.kind is FactKind.TIMESTAMP and calendar.is_complete(f.value)
    ]


def _owner(item: Evidence) -> str:
    """Whose clock a file goes by: a chat in the shop's own window goes by the shop's."""
    if item.role in (Role.PAYMENT, Role.BILL):
        return _PAYMENT
    if item.channel in (Channel.WECHAT, Channel.QQ, Channel.MAIL):
        return item.channel
    elsewhere = item.role is Role.CHAT and not any(page.width for page in item.pages)
    return item.id if elsewhere else _SHOP
