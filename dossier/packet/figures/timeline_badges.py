"""Which events of the timeline share a badge, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from dossier.packet.figures.timeline_row import RADIUS, SIZE, FigureEvent, FigureWindow
from dossier.packet.typeset import fonts
from dossier.packet.typeset.paragraph import break_lines

LINE = 9.0
"""From line to line in and beside a badge."""
TAIL = 5.0
"""The tip at the right of a badge whose time is not sharp."""
BESIDE = 2.5
"""Between a badge and its words."""
_ROUND = 3.0
"""Around two digits in a round badge."""
_NUMBERS, _WORDS = 64.0, 84.0
"""Most width of the numbers in a badge, and of the words beside one."""
_ROUGH = timedelta(minutes=1)


class Unit:
    """Events that share a badge, in the order of time; ``first`` and ``last`` are when the ends began."""

    def __init__(self, events: Sequence[FigureEvent]) -> None:
        self.events = tuple(events)
        self.lane = events[0].lane
        self.first, self.last = events[0].earliest, events[-1].earliest
        self.strong = any(event.emphasised for event in events)
        self.tail = any(event.latest - event.earliest >= _ROUGH for event in events)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """What the badge says, in lines."""
        return tuple(break_lines(_ranges(event.number for event in self.events), _NUMBERS, SIZE, bold=True))

    @cached_property
    def width(self) -> float:
        """Of the badge with its tip, in points."""
        inner = max(fonts.width(line, SIZE, bold=True) for line in self.numbers)
        return max(2 * RADIUS, inner + (_ROUND if inner < RADIUS * 1.5 else RADIUS)) + TAIL * self.tail

    @cached_property
    def height(self) -> float:
        """Of the badge, in points."""
        return 2 * RADIUS + LINE * (len(self.numbers) - 1)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Time and words of the only event, in two lines, when it is to catch the eye."""
        event = self.events[0]
        if len(self.events) > 1 or not event.emphasised:
            return ()
        told = enumerate((event.clock, event.text))
        return tuple(_clipped(words, bold=not row) for row, words in told if words)

    @cached_property
    def beside(self) -> float:
        """Width of the words with the air before them; 0 for none."""
        return max((fonts.width(words, SIZE, bold=True) for words in self.lines), default=-BESIDE) + BESIDE


def grouped(
    ordered: Sequence[FigureEvent],
    windows: Sequence[FigureWindow],
    within: timedelta,
    *,
    strong_apart: bool = True,
) -> Iterator[Unit]:
    """Who shares a badge: one moment on one lane, or neighbours of one lane that bear numbers in a row.

    Args:
        ordered: by their times.
        windows: over whose ends no badge goes.
        within: of the first of a badge its others happened.
        strong_apart: whether what is to catch the eye has a badge of its own.
    """

    def side(moment: datetime) -> list[bool]:
        return [late for window in windows for late in (moment >= window.start, moment > window.end)]

    groups: list[list[FigureEvent]] = []
    newest: dict[str, list[FigureEvent]] = {}
    for event in ordered:
        group = newest.get(event.lane)
        alone = strong_apart and (event.emphasised or (group is not None and group[-1].emphasised))
        if group and not alone and side(event.earliest) == side(group[0].earliest):
            together = group[0].earliest == event.earliest
            numbers = {event.number, *(one.number for one in group)}
            neighbours = group is groups[-1] and max(numbers) - min(numbers) == len(numbers) - 1
            if together or (neighbours and event.earliest - group[0].earliest <= within):
                group.append(event)
                continue
        newest[event.lane] = [event]
        groups.append(newest[event.lane])
    yield from map(Unit, groups)


def _ranges(numbers: Iterable[int]) -> str:
    """``1–3、5``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _clipped(words: str, *, bold: bool) -> str:
    """Words that fit beside a badge; never an amount or a time cut within."""
    shown = fonts.clipped(words, _WORDS, SIZE, bold)
    return words if shown == words else shown.removesuffix("…").rstrip("0123456789.,:-–") + "…"
