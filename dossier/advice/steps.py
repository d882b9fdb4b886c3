"""What to do, in order, for one order: a function a situation.

The first step is the one that cannot wait.  Where every rule found no departure,
the steps negotiate.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.advice import filing
from dossier.advice.measures import (
    GRANTS,
    Matter,
    capture,
    clause,
    delivery,
    fill,
    findings,
    higher,
    of_event,
    open_window,
    own_window,
    rule,
    save,
    unanswered,
    unclear,
    work,
)
from dossier.advice.model import Situation, Step
from dossier.casefile import CaseFile
from dossier.model import Delivery, Event, EventKind, Verdict
from dossier.reading import terms
from dossier.rules.grounds import published

_AGREED = (Situation.PROMISED, Situation.OVERDUE)
_HIGHER = ("supervisor", "written-answer")
_LATE_RULES = ("refund.overdue", "service.no-answer")


def of(matter: Matter) -> tuple[Step, ...]:
    """The steps of one order, the first thing first."""
    first, *rest = _BY_SITUATION[matter.position.situation](matter)
    unsettled = tuple(unclear(matter))
    if matter.position.withdrawn is not None and matter.position.situation in _AGREED:
        # Nobody need pay back for a cancellation that the buyer gave up.
        return (*unsettled, first, *own_window(matter), *rest)
    return (first, *own_window(matter), *rest, *unsettled)


def filed(taken: tuple[Step, ...], said: CaseFile) -> tuple[Step, ...]:
    """The steps once the matter lies elsewhere: that place is waited for, and nobody else is turned to."""
    found = filing.read(said)
    if not found.places:
        return taken
    waited = next((name for name, place in found.places.items() if not place.ended), "")
    first = Step("await-result", {"place": waited, "ended": found.ended})
    return (first, *(step for step in taken if step.key not in _HIGHER))


def _unpaid(matter: Matter) -> Iterator[Step]:
    expiry = next(iter(published.clauses(matter.story, terms.UNPAID)), None)
    minutes = str(terms.minutes(expiry.value)) if expiry is not None else ""
    rests = (*matter.position.rests, *((expiry.id,) if expiry is not None else ()))
    yield Step("cancel-in-list", {"minutes": minutes}, rests)
    yield Step("check-unpaid", rests=matter.position.rests)


def _waiting(matter: Matter) -> Iterator[Step]:
    position = matter.position
    if position.request is None or position.withdrawn is not None:
        still_open = tuple(open_window(matter))
        yield from still_open or (Step("write-now", {"order": matter.order, **work(matter)}, position.rests),)
    else:
        yield from _asked(matter, position.request)
    if matter.story.order.delivery is Delivery.MANUAL:
        yield Step("before-work", {"begun": position.begun}, delivery(matter))
    yield capture(matter)
    yield from unanswered(matter)


def _asked(matter: Matter, request: Event) -> Iterator[Step]:
    """What a finding bears comes first; without one, the request is chased."""
    late = tuple(f.rule for f in findings(matter, Verdict.BREACH, ("service.no-answer",)))
    values = {"day": request.when.earliest.date().isoformat(), "late": bool(late)}
    chase = Step("chase-request", values, (request.id, *late))
    told = tuple(rule(matter))
    departed = bool(findings(matter, Verdict.BREACH, GRANTS))
    yield from (*told, chase) if departed else (chase, *told)


def _shipped(matter: Matter) -> Iterator[Step]:
    if matter.position.request is None:
        yield from open_window(matter)
    yield from save(matter)
    yield from rule(matter)
    asked = matter.position.request
    yield Step("ask-offer", {"asked": asked is not None}, of_event(asked) or matter.position.rests)
    yield from unanswered(matter)


def _refused(matter: Matter) -> Iterator[Step]:
    yield from rule(matter)
    if matter.groundless:
        yield from save(matter)
        yield Step("ask-offer", {"asked": True}, matter.position.rests)
        return
    if matter.position.earlier is not None:
        yield Step("earlier-consent", {}, (matter.position.earlier.id, *matter.position.rests))
    if matter.position.sent:
        yield from save(matter)
    yield clause(matter)
    if not matter.position.sent:
        yield capture(matter)
    yield from fill(matter)
    yield from higher(matter)


def _promised(matter: Matter) -> Iterator[Step]:
    position, due = matter.position, matter.position.due
    yield Step("confirm-promise", {"dated": due is not None}, position.rests)
    if due is not None:
        yield Step("watch-day", {"day": due.last.isoformat(), "sure": due.sure}, due.rests)
    if position.sent:
        yield Step("leave-code", {"delivery": matter.delivery}, position.rests)


def _overdue(matter: Matter) -> Iterator[Step]:
    due = matter.position.due
    day = due.last.isoformat() if due is not None else ""
    found = findings(matter, Verdict.BREACH, _LATE_RULES)
    rests = tuple(dict.fromkeys((*matter.position.rests, *(f.rule for f in found))))
    values = {"day": day, "sure": due is not None and due.sure}
    yield Step("chase-refund", values, rests, matter.law("XFT-12", "XF-48"))
    yield from higher(matter)


def _contradictory(matter: Matter) -> Iterator[Step]:
    yield Step("ask-which", {}, matter.position.rests)
    if matter.position.sent:
        yield from save(matter)
    yield from higher(matter)


def _partly(matter: Matter) -> Iterator[Step]:
    yield from rule(matter)
    yield Step("ask-calculation", {}, matter.money.rests, matter.law("XF-8", "XF-20"))
    yield from fill(matter)
    if not matter.groundless:
        yield from higher(matter)


def _refunded(matter: Matter) -> Iterator[Step]:
    yield Step("check-amount", {}, matter.position.rests)


def _fully(matter: Matter) -> Iterator[Step]:
    yield Step("check-arrival", {}, matter.position.rests)


def _closed(matter: Matter) -> Iterator[Step]:
    paid = matter.story.one(EventKind.PAID)
    if paid is None and matter.story.order.paid is None:
        yield Step("closed-unpaid", {}, matter.position.rests)
    else:
        yield Step("closed-paid", {}, (*matter.position.rests, *of_event(paid)))


def _unknown(matter: Matter) -> Iterator[Step]:
    del matter
    yield Step("show-state")


_BY_SITUATION = {
    Situation.UNPAID: _unpaid,
    Situation.WAITING: _waiting,
    Situation.SHIPPED: _shipped,
    Situation.REFUSED: _refused,
    Situation.PROMISED: _promised,
    Situation.OVERDUE: _overdue,
    Situation.CONTRADICTORY: _contradictory,
    Situation.PARTLY: _partly,
    Situation.REFUNDED: _refunded,
    Situation.FULLY: _fully,
    Situation.CLOSED: _closed,
    Situation.UNKNOWN: _unknown,
}
