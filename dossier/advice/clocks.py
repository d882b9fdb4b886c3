"""The dates: what the shop named, what the authorities are bound to, what the buyer must keep.

The day from which a time counts is not counted.  What another side has to keep
ends, where its last day is off, on the next working day; what the buyer has to
keep is given without that, since who keeps the earlier day is never late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dossier.advice import admissibility, citing, filing
from dossier.advice.model import Clock, Money, Position, Situation
from dossier.casefile import CaseFile
from dossier.model import Event, EventKind, OrderState
from dossier.rules.grounds import answers, standing
from dossier.rules.grounds.story import Story
from dossier.timeline import workdays

#: Law is cited by the first of these that is in force on the day.
_ACCEPT = ("TS-15", "XF-46")
_MEDIATE = ("TS-23", "XFT-46")
_WORKING_DAYS_TO_ACCEPT = 7
_DAYS_TO_MEDIATE = 60
_DAYS_OF_DELAY = 15
OWN_DEADLINE = 3
"""Working days that a buyer may ask for an answer within: the buyer's own wish, no rule."""

CHALLENGED = (Situation.REFUSED, Situation.OVERDUE, Situation.CONTRADICTORY, Situation.PARTLY)
"""Situations that leave something to complain of, unless every rule found no departure."""
_UNDECIDED = (Situation.WAITING, Situation.SHIPPED)


def of(
    story: Story, position: Position, said: CaseFile, today: date, *, arguable: bool, asks: bool
) -> tuple[Clock, ...]:
    """The dates of one order, the earliest first, those without a day last.

    ``arguable`` says that there is something to complain of; see :func:`outside`;
    ``asks`` that the steps ask for an answer in writing.
    """
    found = [*_named(story, position), *_own(today, asks=asks), *_delay(position, today)]
    if arguable:
        limits = tuple(_limits(story, position, said, today))
        found += limits if late(limits, today) else (*_filing(said, today), *limits)
    found += _records(story, position, today)
    return tuple(sorted(found, key=lambda clock: clock.day or date.max))


def late(clocks: Iterable[Clock], today: date) -> bool:
    """Whether, as the folder shows it, the three years for a complaint are surely over."""
    return any(c.key == "limit" and c.sure and c.day is not None and c.day < today for c in clocks)


def outside(position: Position, money: Money, *, breach: bool) -> bool:
    """Whether there is something that a complaint to others could be about.

    ``breach`` says that a rule found a departure; where the shop has come round since,
    its promise comes first.
    """
    if position.situation in CHALLENGED or (breach and position.situation in _UNDECIDED):
        return True
    return money.open_high not in (None, 0)


def _named(story: Story, position: Position) -> Iterator[Clock]:
    """Days that the shop named or publishes, for paying back and for answering."""
    if position.due is not None and position.situation in (Situation.PROMISED, Situation.OVERDUE):
        yield Clock("refund-due", position.due.last, rests=position.due.rests, sure=position.due.sure)
    if position.situation not in (Situation.WAITING, Situation.SHIPPED):
        return
    for wait in answers.waits(story):
        last = position.request
        if wait.answer is None and wait.deadline is not None and last is not None and wait.request == last:
            sure = wait.deadline.sure and standing.firm(wait.start)
            rests = (wait.term.id, wait.start.id)
            yield Clock("answer-due", wait.deadline.when.latest.date(), rests=rests, sure=sure)
            return


def _own(today: date, *, asks: bool) -> Iterator[Clock]:
    """The day by which the buyer asks to be answered, where the steps say so."""
    if asks:
        asked = workdays.after(today, OWN_DEADLINE)
        yield Clock("own-answer", asked.day, sure=asked.sure)


def _delay(position: Position, today: date) -> Iterator[Clock]:
    """Fifteen days after the day on which money was due, with the condition of the article."""
    due = position.due
    law = citing.first(today, "CF-8")
    if position.situation is Situation.OVERDUE and due is not None and law:
        passed = workdays.on_or_after(due.last + timedelta(days=_DAYS_OF_DELAY))
        yield Clock(
            "delay", passed.day, {"due": due.last.isoformat()}, due.rests, law, due.sure and passed.sure
        )


