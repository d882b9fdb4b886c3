"""Times as they stand on a screen: found, checked and kept as written.

A :class:`Stamp` holds only what is printed: a clock without a date stays one.
Giving it the missing part is the business of :mod:`dossier.reading.calendar`.
Only where another zone is printed ("UTC") is the time told in China's.

The shapes are those of Chinese shops, payment and chat apps; engines lose the
blank between date and clock ("2024-05-1214:03:22") and exchange the colon for
a full-width one, a semicolon or a stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from dossier.reading import zones
from dossier.reading.text import fold
from dossier.reading.zones import Zone

_DAY_PART = r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|深夜|半夜|午夜|夜间|[AaPp][Mm])?"
_COLON_CLOCK = (
    r"(?P<hour>\d{1,2})\s?(?:[:;]\s?(?P<minute>\d{2})(?:\s?[:;.]\s?(?P<second>\d{2}))?(?!\d)"
    r"|[时点](?P<minute_han>\d{2}(?!\d)|\d(?=分))分?(?:(?P<second_han>\d{1,2})秒)?"
)
_BARE_CLOCK = _COLON_CLOCK + ")"
#: A stop instead of a colon is believed only behind a date: alone, "15.00" is a price.
_CLOCK = _COLON_CLOCK + r"|\.(?P<minute_dot>\d{2})(?:\.(?P<second_dot>\d{2}))?(?!\d))"
_SUFFIX = r"(?:\s?(?P<after>[AaPp][Mm]))?"
_DATE = (
    r"(?P<year>20\d{2})\s?(?:年\s?(?P<mh>\d{1,2})\s?月\s?(?P<dh>\d{1,2})\s?日?"
    r"|(?P<sep>[-/.])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>3[01]|[12]\d|0?[1-9](?!\d(?!\d))))"
)
_SHORT_DATE = r"(?P<short_year>2\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
_MONTH_DAY = (
    r"(?P<mh>\d{1,2})\s?月\s?(?P<dh>\d{1,2})\s?日"
    r"|(?P<month>\d{1,2})(?P<sep>[-/])(?P<day>\d{1,2})(?=\s|\d{2}[:;]\d{2})"
)
_AMERICAN_DATE = r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>20\d{2})"
_WEEKDAY = r"(?:[(]?(?:星期|周|礼拜).[)]?)?"
#: "上周二" and "大前天" count otherwise than the words they end in.
_RELATIVE = (
    r"(?<![上下大本这每])"
    r"(?P<relative>今天|今日|昨天|昨日|前天|[Yy]esterday|(?:星期|周|礼拜)[一二三四五六日天])"
)

#: Nothing numeric before a date, unless date and clock are whole: engines glue a staff number to them.
_UNGLUED = r"(?:(?<!\d)|(?=20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s?\d{1,2}[:;]\d\d))"
_GAP = r"[\sT,]{0,3}"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_UNGLUED}{_DATE}(?:{_GAP}{_WEEKDAY}{_GAP}{_DAY_PART}\s?{_CLOCK}{_SUFFIX})?(?!\d|\s?\d{{3,}}[:;])",
        rf"(?<![\d.\-/]){_SHORT_DATE}{_GAP}{_WEEKDAY}{_GAP}{_DAY_PART}\s?{_BARE_CLOCK}{_SUFFIX}(?!\d)",
        # As American settings write it; without AM or PM nobody can tell day from month.
        rf"(?<![\d.\-/]){_AMERICAN_DATE}{_GAP}{_BARE_CLOCK}\s?(?P<after>[AaPp][Mm])(?!\w)",
        rf"(?<![\d.\-/])(?<![去前]年)(?:{_MONTH_DAY})(?:{_GAP}{_WEEKDAY}{_GAP}{_DAY_PART}\s?{_CLOCK}{_SUFFIX})?(?!\d)",
        rf"{_RELATIVE}{_GAP}{_DAY_PART}\s?{_BARE_CLOCK}{_SUFFIX}",
        rf"(?<![\d.:;¥\-+]){_DAY_PART}\s?{_BARE_CLOCK}{_SUFFIX}",
    )
)
#: Digits before a bare clock that are a date nobody could read: its clock alone would be a wrong time.
_DATE_REMAINS = re.compile(
    r"(?:\d[-/.]\d{1,4}|[\dOo][-/.]\d{1,2}[-/.]\d{1,2}|(?<!\d)\d{8}|,\s?20\d\d"
    r"|[\dOo]\s?日|(?:星期|周|礼拜)[一二三四五六日天]|[昨前]天|(?:day|Mon|Tue|Wed|Thu|Fri|Sat|Sun))[\s,]*$"
)
#: Words that stand alone as a time line; inside a sentence they say something else ("昨天付的款").
_ALONE = re.compile(
    r"今天|今日|昨天|昨日|前天|(?:星期|周|礼拜)[一二三四五六日天]|刚刚|(?:\d{1,3}|半)(?:秒|分|分钟|个?小时)之?前"
)
_COMPACT = re.compile(
    r"(?<!\d)(?:(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})|(?P<date>20\d{2}[-/.]\d{1,2}[-/.]\d{1,2}))\s?"
    r"(?P<hour>\d{2}):?(?P<minute>\d{2}):?(?P<second>\d{2})(?!\d)"
)

_MORNING = frozenset(("凌晨", "清晨", "早上", "早晨", "上午", "am"))
_EVENING = frozenset(("下午", "傍晚", "晚上", "pm"))
_NIGHT = frozenset(("夜里", "深夜", "半夜", "午夜", "夜间"))
_DAWN = 6
_NOON = "中午"
_NOON_AS_IS = 11
_HALF_DAY = 12


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as printed: fields that are not printed are None.

    ``relative`` is a word such as 昨天 or 3分钟前; ``doubtful`` says that the digits allow
    two readings (a date and an hour run together); ``start``/``end`` are the
    span in the text it was found in.  ``zone`` is the zone printed with it; where it
    is not China's, ``raw`` holds its words and the fields are already in China's time.
    """

    start: int
    end: int
    raw: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    relative: str = ""
    doubtful: bool = False
    zone: str = ""

    @property
    def has_clock(self) -> bool:
        """Whether hour and minute are printed."""
        return self.hour is not None

    @property
    def has_date(self) -> bool:
        """Whether month and day are printed."""
        return self.month is not None


