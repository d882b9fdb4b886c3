"""Days and clocks that a speaker appoints: "5月15日前", "明天", "今天下午6点前", "周五之前", "月底".

Who writes a chat mostly leaves out what the day of the message tells.  Such words
are first kept as they count, and completed when the message's day is known:

``2024-05-15``  a whole date, ``--05-15`` one without its year, ``---15`` a day of
the month, ``+1D`` so many days on, ``W5`` the coming Friday, ``W5+0`` this week's
and ``W5+1`` next week's, ``M+0`` and ``M+1`` the end of this and of next month;
each may go on with a clock (``+0DT18:00``), and ``T18:00`` is a clock alone.

Where words leave room the later moment is meant: a promise is broken only when
its most patient reading is over.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dossier.reading.calendar import BEIJING
from dossier.reading.terms import numerals

_COUNT = rf"(?:\d{{1,2}}|{numerals.PATTERN})"
_PART = r"凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚|夜里|半夜"
_CLOCK = (
    rf"(?:(?P<part>{_PART})?(?P<hour>{_COUNT})"
    r"(?::(?P<minute>[0-5]\d)(?!\d)"
    r"|(?P<dial>[点时](?!间|候|效|券|卡|数|金)钟?)(?:(?P<minute_han>[0-5]\d)分?|(?P<half>半))?))"
)
_NEXT = r"下个?"
_THIS = r"本|这个?"
_DAY = (
    r"(?P<year>20\d\d)年(?P<ym>\d{1,2})月(?P<yd>\d{1,2})[日号]?"
    rf"|(?<!\d)(?<![\d去前]年)(?P<m>{_COUNT})月(?:份)?(?P<d>{_COUNT})[日号]"
    rf"|(?<![\d月每上下个])(?P<this>(?:{_THIS}|当)?月)?(?P<of_month>{_COUNT})号"
    r"|(?<![之以])(?P<word>大后天|今明两[天日]|明后两?天|今[天日晚]|明[天日早晚]|后[天日](?!台))"
    rf"|(?<![上每])(?P<which>{_THIS}|{_NEXT})?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])"
    rf"|(?P<week>{_THIS}|{_NEXT})(?:周|星期|礼拜)(?![一二三四五六日天末])"
    rf"|(?<![每\d])(?P<month>{_THIS}|当|{_NEXT})?月[底末]"
)
_PATTERN = re.compile(rf"(?:(?P<date>{_DAY})的?(?:{_PART})?)?(?:{_CLOCK})?")
_INSIDE = re.compile(r"[\d:\-~]$")
"""What stands before a clock that is a part of something longer."""
_AHEAD = {"今明": 1, "明后": 2, "今": 0, "明": 1, "后": 2, "大后": 3}
_WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7, "末": 7}
_EARLY = ("凌晨", "清晨", "早上", "早晨", "早", "上午")
_HALF_DAY, _DAY_HOURS = 12, 24
_FORM = re.compile(
    r"(?:(?P<full>\d{4}-\d\d-\d\d)|--(?P<m>\d\d)-(?P<d>\d\d)|---(?P<of_month>\d\d)|\+(?P<days>\d+)D"
    r"|W(?P<weekday>[1-7])(?:\+(?P<weeks>[01]))?|M\+(?P<months>[01]))?(?:T(?P<hour>\d\d):(?P<minute>\d\d))?"
)
_FAR = timedelta(days=183)
"""No shop appoints a day half a year ahead; a date further off is another year's, or past."""


@dataclass(frozen=True, slots=True)
class Appointed:
    """A day or clock that words appoint, as it counts (see above), with its span in the text."""

    value: str
    start: int
    end: int


def find(text: str) -> Iterator[Appointed]:
    """All days and clocks that a squeezed text appoints, from left to right."""
    for match in _PATTERN.finditer(text):
        if not match["date"] and _INSIDE.search(text[: match.start()]):
            continue
        day, clock = _day(match), _clock(match)
        if day is not None and clock is not None and day + clock:
            yield Appointed(day + clock, match.start(), match.end())


