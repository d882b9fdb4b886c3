"""Where everything stands in the figure of the timeline: numbers only, no PDF.

Real cases have seconds between some events and days between others, so the
scale is ordinal: the order is true, distances grow with the logarithm of the
time between, every distance is printed, and a long one carries a break mark.
Each day has its flag at its first event, so a label tells the hour alone.
A moment known to the second is a numbered dot; a time known to the minute or
the day is a dot with a bar as long as the interval.  When a row is full the
figure goes on in a row below.

No two labels overlap: an event with its bar and its label is one block, and a
block moves down in its lane until it is free.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from dossier.packet.figures.geometry import Area
from dossier.packet.figures.timeline_row import (
    FLAG_AIR,
    GUTTER,
    LEADING,
    PAD,
    RADIUS,
    SIZE,
    SMALL,
    STRIP,
    Elapsed,
    FigureEvent,
    FigureWindow,
    Flag,
    Gap,
    PlacedEvent,
    PlacedLane,
    Row,
)
from dossier.packet.figures.timeline_scale import Scale, placed_windows
from dossier.packet.typeset import fonts
from dossier.packet.typeset.paragraph import break_lines
from dossier.packet.typeset.styles import TOLERANCE

_LABEL_WIDTH = 88.0
_LABEL_LINES = 5
_EDGE = 10.0
"""From the ends of a row to its first and last dot."""
_DAYS, _RAIL = 11.0, 17.0
"""Heights of the days, and of the scale with the times between."""
_EMPTY_LANE = 15.0
_ROW_HEIGHT = 250.0
"""A row that would become higher goes on below, unless it has one event only."""
_MAX_STRETCH = 2.4


@dataclass(frozen=True, slots=True)
class _Plan:
    """What stays the same while rows are tried; ``labels`` go with ``events``."""

    events: tuple[FigureEvent, ...]
    labels: tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...]
    windows: tuple[FigureWindow, ...]
    lanes: tuple[str, ...]
    width: float
    elapsed: Elapsed
    break_after: timedelta


def layout(
    events: Sequence[FigureEvent],
    windows: Sequence[FigureWindow],
    lanes: Sequence[str],
    width: float,
    elapsed: Elapsed,
    *,
    break_after: timedelta = timedelta(hours=1),
) -> tuple[Row, ...]:
    """Where everything stands, row by row.

    Args:
        events: in any order; each one's lane is among ``lanes``.
        windows: the stretches to be shaded.
        lanes: names from top to bottom.
        width: of the figure, points.
        elapsed: words for the time between neighbours.
        break_after: from which time between neighbours on the scale shows a break.

    Raises:
        ValueError: an event names a lane that is not there.
    """
    if strangers := {event.lane for event in events} - set(lanes):
        raise ValueError(f"no such lane: {sorted(strangers)}")
    ordered = tuple(sorted(events, key=lambda event: (event.earliest, event.latest, event.number)))
    labels = tuple(_label(event) for event in ordered)
    plan = _Plan(ordered, labels, tuple(windows), tuple(lanes), width, elapsed, break_after)
    rows: list[Row] = []
    start = 0
    while start < len(ordered):
        stop = start + 1
        row, _ = _row(plan, start, stop)
        while stop < len(ordered):
            longer, fits = _row(plan, start, stop + 1)
            if not fits or longer.height > _ROW_HEIGHT:
                break
            row, stop = longer, stop + 1
        rows.append(row)
        start = stop
    return tuple(rows)


def _label(event: FigureEvent) -> tuple[tuple[str, ...], tuple[str, ...], float]:
    """Lines of the time, lines of the text (cut with … when too many), width."""
    times = tuple(break_lines(event.clock, _LABEL_WIDTH, SIZE, bold=True))
    lines = tuple(break_lines(event.text, _LABEL_WIDTH, SIZE, bold=event.emphasised))
    if len(lines) > _LABEL_LINES:
        lines = (*lines[: _LABEL_LINES - 1], lines[_LABEL_LINES - 1][:-1] + "…")
    widths = [fonts.width(line, SIZE, bold=True) for line in times]
    widths += [fonts.width(line, SIZE, bold=event.emphasised) for line in lines]
    return times, lines, max(widths, default=0)


def _row(plan: _Plan, start: int, stop: int) -> tuple[Row, bool]:
    """The row of ``events[start:stop]``, and whether its scale has room."""
    gap_words = [_between(plan, index) for index in range(start, stop)]
    scale = _scale(plan, start, stop, gap_words)
    windows, strips = placed_windows(plan.windows, scale, plan.width)
    days = _flags(plan, scale, start, stop, strips * STRIP)
    rail = strips * STRIP + _DAYS + _RAIL
    placed, lanes, height = _lanes(plan, scale, start, stop, rail)
    gaps = _gaps(plan, scale, start, stop, gap_words, rail)
    return Row(height, rail, GUTTER, plan.width, placed, lanes, windows, gaps, days), scale.fits


def _between(plan: _Plan, index: int) -> str:
    """Words for the time between an event and the one before it: a range unless both are exact."""
    if not index:
        return ""
    before, after = plan.events[index - 1], plan.events[index]
    shortest, longest = after.earliest - before.latest, after.latest - before.earliest
    if shortest == longest:
        return _plus(plan.elapsed(longest))
    least, most = plan.elapsed(shortest), plan.elapsed(longest)
    # Which of two overlapping times came first is not known: only the most that lies between them is.
    if shortest < timedelta(0):
        return "≤" + most
    # Words for days leave the minutes out: both ends may read alike.
    return _plus(least if least == most else f"{least}～{most}")


def _plus(words: str) -> str:
    return "＋" + words if words else ""


def _scale(plan: _Plan, start: int, stop: int, gap_words: list[str]) -> Scale:
    """Stretches a row's scale over the width: ``fits`` is false when it had to be squeezed."""
    events = plan.events[start:stop]
    clip = plan.events[stop].earliest if stop < len(plan.events) else None
    bare = Scale({}, events[0].earliest if start else None, clip, fits=True)
    wide = {event.earliest: 0.0 for event in events}
    for event, (_, _, width) in zip(events, plan.labels[start:stop], strict=True):
        wide[event.earliest] = max(wide[event.earliest], width - RADIUS)
    for moment, flag in _days(plan, start, stop).items():
        wide[moment] = max(wide[moment], fonts.width(flag, SMALL, bold=True) + FLAG_AIR)
    words: dict[datetime, str] = {}
    for event, word in zip(events[1:], gap_words[1:], strict=True):
        words.setdefault(event.earliest, word)
    edges = {edge for window in plan.windows for edge in (window.start, window.end)}
    others = {event.latest for event in events} | edges
    moments = sorted({*wide, *(moment for moment in others if bare.holds(moment))})
    natural = _natural(plan, moments, wide, words, _days(plan, start, stop))
    end = max(natural.values())
    tail = _EDGE if all(event.latest in natural for event in events) else 4 * _EDGE
    lead = GUTTER + _EDGE + (fonts.width(gap_words[0], SMALL) + _EDGE if gap_words[0] else 0)
    # Every label has room to the right of its dot, so none reaches back over a window's end.
    needs = [(end, tail), *((natural[moment], width + PAD) for moment, width in wide.items())]
    stretch = min([_MAX_STRETCH, *((plan.width - lead - right) / x for x, right in needs if x)])
    if stretch <= 0:  # one event whose windows take more than the width
        stretch = (plan.width - lead - tail) / end
    at = {moment: lead + x * stretch for moment, x in natural.items()}
    return Scale(at, bare.first, clip, fits=stretch >= 1)


