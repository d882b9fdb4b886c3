"""What came of a request, for the cover and the summary: a promise and its end, the money, a late answer.

Only firm events are told, and that something is late only where a finding shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dossier.model import Event, EventKind, Finding, Verdict
from dossier.packet.view.marks import Marks, Ref
from dossier.rules import refund_overdue, service_no_answer
from dossier.rules.grounds import answers, refunds, standing, telling
from dossier.rules.grounds.story import Story


@dataclass(frozen=True, slots=True)
class Outcome:
    """Times and sentences in words, each empty where the evidence does not show it."""

    accepted: str = ""
    promised: str = ""
    due: str = ""
    """Until when the money was to come, where it surely did not."""
    owed: str = ""
    """What shows that it did not, as the finding says it."""
    received: str = ""
    answer_due: str = ""
    """Until when an answer was to come, where it surely did not."""
    answered: str = ""
    accepted_refs: tuple[Ref, ...] = ()
    promised_refs: tuple[Ref, ...] = ()
    owed_refs: tuple[Ref, ...] = ()
    received_refs: tuple[Ref, ...] = ()
    answer_refs: tuple[Ref, ...] = ()


def of(story: Story, findings: Sequence[Finding], marks: Marks) -> Outcome:
    """What came of an order.

    Args:
        story: of the order.
        findings: of the order.
        marks: of the packet.
    """
    accepted, promised, received = (
        _first(story, kind)
        for kind in (EventKind.CANCEL_ACCEPTED, EventKind.REFUND_PROMISED, EventKind.REFUND_RECEIVED)
    )
    late = _breach(findings, refund_overdue.ID)
    silent = _breach(findings, service_no_answer.ID)
    answer_due, answered = _answer(story, silent) if silent is not None else ("", "")
    return Outcome(
        accepted=_when(accepted),
        promised=_when(promised),
        due=next(_refund_due(story, late), "") if late is not None else "",
        owed=late.premises[-1].text if late is not None else "",
        received=_when(received),
        answer_due=answer_due,
        answered=answered,
        accepted_refs=marks.refs(accepted.facts if accepted else ()),
        promised_refs=marks.refs(promised.facts if promised else ()),
        owed_refs=marks.refs(late.premises[-1].facts if late is not None else ()),
        received_refs=marks.refs(received.facts if received else ()),
        answer_refs=marks.refs(silent.premises[-1].facts if silent is not None else ()),
    )


def _first(story: Story, kind: EventKind) -> Event | None:
    return next((event for event in story.of(kind) if standing.firm(event)), None)


def _when(event: Event | None) -> str:
    return "" if event is None else telling.when(event)


def _breach(findings: Sequence[Finding], rule: str) -> Finding | None:
    return next((f for f in findings if f.rule == rule and f.verdict is Verdict.BREACH), None)


def _refund_due(story: Story, finding: Finding) -> Iterator[str]:
    """The end of the very promise that the finding is about."""
    for promise in refunds.promises(story):
        if promise.deadline is not None and refunds.ended(promise) in finding.premises:
            yield telling.moment(promise.deadline.when.latest)


def _answer(story: Story, finding: Finding) -> tuple[str, str]:
    """Until when the very request of the finding was to be answered, and when it was."""
    for wait in answers.waits(story):
        told = (answers.asked(story, wait), answers.unanswered(story, wait))
        if wait.deadline is not None and told == finding.premises[-2:]:
            end = telling.moment(wait.deadline.when.latest)
            return end, "" if wait.answer is None else telling.when(wait.answer)
    return "", ""
