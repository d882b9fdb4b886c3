"""Where a part of a line stands in its box.

An engine gives the box of a line, not of its characters.  These are not equally
wide: Chinese ones take a whole em, figures and Latin letters about half of one.
What is estimated so errs by a part of a character, so a mask reaches a little
further than its text, but only over blanks, colons and words beside it: never
over figures, which may be an order's number or a time.
"""

from __future__ import annotations

import unicodedata

from dossier.model import Box, Line

_NARROW = frozenset("il.,:;'|!()[]{}jtfI1 ")
_WIDE = frozenset("mwMW@%&")
_MARGIN = 0.35
"""How far (em) a mask reaches beyond its text where what stands there is no figure."""
_DRIFT = 0.03
"""How far an estimate may be off for each em of the line that lies on its nearer side."""
_UPRIGHT = 1.5
"""A box so much higher than wide holds writing that runs down or lies on its side."""


def width(char: str) -> float:
    """How wide a character usually is, in em."""
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0.0
    if char in _NARROW:
        return 0.35 if char != "1" else 0.5
    if char in _WIDE:
        return 0.85
    return 0.65 if char.isupper() else 0.55


def box_of(line: Line, start: int, end: int) -> Box | None:
    """The part of a line's box that a span of its text takes.

    Args:
        line: with the text in which the span lies.
        start: of the span, from 0.
        end: of the span, exclusive.

    Returns:
        The box in the line's pixels, as high as the line; None where the line has none.
        Where nothing can be told of the characters' places it is the whole box.
    """
    box = line.box
    if box is None:
        return None
    widths = [width(char) for char in line.text]
    total = sum(widths)
    if not total or (box.y1 - box.y0 > _UPRIGHT * (box.x1 - box.x0) and len(line.text.strip()) > 1):
        return box
    left, right = sum(widths[:start]), sum(widths[:end])
    left -= _reach(line.text[:start][::-1], min(left, total - left))
    right += _reach(line.text[end:], min(right, total - right))
    em = (box.x1 - box.x0) / total
    x0 = box.x0 if not line.text[:start].strip() else max(box.x0, round(box.x0 + left * em))
    x1 = box.x1 if not line.text[end:].strip() else min(box.x1, round(box.x0 + right * em))
    return Box(x0, box.y0, max(x1, x0 + 1), box.y1)


def _reach(beside: str, inside: float) -> float:
    """How far (em) a mask may go into the text beside it, which begins at the mask's edge."""
    free = 0.0
    for char in beside:
        if char.isdigit() or (char.isascii() and char.isalpha()) or char in "¥￥":
            return max(min(_MARGIN, free / 2 - _DRIFT * inside), 0.0)
        free += width(char)
    return min(_MARGIN + _DRIFT * inside, free)