def find(text: str) -> Iterator[Stamp]:
    """All times in a text, from left to right, none inside another.

    Impossible ones (month 13, 25:00, February 30th) are passed over: a digit
    in them was misread, and no part of them can be trusted.
    """
    folded = fold(text)
    taken: list[tuple[int, int]] = []
    found: list[Stamp] = []
    for form in _FORMS:
        for match in form.finditer(folded):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if form is _FORMS[-1] and _DATE_REMAINS.search(
                folded[max(0, match.start() - 16) : match.start()]
            ):
                continue
            stamp = _stamp(match, text)
            if stamp is not None:
                found.append(stamp)
    free = 0
    for stamp in sorted(found, key=lambda stamp: stamp.start):
        told = _told(stamp, folded, text, free)
        free = told.end
        yield told


def compact(text: str) -> Stamp | None:
    """The one time in a value cell whose colons the engine lost ("20240512140322", "2024-05-12 14:0322").

    Only where a label asks for a time: elsewhere fourteen digits are a number.
    """
    folded = fold(text)
    found = list(_COMPACT.finditer(folded))
    if len(found) != 1:
        return None
    match = found[0]
    date_text = match["date"] or f"{match['year']}-{match['month']}-{match['day']}"
    stamp = next(find(f"{date_text} {match['hour']}:{match['minute']}:{match['second']}"), None)
    if stamp is None:
        return None
    raw = text[match.start() : match.end()]
    return _told(replace(stamp, start=match.start(), end=match.end(), raw=raw), folded, text)


def told_in(stamp: Stamp, zone: Zone | None) -> Stamp:
    """The stamp in China's time, where its label or page names another zone and it names none itself."""
    if zone is None or stamp.zone or not stamp.has_clock:
        return stamp
    return _moved(replace(stamp, zone=zone.words), zone)


def word(text: str) -> Stamp | None:
    """The time line that is nothing but a word: a day ("昨天", "星期二") or a distance ("刚刚", "3分钟前").

    Only where a line stands as a time line does: a message can be such a word too.
    """
    folded = re.sub(r"\s", "", fold(text))
    return Stamp(0, len(text), text.strip(), relative=folded) if _ALONE.fullmatch(folded) else None


