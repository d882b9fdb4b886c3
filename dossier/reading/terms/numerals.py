"""Small counts as a rule page writes them: "5", "五", "十五", "一百二十", "半"."""

from __future__ import annotations

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN = "[零〇一二两三四五六七八九十百千]"
PATTERN = rf"(?:(?<![\d.])\d{{1,4}}(?:\.\d)?|(?<!{_HAN}){_HAN}{{1,7}}|半)"
"""A count as a pattern without groups; it never begins inside a longer number."""


def parse(text: str) -> int | None:
    """A whole number up to 9999 in Arabic or Chinese digits; None when it is neither.

    "半" is no whole number and gives None: the caller knows half of what.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return _DIGITS[text] if len(text) == 1 else None
    total, digit, last = 0, None, 10_000
    for c in text:
        if c in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[c]
            continue
        unit = _UNITS[c]
        if unit >= last or (digit is None and total):
            return None
        total, last = total + (1 if digit is None else digit) * unit, unit
        digit = None
    if digit is None:
        return total
    # "一百二" means 120 and "一千五" 1500 in speech; nobody writes a rule so, and a guess is not a reading.
    return total + digit if last == 10 or "零" in text or "〇" in text else None  # noqa: PLR2004
