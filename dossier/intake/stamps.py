"""How chat programs write a moment, and the lines that carry only a date."""

from __future__ import annotations

import re

_DATE = (
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"|\d{1,2}/\d{1,2}/\d{4}"
    r"|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}[-/]\d{1,2}"
)
_DAY = r"今天|昨天|前天|(?:星期|周|礼拜)[一二三四五六日天]"
_HALF = r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)\s?"
_SIXTY = r"\s?[:：]\s?[0-5]\d"
_CLOCK = rf"(?:{_HALF})?(?:[01]?\d|2[0-4]){_SIXTY}(?:{_SIXTY}(?:\.\d{{1,3}})?)?(?:\s?[AaPp][Mm])?"

STAMP = rf"(?:(?:{_DATE})(?:[\sT,]*(?:{_DAY}))?[\sT,]*|(?:{_DAY})\s*)?{_CLOCK}"
"""A moment as a pattern without groups: a clock, with or without a date before it."""

_DRAWN = r"—–―\-=*·~─━_"
_RULE = rf"[\s{_DRAWN}]*"
_DATE_LINE = re.compile(rf"(?P<before>{_RULE})(?P<date>{_DATE})\s*(?:{_DAY})?(?P<after>{_RULE})")
_LABELLED_DATE = re.compile(r"日期\s?[:：]\s?(?P<date>\d{4}-\d{1,2}-\d{1,2})")
"""How QQ writes a new day in its web-page export."""
_ONLY_RULE = re.compile(rf"[\s{_DRAWN}]+")
_CLOCK_ONLY = re.compile(_CLOCK)
_LONGEST = 120
"""A longer line is no date line; it also bounds what a pattern has to try."""
_STAMP_LINE = re.compile(rf"{_RULE}(?P<stamp>{STAMP}){_RULE}")


def drawn_date(row: str) -> str:
    """The date of a separator ("—— 2024-05-12 ——", "日期: 2024-05-12"), as written, or ""."""
    if labelled := _LABELLED_DATE.fullmatch(row):
        return labelled["date"]
    found = _DATE_LINE.fullmatch(row) if len(row) <= _LONGEST else None
    return found["date"].strip() if found and found["before"].strip() and found["after"].strip() else ""


def lone_date(row: str) -> str:
    """The date, with its year, of a line that holds nothing else, as written, or ""."""
    found = _DATE_LINE.fullmatch(row) if len(row) <= _LONGEST else None
    return found["date"].strip() if found and re.search(r"\d{4}", found["date"]) else ""


def stamp_line(row: str) -> str:
    """The moment of a line that holds nothing else, as written, or ""."""
    found = _STAMP_LINE.fullmatch(row) if len(row) <= _LONGEST else None
    return found["stamp"].strip() if found else ""


def rule_line(row: str) -> bool:
    """Whether the line is only drawn ("=======")."""
    return _ONLY_RULE.fullmatch(row) is not None


def undated(stamp: str) -> bool:
    """Whether a moment is a bare clock, or none at all."""
    return not stamp or _CLOCK_ONLY.fullmatch(stamp) is not None


def dated(stamp: str, date: str) -> str:
    """A moment with the date of the line above it, where it shows a bare clock."""
    return f"{date} {stamp}" if stamp and date and undated(stamp) else stamp