def complete(value: str, said: date) -> str:
    """The last moment that is meant, as ``2024-05-15`` (until its end) or ``2024-05-15T18:00+08:00``.

    Args:
        value: as :func:`find` gives it.
        said: the day of the message, or its moment (a ``datetime``, which is a date too).

    Returns:
        An empty string where it cannot be told, or where it would lie before ``said``.
    """
    form = _FORM.fullmatch(value)
    if form is None or not value:
        return ""
    moment = said if isinstance(said, datetime) else None
    today = moment.date() if moment is not None else said
    try:
        day = _on_day(form, today)
    except OverflowError:  # the calendar ends
        return ""
    if day is None or day < today or day - today > _FAR:
        return ""
    if form["hour"] is None:
        return day.isoformat()
    due = datetime.combine(day, time(int(form["hour"]), int(form["minute"])), BEIJING)
    if day == today and not _is_ahead(due, moment, named=not value.startswith("T")):
        return ""
    return due.isoformat(timespec="minutes")


def _is_ahead(due: datetime, moment: datetime | None, *, named: bool) -> bool:
    """Whether a clock of today was still to come; a clock without a day may be tomorrow's, unless it was."""
    if moment is None:
        return named
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)) <= due


def _day(match: re.Match[str]) -> str | None:
    """The day of a match, ``""`` where it has a clock alone, None where it is no day."""
    if match["year"]:
        return _valid(int(match["ym"]), int(match["yd"]), int(match["year"]))
    if match["m"]:
        month, day = numerals.parse(match["m"]), numerals.parse(match["d"])
        return None if month is None or day is None else _valid(month, day)
    if match["of_month"]:
        day = numerals.parse(match["of_month"])
        return f"---{day:02d}" if day and day <= 31 else None  # noqa: PLR2004
    if match["word"]:
        return f"+{_AHEAD[re.sub('两?[天日早晚]', '', match['word'])]}D"
    if match["weekday"]:
        which = "" if not match["which"] else "+1" if match["which"].startswith("下") else "+0"
        return f"W{_WEEKDAYS[match['weekday']]}{which}"
    if match["week"]:
        return f"W7+{int(match['week'].startswith('下'))}"
    if re.search("月[底末]", match.group()):
        return f"M+{int((match['month'] or '').startswith('下'))}"
    return ""


def _valid(month: int, day: int, year: int | None = None) -> str | None:
    try:
        found = date(year or 2024, month, day)
    except ValueError:
        return None
    return found.isoformat() if year else f"--{found:%m-%d}"


def _clock(match: re.Match[str]) -> str | None:
    """The clock of a match, ``""`` where it has none or means the day's end, None where it is no clock.

    Without a part of the day the later half is meant; twelve may be noon or midnight.
    """
    if match["hour"] is None:
        return ""
    hour = numerals.parse(match["hour"])
    part = next(iter(re.findall(_PART, match.group())), "")
    if hour is None or hour > _DAY_HOURS or (match["hour"] == "一" and match["dial"] == "点" and not part):
        return None  # 便宜一点
    minute = 30 if match["half"] else int(match["minute"] or match["minute_han"] or 0)
    if part == "中午":
        hour += _HALF_DAY if hour <= 2 else 0  # noqa: PLR2004
    elif hour % _HALF_DAY == 0:
        return ""
    elif hour < _HALF_DAY and part not in _EARLY:
        hour += _HALF_DAY
    return f"T{hour:02d}:{minute:02d}"


def _on_day(form: re.Match[str], today: date) -> date | None:
    if form["full"]:
        return date.fromisoformat(form["full"])
    if form["m"]:
        return _next(today, int(form["m"]), int(form["d"]))
    if form["of_month"]:
        return _of_month(today, int(form["of_month"]))
    if form["days"]:
        return today + timedelta(days=int(form["days"]))
    if form["weekday"]:
        return _weekday(today, int(form["weekday"]), form["weeks"])
    if form["months"]:
        later = today.month - 1 + int(form["months"])
        year, month = today.year + later // 12, later % 12 + 1
        return date(year, month, months.monthrange(year, month)[1])
    return today


def _next(today: date, month: int, day: int) -> date | None:
    """The month's day that comes next, of this year or the next."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _of_month(today: date, day: int) -> date | None:
    first = today.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return next(
        (found for start in (first, following) if (found := _day_of(start, day)) and found >= today), None
    )


def _day_of(first: date, day: int) -> date | None:
    try:
        return first.replace(day=day)
    except ValueError:
        return None


def _weekday(today: date, weekday: int, weeks: str | None) -> date | None:
    """A weekday of this week or the next; without either the coming one, unknown on that day itself."""
    found = today + timedelta(days=weekday - today.isoweekday() + 7 * int(weeks or 0))
    if weeks is None:
        return None if found == today else found if found > today else found + timedelta(days=7)
    return found