def _natural(
    plan: _Plan,
    moments: Sequence[datetime],
    wide: dict[datetime, float],
    words: dict[datetime, str],
    days: dict[datetime, str],
) -> dict[datetime, float]:
    """The least points of each moment of a row from the first.

    ``wide`` holds the beginnings of events with how far their labels reach to
    the right, ``words`` the time between a beginning and the one before, ``days``
    the flags of those that begin a day.
    """
    edges = {edge for window in plan.windows for edge in (window.start, window.end)}
    found = {moments[0]: 0.0}
    last = flag_end = reach = 0.0
    for before, after in pairwise(moments):
        reach = max(reach, found[before] + wide.get(before, 0.0))
        if before in days:
            flag_end = found[before] + fonts.width(days[before], SMALL, bold=True) + 2 * FLAG_AIR
        x = found[before] + _distance(after - before, dots=(before in wide) + (after in wide))
        if after in edges:
            # The words of the events before a window or within it stay on that side of its line.
            x = max(x, reach + 3)
        if after in wide:
            x = max(x, last + fonts.width(words.get(after, ""), SMALL) + 2 * RADIUS)
            last = x
        if after in days:
            x = last = max(x, flag_end)
        found[after] = x
    return found


def _distance(time: timedelta, dots: int) -> float:
    """Points between two moments of which ``dots`` are the beginnings of events."""
    least = (5.0, 10.0, 24.0)[dots]
    return least + 6 * math.log10(1 + time.total_seconds())


