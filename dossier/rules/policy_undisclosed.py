"""The rule relied on was not shown before payment.

What it flags
    The shop refuses by pointing to a rule ("按平台规定", "虚拟商品一律不退", "等级不够不能取消"),
    and that rule could not be known when the buyer paid.

Premises
    1. The shop relied on the rule towards this buyer, in plain words.
    2. The payment is shown.
    3. The rule was not shown before it: every page of the folder that bears the
       clause takes effect only on a later day; or the shop's agent says himself that
       it is not published, or was brought in afterwards.  A page that merely was
       published or changed later may have had the clause before.

What it does not say
    That a rule which stands in a user agreement is not shown: whether a mere tick was
    enough is for others to decide (Civil Code art. 496), so the verdict stays
    ``possible``.  Nor does it take the buyer's word that he never saw it.  A page
    without a date decides nothing.

Passes (``clear``)
    Paid 2024-05-12; the page with the clause is in force since 2024-03-01.

Fails (``breach``)
    Paid 2024-05-12; "按我们的规定一律不退", "这是内部规定，页面上没有写".

Reference: Consumer Protection Law art. 26 and Civil Code art. 496 (terms of
importance are to be brought to the buyer's notice).
"""

from __future__ import annotations

from dossier.model import EventKind, Finding, Verdict
from dossier.rules.grounds import disclosure, premises, reasons
from dossier.rules.grounds.story import Story
from dossier.rules.grounds.verdict import conclude, foremost

ID = "policy.undisclosed"
LAW = ("XF-26", "MFD-496", "HTJS-10")

_ORDER = (Verdict.BREACH, Verdict.UNDETERMINED, Verdict.CLEAR, Verdict.POSSIBLE)


def check(story: Story) -> Finding | None:
    """The finding for one order, or None when the shop pointed to no rule."""
    payment = disclosure.paid(story)
    found = [
        (
            reasons.words(story, reason.fact),
            premises.happened(story, payment.kind if payment is not None else EventKind.PAID),
            disclosure.not_shown(story, reason, payment),
        )
        for reason in disclosure.relied_on(story)
    ]
    if not found:
        return None
    return conclude(story, ID, foremost(found, _ORDER), law=LAW)
