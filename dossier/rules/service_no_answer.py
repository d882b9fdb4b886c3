"""A written request had no answer within the published (or a stated) time.

What it flags
    The shop publishes that it answers within a time ("客服24小时内回复"), or its side of
    the chat states one ("请稍候，2小时内给您答复"); the buyer has asked in writing; and no
    person of the shop says anything until that time is over.

Premises
    1. The time is published on a rule page for such orders, or stated in this
       order's chat after the request.
    2. The buyer asked: a cancellation, a question, or for an answer once more.
    3. Nobody answered until the time was over: the shop's next words in the same
       conversation are later at the worst end of both times, or the conversation
       is surely shown until later and holds none.  A machine's words are no answer.
       Where only service hours count, or words without a time stand in between,
       it stays uncertain.

What it does not say
    That an answer has to please, or that silence is consent or refusal.  Captures
    that do not follow on one another prove no silence.

Passes (``clear``)
    Published 24 hours, asked 2024-05-12 14:03, answered 2024-05-13 09:20.

Fails (``breach``)
    Published 24 hours, asked 2024-05-12 14:03, answered 2024-05-14 10:00.

Reference: Implementing Regulations of the Consumer Protection Law arts. 12 and 44
(promises about after-sales; complaints are to be handled in time).
"""

from __future__ import annotations

from dossier.model import EventKind, Finding, Premise, Verdict
from dossier.rules.grounds import answers
from dossier.rules.grounds.story import Story
from dossier.rules.grounds.verdict import conclude, foremost, verdict

ID = "service.no-answer"
LAW = ("XFT-12", "XFT-44")

_ORDER = (Verdict.BREACH, Verdict.UNDETERMINED, Verdict.CLEAR, Verdict.POSSIBLE)


def check(story: Story) -> Finding | None:
    """The finding for one order, or None when no time for an answer is named or nothing was asked.

    Of several requests the one that surely went unanswered counts.  A greeting or
    a reminder at the end of a chat is no ground to suspect silence.
    """
    found: list[tuple[Premise, ...]] = []
    for wait in answers.waits(story):
        own = (answers.stated(story, wait), answers.asked(story, wait), answers.unanswered(story, wait))
        breached = verdict([premise.state for premise in own]) is Verdict.BREACH
        if wait.request.kind is EventKind.CANCEL_REQUESTED or breached:
            found.append(own)
    if not found:
        return None
    return conclude(story, ID, foremost(found, _ORDER), law=LAW)
