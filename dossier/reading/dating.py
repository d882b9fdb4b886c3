"""Days and years that a page leaves out, from the rest of the folder.

A year is taken from the order the file belongs to: the one that brings month
and day nearest.  A clock without any day is *assumed* to be of the order's day:
that is marked, and no breach rests on it until the user confirms the day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dossier.model import Anchor, Evidence, Fact, FactKind, FactStatus
from dossier.reading import calendar
from dossier.reading.chats import moments

_MONTH_DAY = re.compile(r"--(\d\d)-(\d\d)")
_BARE = re.compile(r"^T\d\d:\d\d")
#: Words that count back from the capture: the user's day is that of clocks without any day.
_COUNTED = re.compile(r"昨|前|周|星期|礼拜|刚|yesterday", re.IGNORECASE)
_ANCHORS = ("paid", "ordered", "shipped", "payment_created", "completed", "refunded")


def date_all(
    evidence: Sequence[Evidence],
    facts: Sequence[Fact],
    days: Mapping[str, date],
    beside: Sequence[Fact] = (),
) -> tuple[Fact, ...]:
    """Complete the times that lack a year or a day, where the folder allows it.

    Args:
        evidence: all files.
        facts: to be dated.
        days: the day of a chat as the user told it, by path.
        beside: further facts that tell the days of orders.
    """
    path = {item.id: item.path for item in evidence}
    anchors = _days_of_orders([*facts, *beside])
    clocks: dict[str, _Clocks] = {}
    dated = []
    for fact in facts:
        if fact.kind is not FactKind.TIMESTAMP:
            dated.append(fact)
            continue
        file = fact.source.evidence
        midnights = clocks.setdefault(file, _Clocks()).midnights(fact.value)
        dated.append(_dated(fact, anchors.get(fact.order_id), days.get(path[file]), midnights))
    return tuple(dated)


class _Clocks:
    """The bare clocks of one chat from the top down: one that falls is of the next day."""

    def __init__(self) -> None:
        self._last: timedelta | None = None
        self._passed = 0

    def midnights(self, value: str) -> tuple[int, ...]:
        """How many midnights lie between the first bare clock of the chat and each part of a value."""
        first, *until = value.split("/")
        clock = _clock(first)
        self._passed += _falls(self._last, clock)
        self._last = self._last if clock is None else clock
        return (self._passed, *(self._passed + _falls(clock, _clock(part)) for part in until))


def _clock(part: str) -> timedelta | None:
    """The bare clock that a part of a value is."""
    return timedelta(hours=int(part[1:3]), minutes=int(part[4:6])) if _BARE.match(part) else None


def _falls(before: timedelta | None, after: timedelta | None) -> bool:
    return before is not None and after is not None and before - after > moments.SLIP


def _days_of_orders(facts: Sequence[Fact]) -> dict[str | None, date]:
    """The day of each order: when it was paid, else placed, else what comes first in :data:`_ANCHORS`."""
    known = [
        f
        for f in facts
        if f.kind is FactKind.TIMESTAMP and f.about in _ANCHORS and calendar.is_complete(f.value)
    ]
    found: dict[str | None, date] = {}
    for fact in sorted(known, key=lambda f: _ANCHORS.index(f.about)):
        found.setdefault(fact.order_id, calendar.interval(fact.value).earliest.date())
    return found


def _dated(fact: Fact, anchor: date | None, told: date | None, midnights: Sequence[int]) -> Fact:
    parts = fact.value.split("/")
    later = [timedelta(days=count) for count in midnights]
    if told is not None and _wants(fact, parts[0], told):
        whole = [re.sub(r"^\d{4}-\d\d-\d\d", "", part) for part in parts]
        value = "/".join(_on(part, told + more) for part, more in zip(whole, later, strict=True))
        return replace(
            fact,
            value=value,
            assumed=any(midnights),
            anchor=None,
            status=FactStatus.CORRECTED,
            machine=fact.value,
        )
    if anchor is None or all(calendar.is_complete(part) for part in parts):
        return fact
    assumed = fact.assumed or any(_BARE.match(part) or part == "" for part in parts)
    value = "/".join(_on(part, _year(part, anchor, more)) for part, more in zip(parts, later, strict=True))
    if not all(calendar.is_complete(part) for part in value.split("/")):
        return fact
    return replace(fact, value=value, assumed=assumed, anchor=fact.anchor or Anchor.NEIGHBOUR)


def _wants(fact: Fact, first: str, told: date) -> bool:
    """Whether the day that the user told for the file is this time's day."""
    if _COUNTED.search(fact.raw):
        return False
    # A clock that fell below a printed day is of the day after, whatever day that was.
    past = (told + timedelta(days=1)).isoformat()
    return bool(_BARE.match(first)) or (fact.assumed and not first.startswith(past))


def _year(part: str, anchor: date, later: timedelta) -> date | None:
    """The day a part without a year names, the anchor for a bare clock; None when no near year has it."""
    match = _MONTH_DAY.match(part)
    if match is None:
        return anchor + later
    month, day = int(match[1]), int(match[2])
    candidates = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    return min(candidates, key=lambda found: abs((found - anchor).days), default=None)


def _on(part: str, day: date | None) -> str:
    """A part of a value with its day: ``T14:02`` and ``--05-12T14:02`` become whole."""
    if day is None or calendar.is_complete(part):
        return part
    if part.startswith(("--", "T")) or part == "":
        clock = part.partition("T")[2].removesuffix("+08:00")
        return f"{day.isoformat()}T{clock}+08:00" if clock else day.isoformat()
    return part
