"""From where an order stands to what to do next: steps, money, the ladder of places, and dates.

:func:`advise` is the door.  It takes a judged case and a day and gives data;
:mod:`~dossier.advice.report` shows it on a terminal, :mod:`~dossier.advice.record`
as JSON, :mod:`~dossier.advice.calendarfile` as a calendar.  The clock is the
caller's: the same case and the same day give the same advice.
"""

from __future__ import annotations

from datetime import date

from dossier.advice import (
    admissibility,
    clearing,
    clocks,
    completeness,
    ladder,
    money,
    situation,
    steps,
    trade,
)
from dossier.advice.measures import Matter
from dossier.advice.model import Advice, Given, Money, OrderAdvice, Situation
from dossier.casefile import CaseFile, Purpose
from dossier.model import Case, Order, Verdict
from dossier.policies import Pack
from dossier.rules import windows_of
from dossier.rules.grounds.story import Story
from dossier.words import CHINESE

__all__ = ["advise"]

_ELSEWHERE = "admissibility.filed.elsewhere"
"""Filed elsewhere is a place on the ladder, not the end of it."""
_JUDGED = (Situation.REFUSED, Situation.SHIPPED, Situation.PARTLY)


def advise(case: Case, said: CaseFile, today: date, pack: Pack | None = None, lang: str = CHINESE) -> Advice:
    """The advice of a day.

    Args:
        case: read and judged.
        said: the buyer's own file; where it names an order, only that one is advised on.
        today: the day in Asia/Shanghai.
        pack: the policy pack that the user named; its numbers are marked as its own.
        lang: of the words about missing evidence.
    """
    remarks = admissibility.asked(case, said, today)
    barred = any(r.severity == "stop" and r.key != _ELSEWHERE for r in remarks)
    named = [order for order in case.orders if order.order_id == said.order]
    orders = tuple(_about(case, said, today, pack, order, barred=barred) for order in named or case.orders)
    return Advice(today, orders, remarks, completeness.gaps(case, said, lang))


def _about(
    case: Case, said: CaseFile, today: date, pack: Pack | None, order: Order, *, barred: bool
) -> OrderAdvice:
    """``barred`` says that the buyer's own answers keep a complaint from being taken."""
    story = Story(
        order=order,
        events=case.events,
        facts=case.facts,
        evidence=case.evidence,
        named=windows_of(pack, order) if pack is not None else (),
    )
    position = situation.of(story, today)
    sums = money.of(story, position, today, pack)
    if admissibility.stopped(said):
        return OrderAdvice(position, sums, (), (), ())
    groundless = position.situation in _JUDGED and not _owed(sums) and clearing.finds_nothing(case, order)
    breach = any(f.verdict is Verdict.BREACH and f.order_id == order.order_id for f in case.findings)
    arguable = clocks.outside(position, sums, breach=breach)
    arguable = arguable and not groundless and not barred
    taken = steps.of(Matter(story, case, position, sums, today, groundless))
    if arguable or groundless:
        taken = steps.filed(taken, said)
    asks = any(step.key == "written-answer" for step in taken)
    dates = clocks.of(story, position, said, today, arguable=arguable, asks=asks)
    late = clocks.late(dates, today)
    found = OrderAdvice(
        position=position,
        money=sums,
        steps=taken,
        clocks=dates,
        ladder=ladder.of(story, position, said, today, arguable=arguable, late=late),
        groundless=groundless,
    )
    return trade.only(found) if said.purpose is Purpose.RESALE else found


def _owed(sums: Money) -> bool:
    """Whether the page gives more back than came, as far as the folder shows."""
    return sums.given is Given.WHOLE and (sums.back is None or sums.open_high not in (None, 0))
