"""An agent's stated reason contradicts the published rule.

What it flags
    The shop's page grants something, and an agent refuses it with a reason that
    cannot be true beside the page: that such orders are never cancelled, that a
    shorter time holds, that the time was over although it was not, that only
    higher ranks may cancel, that a higher fee is due, or that an order delivered by
    hand is final although the page lets it be cancelled before work begins.

Premises
    1. The clause is published on a rule page in force, for such orders.
    2. The clause held when the buyer asked: the request lies inside the window (or,
       for work by hand, before its begin).
    3. An agent stated the reason to this buyer, in plain words.
    4. The reason and the clause exclude each other.

What it does not say
    That the agent lied, or knew the page.  A reason that goes beyond the page without
    excluding it ("系统自动发货", "已经发货") is not flagged.  Without a rule page there is
    nothing to hold a reason against.

Passes (``clear``)
    Page: 5 minutes; asked 12 minutes after payment; "已超过5分钟，不能取消".

Fails (``breach``)
    Page: 5 minutes free of charge; asked after 2 minutes; "超过1分钟就不能取消了".

Reference: Consumer Protection Law art. 20 (questions are to be answered truthfully);
Implementing Regulations art. 12.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Finding, Premise, Verdict
from dossier.reading import terms
from dossier.rules.grounds import premises, published, reach, reasons
from dossier.rules.grounds.reasons import Reason
from dossier.rules.grounds.story import Story, Window
from dossier.rules.grounds.verdict import conclude, foremost

ID = "service.contradicts-policy"
LAW = ("XFT-12", "XF-20")

_ORDER = (Verdict.BREACH, Verdict.UNDETERMINED, Verdict.POSSIBLE, Verdict.CLEAR)
_BY_WINDOW = (reasons.NEVER, reasons.LATE, reasons.RANK)


def check(story: Story) -> Finding | None:
    """The finding for one order, or None when no reason was given or no page speaks of it."""
    found = list(_grounds(story))
    if not found:
        return None
    return conclude(story, ID, foremost(found, _ORDER), law=LAW)


def _grounds(story: Story) -> Iterator[tuple[Premise, ...]]:
    """Each stated reason with the clause it is held against."""
    windows = _windows(story)
    given = [r for r in reasons.stated(story) if reasons.after_request(reasons.first_request(story), r)]
    for reason in given:
        if reason.kind in _BY_WINDOW and windows:
            yield _by_window(story, windows, reason)
        if reason.kind in (reasons.NEVER, reasons.LATE):
            yield from _by_hand(story, reason)
    for reason in reasons.windows_named(story):
        if windows and all(reason.limit is not None and reason.limit < w.length for w in windows):
            yield _by_window(story, windows, reason)
    rates = reasons.pages(story, terms.FEE)
    for named in reasons.fees_named(story):
        if windows and all(w.free for w in windows) and terms.parse(named.value).get("applies") == "any":
            inside, _ = premises.requested_inside(story, windows)
            yield (
                premises.window(story, windows, must_be_free=True),
                premises.start(story, windows),
                inside,
                reasons.words(story, named),
                reasons.free_of_charge(named, windows),
            )
        if rates:
            yield (
                premises.published_terms(story, rates),
                reasons.words(story, named),
                reasons.against_rate(story, named, rates),
            )


def _windows(story: Story) -> tuple[Window, ...]:
    """The windows that a rule page publishes; what agents say of them is not held against itself."""
    clauses = {f.id for f in reasons.pages(story, terms.GRACE)}
    return tuple(w for w in published.windows(story) if w.fact is not None and w.fact.id in clauses)


def _by_window(story: Story, windows: tuple[Window, ...], reason: Reason) -> tuple[Premise, ...]:
    inside, _ = premises.requested_inside(story, windows)
    return (
        premises.window(story, windows),
        premises.start(story, windows),
        inside,
        reasons.words(story, reason.fact),
        reasons.against_window(story, windows, reason),
    )


def _by_hand(story: Story, reason: Reason) -> Iterator[tuple[Premise, ...]]:
    clauses = [
        f
        for f in reasons.pages(story, terms.MANUAL)
        if terms.parse(f.value).get("before") == "started" and reach.goods(story, f) is not False
    ]
    if not clauses:
        return
    asked, request = premises.requested_inside(story, ())
    yield (
        premises.published_terms(story, clauses),
        asked,
        reasons.words(story, reason.fact),
        reasons.against_handwork(story, reason, request, clauses),
    )
