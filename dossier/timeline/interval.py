"""Questions to times that are known only as intervals: yes, no, or cannot tell.

An :class:`~dossier.model.Interval` holds whole seconds, first and last
included.  An answer is ``YES`` or ``NO`` only when it is the same for every pair
of seconds that the intervals allow, so widening an interval can turn a verdict
into "cannot tell" but never the other way round.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from dossier.model import Interval


class Answer(Enum):
    """The three answers."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def before(a: Interval, b: Interval) -> Answer:
    """Whether ``a`` is before ``b``; the same second is not before."""
    if a.latest < b.earliest:
        return Answer.YES
    return Answer.NO if a.earliest >= b.latest else Answer.UNKNOWN


def no_later(start: Interval, moment: Interval, length: timedelta) -> Answer:
    """Whether ``moment`` is at most ``length`` after ``start``; exactly ``length`` is in time.

    "5分钟内" includes the fifth minute's end (Civil Code art. 1259).  A moment
    before ``start`` is in time as well: whether it can have come before is
    another question, asked by :func:`before`.
    """
    if moment.latest <= start.earliest + length:
        return Answer.YES
    return Answer.NO if moment.earliest > start.latest + length else Answer.UNKNOWN


def overlap(a: Interval, b: Interval) -> Interval | None:
    """The seconds that both allow, or None when there are none."""
    earliest, latest = max(a.earliest, b.earliest), min(a.latest, b.latest)
    return Interval(earliest, latest) if earliest <= latest else None


def hull(a: Interval, b: Interval) -> Interval:
    """The shortest interval that holds both."""
    return Interval(min(a.earliest, b.earliest), max(a.latest, b.latest))
