"""Time zones that a page prints beside a time, and what such a time is in China.

Everything is China's time unless the page says otherwise.  Names that stand for
several zones ("CST"), or for one whose summer time differs by country, are seen
but not counted with: their times are not to be relied on.

American summer time runs from the second Sunday of March to the first Sunday of
November, at two o'clock (Energy Policy Act of 2005, since 2007).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dossier.reading.text import fold

CHINA = timedelta(hours=8)
_HOUR = timedelta(hours=1)
_FURTHEST = 14
_SUNDAY = 7

_FIXED: tuple[tuple[float, str], ...] = (
    (8, r"北京时间|中国标准时间|中国时间|东八区(?:时间)?|香港时间|台北时间|新加坡时间|HKT|SGT"),
    (9, r"日本(?:标准)?时间|东京时间|韩国(?:标准)?时间|首尔时间|东九区(?:时间)?|JST|KST"),
    (7, r"泰国时间|曼谷时间|越南时间"),
    (5.5, r"印度时间"),
    (3, r"莫斯科时间"),
    (0, r"世界协调时间?|协调世界时|世界标准时间?|格林[尼威]治(?:标准)?时间?|零时区(?:时间)?"),
)
_AMERICAN: tuple[tuple[int, str], ...] = (
    (-8, r"(?:美国)?太平洋(?:标准|夏令)?时间|美西时间|洛杉矶时间|PST|PDT"),
    (-7, r"(?:美国)?山[地区](?:标准|夏令)?时间"),
    (-6, r"美国中部(?:标准|夏令)?时间|美中时间|芝加哥时间"),
    (-5, r"(?:美国)?东部(?:标准|夏令)?时间|美东时间|纽约时间|EST|EDT"),
)
_STANDARD, _SUMMER = re.compile(r"标准|^.ST$"), re.compile(r"夏令|^.DT$")
_VAGUE = (
    r"当地时间|英国时间|伦敦时间|欧洲(?:中部)?时间|中欧时间|巴黎时间|柏林时间|悉尼时间|澳洲时间"
    r"|CST|CDT|MST|MDT|BST|IST|CET|CEST|AEST|AEDT"
)
_COUNTED = r"(?:UTC|GMT)(?:\s?[+-]\s?\d{1,2}(?::?(?:00|15|30|45))?(?![\d:]))?"
_NAMES = "|".join((*(names for _, names in (*_FIXED, *_AMERICAN)), _VAGUE))
_ZONE = rf"(?<![A-Za-z])(?:{_COUNTED}|{_NAMES})(?![A-Za-z])(?:时间)?"
_AFTER = re.compile(rf"(?:\.\d{{1,9}})?\s?(?:[(\[]\s?(?P<framed>{_ZONE})\s?[)\]]|(?P<zone>{_ZONE}))")
#: Right behind the seconds, or behind a clock that a "T" joins to its day.
_ISO = re.compile(r"(?:\.\d{1,9})?(?P<zone>Z(?![A-Za-z\d])|[+-](?:0\d|1[0-4]):?(?:00|15|30|45)(?![\d:]))")
#: As mails write it; "+1000" behind a blank is rather an amount.
_MAIL = re.compile(r"\s(?P<zone>[+-]0\d(?:00|15|30|45))(?![\d:.])")
_BEFORE = re.compile(rf"[(\[]?(?P<zone>{_ZONE})\s?[)\]]?\s?:?\s?$")
_NOTE = re.compile(
    r"(?:时间|日期|时区|[Tt]imes?|[Tt]ime ?zone)[^。;\d]{0,8}?(?:为|以|按|用|是|:|are|is|in)\s?(?:in\s)?"
    rf"(?P<zone>{_ZONE})"
)
_CLOCK = re.compile(r"\d\s?:\s?\d\d(?!\d)")
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as printed; ``start`` and ``end`` are the span of its words in the text."""

    words: str
    start: int
    end: int

    def offset(self, local: datetime) -> timedelta | None:
        """How far the zone is ahead of UTC at a local time (without zone); None where nobody can tell."""
        name = re.sub(r"\s", "", self.words)
        counted = re.fullmatch(
            r"(?:(?:UTC|GMT)(?:时间)?|Z|(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2}?):?(?P<minutes>\d\d)?)(?:时间)?",
            name,
        )
        if counted is not None:
            hours, minutes = int(counted["hours"] or 0), int(counted["minutes"] or 0)
            found = timedelta(hours=hours, minutes=minutes)
            return (-found if counted["sign"] == "-" else found) if hours <= _FURTHEST else None
        for hours_ahead, names in _FIXED:
            if re.fullmatch(names, name):
                return timedelta(hours=hours_ahead)
        for hours_ahead, names in _AMERICAN:
            if re.fullmatch(names, name):
                return _american(timedelta(hours=hours_ahead), local, name)
        return None

    @property
    def is_china(self) -> bool:
        """Whether it is China's own time, so that nothing has to be counted."""
        return self.offset(datetime(2024, 1, 1)) == CHINA  # noqa: DTZ001 - a local time has no zone


def beside(folded: str, start: int, end: int, free: int = 0) -> Zone | None:
    """The zone printed right behind a time, else right before it.

    Args:
        folded: the text, see :func:`~dossier.reading.text.fold`.
        start: where the time begins.
        end: where it ends.
        free: where words that belong to an earlier time end.
    """
    time = folded[start:end]
    joined = "T" in time or time.count(":") == 2 or "+" in folded[end : end + 1]  # noqa: PLR2004
    behind = _AFTER.match(folded, end) or (_ISO.match(folded, end) if joined else None)
    behind = behind or (_MAIL.match(folded, end) if time.count(":") == 2 else None)  # noqa: PLR2004
    if behind is not None:
        return Zone(behind.groupdict().get("framed") or behind["zone"], end, behind.end())
    ahead = _BEFORE.search(folded, max(free, start - _LOOK_BACK), start)
    return Zone(ahead["zone"], ahead.start(), start) if ahead is not None else None


def named(label: str) -> Zone | None:
    """The zone that a label names: "付款时间(UTC)"."""
    found = re.search(_ZONE, fold(label))
    return Zone(found[0], *found.span()) if found is not None else None


def noted(texts: Iterable[str]) -> Zone | None:
    """The zone that a page names for all its times: "以上时间均为UTC时间", "时区：UTC+9".

    A line with a clock of its own ("服务时间为北京时间 9:00") speaks of that alone.
    """
    for text in texts:
        folded = fold(text)
        found = _NOTE.search(folded)
        if found is not None and not _CLOCK.search(folded):
            return Zone(found["zone"], *found.span("zone"))
    return None


def _american(standard: timedelta, local: datetime, name: str) -> timedelta | None:
    """The offset of an American zone; None in the hours when clocks are changed, or against its own name."""
    begin, end = _sunday(local.year, 3, 2), _sunday(local.year, 11, 1)
    if begin <= local < begin + _HOUR or end - _HOUR <= local < end:
        return None
    summer = begin <= local < end
    if (summer and _STANDARD.search(name)) or (not summer and _SUMMER.search(name)):
        return None
    return standard + _HOUR if summer else standard


def _sunday(year: int, month: int, number: int) -> datetime:
    """Two o'clock of a month's first or second Sunday."""
    first = datetime(year, month, 1, 2)  # noqa: DTZ001 - a local time has no zone
    return first + timedelta(days=_SUNDAY - first.isoweekday() + _SUNDAY * (number - 1))
