"""One event from all the sources that tell of it: the seconds all allow, or a dispute over all of them.

All sources are weighed at once, never one after another, so that their order
changes nothing.  A time that is only assumed or hedged yields to one that is
printed, and a doubtful reading to the certain ones that it does not contradict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from dossier.model import Actor, Event, Interval, Precision
from dossier.timeline.clocks import CLOCK_OFFSET
from dossier.timeline.interval import hull, overlap

_FINENESS = {Precision.SECOND: 0, Precision.MINUTE: 1, Precision.DAY: 2}


def merged(drafts: Sequence[Event]) -> Event:
    """The one event that several drafts of it are, with the facts of all in their order.

    Args:
        drafts: of one kind and one order, at least one, each from one source.
    """
    weighty = [draft for draft in drafts if not (draft.assumed or draft.hedged)] or drafts
    certain = [draft for draft in weighty if not draft.doubtful]
    event = _united(certain) if certain else _united(weighty)
    contrary = [draft for draft in weighty if draft.doubtful and overlap(draft.when, event.when) is None]
    if certain and contrary:
        event = _united([*certain, *contrary])
    facts = dict.fromkeys(fact for draft in drafts for fact in draft.facts)
    return replace(event, facts=tuple(facts))


def _united(drafts: Sequence[Event]) -> Event:
    whole = replace(
        drafts[0],
        actor=_actor(drafts),
        doubtful=any(draft.doubtful for draft in drafts),
        assumed=any(draft.assumed for draft in drafts),
        hedged=any(draft.hedged for draft in drafts),
        place=min(draft.place for draft in drafts),
    )
    begin = max(draft.when.earliest for draft in drafts)
    end = min(draft.when.latest for draft in drafts)
    precisions = sorted((draft.precision for draft in drafts), key=_FINENESS.__getitem__)
    if begin <= end:
        return replace(whole, when=Interval(begin, end), precision=precisions[0])
    span = reduce(hull, (draft.when for draft in drafts))
    if begin - end <= CLOCK_OFFSET:
        # Two clocks a few seconds apart do not contradict each other: both ends must bear a verdict.
        return replace(whole, when=span, precision=Precision.MINUTE)
    return replace(whole, when=span, precision=precisions[-1], disputed=True)


def _actor(drafts: Sequence[Event]) -> Actor:
    """Who did it: the payment platform where its own record says so."""
    return next((draft.actor for draft in drafts if draft.actor is Actor.PAYMENT), drafts[0].actor)
