"""What the figure of the timeline is made of: events that come in, rows of placed things that go out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dossier.packet.figures.geometry import Area

Elapsed = Callable[[timedelta], str]
"""Words for the time between two events, e.g. 2分10秒; "" for none."""

SIZE, SMALL, LEADING = 7.5, 7.0, 9.4
"""Type of labels, type of the scale, points from line to line of a label."""
RADIUS = 6.2
"""Of a numbered dot."""
GUTTER = 46.0
"""Width of the column of lane names."""
PAD = 5.0
"""Air around blocks and names."""
ROW_GAP = 12.0
"""Between rows."""
STRIP = 12.5
"""Height of a window's label."""
FLAG_AIR = 4.0
"""Between the flags of two days."""


@dataclass(frozen=True, slots=True)
class FigureEvent:
    """An event as the figure needs it.

    ``number`` is the one of the table, ``lane`` a lane's name; ``earliest``
    and ``latest`` are equal when the time is known to the second.  Clicking
    the label goes to ``anchor`` ("" for nowhere).
    """

    number: int
    lane: str
    earliest: datetime
    latest: datetime
    text: str
    time_text: str
    anchor: str = ""
    emphasised: bool = False

    @property
    def clock(self) -> str:
        """Its time without the day, which stands on the scale; the day where no more is known."""
        return self.time_text.removeprefix(f"{self.earliest:%Y-%m-%d} ")


@dataclass(frozen=True, slots=True)
class FigureWindow:
    """A stretch of time to be shaded, its last second included, with its label."""

    start: datetime
    end: datetime
    label: str


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """Where an event stands: its dot, the end of its bar (``open`` when it goes on beyond), its label."""

    event: FigureEvent
    x: float
    y: float
    bar: float
    open: bool
    label: Area
    times: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def block(self) -> Area:
        """Dot, bar and label together."""
        left, right = self.x - RADIUS, max(self.x + RADIUS, self.bar)
        return Area(min(left, self.label.x0), self.y - RADIUS, max(right, self.label.x1), self.label.y1)


@dataclass(frozen=True, slots=True)
class Badge:
    """Events of one lane under one number or range of numbers; they are in the order of time.

    ``words`` are the numbers in lines, ``tail`` says that a time is known to a
    stretch of minutes or longer only.  ``label`` is the place of ``lines``
    beside the badge, empty where there are none.
    """

    events: tuple[FigureEvent, ...]
    x: float
    box: Area
    words: tuple[str, ...]
    tail: bool
    label: Area
    lines: tuple[str, ...] = ()

    @property
    def strong(self) -> bool:
        """Whether one of the events is to catch the eye."""
        return any(event.emphasised for event in self.events)


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane's band."""

    name: str
    y0: float
    y1: float


@dataclass(frozen=True, slots=True)
class PlacedWindow:
    """A shaded band with its label; an edge beyond the row is None."""

    window: FigureWindow
    start: float | None
    end: float | None
    label: Area


@dataclass(frozen=True, slots=True)
class Gap:
    """The scale between two neighbours: words above it, a break mark on it or not."""

    x0: float
    x1: float
    text: Area
    words: str
    broken: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """A time on the scale at an event: where a day begins, or a row of badges begins and ends."""

    x: float
    text: Area
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the figure, with labelled events or with badges.

    ``rail`` is the height of the scale's line, ``right`` the end of the lanes.
    """

    height: float
    rail: float
    left: float
    right: float
    events: tuple[PlacedEvent, ...]
    lanes: tuple[PlacedLane, ...]
    windows: tuple[PlacedWindow, ...]
    gaps: tuple[Gap, ...]
    days: tuple[Flag, ...] = ()
    badges: tuple[Badge, ...] = ()
