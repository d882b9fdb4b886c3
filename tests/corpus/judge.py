"""Decides from a plot what the rules on windows, fees and handwork may say, without the program under test.

A ``breach`` is allowed only where a careful person, holding only the folder,
could not honestly doubt it.  Where people may differ, several verdicts pass.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from corpus.truth import Answer, Plot, Reply, Request, Span, Window, widened
from corpus.verdicts import (
    BREACH,
    CLEAR,
    NO_RULE,
    NOTHING,
    OPEN,
    POSSIBLE,
    UNDETERMINED,
    UNSURE,
    answer,
)
from corpus.words import LOOSE

HUNDRED = 100
CLOCKS = timedelta(seconds=30)
"""How far the payment service's clock and the shop's may differ."""


def judge_window(plot: Plot) -> tuple[Answer, ...]:
    """The answers for the first five rules."""
    found = (_shipped(plot), _refused(plot), _fee(plot), _rate(plot), _manual(plot))
    if asked_too_early(plot):
        return tuple(_doubted(one) for one in found)
    if not sent_too_early(plot):
        return found
    if plot.shipped_label in LOOSE:
        return tuple(widened(one, UNDETERMINED, POSSIBLE) for one in found)
    if plot.window and plot.window.anchor == "ordered":
        # What was refused does not rest on the dates that cannot both be true; one may still shrink from it.
        shipped, *rest = found
        return (_doubted(shipped), *(widened(one, UNDETERMINED, POSSIBLE) for one in rest))
    return tuple(_doubted(one) for one in found)


def asked_too_early(plot: Plot) -> bool:
    """Whether the order was to be cancelled before it was placed: something is misread or another's."""
    return bool(plot.request) and plot.request.shown.before(plot.page_span(plot.ordered))


def sent_too_early(plot: Plot) -> bool:
    """Whether the goods went out before they were paid, by all that tells when they were paid."""
    paid = anchor_spans(plot, Window(1))
    sent = plot.page_span(plot.shipped) if plot.shipped else None
    return bool(sent and paid and all(sent.before(span) for span in paid))


def _doubted(found: Answer) -> Answer:
    """What is left of an answer where the dates cannot all be true."""
    return answer(UNDETERMINED, POSSIBLE, CLEAR) if BREACH in found.allowed else widened(found, UNDETERMINED)


def anchor_spans(plot: Plot, window: Window) -> list[Span]:
    """What the folder shows of the moment the window starts; several where sources differ."""
    if window.anchor == "ordered":
        return [plot.page_span(plot.ordered)]
    spans = [plot.page_span(plot.paid)] if plot.shows_paid else []
    if plot.voucher:
        spans.append(Span.second(plot.voucher_paid or plot.paid))
    if len(spans) == 2 and spans[0].meets(spans[1]):
        return [Span(max(s.first for s in spans), min(s.last for s in spans))]
    return spans


def inside(when: Span, plot: Plot, window: Window) -> str:
    """Whether a shown time lies before the window's end: ``yes``, ``no``, ``maybe`` or ``unknown``."""
    anchors = anchor_spans(plot, window)
    if not anchors:
        return "unknown"
    length = timedelta(minutes=window.minutes)
    verdicts = {_side(when, a.first + length, a.last + length) for a in anchors}
    return verdicts.pop() if len(verdicts) == 1 else "maybe"


def _side(when: Span, earliest_end: datetime, latest_end: datetime) -> str:
    if when.last <= earliest_end:
        return "yes"
    return "no" if when.first > latest_end else "maybe"


def close(when: Span, plot: Plot, window: Window) -> bool:
    """Whether only the payment page tells when it was paid, and seconds decide."""
    if plot.shows_paid or window.anchor != "paid" or not plot.voucher:
        return False
    end = (plot.voucher_paid or plot.paid) + timedelta(minutes=window.minutes)
    return when.first - CLOCKS < end < when.last + CLOCKS


def by_seconds(plot: Plot, request: Request) -> bool:
    """Whether the request lies within seconds of the window's end, or of what followed it."""
    marks = [plot.page_span(moment) for moment in (plot.shipped, plot.started) if moment]
    if plot.window:
        length = timedelta(minutes=plot.window.minutes)
        marks += [Span(a.first + length, a.last + length) for a in anchor_spans(plot, plot.window)]
    return any(request.shown.meets(Span(mark.first - CLOCKS, mark.last + CLOCKS)) for mark in marks)


def _asked(plot: Plot) -> Request | None:
    request = plot.request
    return request if request and request.strength != "none" and not request.withdrawn else None


def _soft(found: Answer, plot: Plot) -> Answer:
    """Lets weaker verdicts pass where the request's wording, date or order is only inferred."""
    request = _asked(plot)
    if (
        request
        and found.best == BREACH
        and (
            request.strength == "hedged"
            or not request.sure_date
            or not request.sure_order
            or not request.sure_time
            or plot.voucher_paid
            or (request.other_clock and by_seconds(plot, request))
        )
    ):
        return widened(found, POSSIBLE, UNDETERMINED)
    if request and not request.sure_date and found.best != BREACH:
        return widened(found, POSSIBLE, UNDETERMINED)
    return found


