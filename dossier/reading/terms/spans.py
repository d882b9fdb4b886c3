"""The time that a shop gives itself: "3个工作日", "1-3天", "24小时", "半小时", as a value."""

from __future__ import annotations

import re

from dossier.reading.terms import numerals

_COUNT = numerals.PATTERN
PATTERN = re.compile(
    rf"(?<![个月])(?<!今明)(?<!明后)(?:(?P<low>{_COUNT})(?:个)?(?:工作日|自然日|天|日|小时|分钟)?[-~—至到])?(?<![\d月])(?P<high>\d{{1,4}}|{_COUNT})"
    r"(?:个)?(?P<unit>工作日|自然日|天|日|小时|分钟|h(?![a-z]))(?!\d|[前起])",
    re.IGNORECASE,
)
"""A length with the groups ``low``, ``high`` and ``unit``, for text without blanks; "5月15日" is none."""

_SHAPES = {"分钟": "PT{}M", "小时": "PT{}H", "h": "PT{}H"}
_HALF_HOUR = "PT30M"
_MINUTES = {"M": 1, "H": 60, "D": 1440}
_SOONEST = re.compile(r"最[快早短](?:可以?|能|在|于|约|需|仅|只需)*$")


def value(match: re.Match[str]) -> str | None:
    """``P3D``, ``P1D-P3D``, ``PT24H``; None where a count is no whole number."""
    unit = match["unit"].lower()
    if match["high"] == "半" and unit == "小时" and not match["low"]:
        return _HALF_HOUR
    shape = _SHAPES.get(unit, "P{}D")
    counts = [numerals.parse(match[name]) for name in ("low", "high") if match[name]]
    if not counts or any(not count for count in counts):
        return None
    return "-".join(shape.format(count) for count in counts)


def days(unit: str) -> str:
    """The part that tells which days are counted, "" for hours and minutes."""
    if unit not in ("工作日", "自然日", "天", "日"):
        return ""
    return f"days={'working' if unit == '工作日' else 'calendar'}"


def minutes(length: str) -> tuple[int, ...]:
    """The lengths of a value in minutes, both ends of a range; none where it is no length."""
    if not length.startswith("P"):
        return ()
    return tuple(int(one.strip("PTDHM")) * _MINUTES[one[-1]] for one in length.split("-"))


def is_shortest(before: str) -> bool:
    """Whether the words before a length say that it takes no less ("最快24小时"), which promises nothing."""
    return _SOONEST.search(before) is not None
