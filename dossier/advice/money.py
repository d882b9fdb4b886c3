"""What the terms would give back, what came, what was kept, and the difference.

Every number is one that stands in the folder, or exact arithmetic on such numbers
by a clause that stands there (or in the pack that the user named).  Where a clause
or the price is in doubt, the words say so; where nothing is published there is no
number at all.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from dossier.advice import grace
from dossier.advice.grace import Grace
from dossier.advice.model import Given, Money, Position, Situation, Where
from dossier.advice.situation import returned
from dossier.model import Delivery, EventKind, Fact, PremiseState, Role
from dossier.policies import Pack
from dossier.reading import terms
from dossier.rules.fee_above_published_rate import limit
from dossier.rules.grounds import fees, published, reach, standing
from dossier.rules.grounds.story import Story
from dossier.timeline.interval import Answer

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_WHOLE = re.compile(
    r"全额|全款|全部(?:退|款|金额)|免费|不(?:收取?|扣除?)(?:任何)?(?:手续)?费|无(?:需)?手续费"
)
_UNSENT = re.compile(r"[未没](?:有)?(?:发货|发出|出卡|开始|处理)|尚未|(?:发货|发出|处理)之?前")
_BACK = (Situation.PARTLY, Situation.REFUNDED, Situation.FULLY)


def of(story: Story, position: Position, today: date, pack: Pack | None = None) -> Money:
    """The money of one order on a day; ``pack`` is the one the user named."""
    price = fees.price(story)
    disputed = price.state is PremiseState.UNCERTAIN
    paid = None if disputed else story.order.paid
    given = _given(story, position, today, pack)
    found = replace(given, price=paid, price_disputed=disputed, rests=price.facts)
    if paid is None:
        found = replace(found, low=None, high=None)
    return _difference(_come(story, position, found))


def _come(story: Story, position: Position, found: Money) -> Money:
    """The money with what came back and what was kept."""
    if position.situation not in _BACK:
        return found
    back, kept = returned(story), fees.fee_kept(story)
    if back is not None:
        found = replace(found, back=back.amount, rests=(*found.rests, *back.facts))
    if kept is not None and position.situation is not Situation.FULLY:
        sure = kept.premise.state is PremiseState.SHOWN
        rests = tuple(dict.fromkeys((*found.rests, *kept.premise.facts)))
        found = replace(found, kept=kept.amount, kept_sure=sure, rests=rests)
    return found


def _difference(found: Money) -> Money:
    """What the terms leave to come: only where the page, the request and both sums are certain."""
    sure = found.given in (Given.WHOLE, Given.RANGE) and found.source is Where.PAGE and found.kept_sure
    if not sure or found.back is None or found.low is None or found.high is None:
        return found
    if found.back >= found.low:
        return replace(found, open_low=_ZERO, open_high=_ZERO)
    return replace(found, open_low=found.low - found.back, open_high=found.high - found.back)


def _given(story: Story, position: Position, today: date, pack: Pack | None) -> Money:
    """What the terms would give back, with the clauses that say so."""
    if position.situation is Situation.UNPAID:
        return Money(None, False, Given.NOTHING)  # noqa: FBT003
    by_hand = _by_hand(story, position)
    if by_hand is not None:
        return by_hand
    window = grace.of(story)
    free = _by_window(story, window, position, today, pack) if window is not None else None
    if free is not None and free.given is not Given.RANGE_OR_WHOLE:
        return free
    after = _by_rate(story, position, pack)
    if free is None:
        return after
    if after.low is None:
        # Inside or not cannot be told, and nothing is published for the case that it was not.
        return replace(free, given=Given.WHOLE_DOUBTED)
    return replace(free, low=after.low, clauses=(*free.clauses, *after.clauses))


def _whole(
    story: Story, given: Given, source: Where, clauses: tuple[str, ...], pack: Pack | None = None
) -> Money:
    paid = story.order.paid if given is not Given.UNSAID else None
    return Money(None, False, given, paid, paid, source, clauses, pack.title if pack else "")  # noqa: FBT003


def _by_hand(story: Story, position: Position) -> Money | None:
    """Orders done by hand that could still be cancelled when the buyer asked, or can be now."""
    clauses = published.clauses(story, terms.MANUAL)
    if not clauses or story.order.delivery is not Delivery.MANUAL:
        return None
    if position.request is None:
        open_still = position.sent is False and not position.begun
        given = Given.WHOLE_NOW if open_still else None
    else:
        given = _asked_before_work(story, position)
    if given is None:
        return None
    if not all(_WHOLE.search(clause.raw) for clause in clauses):
        given = Given.UNSAID
    elif any(reach.doubt(story, clause) for clause in clauses):
        given = Given.WHOLE_DOUBTED
    return _whole(story, given, _source(story, clauses), tuple(c.id for c in clauses))


def _asked_before_work(story: Story, position: Position) -> Given | None:
    request = position.request
    begun = story.one(EventKind.SERVICE_STARTED) or story.one(EventKind.SHIPPED)
    if request is None or begun is None:
        return Given.WHOLE if request is not None and position.sent is False else None
    answer = standing.earlier(story, request, begun)
    if answer is Answer.NO or (begun.kind is EventKind.SHIPPED and answer is not Answer.YES):
        return None
    firm = standing.firm(request) and standing.firm(begun) and answer is Answer.YES
    return Given.WHOLE if firm and position.withdrawn is None else Given.WHOLE_DOUBTED


def _by_window(
    story: Story, window: Grace, position: Position, today: date, pack: Pack | None
) -> Money | None:
    """What the window gives, or None where the request was not inside."""
    if window.asked is Answer.NO or (window.asked is None and not window.may_be_open(today)):
        return None
    if window.asked is None and position.sent and any(w.unshipped for w in window.windows):
        return None
    facts = [w.fact for w in window.windows if w.fact is not None]
    source = _source(story, facts) if facts else Where.PACK
    named = pack if source is Where.PACK else None
    if not window.free:
        return _whole(story, Given.UNSAID, source, window.facts, named)
    if window.asked is None:
        given = Given.WHOLE_NOW
    elif window.asked is Answer.UNKNOWN:
        given = Given.RANGE_OR_WHOLE
    else:
        given = Given.WHOLE if window.sure else Given.WHOLE_DOUBTED
    return _whole(story, given, source, window.facts, named)


def _by_rate(story: Story, position: Position, pack: Pack | None) -> Money:
    """The price less the published fee, where one may be kept."""
    stated = [f for f in published.clauses(story, terms.FEE) if reach.goods(story, f) is not False]
    rates = [f for f in stated if story.role_of(f) is Role.POLICY] or stated
    final = [
        f
        for f in published.clauses(story, terms.IRREVOCABLE)
        if reach.goods(story, f) is not False and terms.parse(f.value).get("after") == "shipped"
    ]
    if position.situation not in _BACK and not _asked_unsent(story, position):
        bound = [*(f for f in rates if _UNSENT.search(f.raw)), *final]
        if bound:
            return _whole_less(Given.DISPATCHED, _source(story, bound), bound)
    if not rates:
        return _by_pack(story, pack)
    paid, base = story.order.paid, fees.base(story)
    if paid is None or base is None or any(reach.doubt(story, f) for f in rates):
        return _whole_less(Given.RANGE, _source(story, rates), rates)
    most = max(limit(rate, base) for rate in rates)
    least = min(_least(rate, paid) for rate in rates)
    low, high = max(_ZERO, paid - most), max(_ZERO, paid - least)
    return replace(_whole_less(Given.RANGE, _source(story, rates), rates), low=low, high=high)


def _whole_less(given: Given, source: Where, clauses: list[Fact]) -> Money:
    return Money(None, False, given, source=source, clauses=tuple(f.id for f in clauses))  # noqa: FBT003


def _asked_unsent(story: Story, position: Position) -> bool:
    """Whether the request came before dispatch; without one, whether the goods are still here."""
    if position.request is None:
        return position.sent is False
    return standing.before_dispatch(story, position.request) is Answer.YES


def _least(rate: Fact, paid: Decimal) -> Decimal:
    """The lowest fee that a published rate names for a price."""
    parts = terms.parse(rate.value)
    low = Decimal(parts[""].partition("-")[0])
    return max((paid * low).quantize(_CENT, rounding=ROUND_DOWN), Decimal(parts.get("floor", "0")))


def _by_pack(story: Story, pack: Pack | None) -> Money:
    """The price less the fees of the pack that the user named."""
    nothing = Money(None, False, Given.NOTHING)  # noqa: FBT003
    if pack is None or not pack.fees or story.order.paid is None:
        return nothing
    paid = story.order.paid
    most = max((paid * fee.high / _HUNDRED).quantize(_CENT, rounding=ROUND_UP) for fee in pack.fees)
    least = min((paid * fee.low / _HUNDRED).quantize(_CENT, rounding=ROUND_DOWN) for fee in pack.fees)
    return replace(
        nothing,
        given=Given.RANGE,
        low=paid - most,
        high=paid - least,
        source=Where.PACK,
        pack=pack.title,
    )


def _source(story: Story, clauses: tuple[Fact, ...] | list[Fact]) -> Where:
    pages = any(story.role_of(clause) is Role.POLICY for clause in clauses)
    return Where.PAGE if pages else Where.CHAT