def _told(stamp: Stamp, folded: str, text: str, free: int = 0) -> Stamp:
    """The stamp with the zone printed beside it."""
    zone = zones.beside(folded, stamp.start, stamp.end, free) if stamp.has_clock else None
    if zone is None or zone.is_china:
        return stamp if zone is None else replace(stamp, zone=zone.words)
    start, end = min(stamp.start, zone.start), max(stamp.end, zone.end)
    raw = text[start:end].strip()
    return _moved(replace(stamp, start=start, end=end, raw=raw, zone=zone.words), zone)


def _moved(stamp: Stamp, zone: Zone) -> Stamp:
    """The stamp in China's time; not to be relied on where day or zone are not known well enough."""
    if zone.is_china:
        return stamp
    if None in (stamp.year, stamp.month, stamp.day, stamp.hour):
        return replace(stamp, doubtful=True)
    local = datetime(  # noqa: DTZ001 - its zone is what is asked for
        stamp.year or 0, stamp.month or 0, stamp.day or 0, stamp.hour or 0, stamp.minute or 0
    )
    offset = zone.offset(local)
    if offset is None:
        return replace(stamp, doubtful=True)
    told = local - offset + zones.CHINA
    return replace(stamp, year=told.year, month=told.month, day=told.day, hour=told.hour, minute=told.minute)


def _stamp(match: re.Match[str], text: str) -> Stamp | None:
    groups = match.groupdict()

    def number(*names: str) -> int | None:
        for name in names:
            if groups.get(name) is not None:
                return int(groups[name])
        return None

    year = number("year")
    if year is None and groups.get("short_year"):
        year = 2000 + int(groups["short_year"])
    month, day = number("month", "mh"), number("day", "dh")
    hour = number("hour")
    minute = number("minute", "minute_han", "minute_dot")
    second = number("second", "second_han", "second_dot")
    if hour is not None:
        hour = _hour(hour, (groups.get("part") or groups.get("after") or "").lower())
    if not _possible(year, month, day, hour, minute, second):
        return None
    raw = text[match.start() : match.end()].strip()
    return Stamp(
        start=match.start(),
        end=match.end(),
        raw=raw,
        year=year,
        month=month,
        day=day,
        hour=hour,
        minute=minute,
        second=second,
        relative=groups.get("relative") or "",
        # Two digits for a year, and midnight called evening, are read but not relied on.
        doubtful=_run_together(match) or bool(groups.get("short_year")) or _is_midnight(groups),
    )


def _is_midnight(groups: dict[str, str | None]) -> bool:
    return groups.get("part") in ("晚上", "傍晚", *_NIGHT) and groups.get("hour") == "12"


def _hour(hour: int, part: str) -> int:
    if part in _NIGHT or (part == "晚上" and hour == _HALF_DAY):
        return (
            hour + _HALF_DAY if _DAWN <= hour < _HALF_DAY else hour % _HALF_DAY if hour == _HALF_DAY else hour
        )
    if part in _EVENING and hour < _HALF_DAY:
        return hour + _HALF_DAY
    if part == _NOON and hour < _NOON_AS_IS:
        return hour + _HALF_DAY
    if part in _MORNING and hour == _HALF_DAY:
        return 0
    return hour


def _possible(
    year: int | None,
    month: int | None,
    day: int | None,
    hour: int | None,
    minute: int | None,
    second: int | None,
) -> bool:
    if month is not None and day is not None:
        try:
            date(year if year is not None else 2024, month, day)
        except ValueError:
            return False
    return (hour or 0) < 24 and (minute or 0) < 60 and (second or 0) < 60  # noqa: PLR2004


def _run_together(match: re.Match[str]) -> bool:
    """Whether day and hour touch in three digits that split two ways: 1/111:40, but not 10/411:40."""
    if match.groupdict().get("day") is None or match.groupdict().get("hour") is None:
        return False
    run = match["day"] + match["hour"]
    if match.end("day") != match.start("hour") or len(run) != 3:  # noqa: PLR2004
        return False
    return all(
        1 <= int(run[:cut]) <= 31 and int(run[cut:]) < 24  # noqa: PLR2004
        for cut in (1, 2)
    )
