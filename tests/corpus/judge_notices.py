"""``policy.undisclosed``: the page or the shop itself shows that the rule relied on was not there at payment."""

from __future__ import annotations

from corpus.truth import Answer, Plot
from corpus.verdicts import CHARGED, LIKELY, NO_RULE, NOTHING


def judge_notice(plot: Plot) -> Answer:
    """The answer for one order."""
    notice = plot.notice
    if notice is None:
        return NOTHING
    request = plot.request
    sure = request is None or (request.sure_order and request.sure_date)
    if notice.admitted:
        return CHARGED if sure else LIKELY
    later = notice.since is not None and notice.since > plot.page_span(plot.paid).last.date()
    if not notice.relied or not later or notice.revised or notice.before_too:
        return NO_RULE
    return CHARGED if notice.relied == "exact" and sure else LIKELY
