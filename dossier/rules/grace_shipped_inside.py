"""Goods were shipped inside the published free-cancellation window, although the buyer asked in time.

What it flags
    A shop publishes that an order can be cancelled free of charge for N minutes
    from payment (or from the order).  The buyer asks inside that time, and the
    goods are dispatched inside it all the same, which takes the published
    choice away.

Premises
    1. The window is published: a rule page in the folder.  What an agent says of
       the rules in the chat is told, but leaves the verdict at ``possible``.
    2. The moment it counts from is known.
    3. The moment of dispatch is known.
    4. Dispatch is not later than the window's end.  The N-th minute's end is
       still inside (Civil Code art. 1259).
    5. The buyer asked to cancel not later than the window's end, in plain words,
       did not take it back, and the shop did not grant it after all or give everything
       back.
    6. The request came before dispatch at both ends of both times.

What it does not say
    That goods must not be dispatched inside a window.  Dispatching at once is
    usual with automatic delivery and no departure from anything by itself:
    without a request inside the window the verdict is at most ``possible``, and
    where the request came after dispatch it is ``clear``.

Passes (``clear``)
    Paid 14:02:10, window 5 minutes, dispatched 14:07:11; or dispatched 14:02:13,
    asked 14:03.

Fails (``breach``)
    Paid 14:02:10, window 5 minutes, asked 14:03, dispatched 14:05:41.

Reference: Implementing Regulations of the Consumer Protection Law art. 12
(published promises are to be kept); the window itself is only the shop's.
"""

from __future__ import annotations

from dossier.model import EventKind, Finding
from dossier.rules.grounds import premises
from dossier.rules.grounds.story import Story
from dossier.rules.grounds.verdict import conclude, windows_for

ID = "grace.shipped-inside"
LAW = ("XFT-12", "XF-16", "MFD-509")


def check(story: Story) -> Finding | None:
    """The finding for one order, or None when it has no dispatch to look at."""
    shipped = story.one(EventKind.SHIPPED)
    if shipped is None or story.one(EventKind.PAID) is None:
        return None
    windows = windows_for(story, shipped)
    if not windows:
        return None
    asked, request = premises.requested_inside(story, windows)
    order = () if request is None else (premises.before_dispatch(story, request, shipped),)
    return conclude(
        story,
        ID,
        (
            premises.window(story, windows),
            premises.start(story, windows),
            premises.happened(story, EventKind.SHIPPED),
            premises.shipped_inside(story, windows, shipped),
            premises.unheeded(story, asked, request),
            *order,
        ),
        law=LAW,
    )
