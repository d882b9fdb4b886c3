"""Where everything stands when a figure has too many events for a label each: numbered badges.

The scale is ordinal as in :mod:`dossier.packet.figures.timeline_layout`, and
closer.  Each event is a badge with its number on its lane; neighbours of one
lane within a short stretch share a badge ("3–7").  Times are printed where a
row begins and ends and where a day begins; the events that catch the eye have
time and words beside their badge.  What does not fit the height is left out in
steps: first the words and days without room, then badges of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from dossier.packet.figures.geometry import Area
from dossier.packet.figures.timeline_badges import BESIDE, LINE, Unit, grouped
from dossier.packet.figures.timeline_row import (
    FLAG_AIR,
    GUTTER,
    PAD,
    RADIUS,
    ROW_GAP,
    SMALL,
    STRIP,
    Badge,
    FigureEvent,
    FigureWindow,
    Flag,
    Gap,
    PlacedLane,
    Row,
)
from dossier.packet.figures.timeline_scale import Scale, placed_windows
from dossier.packet.typeset import fonts, styles

_TIMES, _RAIL = 11.0, 6.0
"""Heights of the times and of the scale."""
_LANE_AIR = 3.0
_EMPTY_LANE = 13.0
_EDGE = 9.0
"""From the ends of a row to the middle of its first and last badge."""
_MAX_STRETCH = 1.8
_LEAST, _A_PAGE = 0.5, 122
"""The part of a frame that any figure may take, and how many events may take a whole one."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How much is shown: neighbours ``within`` share a badge; ``roomy`` makes room for all words and days."""

    within: timedelta
    roomy: bool
    strong_apart: bool = True


_WAYS = (
    _Way(timedelta(minutes=30), roomy=True),
    _Way(timedelta(minutes=30), roomy=False),
    _Way(timedelta(hours=12), roomy=False),
    _Way(timedelta(days=3), roomy=False, strong_apart=False),
)
"""From the fullest to the shortest."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What stays the same while rows are tried."""

    units: tuple[Unit, ...]
    windows: tuple[FigureWindow, ...]
    lanes: tuple[str, ...]
    width: float
    break_after: timedelta
    roomy: bool

    @property
    def edges(self) -> set[datetime]:
        return {edge for window in self.windows for edge in (window.start, window.end)}


def compact(
    events: Sequence[FigureEvent],
    windows: Sequence[FigureWindow],
    lanes: Sequence[str],
    width: float,
    *,
    break_after: timedelta = timedelta(hours=1),
) -> tuple[Row, ...]:
    """Where everything stands, row by row, in badges.

    Up to sixty events take half a page at most, up to a hundred and twenty a
    page; more go on below.

    Args:
        events: in any order; each one's lane is among ``lanes``.
        windows: the stretches to be shaded.
        lanes: names from top to bottom.
        width: of the figure, points.
        break_after: from which time between neighbours on the scale shows a break.

    Raises:
        ValueError: an event names a lane that is not there.
    """
    if strangers := {event.lane for event in events} - set(lanes):
        raise ValueError(f"no such lane: {sorted(strangers)}")
    ordered = sorted(events, key=lambda event: (event.earliest, event.latest, event.number))
    most = styles.FRAME_HEIGHT * max(_LEAST, len(ordered) / _A_PAGE)
    for way in _WAYS:
        shared = grouped(ordered, windows, way.within, strong_apart=way.strong_apart)
        rows = _rows(_Plan(tuple(shared), tuple(windows), tuple(lanes), width, break_after, way.roomy))
        if sum(row.height + ROW_GAP for row in rows) <= most:
            break
    return rows


def _rows(plan: _Plan) -> tuple[Row, ...]:
    rows: list[Row] = []
    start = 0
    while start < len(plan.units):
        stop = start + 1
        scale = _scale(plan, start, stop)
        while stop < len(plan.units):
            longer = _scale(plan, start, stop + 1)
            if not longer.fits:
                break
            scale, stop = longer, stop + 1
        rows.append(_row(plan, scale, start, stop))
        start = stop
    return tuple(rows)


