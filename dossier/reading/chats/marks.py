"""Names and times that stand above or below a bubble and belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dossier.model import Line, Page, Speaker
from dossier.reading import agents, layout, stamps
from dossier.reading.chats import heads
from dossier.reading.chats.bubbles import PARTIES, Bubble, only_stamp
from dossier.reading.chats.heads import Head
from dossier.reading.stamps import Stamp

_NAME_GAP = 1.6
_OVERLAP = -0.3
_OUTSIDE = 0.3
"""A name stands so far to the left of the words under it, in heights of a line."""
_LONGEST_NAME = 12
#: Short words that are a message and no name ("我要取消").
_SAYS = re.compile(r"取消|退|发货|付款|订单|[吗么呢?？]|什么|怎么|无法|不能|不行|请|您|要|想|好的|收到|谢谢")


def attach(bubbles: list[Bubble], page: Page) -> list[Bubble]:
    """Put a sender's name and a message's own time, which stand above or below a bubble, into the bubble."""
    bubbles = [_without_name(bubble) for bubble in bubbles]
    below = _times_stand_below(bubbles)
    found: list[Bubble] = []
    pending: tuple[Bubble, Head] | None = None
    for bubble in bubbles:
        time = _own_time(bubble)
        if time is not None and below:
            if found and _is_near(found[-1].lines[-1], bubble.lines[0]):
                found[-1] = replace(found[-1], stamp=time)
            continue
        if pending is not None and _is_above(pending[0], bubble):
            bubble = _joined(*pending, bubble)  # noqa: PLW2901
        elif pending is not None and pending[1].name:
            found.append(pending[0])
        head = _head(bubble, time, page)
        pending = (bubble, head) if head is not None else None
        if head is None:
            found.append(bubble)
    if pending is not None and pending[1].name:
        found.append(pending[0])
    return found


def _without_name(bubble: Bubble) -> Bubble:
    """A bubble without a ground of its own holds the name that stands above it: the words under that name."""
    if len(bubble.lines) == 1 or bubble.speaker is not Speaker.AGENT or bubble.name:
        return bubble
    first, rest = replace(bubble, lines=bubble.lines[:1]), replace(bubble, lines=bubble.lines[1:])
    upper, lower = first.lines[0], rest.lines[0]
    if upper.box is None or lower.box is None or len(first.text) > _LONGEST_NAME:
        return bubble
    outside = lower.box.x0 - upper.box.x0 > _OUTSIDE * layout.height(lower)
    if outside and _is_name(first.text) and _is_above(first, rest):
        return _joined(first, Head(first.text, None), rest)
    return bubble


def _joined(above: Bubble, head: Head, bubble: Bubble) -> Bubble:
    side = agents.side_of_name(head.name)
    speaker = Speaker(side) if side else above.speaker
    return Bubble(bubble.lines, speaker, head.stamp or bubble.stamp, head.name or bubble.name)


def _own_time(bubble: Bubble) -> Stamp | None:
    """The time when a bubble is nothing but one and stands on a side: it belongs to a message there."""
    if bubble.stamp is not None or len(bubble.lines) != 1 or bubble.speaker not in PARTIES:
        return None
    return only_stamp(bubble.text)


def _times_stand_below(bubbles: Sequence[Bubble]) -> bool:
    """Whether times beside messages stand nearer to what is above them than to what is below."""
    votes = 0
    for before, bubble, after in zip([None, *bubbles], bubbles, [*bubbles[1:], None], strict=False):
        if _own_time(bubble) is None:
            continue
        over = _distance(before.lines[-1], bubble.lines[0]) if before is not None else None
        under = _distance(bubble.lines[0], after.lines[0]) if after is not None else None
        if over is not None and under is not None:
            votes += 1 if over < under else -1
        else:
            votes += 1 if under is None else -1
    return votes > 0


def _distance(upper: Line, lower: Line) -> int:
    return lower.box.y0 - upper.box.y1 if upper.box is not None and lower.box is not None else 0


def _is_near(upper: Line, lower: Line) -> bool:
    tall = max(layout.height(upper), layout.height(lower))
    return _OVERLAP * tall <= _distance(upper, lower) <= _NAME_GAP * tall


def _head(bubble: Bubble, time: Stamp | None, page: Page) -> Head | None:
    """The name, the time or both that a line is, when it is no message itself."""
    if time is not None:
        return Head("", time)
    if len(bubble.lines) != 1 or bubble.speaker not in PARTIES or bubble.stamp:
        return None
    text, line = bubble.text, bubble.lines[0]
    if layout.height(line) > 1.05 * layout.line_height(page) or "服务" in text:
        return None
    timed = heads.of_row((line,))
    if timed is not None and timed.stamp is not None and not timed.rest:
        return timed
    return Head(text, None) if _is_name(text) else None


def _is_name(text: str) -> bool:
    """Whether a line names a party and says nothing."""
    named = heads.names_a_party(text) or any(agents.find(text))
    return named and heads.is_name(text) and not _SAYS.search(text)


def _is_above(name: Bubble, bubble: Bubble) -> bool:
    upper, lower = name.lines[0], bubble.lines[0]
    if upper.box is None or lower.box is None or bubble.stamp is not None:
        return False
    if bubble.speaker is Speaker.SYSTEM and not heads.of_row((upper,)):
        return False
    tall = max(layout.height(upper), layout.height(lower))
    whole = layout.span(bubble.lines) or lower.box
    from_left, from_right = abs(upper.box.x0 - lower.box.x0), abs(upper.box.x1 - whole.x1)
    # A name stands a little outside the bubble's words, and is mostly set smaller.
    shift = from_left if name.speaker is Speaker.AGENT else from_right
    apart = layout.height(upper) < 0.97 * layout.height(lower) or shift > 0.3 * tall
    near = min(from_left, from_right) <= 2 * tall and _is_near(upper, lower)
    return near and (apart or any(stamps.find(upper.text)))
