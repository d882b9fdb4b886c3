"""A refund promised or published for a date has not come.

What it flags
    The shop promises the money back within a time ("3个工作日内原路退回", "明天到账"),
    or its rule page publishes such a time and the shop has agreed to the refund;
    the time is over; and something later than its end shows that nothing came.

Premises
    1. The time is promised in this order's chat, in plain words, or published on a
       rule page for such orders.
    2. For a published time, the shop agreed to the refund (or promised it).  A refusal,
       or the buyer's change of mind, after that leaves it open.
    3. The time is definite ("预计", "一般" only guess), and over at the most patient
       reading: the longer end of a range, days
       counted from the next day to midnight, a last day off moved on, working days
       by the announced calendar.
    4. After that end the money had not come: an order page surely captured later that
       shows the refund still under way or the order untouched; a bill that goes on
       until later and holds the payment but no refund; or the shop's own words.
       The buyer's own words alone leave the verdict at ``possible``, and so does a
       folder with nothing later than the end.

What it does not say
    That a refund which came late had not come: it is ``clear``.  Nor why it did not
    come, nor that the delay was meant.

Passes (``clear``)
    Promised 2024-05-12 within 3 working days, refunded 2024-05-17.

Fails (``breach``)
    Promised Sunday 2024-05-12 within 3 working days, so until the end of 2024-05-15;
    order page captured 2024-05-16 09:00 shows 退款中.

Reference: Implementing Regulations of the Consumer Protection Law art. 12
(what a shop states about after-sales is to be kept).
"""

from __future__ import annotations

from dossier.model import Finding, Premise, Role, Verdict
from dossier.rules.grounds import refunds
from dossier.rules.grounds.story import Story
from dossier.rules.grounds.verdict import conclude, foremost

ID = "refund.overdue"
LAW = ("XFT-12", "XF-16", "MFD-509")

_ORDER = (Verdict.CLEAR, Verdict.BREACH, Verdict.UNDETERMINED, Verdict.POSSIBLE)


def check(story: Story) -> Finding | None:
    """The finding for one order, or None when no time for a refund was promised or published.

    Of several promises the one that is broken most surely counts: a later one does
    not mend an earlier one.
    """
    found = [_premises(story, promise) for promise in refunds.promises(story)]
    if not found:
        return None
    return conclude(story, ID, foremost(found, _ORDER), law=LAW)


def _premises(story: Story, promise: refunds.Promise) -> tuple[Premise, ...]:
    told = refunds.promised(story, promise)
    rest = (refunds.ended(promise), refunds.still_owed(story, promise))
    if story.role_of(promise.term) is Role.POLICY:
        return (told, refunds.started(story, promise), *rest)
    return (told, *rest)
