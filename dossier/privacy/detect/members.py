"""Names over the messages of a chat picture: small, on the page's ground, right above a bubble.

The reading knows the names of parties; a member of a group may be called
anything, and is told by where the name stands alone.
"""

from __future__ import annotations

import re

from dossier.model import Line, Page
from dossier.privacy.detect.key_words import is_other
from dossier.reading import layout, stamps
from dossier.reading.chats import bubbles, heads
from dossier.reading.text import squeeze

_SMALLER = 0.92
_GAP = 1.5
"""A name stands so near above the words of its message, in heights of a line."""
_SHIFT = 1.5
"""How far to the side of them it may begin: a bubble has a padding, which the name has not."""
_APART = 10
"""Grounds that differ by more (of 255) are those of a bubble and of the page."""
_LONGEST = 16
_GROUP = re.compile(r"群(?:聊)?(?:[(]\d{1,4}[)])?$|[(]\d{1,4}[)]$")


def of(page: Page) -> tuple[Line, ...]:
    """The lines of a chat picture that are nothing but the name of a member who writes below.

    Where only one name is seen and no title speaks of a group, it is the other
    side's, and whoever is complained of keeps the name.

    Args:
        page: of a chat, level.
    """
    if not page.width:
        return ()
    top = [line for line in page.lines if line.box is not None and line.box.y1 <= bubbles.TITLE * page.width]
    group = any(_GROUP.search(squeeze(line.text)) for line in top)
    found = tuple(
        line
        for line in page.lines
        if line not in top
        and _may_be_a_name(line.text)
        and (under := _under(line, page)) is not None
        and (_grounds_differ(line, under) or (group and _is_smaller(line, under)))
    )
    return found if group or len({squeeze(line.text) for line in found}) > 1 else ()


def _may_be_a_name(text: str) -> bool:
    words = text.strip()
    return (
        0 < len(words) <= _LONGEST
        and heads.is_name(words)
        and not is_other(words)
        and not any(stamps.find(words))
        and re.search(r"[^\W\d_]", words) is not None
    )


def _under(line: Line, page: Page) -> Line | None:
    """The nearest line right under another that begins about where it begins."""
    if line.box is None:
        return None
    near = [
        other
        for other in page.lines
        if other.box is not None
        and other.number != line.number
        and -0.3 * layout.height(line) <= other.box.y0 - line.box.y1 <= _GAP * layout.height(other)
        and 0 <= other.box.x0 - line.box.x0 <= _SHIFT * layout.height(other)
    ]
    return min(near, key=lambda other: other.box.y0 if other.box else 0, default=None)


def _is_smaller(line: Line, under: Line) -> bool:
    return layout.height(line) <= _SMALLER * layout.height(under)


def _grounds_differ(line: Line, under: Line) -> bool:
    """Whether the words below stand in a bubble and these do not; they are not larger than those."""
    if line.ground is None or under.ground is None or layout.height(line) > layout.height(under):
        return False
    return any(abs((line.ground >> at & 255) - (under.ground >> at & 255)) > _APART for at in (0, 8, 16))
