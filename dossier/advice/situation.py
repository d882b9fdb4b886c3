"""Where an order stands: what was decided last, whether the goods are out, whether money came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dossier.advice.model import Due, Position, Situation
from dossier.model import Event, EventKind, Fact, FactKind, FactStatus, OrderState, Role
from dossier.rules.grounds import reach, refunds, standing
from dossier.rules.grounds.story import Story
from dossier.timeline.interval import Answer

_NO = (EventKind.CANCEL_REFUSED,)
_YES = (EventKind.CANCEL_ACCEPTED, EventKind.REFUND_PROMISED)
_OUT = (EventKind.SHIPPED, EventKind.COMPLETED)
_ON_PAPER = (Role.ORDER, Role.PAYMENT, Role.BILL, Role.MAIL)


@dataclass(frozen=True, slots=True)
class Returned:
    """Money that came back; ``amount`` is None where the papers name none, or several."""

    amount: Decimal | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Decision:
    """The shop's last word; ``yes`` is None where it said both and the order cannot be told."""

    yes: bool | None
    rests: tuple[str, ...]
    event: Event | None = None
    earlier: Event | None = None


def of(story: Story, today: date) -> Position:
    """The position of one order on a day (Asia/Shanghai)."""
    sent, decision, due = _sent(story), _decision(story), None
    if decision is not None and decision.yes:
        due = _due(story)
    situation, rests = _situation(story, decision, due, today)
    request = _last(story.of(EventKind.CANCEL_REQUESTED))
    return Position(
        order=story.order,
        situation=situation,
        rests=tuple(dict.fromkeys(rests)),
        sent=sent,
        begun=story.one(EventKind.SERVICE_STARTED) is not None,
        request=request,
        withdrawn=_withdrawn(story, request),
        word=decision.event if decision is not None else None,
        earlier=decision.earlier if decision is not None else None,
        due=due,
    )


def returned(story: Story) -> Returned | None:
    """What came back, or None where nothing shows that money did.

    An amount in a chat is an offer, and one on a page that does not call the order
    refunded may be what was asked for.
    """
    event = story.one(EventKind.REFUNDED)
    if story.order.state is not OrderState.REFUNDED and (event is None or event.hedged):
        return None
    shown = [
        f for f in story.own(FactKind.AMOUNT, "refund") if story.role_of(f) in _ON_PAPER and not f.hedged
    ]
    amounts = {Decimal(f.value) for f in shown}
    certain = len(amounts) == 1 and all(f.status is not FactStatus.DISPUTED for f in shown)
    states = _states(story, OrderState.REFUNDED)
    told = (*((event.id,) if event is not None else ()), *states, *(f.id for f in shown))
    return Returned(next(iter(amounts)) if certain else None, told)


def plain(event: Event) -> bool:
    """Whether words say what they say: not hedged, disputed, or impossible where they stand."""
    return standing.firm_words(event) and not event.conflicts


def _situation(
    story: Story, decision: _Decision | None, due: Due | None, today: date
) -> tuple[Situation, tuple[str, ...]]:
    back, order = returned(story), story.order
    paid = story.one(EventKind.PAID)
    if back is not None:
        return _refunded(back, order.paid), back.facts
    if order.state is OrderState.UNPAID and paid is None:
        return Situation.UNPAID, _states(story, OrderState.UNPAID)
    if decision is not None:
        if decision.yes is None:
            return Situation.CONTRADICTORY, decision.rests
        if not decision.yes:
            return Situation.REFUSED, decision.rests
        if due is not None and due.last < today:
            return Situation.OVERDUE, (*decision.rests, *due.rests)
        return Situation.PROMISED, decision.rests
    if order.state is OrderState.CLOSED:
        return Situation.CLOSED, _states(story, OrderState.CLOSED)
    out = [e.id for kind in _OUT if (e := story.one(kind)) is not None]
    if _sent(story):
        return Situation.SHIPPED, (*out, *_states(story, OrderState.SHIPPED))
    if paid is not None or order.state is OrderState.AWAITING:
        return Situation.WAITING, (
            *((paid.id,) if paid is not None else ()),
            *_states(story, OrderState.AWAITING),
        )
    return Situation.UNKNOWN, ()


