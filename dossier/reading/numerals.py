"""Small counts as a rule page writes them: "5", "五", "十五", "三十", "半"."""

from __future__ import annotations

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
PATTERN = r"(?:\d{1,4}|[零一二两三四五六七八九十]{1,4}|半)"


def parse(text: str) -> int | None:
    """A whole number up to 9999 (Arabic) or 99 (Chinese); None when it is neither.

    "半" is no whole number and gives None: the caller knows half of what.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if text and all(c in _DIGITS for c in text):
        return _DIGITS[text] if len(text) == 1 else None
    tens, found, ones = text.partition("十")
    if not found or any(c not in _DIGITS for c in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