def _scale(plan: _Plan, start: int, stop: int) -> Scale:
    units = plan.units[start:stop]
    clip = plan.units[stop].first if stop < len(plan.units) else None
    bare = Scale({}, units[0].first if start else None, clip, fits=True)
    edges = {edge for edge in plan.edges if bare.holds(edge)}
    moments = sorted({*(unit.first for unit in units), *edges})
    natural = _natural(plan, units, moments, edges)
    lead = GUTTER + _EDGE
    needs = [(natural[moments[-1]], _EDGE)]
    needs += [(natural[unit.first], _right(plan, unit) + PAD) for unit in units]
    stretch = min([_MAX_STRETCH, *((plan.width - lead - right) / x for x, right in needs if x)])
    at = {moment: lead + x * max(stretch, 0.1) for moment, x in natural.items()}
    return Scale(at, bare.first, clip, fits=stretch >= 1)


def _right(plan: _Plan, unit: Unit) -> float:
    """How far a badge, with its words where there must be room for them, reaches beyond its place."""
    return unit.width - RADIUS + (unit.beside if plan.roomy else 0)


def _natural(
    plan: _Plan, units: Sequence[Unit], moments: Sequence[datetime], edges: set[datetime]
) -> dict[datetime, float]:
    """The least points of each moment of a row from the first."""
    flags = dict(_flags(units))
    flag_end = 0.0
    free = dict.fromkeys(plan.lanes, -math.inf)
    found: dict[datetime, float] = {}
    for index, moment in enumerate(moments):
        here = [unit for unit in units if unit.first == moment]
        x = 0.0
        if index:
            before = moments[index - 1]
            wide = max((unit.width - 2 * RADIUS for unit in units if unit.first == before), default=0.0)
            dots = any(unit.first == before for unit in units) + bool(here)
            x = found[before] + wide + _distance(moment - before, dots)
            x = max([x, *(free[unit.lane] + BESIDE + RADIUS for unit in here)])
            if moment in edges:
                x = max(x, *(end + BESIDE for end in free.values()))
            if plan.roomy and moment in flags:
                x = max(x, flag_end)
            if plan.roomy:
                x = max([x, *_named(plan.windows, found, moment)])
        if moment in flags:
            flag_end = x + fonts.width(flags[moment], SMALL, bold=True) + 2 * FLAG_AIR
        for unit in here:
            free[unit.lane] = max(free[unit.lane], x + _right(plan, unit))
        found[moment] = x
    return found


def _named(
    windows: Sequence[FigureWindow], found: Mapping[datetime, float], end: datetime
) -> Iterator[float]:
    """Where windows that end must end at least, so that their names fit over them."""
    for window in windows:
        if window.end == end and window.start in found:
            yield found[window.start] + fonts.width(window.label, SMALL, bold=True) + 2 * PAD


def _distance(time: timedelta, dots: int) -> float:
    """Points between two moments of which ``dots`` are the beginnings of events."""
    return (4.0, 9.0, 10.0)[dots] + 0.8 * math.log10(1 + time.total_seconds())


def _flags(units: Sequence[Unit]) -> Iterator[tuple[datetime, str]]:
    """When the row begins, and each later day with the year where it is a new one."""
    yield units[0].first, units[0].events[0].time_text
    for before, after in pairwise(units):
        day, last = after.first.date(), before.first.date()
        if day != last:
            yield after.first, f"{day:%Y-%m-%d}" if day.year != last.year else f"{day:%m-%d}"


def _row(plan: _Plan, scale: Scale, start: int, stop: int) -> Row:
    units = plan.units[start:stop]
    windows, strips = placed_windows(plan.windows, scale, plan.width)
    top = strips * STRIP
    rail = top + _TIMES + _RAIL
    edges = [scale.at[edge] for edge in plan.edges if edge in scale.at]
    badges: list[Badge] = []
    lanes: list[PlacedLane] = []
    y = rail + PAD
    for lane in plan.lanes:
        own = _lane(plan, scale, [unit for unit in units if unit.lane == lane], y + _LANE_AIR, edges)
        bottom = max([y + _EMPTY_LANE, *(max(one.box.y1, one.label.y1) + _LANE_AIR for one in own)])
        lanes.append(PlacedLane(lane, y, bottom))
        badges += own
        y = bottom + 1.5
    gaps = tuple(_gaps(plan, scale, units, rail))
    days = tuple(_times(scale, units, plan.width, top))
    return Row(y, rail, GUTTER, plan.width, (), tuple(lanes), windows, gaps, days, tuple(badges))


