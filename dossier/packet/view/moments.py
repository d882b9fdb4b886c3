"""The few times a clerk looks for first, in the order in which they came."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dossier.model import EventKind
from dossier.packet.view.marks import Ref
from dossier.packet.view.outcome import Outcome
from dossier.words import phrase

_TOLD = (
    EventKind.PAID,
    EventKind.CANCEL_REQUESTED,
    EventKind.CANCEL_REFUSED,
    EventKind.SHIPPED,
    EventKind.SERVICE_STARTED,
    EventKind.REFUNDED,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time under its name, in words that begin with the date; ``note`` says what is not certain."""

    name: str
    time: str
    refs: tuple[Ref, ...] = ()
    note: str = ""


def of(
    times: Mapping[str, str],
    notes: Mapping[str, str],
    refs: Mapping[str, tuple[Ref, ...]],
    came: Outcome,
    noticed: Collection[str] = (),
) -> tuple[Moment, ...]:
    """The key times of an order.

    Args:
        times: of its firm events by kind, in words, empty where there is none.
        notes: what is not certain of each, in words, mostly empty.
        refs: the proof of each.
        came: what came of the request.
        noticed: the kinds that only a notice tells, whose time is the notice's.
    """
    found = [
        *(
            Moment(_name(kind, noticed), times[kind], refs[kind], notes[kind])
            for kind in _TOLD
            if times[kind]
        ),
        *_outcome(came),
    ]
    # Every time in words begins with its date, so that they sort as they came.
    return tuple(sorted(found, key=lambda moment: moment.time))


def _name(kind: str, noticed: Collection[str]) -> str:
    return phrase(f"moment.{kind}.noticed") if kind in noticed else phrase(f"moment.{kind}")


def _outcome(came: Outcome) -> Iterator[Moment]:
    if came.answer_due:
        yield Moment(phrase("moment.answer-due"), came.answer_due, came.answer_refs)
    together = bool(came.accepted) and came.accepted == came.promised
    if came.accepted:
        name = "moment.accepted-promised" if together else "moment.accepted"
        yield Moment(phrase(name), came.accepted, came.accepted_refs)
    if came.answered and came.answered != came.accepted:
        yield Moment(phrase("moment.answered"), came.answered, came.answer_refs)
    if came.promised and not together:
        yield Moment(phrase("moment.promised"), came.promised, came.promised_refs)
    if came.due:
        yield Moment(phrase("moment.refund-due"), came.due, came.owed_refs)
    if came.received:
        yield Moment(phrase("moment.received"), came.received, came.received_refs)
