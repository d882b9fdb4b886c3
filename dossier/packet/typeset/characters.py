"""How Chinese characters stand beside each other: spaces between them and places to break.

After the W3C's "Requirements for Chinese Text Layout" (clreq) and GB/T 15834.
Everything here speaks of two neighbouring characters and of em; nothing knows
a font or a page.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from functools import cache

#: Full-width marks whose left (opening) or right (closing) half is empty.
OPENING = frozenset("（《〈“‘【「『〔［｛〖")
CLOSING = frozenset("，。、：；！？）》〉”’】」』〕］｝〗．")
#: What may not begin or end a line.
NO_START = CLOSING | frozenset("…·％%‰℃°㎡～〜々,.:;!?)]}＞>／/-–")
NO_END = OPENING | frozenset("￥¥＄$€£＃#([{＜<№@")

#: Stands in for something that is not a character (a blank to fill in).
OBJECT = "\ufffc"

HALF = 0.5
"""The empty half of a full-width mark, in em."""
_AIR = 0.15
"""Between Chinese and Latin.  Clreq's usual quarter em makes readers built on
PDFium find and copy "工号 1024" where the page says "工号1024"; from about 0.16
em on they take a space for a blank."""
_DASH = 0.1
"""Side bearings of Noto's dash: two of them overlap by this much to become one line."""
_GIVE = 0.3
"""How much of its empty half a mark gives up to save a line."""

_UNITS = "年月日号时点分秒元角天周个条款项章节页次件份张笔位名人家万亿"
_SYMBOLS_WITH_AIR = frozenset("%‰°#@&+¥$€£")
_ATTACHED = re.compile("[\u0300-\u036f\u200d\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_WHOLE = re.compile(
    r"\d{2,4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?|\d{1,2} ?月 ?\d{1,2} ?[日号]"
    r"|\d{1,2} ?[时点] ?\d{1,2} ?分(?: ?\d{1,2} ?秒)?"
    r"|\d+(?:,\d{3})*(?:\.\d+)? ?[" + _UNITS + "]"  # 128.00 元, 3天
    r"|第 ?[\d一二三四五六七八九十百千零〇]+ ?[" + _UNITS + "]?"
    r"|证据 ?[\d一二三四五六七八九十]+"
)
_LOOSE = re.compile(r"(?<=\d) (?=\d)|(?<=\d) (?=第\d)")
_ADDRESS = re.compile(r"https?://[!-~]+")
_MOMENT = re.compile(r"(?:(?<=\d[-/.]\d\d)|(?<=\d日)) (?=\d{1,2}:\d\d)")
_POOR, _BAD, _PARTED, _WORST = 40.0, 90.0, 260.0, 5000.0
"""Costs of breaking where it can be, but should rather not; between a day and its hour hardly ever."""


class Kind(Enum):
    """What a character is to its neighbours."""

    HAN = auto()
    LATIN = auto()
    OPEN = auto()
    CLOSE = auto()
    SPACE = auto()
    OTHER = auto()


@cache
def kind(char: str) -> Kind:
    """The kind of a character, by its East Asian width (UAX #11) and category."""
    if char in OPENING:
        return Kind.OPEN
    if char in CLOSING:
        return Kind.CLOSE
    if char.isspace():
        return Kind.SPACE
    wide = unicodedata.east_asian_width(char)
    category = unicodedata.category(char)
    if wide in "WF":
        return Kind.HAN if category[0] in "LN" else Kind.OTHER
    if category[0] == "L" or (wide != "A" and category not in {"So", "No", "Co", "Cn", "Cs"}):
        return Kind.LATIN
    return Kind.OTHER


def attaches(before: str, char: str) -> bool:
    """Whether ``char`` belongs to the shape before it (accents, emoji modifiers and joiners)."""
    return bool(before) and (before[-1] == "\u200d" or _ATTACHED.match(char) is not None)


def _airy(char: str) -> bool:
    return char.isalnum() or char in _SYMBOLS_WITH_AIR


