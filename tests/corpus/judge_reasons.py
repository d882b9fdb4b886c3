"""``service.contradicts-policy``: the page surely in force and the agent's plain reason cannot both be true."""

from __future__ import annotations

from corpus.judge import inside
from corpus.sealed import NEVER as SEALED_NEVER
from corpus.truth import Answer, Plot
from corpus.verdicts import CHARGED, LIKELY, NO_RULE, NOTHING, OPEN, answer
from corpus.words import NEVER


def judge_reason(plot: Plot) -> Answer:
    """The answer for one order."""
    reason = plot.reason
    if reason is None:
        return _in_passing(plot)
    if reason.kind == "other":
        return NOTHING
    if plot.window is None and plot.rates is None and not plot.manual_clause:
        return NO_RULE
    if not plot.page_holds or (plot.window and not plot.window.in_force):
        return answer("undetermined", "possible", "clear")
    told = _contradicts(plot)
    if told is not CHARGED:
        return told
    request = plot.request
    sure = reason.sure and plot.page_dated and request and request.sure_order and request.sure_date
    return CHARGED if sure else LIKELY


def _contradicts(plot: Plot) -> Answer:
    reason, window = plot.reason, plot.window
    assert reason
    if reason.kind == "fee":
        if plot.rates and reason.percent > plot.rates[1]:
            return CHARGED
        free = window and plot.request and inside(plot.request.shown, plot, window) != "no"
        return OPEN if free else NOTHING
    if plot.manual:
        return CHARGED if reason.kind == "never" and plot.manual_clause else NOTHING
    if window is None:
        return NO_RULE
    if reason.kind == "late" and reason.minutes in {0, window.minutes}:
        where = inside(plot.request.shown, plot, window) if plot.request else "unknown"
        return {"yes": CHARGED, "maybe": answer("undetermined", "possible"), "no": NOTHING}.get(
            where, NO_RULE
        )
    shorter = reason.kind in {"limit", "late"} and reason.minutes < window.minutes
    if not (shorter or reason.kind == "never"):
        return NOTHING
    if plot.request is not None and inside(plot.request.shown, plot, window) != "yes":
        # Whether a wrong reason counts where the request may have come too late anyway, careful people differ.
        return OPEN
    return CHARGED if window.free and not window.only_unshipped else OPEN


def _in_passing(plot: Plot) -> Answer:
    """Where the plot is about something else: a flat "never" beside a page that lets cancel, a fee beyond it."""
    window = plot.window
    if not plot.page_holds:
        return NOTHING
    if plot.fee:
        above = plot.rates is not None and plot.fee * 100 > plot.amount * plot.rates[1]
        free = window is not None and plot.request and inside(plot.request.shown, plot, window) != "no"
        return OPEN if above or free else NOTHING
    lets = plot.manual_clause if plot.manual else bool(window and window.in_force)
    said = plot.reply is not None and plot.reply.text in NEVER | SEALED_NEVER
    return OPEN if said and lets else NOTHING
