"""Lengths of time in a rule: "5分钟", "半小时", "一个半小时", "300秒", "24h"."""

from __future__ import annotations

import re

from dossier.reading.terms import numerals

_UNIT = r"分钟|分(?!之)|个半小时|个?小时|个?钟头|天|日|秒钟?|刻钟|min(?:ute)?s?|hours?|h(?![a-z])"
PATTERN = rf"(?<![-~至到月])(?P<count>{numerals.PATTERN})(?P<unit>{_UNIT})"
"""A length as a pattern with the groups ``count`` and ``unit``, for text without blanks; a date is none."""

_ANY = re.compile(PATTERN, re.IGNORECASE)
_SECONDS = {
    "分": 60,
    "m": 60,
    "小": 3600,
    "钟": 3600,
    "h": 3600,
    "天": 86400,
    "日": 86400,
    "秒": 1,
    "刻": 900,
}


def minutes(count: str, unit: str) -> int | None:
    """The length in whole minutes, or None when it is not a whole number of them."""
    unit = unit.lower()
    extra = 1800 if unit.startswith("个半") else 0
    unit = unit.removeprefix("个").removeprefix("半")
    one = _SECONDS[unit[0]]
    if count == "半":
        seconds = one // 2
    elif "." in count:
        whole, _, tenth = count.partition(".")
        seconds = int(whole) * one + int(tenth) * one // 10
    else:
        number = numerals.parse(count)
        if number is None:
            return None
        seconds = number * one + extra
    return seconds // 60 if seconds >= 60 and seconds % 60 == 0 else None  # noqa: PLR2004


def first(text: str) -> int | None:
    """The first length in a text without blanks, in minutes, or None."""
    for match in _ANY.finditer(text):
        length = minutes(match["count"], match["unit"])
        if length:
            return length
    return None


def anywhere(text: str) -> re.Match[str] | None:
    """The first length in a text without blanks, as a match."""
    return _ANY.search(text)


def every(text: str) -> list[re.Match[str]]:
    """All lengths in a text without blanks, from left to right."""
    return list(_ANY.finditer(text))