@cache
def gap(left: str, right: str) -> float:
    """The space between two characters beside their own widths, in em; negative squeezes."""
    a, b = kind(left), kind(right)
    if (a, b) in {(Kind.CLOSE, Kind.CLOSE), (Kind.CLOSE, Kind.OPEN), (Kind.OPEN, Kind.OPEN)}:
        return -HALF
    if left == "’" and b is Kind.LATIN:
        return -HALF
    if left == right == "—":
        return -_DASH
    if "—" in (left, right) and Kind.SPACE not in (a, b):
        return _DASH / 2 if Kind.HAN in (a, b) else 0.0
    if (a, b) == (Kind.HAN, Kind.LATIN) and _airy(right):
        return _AIR
    if (a, b) == (Kind.LATIN, Kind.HAN) and _airy(left):
        return _AIR
    return 0.0


@cache
def shrink(left: str, right: str) -> float:
    """How much of the space between two characters may be taken away, in em."""
    a, b = kind(left), kind(right)
    if gap(left, right) < 0:
        return 0.0
    if a is Kind.CLOSE or b is Kind.OPEN:
        return _GIVE
    return _AIR / 2 if gap(left, right) > 0 or a is Kind.SPACE else 0.0


@cache
def stretch(left: str, right: str) -> int:
    """Whether space may be added between two characters (1) or they hold together (0)."""
    a, b = kind(left), kind(right)
    if a is b is Kind.LATIN or b is Kind.SPACE or (left == right and left in "—…"):
        return 0
    return 0 if left in "￥¥＄$€£" or right in "%％‰℃" or gap(left, right) == _AIR else 1


@cache
def loose(left: str, right: str) -> bool:
    """Whether much space may be added: at a blank and after a mark, where readers lose nothing by one."""
    a, b = kind(left), kind(right)
    return b is not Kind.SPACE and (a is Kind.SPACE or (a is Kind.CLOSE and b not in {Kind.CLOSE, Kind.OPEN}))


@cache
def edge(left: str, right: str) -> bool:
    """Whether Chinese meets Latin there, with air between them."""
    return gap(left, right) == _AIR


def breaks(text: str) -> list[float | None]:
    """Where a line may break.

    Returns:
        For each index the cost of a break *before* that character, 0 for a
        good place, None where no line may break.  The first entry is None.
    """
    found: list[float | None] = [None]
    found += [_between(text, index) for index in range(1, len(text))]
    for match in _WHOLE.finditer(text):
        found[match.start() + 1 : match.end()] = [None] * (match.end() - match.start() - 1)
    for match in _LOOSE.finditer(text):
        if match.end() < len(text) and found[match.end()] is not None:
            found[match.end()] = _POOR
    for match in _MOMENT.finditer(text):
        if match.end() < len(text):
            found[match.end()] = _PARTED
    for match in _ADDRESS.finditer(text):
        for index in range(match.start() + 1, match.end()):
            if text[index - 1] in "/?&=" and text[index] not in "/?&=":
                found[index] = _POOR
    return found


def _between(text: str, index: int) -> float | None:
    left, right = text[index - 1], text[index]
    if kind(right) is Kind.SPACE:
        return None
    before = index - 1
    while before and kind(text[before]) is Kind.SPACE:
        before -= 1
    if right in NO_START or text[before] in NO_END:
        return None
    if "①" <= right <= "⑳" and kind(left) not in {Kind.CLOSE, Kind.OTHER}:
        return _BAD
    if kind(left) is Kind.SPACE:
        return 0.0
    if kind(left) is kind(right) is Kind.LATIN or (left == right and left in "—…"):
        return None
    if left == "’" and kind(right) is Kind.LATIN:
        return None
    return 0.0


def broken_word(left: str, right: str) -> float:
    """The cost of breaking inside something that is longer than a line."""
    if right in NO_START or left in NO_END:
        return _WORST
    return 10.0 if left in "/?&=_.-:\\" else 120.0
