"""``service.no-answer``: a written request, a time for the answer, and surely no person's answer in it."""

from __future__ import annotations

from corpus.truth import Answer, Plot
from corpus.verdicts import CHARGED, EARLY, LIKELY, NO_RULE, NOTHING, answer


def judge_answer(plot: Plot) -> Answer:
    """The answer for one order."""
    awaited, request = plot.awaited, plot.request
    if awaited is None or awaited.due is None or request is None:
        return NOTHING
    if request.strength == "none" or request.withdrawn or not awaited.whole:
        return NO_RULE
    first = awaited.answered or awaited.until
    if first is None:
        return NO_RULE
    if awaited.due.before(first):
        sure = awaited.sure and request.strength == "firm" and request.sure_order and request.sure_date
        return CHARGED if sure and request.sure_time else LIKELY
    if awaited.answered is None:
        return NO_RULE
    return EARLY if first.last <= awaited.due.first else answer("undetermined", "possible", "clear")
