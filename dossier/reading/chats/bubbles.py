"""Bubbles of a phone chat: which lines belong together, and on whose side they stand.

A bubble's lines share their left edge.  The agent's bubbles all begin at one
place, the buyer's all end at one; the two places mirror each other on nearly
every screen, so one side tells where to look for the other.  What fits neither
side and is not in the middle keeps an unknown speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from dossier.model import Line, Page, Speaker
from dossier.reading import agents, layout, stamps
from dossier.reading.chats import heads
from dossier.reading.stamps import Stamp
from dossier.reading.text import fold

_STATUS_ZONE = 0.075
_TASK_BAR = 0.9
"""Share of a desktop's height and width beyond which its task bar shows clock and date."""
_WIDE = 1.2
"""A page so much wider than high is a desktop's."""
_MIDDLE = 0.02
_CLEARLY = 0.12
_WITNESSES, _TOGETHER = 2, 0.02
"""So many time lines must have their middles within this share of the width to tell the screen's."""
_CUT_OFF = 0.12
"""A middle further off (share of the width) is no screen's: such times stand beside messages."""
TITLE = 0.25
"""The title of a screen stands above this share of the width."""
_EDGE = 0.45
_WRAP = 1.3
_LEAN = 0.05
_INSIDE = 0.8
_SAME_LEFT = 0.9
_ODD = 1.7
_COLUMNS = 0.6
_NAME_SIZE = 0.9
_SAME_COLOUR = 10
_BRIGHT, _SAME_HUE, _SAME_LIGHT = 50, 0.02, 0.75
"""A colour whose parts differ so much (of 255) is told by its hue: shares within this, light within that."""

_FURNITURE = re.compile(
    r"^(?:发送|按住\s?说话|请输入.*|输入.{0,6}内容|[+＋⊕☺]|表情|相册|拍摄|返回|已读|未读|送达|已送达|[<＜‹《].{0,3}|…|\.{2,}|[○◯●]+)$"
)
_NOTICE = re.compile(
    r"已接入|已转接|转接|进入(?:会话|人工|排队)|会话(?:已)?(?:结束|开始)|以上是|以下(?:为|是)"
    r"|撤回了|系统(?:消息|提示|通知)|请对.{0,8}评价|对方正在输入"
)
PARTIES = (Speaker.AGENT, Speaker.BUYER)


@dataclass(frozen=True, slots=True)
class Bubble:
    """Lines that were sent together; a time line has ``stamp``; ``name`` stood above it."""

    lines: tuple[Line, ...]
    speaker: Speaker
    stamp: Stamp | None = None
    name: str = ""

    @property
    def text(self) -> str:
        """The lines as one string."""
        return "".join(line.text.strip() for line in self.lines)


def of(page: Page) -> list[Bubble]:
    """The bubbles, time lines and notices of a chat screen from top to bottom."""
    if not page.width:
        return []
    groups = _groups(page)
    edges = _Edges.of(groups, page)
    found = [_bubble(group, edges, page) for group in groups]
    return _by_colour(found)


def framed(page: Page) -> Page:
    """The page as wide as its screen was: a capture cut at one side gets the missing strip back, empty.

    Time lines and the title stand in the middle of a screen; where several agree
    on another middle than the picture's, a side is missing.  Places are then moved
    so that the middle is in the middle; line numbers stay.
    """
    middles = [
        (line.box.x0 + line.box.x1) / 2
        for line in page.lines
        if line.box is not None
        and line.box.y0 > _STATUS_ZONE * page.width
        and (only_stamp(line.text) or _is_title(line, page))
    ]
    if len(middles) < _WITNESSES or max(middles) - min(middles) > _TOGETHER * page.width:
        return page
    middle = median(middles)
    if not _MIDDLE < abs(middle / page.width - 0.5) < _CUT_OFF:
        return page
    half = round(max(middle, page.width - middle))
    moved = half - round(middle)
    lines = (
        replace(line, box=line.box._replace(x0=line.box.x0 + moved, x1=line.box.x1 + moved))
        if line.box is not None
        else line
        for line in page.lines
    )
    return replace(page, width=2 * half, lines=tuple(lines))


def _is_title(line: Line, page: Page) -> bool:
    """Whether a line stands where a screen's title stands: high up, and not at a side."""
    box = line.box
    if box is None or box.y1 > TITLE * page.width:
        return False
    return box.x0 > _CLEARLY * page.width and box.x1 < (1 - _CLEARLY) * page.width


def has_two_columns(bubbles: Sequence[Bubble]) -> bool:
    """Whether messages stand on both sides of the screen, so that places tell who speaks."""
    starts: dict[Speaker, list[int]] = {side: [] for side in PARTIES}
    for bubble in bubbles:
        box = bubble.lines[0].box
        if bubble.speaker in starts and box is not None:
            starts[bubble.speaker].append(box.x0)
    if not all(starts.values()):
        return False
    tall = median(layout.height(bubble.lines[0]) for bubble in bubbles)
    left = min(starts[Speaker.AGENT])
    return any(start - left > _COLUMNS * tall for start in starts[Speaker.BUYER])


