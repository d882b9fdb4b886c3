"""A cancellation asked for inside the free-cancellation window was refused.

What it flags
    The shop publishes a free-cancellation window; the buyer asks inside it; the
    shop answers that the order cannot be cancelled.

Premises
    1. The window is published.
    2. The moment it counts from is known.
    3. The buyer asked to cancel not later than the window's end, in plain words,
       and did not take it back.
    4. The shop refused.  An answer that only recites a condition ("超过5分钟无法取消")
       is not taken for a refusal for certain.

What it does not say
    Why the shop refused, or that refusing was unlawful: only that the answer
    differs from what the shop published.

Passes (``clear``)
    Paid 14:02:10, window 3 minutes, asked 14:06, refused 14:07.

Fails (``breach``)
    Paid 14:02:10, window 5 minutes, asked 14:03, "系统自动发货，无法取消" 14:04.

Reference: Implementing Regulations of the Consumer Protection Law art. 12.
"""

from __future__ import annotations

from dossier.model import EventKind, FactKind, Finding
from dossier.rules.grounds import premises
from dossier.rules.grounds.story import Story
from dossier.rules.grounds.verdict import conclude, windows_for

ID = "grace.cancel-refused-inside"
LAW = ("XFT-12", "XF-16", "MFD-509")


def check(story: Story) -> Finding | None:
    """The finding for one order, or None when nothing was refused."""
    if not story.own(FactKind.STATEMENT, EventKind.CANCEL_REFUSED) and not story.of(EventKind.CANCEL_REFUSED):
        return None
    requests = story.of(EventKind.CANCEL_REQUESTED)
    windows = windows_for(story, requests[0] if requests else None)
    if not windows:
        return None
    asked, request = premises.requested_inside(story, windows)
    return conclude(
        story,
        ID,
        (
            premises.window(story, windows),
            premises.start(story, windows),
            asked,
            premises.refused_after(story, request),
        ),
        law=LAW,
    )
