"""The figure for a narrow page: time runs down, with the words beside each dot.

The order is true and distances are not to scale: a line of words for each event, the
time between neighbours on the rail, a heading where a day begins, a shade from the
beginning of a window to its end.  Many events have one line each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from markupsafe import Markup

from dossier.packet.figures.timeline_figure import DETAILED
from dossier.packet.figures.timeline_row import Elapsed, FigureWindow
from dossier.packet.typeset import fonts
from dossier.packet.typeset.paragraph import break_lines
from dossier.review.story.drawing import Drawing
from dossier.review.story.marks import Mark, Marks

WIDTH = 340
_RAIL, _TEXT, _RADIUS = 20, 42, 11
_SIZE, _SMALL, _LINE = 14, 13, 19
_ROOM = WIDTH - _TEXT - 34
"""Less than there is: the fonts of another machine may be wider than ours."""
_DAY, _GAP, _AIR = 30, 22, 8
_BREAK = timedelta(hours=1)


@dataclass
class _Places:
    """Where everything stands: filled from top to bottom."""

    y: float = 4
    dots: dict[int, float] = field(default_factory=dict)
    ends: dict[datetime, float] = field(default_factory=dict)
    """Where bars end."""
    days: list[tuple[float, str]] = field(default_factory=list)
    gaps: list[tuple[float, str, bool]] = field(default_factory=list)
    windows: dict[FigureWindow, tuple[float, float, tuple[str, ...]]] = field(default_factory=dict)


def drawn(told: Marks, elapsed: Elapsed) -> Markup:
    """The drawing.

    Args:
        told: what it shows.
        elapsed: words for the time between neighbours.
    """
    marks = sorted(told.marks, key=lambda one: (one.event.earliest, one.event.latest, one.event.number))
    dense = len(marks) > DETAILED
    places = _placed(marks, told.windows, elapsed, dense=dense)
    drawing = Drawing(WIDTH, 1, "down", told.label)
    drawing.group("ground", aria_hidden="true")
    for start, end, lines in places.windows.values():
        drawing.rect("shade", 0, start, WIDTH, end)
        drawing.line("edge end", 0, end, WIDTH, end)
        drawing.shape("flag", (_RAIL - 5, end), (_RAIL + 5, end), (_RAIL, end + 6))
        for number, line in enumerate(reversed(lines)):
            drawing.text("window", _TEXT, end - 6 - number * 16, ("", line))
    dots = list(places.dots.values())
    drawing.line("rail", _RAIL, dots[0], _RAIL, dots[-1])
    for y, words in places.days:
        drawing.text("day", _TEXT, y, ("", words))
    for y, words, broken in places.gaps:
        if broken:
            drawing.rect("cut", _RAIL - 2, y - 7, _RAIL + 2, y - 1)
            drawing.line("rail", _RAIL - 4, y - 6, _RAIL + 4, y - 8)
            drawing.line("rail", _RAIL - 4, y, _RAIL + 4, y - 2)
        drawing.text("gap", _TEXT, y, ("", words))
    for mark in marks:
        _event(drawing, mark, places, dense=dense)
    return drawing.done(places.y)


def _placed(
    marks: list[Mark], windows: tuple[FigureWindow, ...], elapsed: Elapsed, *, dense: bool
) -> _Places:
    """Everything in the order of time: a window begins before what happens then, and ends after it."""
    places = _Places()
    starts: dict[FigureWindow, float] = {}
    before: Mark | None = None
    for moment, kind, one in _steps(marks, windows):
        if kind == "start" and isinstance(one, FigureWindow):
            starts[one] = -1
        elif kind == "event" and isinstance(one, Mark):
            _between(places, before, one, elapsed, dense=dense)
            for window, y in starts.items():
                starts[window] = places.y if y < 0 else y
            places.dots[one.event.number] = places.y + _RADIUS + 2
            places.y += 2 * _RADIUS + 4 if dense else max(2 * _RADIUS + 4, _LINE * (1 + len(_lines(one)))) + 2
            before = one
        elif kind == "bar":
            places.y += 2
            places.ends[moment] = places.y
        elif isinstance(one, FigureWindow):
            lines = tuple(break_lines(one.label, _ROOM, _SMALL, bold=True))
            places.y += 16 * len(lines) + 10
            places.windows[one] = (max(0, starts.get(one, 0)), places.y, lines)
            places.y += _AIR
    places.y += 4
    return places


Step = tuple[datetime, str, "Mark | FigureWindow | None"]


def _steps(marks: list[Mark], windows: tuple[FigureWindow, ...]) -> Iterator[Step]:
    told: list[tuple[datetime, int, int, str, Mark | FigureWindow | None]] = []
    for place, mark in enumerate(marks):
        told.append((mark.event.earliest, 1, place, "event", mark))
    ends = {mark.event.latest for mark in marks if mark.event.latest > mark.event.earliest}
    told += [(moment, 2, 0, "bar", None) for moment in ends]
    for place, window in enumerate(windows):
        told += [(window.start, 0, place, "start", window), (window.end, 3, place, "end", window)]
    for moment, _, _, kind, one in sorted(told, key=lambda step: step[:3]):
        yield moment, kind, one


def _between(places: _Places, before: Mark | None, after: Mark, elapsed: Elapsed, *, dense: bool) -> None:
    """The time since the event before, and the day where it is a new one."""
    event = after.event
    if before is not None:
        least, most = event.earliest - before.event.latest, event.latest - before.event.earliest
        words = _range(elapsed, least, most)
        broken = event.earliest - before.event.earliest >= _BREAK
        if words and (broken or not dense):
            places.y += _GAP
            places.gaps.append((places.y - 7, words, broken))
    day = event.earliest.date()
    if before is None or day != before.event.earliest.date():
        places.y += _DAY
        places.days.append((places.y - 8, f"{day:%Y-%m-%d}"))


def _range(elapsed: Elapsed, least: timedelta, most: timedelta) -> str:
    """A range unless both are exact; of two overlapping times only the most between them is known."""
    if least < timedelta(0):
        return f"≤{elapsed(most)}" if most > timedelta(0) else ""
    first, last = elapsed(least), elapsed(most)
    if not most:
        return ""
    return f"+{first}" if first == last else f"+{first}–{last}"


def _lines(mark: Mark) -> list[str]:
    return break_lines(mark.event.text, _ROOM, _SIZE, bold=True)


def _event(drawing: Drawing, mark: Mark, places: _Places, *, dense: bool) -> None:
    event, y = mark.event, places.dots[mark.event.number]
    drawing.link(mark.kind, f"#{event.anchor}", mark.label)
    lines = [] if dense else _lines(mark)
    drawing.rect(
        "place", 2, y - _RADIUS - 2, WIDTH - 2, y - _RADIUS - 1 + max(24, _LINE * (1 + len(lines))), 4
    )
    if event.latest > event.earliest:
        drawing.rect("bar", _RAIL - 3, y, _RAIL + 3, max(places.ends[event.latest], y + _RADIUS + 5), 2)
    drawing.circle("dot", _RAIL, y, _RADIUS - 0.75)
    drawing.text("number", _RAIL, y + 4, ("", str(event.number)))
    head = [("time", event.clock), ("who", event.lane)]
    if dense:
        taken = sum(fonts.width(words, _SIZE, bold=True) + 6 for _, words in head)
        head.append(("what", fonts.clipped(event.text, _ROOM - taken, _SIZE, bold=True)))
    drawing.text("head", _TEXT, y + 4.5, *head)
    for number, line in enumerate(lines, 1):
        drawing.text("what", _TEXT, y + 4.5 + number * _LINE, ("", line))