def is_furniture(line: Line) -> bool:
    """Whether a line belongs to the app's frame: input field, buttons, arrows."""
    return _FURNITURE.match(line.text.strip()) is not None


def is_status_bar(row: list[Line], page: Page) -> bool:
    """Whether a row is the phone's own bar at the top."""
    box = row[0].box
    if box is None or (box.y0 + box.y1) / 2 > _STATUS_ZONE * page.width:
        return False
    text = " ".join(line.text for line in row)
    return len(row) > 1 or "%" in text or abs(_centre(row, page)) > _MIDDLE


def is_task_bar(line: Line, page: Page) -> bool:
    """Whether a line is the clock or the date in the corner of a desktop's task bar."""
    box = line.box
    if box is None or page.width <= _WIDE * page.height or only_stamp(line.text) is None:
        return False
    return box.y0 > _TASK_BAR * page.height and box.x0 > _TASK_BAR * page.width


def only_stamp(text: str) -> Stamp | None:
    """The time when a line is nothing but one (dashes around it do not count)."""
    found = list(stamps.find(text))
    if len(found) != 1:
        return None
    rest = fold(text[: found[0].start] + text[found[0].end :]).strip(" -_.,:()[]")
    return found[0] if not rest else None


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the agent's text begins and the buyer's ends, in pixels; empty when unknown."""

    left: tuple[int, ...]
    right: tuple[int, ...]

    @classmethod
    def of(cls, groups: Sequence[Sequence[Line]], page: Page) -> _Edges:
        left, right = [], []
        for group in groups:
            box = layout.span(group)
            if box is None or only_stamp(group[0].text) is not None:
                continue
            lean = (box.x0 - (page.width - box.x1)) / page.width
            if lean < -_CLEARLY:
                left.append(box.x0)
            elif lean > _CLEARLY:
                right.append(box.x1)
        if not left and not right:
            left = _nearest_edge(groups, page)
        if left and not right:
            right = [page.width - edge for edge in left]
        elif right and not left:
            left = [page.width - edge for edge in right]
        return cls(tuple(left), tuple(right))


def _nearest_edge(groups: Sequence[Sequence[Line]], page: Page) -> list[int]:
    """Where the agent's text begins when only long bubbles are seen: the narrowest margin on either side.

    Every long bubble keeps its own side's margin and leaves more on the other.
    """
    margins = []
    for group in groups:
        box = layout.span(group)
        if box is None or only_stamp(group[0].text) is not None:
            continue
        tall = median(layout.height(line) for line in group)
        if abs(box.x0 - (page.width - box.x1)) > _EDGE * tall:
            margins.append(min(box.x0, page.width - box.x1))
    return [min(margins)] if margins else []


def _groups(page: Page) -> list[list[Line]]:
    usual = median([layout.height(line) for line in page.lines] or [1])
    groups: list[list[Line]] = []
    for row in layout.rows(page):
        if is_status_bar(row, page):
            continue
        for line in row:
            if (
                is_furniture(line)
                or is_task_bar(line, page)
                or (len(line.text.strip()) == 1 and layout.height(line) > _ODD * usual)
            ):
                continue
            home = next((g for g in reversed(groups[-3:]) if _continues(g[-1], g[0], line)), None)
            if home is not None and only_stamp(line.text) is None:
                home.append(line)
            elif not _is_speck(line):
                groups.append([line])
    return groups


def _is_speck(line: Line) -> bool:
    """Whether a line is one odd character: an arrow or an icon that the engine took for a letter."""
    text = line.text.strip()
    return len(text) == 1 and not "\u4e00" <= text <= "\u9fff"


def _continues(last: Line, first: Line, line: Line) -> bool:
    if last.box is None or line.box is None or first.box is None or only_stamp(last.text) is not None:
        return False
    tall = max(layout.height(last), layout.height(line))
    gap = line.box.y0 - last.box.y1
    same_size = 1 / _ODD < layout.height(last) / layout.height(line) < _ODD
    if _is_head(last, line):
        return False
    if last.ground is not None and line.ground is not None and not _alike(last.ground, line.ground):
        return False
    return (
        same_size and -tall < gap <= _INSIDE * tall and abs(line.box.x0 - first.box.x0) <= _SAME_LEFT * tall
    )


def _is_head(last: Line, line: Line) -> bool:
    """Whether the upper line is a sender's name, with or without a time, over a message's first words."""
    head = heads.of_row((last,))
    if head is not None and head.stamp is not None and not head.rest:
        return True
    smaller = layout.height(last) < _NAME_SIZE * layout.height(line)
    return smaller and heads.is_name(last.text.strip()) and bool(agents.side_of_name(last.text))


def _centre(group: Sequence[Line], page: Page) -> float:
    """How far the middle of a group is from the page's, as a share of the width."""
    box = layout.span(group)
    return 0.0 if box is None else (box.x0 + box.x1 - page.width) / (2 * page.width)