def _grounds(plot: Plot) -> Answer | None:
    """What holds for all grace rules before their own question: None when the request lies inside."""
    request, window = _asked(plot), plot.window
    if request is None:
        return NOTHING
    if window is None:
        return NO_RULE
    if not window.in_force or not plot.page_holds:
        return answer(UNDETERMINED, POSSIBLE, CLEAR)
    where = inside(request.shown, plot, window)
    if where in {"yes", "no"} and close(request.shown, plot, window):
        return UNSURE if where == "yes" else answer(CLEAR, UNDETERMINED, POSSIBLE)
    if where == "no":
        open_ = plot.versions or (request.other_clock and by_seconds(plot, request))
        return answer(CLEAR, UNDETERMINED, POSSIBLE) if open_ else answer(CLEAR)
    if where == "maybe":
        return UNSURE
    return OPEN if where == "unknown" else None


def _unshipped_only(plot: Plot, request: Request, window: Window) -> Answer | None:
    """Where the promise ends with shipping: what follows unless shipping surely came later."""
    if not window.only_unshipped or plot.shipped is None:
        return None
    shipped = plot.page_span(plot.shipped)
    if not request.shown.before(shipped):
        return NOTHING
    return OPEN if plot.shipped_label in LOOSE else None


def _refused(plot: Plot) -> Answer:
    reply: Reply | None = plot.reply
    if reply is None or reply.kind != "refused" or _asked(plot) is None:
        return NOTHING
    ground = _grounds(plot)
    if ground is not None:
        return _soft(ground, plot)
    request, window = plot.request, plot.window
    assert request
    assert window
    if not window.free:
        return OPEN  # "may apply to cancel" may be a right or only a form to fill in
    found = _unshipped_only(plot, request, window) or _soft(answer(BREACH), plot)
    return found if reply.sure else widened(found, POSSIBLE, UNDETERMINED, CLEAR)


def _shipped(plot: Plot) -> Answer:
    window, request = plot.window, _asked(plot)
    if plot.shipped is None or plot.manual:
        return NOTHING
    if window is None:
        return NO_RULE
    shipped = plot.page_span(plot.shipped)
    where = inside(shipped, plot, window)
    if close(shipped, plot, window):
        return NO_RULE
    if where == "no":
        return NOTHING if plot.shipped_label in LOOSE else answer(CLEAR)
    ground = _grounds(plot)
    if ground is not None:
        return widened(_soft(ground, plot), CLEAR, POSSIBLE, UNDETERMINED)
    assert request
    if where in {"maybe", "unknown"}:
        return UNSURE if where == "maybe" else OPEN
    if not window.free:
        return OPEN
    if not request.shown.before(shipped):
        # Shipped before (or in the minute of) the request: the wrong, if any, lies in refusing.
        return NOTHING if window.only_unshipped else OPEN
    found = _soft(answer(BREACH), plot)
    return widened(found, POSSIBLE, UNDETERMINED) if plot.shipped_label in LOOSE else found


def _fee(plot: Plot) -> Answer:
    if not _fee_kept(plot):
        return NOTHING
    ground = _grounds(plot)
    if ground is not None:
        return _soft(ground, plot)
    assert plot.window
    if not plot.window.free:
        return NO_RULE
    found = _soft(answer(BREACH), plot)
    return found if plot.fee_in_words else widened(found, POSSIBLE, UNDETERMINED)


def _rate(plot: Plot) -> Answer:
    if not _fee_kept(plot) or plot.rates is None:
        return NOTHING
    assert plot.fee is not None
    if plot.fee * HUNDRED <= plot.amount * plot.rates[1]:
        return NOTHING
    if not plot.page_holds or (plot.window and not plot.window.in_force):
        return NO_RULE
    found = answer(BREACH)
    if _asked(plot) and _grounds(plot) is None:
        return OPEN  # inside the free time the published rate is nought: the other rule speaks
    return found if plot.fee_in_words else widened(found, POSSIBLE, UNDETERMINED)


def _fee_kept(plot: Plot) -> bool:
    return plot.fee is not None and plot.fee > 0


def _manual(plot: Plot) -> Answer:
    request = _asked(plot)
    if not plot.manual or request is None:
        return NOTHING
    begun = plot.started or plot.shipped
    if begun is None:
        return NOTHING
    shown = plot.page_span(begun)
    if shown.before(request.shown):
        return NOTHING
    if not plot.manual_clause or not plot.page_holds:
        return NO_RULE
    if not request.shown.before(shown):
        return UNSURE
    found = _soft(answer(BREACH), plot)
    sure = plot.started and plot.started_label not in LOOSE
    return found if sure else widened(found, POSSIBLE, UNDETERMINED)