def _lanes(
    plan: _Plan, scale: Scale, start: int, stop: int, rail: float
) -> tuple[tuple[PlacedEvent, ...], tuple[PlacedLane, ...], float]:
    """The blocks in their lanes, the lanes' bands, and where the last one ends."""
    placed: list[PlacedEvent] = []
    bands: list[PlacedLane] = []
    top = rail + PAD
    for lane in plan.lanes:
        blocks: list[PlacedEvent] = []
        for event, label in zip(plan.events[start:stop], plan.labels[start:stop], strict=True):
            if event.lane == lane:
                blocks.append(_place(plan, scale, event, label, top + PAD, blocks))
        bottom = max((block.block.y1 + PAD for block in blocks), default=top + _EMPTY_LANE)
        bands.append(PlacedLane(lane, top, bottom))
        placed += blocks
        top = bottom + 1.5
    return tuple(placed), tuple(bands), top


def _place(
    plan: _Plan,
    scale: Scale,
    event: FigureEvent,
    label: tuple[tuple[str, ...], tuple[str, ...], float],
    top: float,
    others: list[PlacedEvent],
) -> PlacedEvent:
    """The highest free place of an event's block in its lane."""
    times, lines, width = label
    x = scale.at[event.earliest]
    is_open = event.latest not in scale.at
    bar = plan.width - PAD if is_open else scale.at[event.latest]
    left = x - RADIUS
    if left + width > plan.width - PAD + TOLERANCE:
        left = max(GUTTER, x + RADIUS - width)
    tall = (len(times) + len(lines)) * LEADING
    taken = [other.block for other in others]
    for y in sorted({top, *(block.y1 + PAD for block in taken)}):
        under = y + 2 * RADIUS + 1.5
        box = Area(left, under, left + width, under + tall)
        placed = PlacedEvent(event, x, y + RADIUS, bar, is_open, box, times, lines)
        block = placed.block
        if not any(block._replace(x0=block.x0 - 4, x1=block.x1 + 4).meets(other) for other in taken):
            break
    return placed


def _gaps(
    plan: _Plan, scale: Scale, start: int, stop: int, gap_words: list[str], rail: float
) -> tuple[Gap, ...]:
    gaps: list[Gap] = []
    edges = {
        scale.at[edge] for window in plan.windows for edge in (window.start, window.end) if edge in scale.at
    }
    for index, words in zip(range(start, stop), gap_words, strict=True):
        x1 = scale.at[plan.events[index].earliest]
        x0 = scale.at[plan.events[index - 1].earliest] if index > start else GUTTER
        if index == 0 or x0 == x1:
            continue
        passed = plan.events[index].earliest - plan.events[index - 1].earliest
        half = fonts.width(words, SMALL) / 2
        middle = _beside_edges(x0, x1, half, edges)
        text = Area(middle - half, rail - SMALL - 4, middle + half, rail - 3)
        gaps.append(Gap(x0, x1, text, words, passed >= plan.break_after))
    return tuple(gaps)


def _beside_edges(x0: float, x1: float, half: float, edges: Iterable[float]) -> float:
    """The middle of words between two moments: clear of the lines of windows where there is room."""
    stops = sorted({x0, x1, *(edge for edge in edges if x0 < edge < x1)})
    left, right = max(pairwise(stops), key=lambda span: span[1] - span[0])
    if right - left < 2 * half + 4:
        left, right = x0, x1
    return (left + right) / 2


def _days(plan: _Plan, start: int, stop: int) -> dict[datetime, str]:
    """The first moment of each day in a row with the day's name; the year where it is not the last one's."""
    found: dict[datetime, str] = {}
    last = None
    for event in plan.events[start:stop]:
        day = event.earliest.date()
        if day != last:
            new = last is None or day.year != last.year
            found[event.earliest] = f"{day:%Y-%m-%d}" if new else f"{day:%m-%d}"
        last = day
    return found


def _flags(plan: _Plan, scale: Scale, start: int, stop: int, top: float) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    for moment, words in _days(plan, start, stop).items():
        x = scale.at[moment]
        wide = fonts.width(words, SMALL, bold=True)
        flags.append(Flag(x, Area(x + 2.5, top + 1, x + 2.5 + wide, top + 1 + SMALL + 2), words))
    return tuple(flags)
