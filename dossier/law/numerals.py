"""Article numbers in Chinese numerals."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_HIGHEST = 9999


def chinese(number: int) -> str:
    """A whole number from 1 to 9999 as laws write it: 12 → 十二, 105 → 一百零五, 1259 → 一千二百五十九.

    Raises:
        ValueError: the number is out of range.
    """
    if not 1 <= number <= _HIGHEST:
        raise ValueError(f"no article number: {number}")
    parts: list[str] = []
    gap = False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(parts)
            continue
        parts.append(("零" if gap else "") + _DIGITS[digit] + _UNITS[power])
        gap = False
    written = "".join(parts)
    # 12 is 十二, but 112 is 一百一十二.
    return written.removeprefix("一") if written.startswith("一十") else written
