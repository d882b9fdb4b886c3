"""When a promised length of time is over: "24小时内", "3天内", "1至3个工作日内".

Hours and minutes count from the moment. Of days the first is not counted, and
the last ends at midnight; a last day that is off moves on to the next working day
(Civil Code arts. 201-203). A range ("1-3天") is over when its longer end is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dossier.model import Interval
from dossier.timeline import workdays

_LENGTH = re.compile(r"P(?:(?P<days>\d{1,5})D|T(?=\d)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,7})M)?)")
_YEARS = 3660


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last seconds that a promise leaves, at the strictest and at the most patient reading.

    ``sure`` is false where working days of a year are counted whose holidays are not announced.
    """

    when: Interval
    sure: bool = True


def due(start: Interval, length: str, *, working: bool = False) -> Deadline | None:
    """When a length that runs from ``start`` is over; None where it is no length.

    Args:
        start: the moment it runs from, as far as that is known.
        length: ``PT24H``, ``PT30M``, ``P3D`` or a range of two (``P1D-P3D``).
        working: days are working days.
    """
    longest = _LENGTH.fullmatch(length.rpartition("-")[2])
    if longest is None:
        return None
    if longest["days"] is None:
        span = timedelta(hours=int(longest["hours"] or 0), minutes=int(longest["minutes"] or 0))
        return Deadline(Interval(start.earliest + span, start.latest + span))
    days = int(longest["days"])
    if days > _YEARS:
        return None
    first, last = start.earliest.date(), start.latest.date()
    if working:
        strict, patient = workdays.after(first, days), workdays.after(last, days)
        sure = strict.sure and patient.sure
        return Deadline(Interval(_end(start, strict.day), _end(start, patient.day)), sure)
    strict_end = start.earliest + timedelta(days=days)
    patient = workdays.on_or_after(last + timedelta(days=days))
    return Deadline(Interval(strict_end, max(strict_end, _end(start, patient.day))), patient.sure)


def _end(start: Interval, day: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, time.max, start.latest.tzinfo).replace(microsecond=0)
