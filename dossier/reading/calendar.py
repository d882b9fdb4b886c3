"""From what is printed to a moment: a stamp and its surroundings make a time.

Values are ISO 8601 strings that carry their own width:

``2024-05-12T14:02:10+08:00``  known to the second,
``2024-05-12T14:02+08:00``  known to the minute,
``2024-05-12``  known to the day,
``2024-05-12T14:02+08:00/2024-05-12T14:06+08:00``  somewhere from the first
second of the left to the last second of the right,
``T14:02``  a clock whose day nothing in the folder tells,
``--05-12T14:02``  a day whose year nothing in the folder tells,
``昨天T14:02``, ``刚刚``  a word that counts from a capture nobody knows.

All are Asia/Shanghai, which has had no summer time since 1991.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from dossier.model import Interval, Precision
from dossier.reading.stamps import Stamp

BEIJING = timezone(timedelta(hours=8))
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_TODAY = ("今天", "今日")
_BACK = {"昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_AGO = re.compile(r"(?P<count>\d{1,3}|半)(?P<unit>秒|分|分钟|小时|个小时)之?前")
_UNITS = {
    "秒": timedelta(seconds=1),
    "分": timedelta(minutes=1),
    "分钟": timedelta(minutes=1),
    "小时": timedelta(hours=1),
    "个小时": timedelta(hours=1),
}
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


def back(stamp: Stamp, today: date) -> Stamp:
    """The stamp of ``昨天``, ``前天``, ``今天`` or a weekday with its date, counted back from ``today``.

    A chat shows a weekday for the last days only, so today's own name means a week ago.
    A stamp with any other word, or none, stays as it is.
    """
    if stamp.relative in _TODAY:
        return on(stamp, today)
    if stamp.relative.lower() in _BACK:
        return on(stamp, today - timedelta(days=_BACK[stamp.relative.lower()]))
    weekday = _WEEKDAYS.get(stamp.relative[-1:])
    if weekday is None:
        return stamp
    return on(stamp, today - timedelta(days=(today.weekday() - weekday) % 7 or 7))


def ago(relative: str, captured: datetime) -> tuple[Stamp, Stamp] | None:
    """First and last minute that ``刚刚`` or ``3分钟前`` may mean on a screen captured at ``captured``.

    Apps round down: "3分钟前" is at least three and less than four minutes ago.
    ``刚刚`` lasts five minutes in some apps.  None when the word counts no time.
    """
    if relative == "刚刚":
        most, least = timedelta(minutes=5), timedelta()
    else:
        found = _AGO.fullmatch(relative)
        if found is None:
            return None
        unit = _UNITS[found["unit"]]
        least = unit / 2 if found["count"] == "半" else unit * int(found["count"])
        most = least + unit
    return _minute(captured - most), _minute(captured - least)


def _minute(moment: datetime) -> Stamp:
    """The stamp of a moment, to the minute."""
    return Stamp(0, 0, "", moment.year, moment.month, moment.day, moment.hour, moment.minute)


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
