"""What a pack says, in the vocabulary of the terms that are read from rule pages.

A rule reasons with a pack that the user named as it does with a page: it asks
for the terms of a name and takes their values apart.  The vocabulary stands in
``docs/dossier-json.md``; a fee also names its ``delivery`` where it is not for all
goods, and goods may be past returning once ``viewed`` or ``used``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dossier.policies.pack import (
    Answer,
    Applies,
    Condition,
    DeliveryScope,
    Fee,
    Hours,
    Irrevocable,
    Length,
    Manual,
    Pack,
    Refund,
    Unit,
    Until,
    Way,
    Window,
)

GRACE = "grace_window"
FEE = "fee_rate"
MANUAL = "manual_cancel"
IRREVOCABLE = "irrevocable"
REFUND_TIME = "refund_time"
ANSWER_TIME = "answer_time"
RANK = "rank"
NOTICE = "notice"

_LENGTHS = {Unit.WORKING_DAYS: "P{}D", Unit.DAYS: "P{}D", Unit.HOURS: "PT{}H", Unit.MINUTES: "PT{}M"}
_DAYS = {Unit.WORKING_DAYS: "working", Unit.DAYS: "calendar"}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class PackTerm:
    """One term of a pack.

    ``about`` and ``value`` are those of a fact of kind ``policy_term``; ``clause`` is the
    number of the clause and ``words`` its text, both empty where the pack names none.
    """

    about: str
    value: str
    clause: str
    words: str


def terms(pack: Pack) -> tuple[PackTerm, ...]:
    """All terms of a pack, in the order of its keys."""
    return tuple(
        PackTerm(about, value, number, found.text if (found := pack.clause(number)) else "")
        for about, value, number in _values(pack)
    )


def _values(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for window in pack.windows:
        yield GRACE, _window(window), window.clause
    for fee in pack.fees:
        yield FEE, _fee(fee), fee.clause
    for final in pack.irrevocable:
        yield IRREVOCABLE, _irrevocable(final), final.clause
    for rank in pack.rank:
        yield RANK, "first=high", rank.clause
    for manual in pack.manual:
        yield *_manual(manual), manual.clause
    for refund in pack.refund:
        yield REFUND_TIME, _refund(refund), refund.clause
    for answer in pack.answer:
        yield ANSWER_TIME, _answer(answer), answer.clause
    for notice in pack.notice:
        for means in notice.by:
            yield NOTICE, f"by={means};when={notice.when}", notice.clause


def _window(window: Window) -> str:
    value = f"PT{window.minutes}M;start={window.start};delivery={window.delivery};free=yes"
    return value + (";condition=unshipped" if window.condition is Condition.UNSHIPPED else "")


def _fee(fee: Fee) -> str:
    applies = "after" if fee.applies is Applies.AFTER_WINDOW else "any"
    value = f"{fee.low / _HUNDRED:f}-{fee.high / _HUNDRED:f};applies={applies}"
    return value + ("" if fee.delivery is DeliveryScope.ANY else f";delivery={fee.delivery}")


def _irrevocable(final: Irrevocable) -> str:
    value = f"after={final.after};delivery={final.delivery}"
    value += f";beyond=PT{final.beyond_minutes}M" if final.beyond_minutes else ""
    return value + (f";for={final.goods}" if final.goods else "")


def _manual(manual: Manual) -> tuple[str, str]:
    if manual.until is Until.NEVER:
        return IRREVOCABLE, "after=sold;delivery=manual"
    return MANUAL, f"before={manual.until}"


def _refund(refund: Refund) -> str:
    start = f"start={refund.start}"
    return ";".join([*_length(refund.within, refund.unit), start, *_way(refund.way)])


def _way(way: Way) -> list[str]:
    return ["way=original"] if way is Way.ORIGINAL else []


def _answer(answer: Answer) -> str:
    hours = ["hours=service"] if answer.hours is Hours.SERVICE else []
    return ";".join([*_length(answer.within, answer.unit), f"start={answer.start}", *hours])


def _length(within: Length, unit: Unit) -> list[str]:
    if within.high == 0:
        return ["PT0M"]
    counts = dict.fromkeys((within.low, within.high))
    length = "-".join(_LENGTHS[unit].format(count) for count in counts)
    return [length, f"days={_DAYS[unit]}"] if unit in _DAYS else [length]