def _filing(said: CaseFile, today: date) -> Iterator[Clock]:
    """Seven working days to accept, sixty days to mediate."""
    known = filing.read(said)
    own = known.places.get("market")
    if (own is None and known.barred) or (own is not None and own.ended):
        return
    start = own.day if own is not None else None
    accept, mediate = citing.first(today, *_ACCEPT), citing.first(today, *_MEDIATE)
    if own is not None and start is None:
        # It is filed, and on which day was not told: from today it would be counted too long.
        return
    accepted = workdays.after(start or today, _WORKING_DAYS_TO_ACCEPT)
    ends = workdays.on_or_after(accepted.day + timedelta(days=_DAYS_TO_MEDIATE))
    # A day counted from a filing that has not happened is an example, and no date to put down.
    values = {
        "filed": start.isoformat() if start else "",
        "accepted": accepted.day.isoformat(),
        "ends": ends.day.isoformat(),
    }
    if accept:
        yield Clock("accept", accepted.day if start else None, values, law=accept, sure=accepted.sure)
    if mediate:
        sure = accepted.sure and ends.sure
        yield Clock("mediate", ends.day if start else None, values, law=mediate, sure=sure)


def _limits(story: Story, position: Position, said: CaseFile, today: date) -> Iterator[Clock]:
    """Three years from the day on which the buyer knew: for the complaint, and for a lawsuit."""
    known, places = _knew(story, position, said, today), filing.read(said).places
    if known is None:
        return
    day, rests, sure = known
    last, values = admissibility.last_day(day), {"known": day.isoformat()}
    complaint, suit = citing.first(today, "TS-16"), citing.printable(today, "MFD-188", "MFD-195")
    if complaint and not places:
        yield Clock("limit", last, values, rests, complaint, sure)
    if suit and "court" not in places:
        yield Clock("suit", last, values, rests, suit, sure)


def _knew(
    story: Story, position: Position, said: CaseFile, today: date
) -> tuple[date, tuple[str, ...], bool] | None:
    """The first day on which the folder shows that the buyer knew; the buyer's own word comes first."""
    if said.known_since is not None and _may_be(story, said.known_since, today):
        return said.known_since, (), True
    events: list[Event] = [*story.of(EventKind.CANCEL_REFUSED)]
    if position.situation is Situation.PARTLY:
        events += story.of(EventKind.REFUNDED)
    if position.request is not None:
        events += [e for e in story.of(EventKind.SHIPPED) if _after(position.request, e)]
    days: list[tuple[date, tuple[str, ...], bool]]
    days = [(e.when.earliest.date(), (e.id,), standing.firm(e)) for e in events if not e.doubtful]
    if position.situation is Situation.OVERDUE and position.due is not None:
        due = position.due
        days.append((due.last + timedelta(days=1), due.rests, due.sure))
    return min(days, default=None)


def _may_be(story: Story, known: date, today: date) -> bool:
    """Whether a day is none that :mod:`~dossier.advice.admissibility` asks to look at again."""
    bought = story.one(EventKind.ORDERED) or story.one(EventKind.PAID)
    return known <= today and (bought is None or known >= bought.when.earliest.date())


def _after(request: Event, event: Event) -> bool:
    return event.when.latest > request.when.earliest


def _records(story: Story, position: Position, today: date) -> Iterator[Clock]:
    """Until when the platform and the payment platform surely have their records."""
    if position.situation not in CHALLENGED:
        return
    paid = story.one(EventKind.PAID) or story.one(EventKind.ORDERED)
    if paid is None or paid.doubtful or story.order.state is OrderState.UNPAID:
        return
    # The transaction is complete later than it is paid: the earlier day is on the safe side.
    until = admissibility.last_day(paid.when.earliest.date())
    law = citing.printable(today, "DS-31", "DS-53")
    if law:
        day = paid.when.earliest.date().isoformat()
        yield Clock("records", until, {"paid": day}, (paid.id,), law, standing.firm(paid))
