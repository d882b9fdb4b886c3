"""Whether one reading of a line holds the numbers of another.

Engines lose and add blanks, and take one separator for another; what stands
between the figures is therefore passed over, but where a number begins and ends
is not: a reading that has one figure more or less does not agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

WEIGHTS = (2, 1, 1, 2, 2)
"""What the agreement of each way counts, in the order of :mod:`dossier.ocr.again`: another engine
counts for itself, the first one needs both of its other looks."""
ENOUGH = 2
"""So much agreement makes the first reading certain."""

_NUMBER = re.compile(r"[0-9A-Za-z]*\d(?:[0-9A-Za-z]|[\s:./\-_,]+(?=\d))*")
_NUMERAL = re.compile(
    r"[一二两三四五六七八九十半百]+(?=个?(?:分钟|小时|天|日|成|折|元|工作日|百分|点))"
    r"|百分之[一二三四五六七八九十百]+"
)
_DECIMAL = re.compile(r"\d+\.\d{1,2}")
_BETWEEN = r"[\s:./\-_,;'\u00b7年月日号时分秒点上下午凌晨早晚中傍]*"
_DIGITS_AFTER_POINT = re.compile(r"(?<=\d)[,\s](?=\d{3}(?!\d))")


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a text, each with its separators: ``2024-05-12 14:03``, ``128.00``, ``KF0031``."""
    return tuple(found.group().strip() for found in _NUMBER.finditer(fold(text)))


def holds(text: str, number: str) -> bool:
    """Whether a reading holds a number, whole and by itself.

    Args:
        text: the reading.
        number: as another reading gives it, with or without separators; the point of
            a decimal fraction counts, no other separator does.
    """
    pattern = _pattern(fold(number))
    return pattern is not None and pattern.search(_DIGITS_AFTER_POINT.sub("", fold(text))) is not None


def numerals(text: str) -> tuple[str, ...]:
    """The lengths of time, rates and sums that a text writes in Chinese figures: 五 of 五分钟."""
    return tuple(_NUMERAL.findall(text))


def agree(text: str, other: str) -> bool:
    """Whether every number of a text stands in another reading of it; False where it has none."""
    found, written = numbers(text), numerals(text)
    return bool(found or written) and all(
        (*(holds(other, number) for number in found), *(numeral in other for numeral in written))
    )


def weight(text: str, again: Sequence[str]) -> int:
    """What the further readings that agree with a line's text count together."""
    return sum(counts for counts, other in zip(WEIGHTS, again, strict=False) if agree(text, other))


def fold(text: str) -> str:
    """Full-width forms and the dashes of all kinds as their plain ones, capitals only."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return plain.upper()


_PLAIN = str.maketrans("–—−‐。", "----.")


@lru_cache(maxsize=4096)
def _pattern(number: str) -> re.Pattern[str] | None:
    number = _DIGITS_AFTER_POINT.sub("", number.strip())
    signs = [re.escape(char) for char in number if char.isascii() and char.isalnum()]
    if not signs:
        return None
    if _DECIMAL.fullmatch(number):
        body = r"\s*".join(r"\." if char == "." else char for char in number)
        return re.compile(rf"(?<![0-9A-Z.]){body}(?![0-9A-Z]|\.\d)")
    return re.compile(rf"(?<![0-9A-Z]){_BETWEEN.join(signs)}(?![0-9A-Z])")