def _refunded(back: Returned, paid: Decimal | None) -> Situation:
    if back.amount is None or paid is None:
        return Situation.REFUNDED
    return Situation.FULLY if back.amount >= paid else Situation.PARTLY


def _states(story: Story, state: OrderState) -> tuple[str, ...]:
    """The places where a page calls the order so."""
    return tuple(f.id for f in story.own(FactKind.STATUS, "state") if f.value == state)


def _sent(story: Story) -> bool | None:
    """Whether the goods are out; a payment record alone does not tell."""
    out = [e for kind in _OUT if (e := story.one(kind)) is not None]
    if story.order.state is OrderState.SHIPPED or any(not e.hedged for e in out):
        return True
    return None if out or not _states(story, OrderState.AWAITING) else False


def _decision(story: Story) -> _Decision | None:
    no, yes = _last(story.of(*_NO)), _last(story.of(*_YES))
    loose_no, loose_yes = _loose(story, _NO), _loose(story, _YES)
    if no is not None and yes is not None:
        later = _follows(no, yes)
        end, begin = (no, yes) if later is Answer.NO else (yes, no)
        other = loose_yes if later is Answer.NO else loose_no
        if later is Answer.UNKNOWN or any(standing.may_follow(end, fact) for fact in other):
            return _Decision(None, (no.id, yes.id, *(f.id for f in other)), end)
        return _Decision(end is yes, (end.id,), end, begin)
    last = yes or no
    if last is None:
        return _untimed(loose_no, loose_yes)
    other = loose_no if yes is not None else loose_yes
    after = [fact for fact in other if standing.may_follow(last, fact)]
    if after:
        return _Decision(None, (last.id, *(f.id for f in after)), last)
    return _Decision(yes is not None, (last.id,), last)


def _untimed(no: Sequence[Fact], yes: Sequence[Fact]) -> _Decision | None:
    """A decision without a time that can be told."""
    if not no and not yes:
        return None
    rests = tuple(fact.id for fact in (*no, *yes))
    return _Decision(None if no and yes else bool(yes), rests)


def _follows(no: Event, yes: Event) -> Answer:
    """Whether consent came after refusal; of one message with both, that cannot be told."""
    return Answer.UNKNOWN if no.place[0] and no.place == yes.place else standing.follows(no, yes)


def _last(events: Sequence[Event]) -> Event | None:
    found = [event for event in events if plain(event)]
    return found[-1] if found else None


def _loose(story: Story, kinds: Sequence[EventKind]) -> list[Fact]:
    return [fact for kind in kinds for fact in standing.untimed(story, kind) if not fact.hedged]


def _withdrawn(story: Story, request: Event | None) -> Event | None:
    if request is None:
        return None
    taken = story.of(EventKind.CANCEL_WITHDRAWN)
    return next((e for e in taken if standing.follows(request, e) is not Answer.NO), None)


def _due(story: Story) -> Due | None:
    """The last of the days that were named to the buyer; without any, the last that a page publishes."""
    found = [p for p in refunds.promises(story) if p.deadline is not None]
    named = [p for p in found if story.role_of(p.term) is not Role.POLICY] or found
    if not named:
        return None
    best = max(named, key=lambda p: p.deadline.when.latest if p.deadline else p.start.when.latest)
    assert best.deadline is not None  # noqa: S101 - those without one are left out above
    sure = best.deadline.sure and not best.term.hedged and standing.firm(best.start)
    return Due(
        best.deadline.when.latest.date(),
        sure and not reach.doubt(story, best.term),
        (best.term.id, best.start.id),
    )
