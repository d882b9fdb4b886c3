"""Text as engines give it, made comparable without moving a character.

Every function keeps the length of its input, so a span found in the folded
text is the same span in the raw text and points back to it.
"""

from __future__ import annotations

import re

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LOOKS = {
    "\u3000": " ",
    "\u00a0": " ",
    "\t": " ",
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "～": "~",
    "〜": "~",
    "￥": "¥",
    "∶": ":",
    "︰": ":",
    "﹕": ":",
    "·": ".",
    "【": "[",
    "】": "]",
}
_TABLE = _FULL_WIDTH | {ord(k): ord(v) for k, v in _LOOKS.items()}
_BLANKS = re.compile(r"\s+")

HAN = "\u4e00-\u9fff"


def fold(text: str) -> str:
    """Full-width forms, dashes and blanks in one shape; same length as ``text``."""
    return text.translate(_TABLE)


def squeeze(text: str) -> str:
    """Folded and without any blank: engines lose and add blanks at will."""
    return _BLANKS.sub("", fold(text))