def _lane(
    plan: _Plan, scale: Scale, units: Sequence[Unit], top: float, edges: Sequence[float]
) -> list[Badge]:
    """The badges of a lane; those of one moment stand below each other."""
    worded = plan.roomy and any(unit.lines for unit in units)
    pitch = max(2 * RADIUS, 2 * LINE if worded else 0)
    places: list[Area] = []
    for unit in units:
        x = scale.at[unit.first] - RADIUS
        shift = (pitch - 2 * RADIUS) / 2
        for y in sorted({top + shift, *(place.y1 + BESIDE + 2 * shift for place in places)}):
            place = Area(x, y, x + unit.width, y + unit.height)
            if not any(place._replace(x1=place.x1 + 1).meets(other) for other in places):
                break
        places.append(place)
    shown: list[Badge] = []
    labels: list[Area] = []
    for unit, place in zip(units, places, strict=True):
        middle = (place.y0 + place.y1) / 2
        half = LINE * len(unit.lines) / 2
        left, right = place.x1 + BESIDE, place.x1 + unit.beside
        label = Area(left, middle - half, right, middle + half)
        taken = [*labels, *(other for other in places if other is not place)]
        free = (
            unit.lines
            and right <= plan.width - 1
            and not any(place.x0 + RADIUS + 1 < edge < right + 1 for edge in edges)
            and not any(label.meets(other) for other in taken)
            and label.y0 >= top - _LANE_AIR
        )
        label = label if free else Area(place.x1, middle, place.x1, middle)
        labels.append(label)
        lines = unit.lines if free else ()
        x = scale.at[unit.first]
        shown.append(Badge(unit.events, x, place, unit.numbers, unit.tail, label, lines))
    return shown


def _gaps(plan: _Plan, scale: Scale, units: Sequence[Unit], rail: float) -> Iterator[Gap]:
    """The breaks in the scale; the time between is not printed."""
    for before, after in pairwise(units):
        x0, x1 = scale.at[before.first], scale.at[after.first]
        if x0 < x1 and after.first - before.last >= plan.break_after:
            middle = (x0 + x1) / 2
            yield Gap(x0, x1, Area(middle, rail, middle, rail), "", broken=True)


def _times(scale: Scale, units: Sequence[Unit], width: float, top: float) -> Iterator[Flag]:
    """Times on the scale: beginning, end, then the days that have room."""

    def flag(x: float, words: str, *, leftwards: bool = False) -> Flag:
        wide = fonts.width(words, SMALL, bold=True)
        left = x - 2.5 - wide if leftwards else x + 2.5
        return Flag(x, Area(left, top + 1, left + wide, top + 3 + SMALL), words)

    def clear(one: Flag, others: Sequence[Flag]) -> bool:
        box = one.text._replace(x0=one.text.x0 - FLAG_AIR, x1=one.text.x1 + FLAG_AIR)
        inside = one.text.x0 >= GUTTER and one.text.x1 <= width
        crossed = (
            box.meets(other.text)
            or (other.words and box.x0 < other.x < box.x1)
            or other.text.x0 < one.x < other.text.x1
            for other in others
        )
        return inside and not any(crossed)

    (moment, words), *days = _flags(units)
    shown = [flag(scale.at[moment], words)]
    last = max((event for unit in units for event in unit.events), key=lambda event: event.earliest)
    place = max(scale.at.get(last.earliest, 0.0), scale.at[units[-1].first])
    year = f"{last.earliest:%Y-}" if last.earliest.year == moment.year else ""
    end = flag(place, last.time_text.removeprefix(year), leftwards=True)
    if place > scale.at[moment] and clear(end, shown):
        shown.append(end)
    for moment, words in days:
        one = flag(scale.at[moment], words)
        if not clear(one, shown):
            # A day without room for its name is a tick.
            one = Flag(one.x, Area(one.x, top + _TIMES, one.x, top + _TIMES), "")
        shown.append(one)
    yield from sorted(shown, key=lambda one: one.x)
