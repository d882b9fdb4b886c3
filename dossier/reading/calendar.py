"""From what is printed to a moment: a stamp and its surroundings make a time.

Values are ISO 8601 strings that carry their own width:

``2024-05-12T14:02:10+08:00``  known to the second,
``2024-05-12T14:02+08:00``  known to the minute,
``2024-05-12``  known to the day,
``2024-05-12T14:02+08:00/2024-05-12T14:06+08:00``  somewhere from the first
second of the left to the last second of the right,
``T14:02``  a clock whose day nothing in the folder tells,
``--05-12T14:02``  a day whose year nothing in the folder tells.

All are Asia/Shanghai, which has had no summer time since 1991.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from dossier.model import Interval, Precision
from dossier.reading.stamps import Stamp

BEIJING = timezone(timedelta(hours=8))
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_TODAY = ("今天", "今日")
_BACK = {"昨天": 1, "昨日": 1, "前天": 2}
_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


def value(stamp: Stamp) -> str:
    """The stamp as a value string; incomplete forms say what they lack."""
    clock = ""
    if stamp.hour is not None:
        clock = f"T{stamp.hour:02d}:{stamp.minute:02d}"
        if stamp.second is not None:
            clock += f":{stamp.second:02d}"
    if stamp.month is None:
        return f"{stamp.relative}{clock}"
    day = f"{stamp.month:02d}-{stamp.day:02d}"
    if stamp.year is None:
        return f"--{day}{clock}"
    return f"{stamp.year:04d}-{day}{clock}{'+08:00' if clock else ''}"


def on(stamp: Stamp, day: date) -> Stamp:
    """The stamp with a full date given to it."""
    return replace(stamp, year=day.year, month=day.month, day=day.day, relative="")


def resolve(stamp: Stamp, captured: datetime | None) -> Stamp:
    """The stamp with the date that a capture at the moment ``captured`` gives it.

    A clock alone is "today" on the screens of chat apps; 昨天 and a weekday
    count back from the capture.  Without a capture, or when the clock would lie
    after it, the stamp stays as it is.
    """
    if stamp.has_date or captured is None:
        return stamp
    if stamp.relative in ("", *_TODAY):
        if (stamp.hour or 0, stamp.minute or 0) > (captured.hour, captured.minute):
            return stamp
        return on(stamp, captured.date())
    if stamp.relative in _BACK:
        return on(stamp, captured.date() - timedelta(days=_BACK[stamp.relative]))
    back = (captured.weekday() - _WEEKDAYS[stamp.relative[-1]]) % 7
    # A chat shows a weekday for the last days only, so today's own name means a week ago.
    return on(stamp, captured.date() - timedelta(days=back or 7))


def is_complete(text: str) -> bool:
    """Whether a value names a day of a year."""
    return text[:4].isdigit()


def has_clock(text: str) -> bool:
    """Whether a value names at least hour and minute."""
    return "T" in text


def interval(text: str) -> Interval:
    """The seconds a complete value may mean, first and last included.

    Ends in the wrong order (two time lines read out of order) give the shortest
    interval that holds both: too wide, never inverted.

    Raises:
        ValueError: the value is incomplete.
    """
    left, _, right = text.partition("/")
    if right:
        one, two = interval(left), interval(right)
        if two.latest < one.earliest:
            return Interval(two.earliest, one.latest)
        return Interval(one.earliest, two.latest)
    moment = datetime.fromisoformat(left)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=BEIJING)
    width = {Precision.SECOND: _SECOND, Precision.MINUTE: _MINUTE, Precision.DAY: _DAY}[precision(left)]
    return Interval(moment, moment + width - _SECOND)


def precision(text: str) -> Precision:
    """How finely a value is known; an interval is as coarse as its coarser end."""
    left, _, right = text.partition("/")
    if right:
        return Precision.MINUTE if has_clock(left) and has_clock(right) else Precision.DAY
    if not has_clock(left):
        return Precision.DAY
    clock = left.partition("T")[2].partition("+")[0]
    return Precision.SECOND if clock.count(":") == 2 else Precision.MINUTE  # noqa: PLR2004