def _bubble(group: list[Line], edges: _Edges, page: Page) -> Bubble:
    text = "".join(line.text.strip() for line in group)
    middle = abs(_centre(group, page)) < _MIDDLE
    stamp = only_stamp(text) or (stamps.word(text) if middle else None)
    if stamp is not None and middle:
        return Bubble(tuple(group), Speaker.SYSTEM, stamp)
    return Bubble(tuple(group), _side(group, text, edges, page, middle=middle))


def _side(group: list[Line], text: str, edges: _Edges, page: Page, *, middle: bool) -> Speaker:
    box = layout.span(group)
    if box is None:
        return Speaker.UNKNOWN
    tall = median(layout.height(line) for line in group)
    from_left = min((abs(box.x0 - edge) for edge in edges.left), default=page.width)
    from_right = min((abs(box.x1 - edge) for edge in edges.right), default=page.width)
    at_left = from_left <= _EDGE * tall
    at_right = from_right <= (_EDGE if len(group) == 1 else _WRAP) * tall
    lean = (box.x0 - (page.width - box.x1)) / page.width
    if middle and (len(group) == 1 or _lines_centred(group, page)) and not (at_left or at_right):
        return Speaker.SYSTEM
    if middle and _NOTICE.search(text):
        return Speaker.SYSTEM
    if at_left != at_right:
        return Speaker.AGENT if at_left else Speaker.BUYER
    if at_left and from_left <= _EDGE * tall / 3 < from_right:
        return Speaker.AGENT
    if at_left and from_right <= _EDGE * tall / 3 < from_left:
        return Speaker.BUYER
    if abs(lean) < _LEAN:
        return Speaker.UNKNOWN
    return Speaker.AGENT if lean < 0 else Speaker.BUYER


def _by_colour(bubbles: list[Bubble]) -> list[Bubble]:
    """Give bubbles that stand on neither side the side of their colour, where colours tell the sides apart.

    A colour is a side's own when bubbles of that side have it and none of the
    other's; a second colour, unlike the only known side's and unlike the page's
    (on which times stand), is the other side's.
    """
    known: dict[Speaker, list[int]] = {Speaker.AGENT: [], Speaker.BUYER: [], Speaker.SYSTEM: []}
    for bubble in bubbles:
        if bubble.speaker in known and (colour := _colour(bubble)) is not None:
            known[bubble.speaker].append(colour)
    page = [c for b in bubbles if b.stamp is not None and (c := _colour(b)) is not None]
    return [_coloured(b, known, page) if b.speaker is Speaker.UNKNOWN else b for b in bubbles]


def _coloured(bubble: Bubble, known: dict[Speaker, list[int]], page: list[int]) -> Bubble:
    colour = _colour(bubble)
    if colour is None:
        return bubble
    of_agent = any(_alike(colour, other) for other in known[Speaker.AGENT])
    of_buyer = any(_alike(colour, other) for other in known[Speaker.BUYER])
    if of_agent != of_buyer:
        return replace(bubble, speaker=Speaker.AGENT if of_agent else Speaker.BUYER)
    on_page = any(_alike(colour, other) for other in page)
    if of_agent or on_page or not page:
        return bubble
    if known[Speaker.BUYER] and not known[Speaker.AGENT]:
        return replace(bubble, speaker=Speaker.AGENT)
    if known[Speaker.AGENT] and not known[Speaker.BUYER]:
        return replace(bubble, speaker=Speaker.BUYER)
    return bubble


def _colour(bubble: Bubble) -> int | None:
    return next((line.ground for line in bubble.lines if line.ground is not None), None)


def _alike(a: int, b: int) -> bool:
    """Whether two grounds are one colour; of bright colours the light may differ, as on a photograph."""
    one, other = (tuple(colour >> shift & 255 for shift in (16, 8, 0)) for colour in (a, b))
    if all(abs(x - y) <= _SAME_COLOUR for x, y in zip(one, other, strict=True)):
        return True
    if min(max(one) - min(one), max(other) - min(other)) < _BRIGHT:
        return False
    darker, lighter = sorted((sum(one), sum(other)))
    shades = zip(one, other, strict=True)
    same_hue = all(abs(x / sum(one) - y / sum(other)) <= _SAME_HUE for x, y in shades)
    return same_hue and darker >= _SAME_LIGHT * lighter


def _lines_centred(group: Sequence[Line], page: Page) -> bool:
    return all(abs(_centre((line,), page)) < _MIDDLE for line in group)
