"""Decides from a plot what each rule may say, without any part of the program under test.

A ``breach`` is allowed only where a careful person, holding only the folder,
could not honestly doubt it.  Where people may differ, several verdicts pass.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from corpus.truth import RULES, Answer, Plot, Reply, Request, Span, Window, widened
from corpus.words import LOOSE

BREACH, POSSIBLE, UNDETERMINED, CLEAR = "breach", "possible", "undetermined", "clear"
HUNDRED = 100


def answer(best: str, *also: str) -> Answer:
    """``best`` and what else may pass."""
    return Answer(best, frozenset({best, *also}))


NOTHING = answer(CLEAR, POSSIBLE, UNDETERMINED)
"""No ground for a charge: anything but ``breach``."""
NO_RULE = answer(POSSIBLE, UNDETERMINED, CLEAR)
UNSURE = answer(UNDETERMINED, POSSIBLE)
OPEN = answer(POSSIBLE, UNDETERMINED, CLEAR, BREACH)
"""The law of the matter leaves it open."""


def judge(plot: Plot) -> dict[str, Answer]:
    """The answers for the five rules, by rule id."""
    found = (_shipped(plot), _refused(plot), _fee(plot), _rate(plot), _manual(plot))
    return dict(zip(RULES, found, strict=True))


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
    if not window.in_force:
        return answer(UNDETERMINED, POSSIBLE, CLEAR)
    where = inside(request.shown, plot, window)
    if where == "no":
        return answer(CLEAR)
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
    return _unshipped_only(plot, request, window) or _soft(answer(BREACH), plot)


def _shipped(plot: Plot) -> Answer:
    window, request = plot.window, _asked(plot)
    if plot.shipped is None or plot.manual:
        return NOTHING
    if window is None:
        return NO_RULE
    shipped = plot.page_span(plot.shipped)
    where = inside(shipped, plot, window)
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
    if plot.window and not plot.window.in_force:
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
    if not plot.manual_clause:
        return NO_RULE
    if not request.shown.before(shown):
        return UNSURE
    found = _soft(answer(BREACH), plot)
    sure = plot.started and plot.started_label not in LOOSE
    return found if sure else widened(found, POSSIBLE, UNDETERMINED)
