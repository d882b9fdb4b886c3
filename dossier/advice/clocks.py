"""The dates: what the shop named, what the authorities are bound to, what the buyer must keep.

The day from which a time counts is not counted.  What another side has to keep
ends, where its last day is off, on the next working day; what the buyer has to
keep is given without that, since who keeps the earlier day is never late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dossier.advice import admissibility, citing
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

_DAY = re.compile(r"(?<!\d)(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?!\d)")
_MARKET = re.compile(r"12315|市场监[管督]|市监")
_ASSOCIATION = re.compile(r"消协|消委|消费者(?:权益保护)?(?:协会|委员会)|消保委")
_COURT = re.compile(r"法院|起诉|仲裁|立案")
_DENIED = re.compile(r"没|未|无(?!理由)|不曾|尚|否|打算|准备|计划|想|拟|如果|若")
_PIECES = re.compile(r"[。；;，,！!\n]")


def of(
    story: Story, position: Position, said: CaseFile, today: date, *, arguable: bool, asks: bool
) -> tuple[Clock, ...]:
    """The dates of one order, the earliest first, those without a day last.

    ``arguable`` says that there is something to complain of; see :func:`outside`;
    ``asks`` that the steps ask for an answer in writing.
    """
    found = [*_named(story, position), *_own(today, asks=asks), *_delay(position, today)]
    if arguable:
        found += _filing(said, today)
        if "market" not in filed(said):
            found += _limit(story, position, said, today)
    found += _records(story, position, today)
    return tuple(sorted(found, key=lambda clock: clock.day or date.max))


def outside(position: Position, money: Money, *, breach: bool) -> bool:
    """Whether there is something that a complaint to others could be about.

    ``breach`` says that a rule found a departure; where the shop has come round since,
    its promise comes first.
    """
    if position.situation in CHALLENGED or (breach and position.situation in _UNDECIDED):
        return True
    return money.open_high not in (None, 0)


def filed(said: CaseFile) -> dict[str, date | None]:
    """Where the buyer says that it was filed already, with the day where one is told.

    Only plain statements count: "没有向12315投诉" is none.  Keys are ``market``,
    ``association`` and ``court``.
    """
    found: dict[str, date | None] = {}
    for piece in _PIECES.split(said.filed_elsewhere):
        if _DENIED.search(piece):
            continue
        for name, pattern in (("market", _MARKET), ("association", _ASSOCIATION), ("court", _COURT)):
            if pattern.search(piece):
                found[name] = _day(piece)
    if len(found) == 1 and None in found.values():
        found = dict.fromkeys(found, _day(said.filed_elsewhere))
    return found


def _day(text: str) -> date | None:
    """The one day that a text names."""
    days = {tuple(map(int, match.groups())) for match in _DAY.finditer(text)}
    if len(days) != 1:
        return None
    year, month, day = days.pop()
    try:
        return date(year, month, day)
    except ValueError:
        return None


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
    known = filed(said)
    if {"association", "court"} & known.keys() and "market" not in known:
        return
    start = known.get("market")
    accept, mediate = citing.first(today, *_ACCEPT), citing.first(today, *_MEDIATE)
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


def _limit(story: Story, position: Position, said: CaseFile, today: date) -> Iterator[Clock]:
    """Three years from the day on which the buyer knew, for the complaint."""
    law = citing.first(today, "TS-16")
    known = _knew(story, position, said)
    if law and known is not None:
        day, rests, sure = known
        yield Clock("limit", admissibility.last_day(day), {"known": day.isoformat()}, rests, law, sure)


def _knew(story: Story, position: Position, said: CaseFile) -> tuple[date, tuple[str, ...], bool] | None:
    """The first day on which the folder shows that the buyer knew; the buyer's own word comes first."""
    if said.known_since is not None:
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
