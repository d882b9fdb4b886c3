"""``refund.overdue``: a time was named, it has passed, and the money is shown not to have come since."""

from __future__ import annotations

from corpus.truth import Answer, Later, Owed, Plot, Span
from corpus.verdicts import CHARGED, EARLY, LIKELY, NO_RULE, NOTHING, UNSURE, answer


def judge_refund(plot: Plot) -> Answer:
    """The answer for one order."""
    owed = plot.owed
    if owed is None or owed.due is None:
        return NOTHING
    if plot.refunded:
        return answer("clear")
    if any(later.kind == "came" for later in owed.later):
        return NOTHING
    late = [later for later in _shown(owed) if owed.due.before(later.shown)]
    if late:
        strong = owed.sure and any(later.sure and later.kind != "bill" for later in late)
        return CHARGED if strong and not _asked_softly(plot) else LIKELY
    if any(_on_the_edge(later, owed.due) for later in _shown(owed)):
        return answer("undetermined", "possible", "clear")
    chased = any(later.kind == "chased" and owed.due.before(later.shown) for later in owed.later)
    if chased:
        return UNSURE
    return EARLY if owed.later else NO_RULE


def _shown(owed: Owed) -> list[Later]:
    """What bears out that the money has not come: not the buyer's word, nor a page of an unsure day."""
    return [
        later
        for later in owed.later
        if later.kind in {"admitted", "bill"} or (later.kind == "page" and later.sure)
    ]


def _on_the_edge(later: Later, due: Span) -> bool:
    return later.shown.last > due.first and later.shown.first <= due.last


def _asked_softly(plot: Plot) -> bool:
    """Whether it is in doubt that the talk is about this order."""
    return bool(plot.request) and not (plot.request.sure_order and plot.request.sure_date)
