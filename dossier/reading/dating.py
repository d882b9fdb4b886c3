"""Days and years that a page leaves out, from the rest of the folder.

A year is taken from the order the file belongs to: the one that brings month
and day nearest.  A clock without any day is *assumed* to be of the order's day:
that is marked, and no breach rests on it until the user confirms the day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dossier.model import Evidence, Fact, FactKind, FactStatus
from dossier.reading import calendar

_MONTH_DAY = re.compile(r"--(\d\d)-(\d\d)")
_BARE = re.compile(r"^T\d\d:\d\d")
_ANCHORS = ("paid", "ordered", "shipped", "payment_created", "completed", "refunded")


def date_all(
    evidence: Sequence[Evidence], facts: Sequence[Fact], days: Mapping[str, date]
) -> tuple[Fact, ...]:
    """Complete the times that lack a year or a day, where the folder allows it."""
    path = {item.id: item.path for item in evidence}
    anchors = _days_of_orders(facts)
    return tuple(
        _dated(fact, anchors.get(fact.order_id), days.get(path[fact.source.evidence]))
        if fact.kind is FactKind.TIMESTAMP
        else fact
        for fact in facts
    )


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


def _dated(fact: Fact, anchor: date | None, told: date | None) -> Fact:
    parts = fact.value.split("/")
    if told is not None and (fact.assumed or _BARE.match(parts[0])):
        value = "/".join(_on(re.sub(r"^\d{4}-\d\d-\d\d", "", p), told) for p in parts)
        return replace(fact, value=value, assumed=False, status=FactStatus.CORRECTED, machine=fact.value)
    if anchor is None or all(calendar.is_complete(part) for part in parts):
        return fact
    assumed = fact.assumed or any(_BARE.match(part) or part == "" for part in parts)
    value = "/".join(_on(part, _year(part, anchor)) for part in parts)
    if not all(calendar.is_complete(part) for part in value.split("/")):
        return fact
    return replace(fact, value=value, assumed=assumed)


def _year(part: str, anchor: date) -> date | None:
    """The day a part without a year names, the anchor for a bare clock; None when no near year has it."""
    match = _MONTH_DAY.match(part)
    if match is None:
        return anchor
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
