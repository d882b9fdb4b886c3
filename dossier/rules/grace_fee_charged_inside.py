"""A fee was kept although the cancellation was asked for inside the free window.

What it flags
    The shop publishes that cancelling is free of charge for N minutes; the buyer
    asks inside them; the shop keeps a part of the price.

Premises
    1. The window is published, and the sentence says that the price comes back
       in full (免费, 全额, 不收手续费…).
    2. The moment it counts from is known.
    3. The buyer asked to cancel not later than the window's end.
    4. A fee was kept: a line of its own on the order or refund page, or the price
       paid less the refund received.  Where both are shown they must agree; a
       bare "手续费" without a refund may be the payment's own charge.

What it does not say
    Anything about fees announced but not kept, or about a payment's own charges.

Passes (``clear``)
    Window 5 minutes, asked in the sixth minute, fee kept.

Fails (``breach``)
    Paid 100.00 at 14:02:10, window 5 minutes, asked 14:04, refunded 85.00.

Reference: Implementing Regulations of the Consumer Protection Law art. 12.
"""

from __future__ import annotations

from dossier.model import EventKind, Finding
from dossier.rules.grounds import premises
from dossier.rules.grounds.story import Story
from dossier.rules.grounds.verdict import conclude, windows_for

ID = "grace.fee-charged-inside"
LAW = ("XFT-12", "XF-16", "MFD-509")


def check(story: Story) -> Finding | None:
    """The finding for one order, or None when no fee was kept."""
    kept = premises.fee_kept(story)
    if kept is None:
        return None
    requests = story.of(EventKind.CANCEL_REQUESTED)
    windows = windows_for(story, requests[0] if requests else None)
    if not windows:
        return None
    asked, _ = premises.requested_inside(story, windows)
    return conclude(
        story,
        ID,
        (
            premises.window(story, windows, must_be_free=True),
            premises.start(story, windows),
            asked,
            kept.premise,
        ),
        law=LAW,
    )
