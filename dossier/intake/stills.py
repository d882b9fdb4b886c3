"""Which frames of a screen recording become pages: every line seen is on one, and none is doubled needlessly.

While nothing moves, one frame stands for all.  While the screen scrolls, frames
are kept at such distances that each shares a good part with the one before;
a frame that stands still goes before one that moves.  What is new in another
way (a dialog, another page) is kept once it stands still.  The clock in the
status bar and a blinking caret are no news.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from dossier.intake.film import Look, Rows

    Depths = npt.NDArray[np.int16]

_BAR = 0.045
"""Share of the screen's height that the status bar takes; what changes there is no news."""
_CELL = 20
"""Grey levels from which a cell differs, where films are compressed."""
_MOVED = 36
"""The same where it has moved, by parts of a pixel maybe."""
_NEWS = 38
"""So many cells of a thousand rows differ when one ideograph is new; a caret or one digit is less."""
_ROW = 18
"""Grey levels by which the cells of a row may lie outside those of the rows where it should be."""
_EDGE = 10
"""Grey levels to the next row from which a row shows something."""
_STILL = 0.2
"""Seconds for which a screen that stands still stays the same."""
_SETTLED = 0.5
"""Seconds after which a recorder has made a still screen as sharp as it will be."""
_FLEETING = 0.35
"""Seconds below which a screen that never stands still is the passage to another."""
_READ = 1.0
"""Seconds that a change in the midst of a screen must stand: what is typed is not kept by the letter."""
_RESTLESS = 3.0
"""Seconds after which a screen that changes in one place all the time is kept as it is."""
_SHARED = 0.25
"""Share of the height that two neighbouring pages have in common at the least, if it can be had."""
_ENOUGH = 0.03
"""Share of all rows that must agree, and below, between the first and the last of them."""
_SPAN = 0.12
_EDGES = 4
"""Rows at the edges of what scrolls that are half hidden."""
_DRIFT = 3
"""Rows by which a place may be off that was measured from screen to screen."""
_PEAKS = 12
_REMEMBERED = 4
"""How many of the last screens of a scene a new one is held against."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A screen that stayed the same: its first look, the moment that stands for it, and for how long."""

    rows: Rows
    moment: float
    began: float
    until: float

    @property
    def still(self) -> bool:
        return self.until - self.began >= _STILL


@dataclass(slots=True)
class _Scene:
    """Screens that scroll into each other; places are rows from where the scene began.

    ``kept`` are the pages so far, by place; ``waiting`` are candidates by direction (-1 up, 1 down)
    and stillness, each the furthest of its kind beyond the pages.  ``altered`` says that it began
    with a change in the midst of what stood there, at the moment ``began``.
    """

    began: float = 0.0
    altered: bool = False
    kept: list[tuple[int, _Run]] = field(default_factory=list)
    waiting: dict[tuple[int, bool], tuple[int, _Run]] = field(default_factory=dict)


def _apart(one: Rows, other: Rows) -> Depths:
    return np.abs(one.astype(np.int16) - other.astype(np.int16))


def _outside(one: Rows, other: Rows) -> Depths:
    """How far each cell lies outside what the other screen has there, a row higher or lower.

    Screens move by pixels, of which a row may hold two: then a row is a mixture of its neighbours.
    """
    wide = np.pad(other.astype(np.int16), ((1, 1), (0, 0)), mode="edge")
    near = np.stack((wide[:-2], wide[1:-1], wide[2:]))
    cells = one.astype(np.int16)
    apart: Depths = np.maximum(np.maximum(cells - near.max(axis=0), near.min(axis=0) - cells), 0)
    return apart


def choose(looks: Iterable[Look]) -> Iterator[float]:
    """The moments of the frames that become pages.

    Args:
        looks: as :func:`dossier.intake.film.looks` gives them.

    Yields:
        Moments in seconds, not quite in order: the last page of a scroll comes when it is over.
    """
    shown: list[Rows] = []
    scene = _Scene()
    for run in _runs(looks):
        place, altered = _place(scene, run)
        if place is None:
            owed = _closed(scene)
            yield from _told(owed, shown)
            restless = altered and not owed and not scene.kept
            scene = _Scene(scene.began if restless else run.began, altered)
        yield from _told(_taken(scene, place or 0, run), shown)
    yield from _told(_closed(scene), shown)


def _told(runs: Iterable[_Run], shown: list[Rows]) -> Iterator[float]:
    """The moments of those that no page shows yet: a screen one comes back to is not kept again."""
    for run in runs:
        if not any(_same(run.rows, rows) for rows in shown):
            shown.append(run.rows)
            yield run.moment


def _runs(looks: Iterable[Look]) -> Iterator[_Run]:
    run: _Run | None = None
    for look in looks:
        if run is not None and _same(run.rows, look.rows):
            settled = look.moment if look.moment - run.began <= _SETTLED else run.moment
            run = replace(run, moment=settled, until=look.until)
            continue
        if run is not None:
            yield run
        run = _Run(look.rows, look.moment, look.moment, look.until)
    if run is not None:
        yield run


def _same(one: Rows, other: Rows) -> bool:
    """Whether two screens differ by no more than a clock and a caret."""
    if one.shape != other.shape:
        return False
    bar = int(len(one) * _BAR)
    news = np.count_nonzero(_apart(one[bar:], other[bar:]) > _CELL)
    return int(news) < _NEWS * len(one) // 1000


def _place(scene: _Scene, run: _Run) -> tuple[int | None, bool]:
    """Where a screen stands in the scene, or None; and whether something changed in the midst of it."""
    known = [*scene.waiting.values(), *scene.kept]
    if not known:
        return 0, False
    for place, other in sorted(known, key=lambda one: -one[1].until)[:_REMEMBERED]:
        shift = _shift(other.rows, run.rows)
        if shift is None:
            continue
        found = place + shift
        altered = shift == 0 and _altered(other.rows, run.rows, (0,))
        if run.still and scene.kept:
            there, page = min(scene.kept, key=lambda one: abs(one[0] - found))
            altered = altered or _altered(page.rows, run.rows, _around(found - there))
        return (None, True) if altered else (found, False)
    return None, False


def _altered(page: Rows, rows: Rows, shifts: Iterable[int]) -> bool:
    """Whether a screen shows something new where a page was, by whichever of these it is scrolled from it."""
    return all(_news(page, rows, shift) >= _NEWS * len(rows) // 1000 for shift in shifts)


def _around(shift: int) -> list[int]:
    """A shift and those beside it: places that were measured from screen to screen are a little off."""
    return sorted(range(shift - _DRIFT, shift + _DRIFT + 1), key=lambda one: abs(one - shift))


def _news(page: Rows, rows: Rows, shift: int) -> int:
    """How many cells of a screen are not those of a page that is scrolled from it by so many rows."""
    bar = int(len(rows) * _BAR)
    differ = np.flatnonzero((_outside(rows[bar:], page[bar:]) > _CELL).any(axis=1))
    if not len(differ):
        return 0
    # Above and below stands what does not scroll; it hid what the page has there.
    edge = _EDGES if shift else 0
    top, end = bar + int(differ[0]) + edge, bar + int(differ[-1]) + 1 - edge
    start, stop = max(top, top - shift), min(end, end - shift)
    if start >= stop:
        return 0
    apart = _outside(rows[start:stop], page[start + shift : stop + shift])
    return int(np.count_nonzero(apart > (_MOVED if shift else _CELL)))


def _taken(scene: _Scene, place: int, run: _Run) -> Iterator[_Run]:
    """Puts a screen into its scene; gives the pages that became certain by it."""
    if not scene.kept:
        still = run.until - run.began >= (_READ if scene.altered else _STILL)
        if not still and not scene.waiting:
            scene.waiting[1, False] = place, run
            return
        first = (place, run) if still else next(iter(scene.waiting.values()))
        scene.waiting.clear()
        scene.kept.append(first)
        yield first[1]
    reach = int(len(run.rows) * (1 - _SHARED - 2 * _BAR))
    way, beyond = _beyond(scene, place)
    if beyond > reach and (page := _furthest(scene, way, place, reach)):
        scene.kept.append(page)
        yield page[1]
        way, beyond = _beyond(scene, place)
    if beyond > reach:
        # It leapt, and what is seen now must be kept itself.
        scene.kept.append((place, run))
        yield run
    elif beyond > 0:
        known = scene.waiting.get((way, run.still))
        if known is None or way * (place - known[0]) > 0:
            scene.waiting[way, run.still] = place, run


def _beyond(scene: _Scene, place: int) -> tuple[int, int]:
    """In which direction a place lies outside the pages kept (-1 up, 1 down), and how many rows."""
    places = [kept for kept, _ in scene.kept]
    return max((1, place - max(places)), (-1, min(places) - place), key=lambda one: one[1])


def _furthest(scene: _Scene, way: int, place: int, reach: int) -> tuple[int, _Run] | None:
    """Takes the candidates of a direction; gives the still one if ``place`` can be reached from it."""
    still, moving = scene.waiting.pop((way, True), None), scene.waiting.pop((way, False), None)
    if still and (moving is None or way * (place - still[0]) <= reach):
        return still
    return moving if still is None or (moving and way * (moving[0] - still[0]) > 0) else still


def _closed(scene: _Scene) -> list[_Run]:
    """The pages that a scene still owes when it is over."""
    if not scene.kept:
        least = _RESTLESS if scene.altered else _FLEETING
        return [run for _, run in scene.waiting.values() if run.until - scene.began >= least]
    found = []
    for way in (-1, 1):
        ends = [scene.waiting[way, still] for still in (True, False) if (way, still) in scene.waiting]
        if ends:
            found.append(max(ends, key=lambda one: way * one[0])[1])
    return found


def _shift(one: Rows, other: Rows) -> int | None:
    """How many rows further down the second screen is scrolled; None where it is another."""
    if one.shape != other.shape:
        return None
    bar = int(len(one) * _BAR)
    best: tuple[int, int] | None = None
    for shift in (0, *_peaks(one[bar:], other[bar:])):
        agreed = _agreed(one[bar:], other[bar:], shift)
        if agreed is not None and (best is None or agreed > best[0]):
            best = agreed, shift
    return None if best is None else best[1]


def _peaks(one: Rows, other: Rows) -> list[int]:
    """The shifts at which two screens resemble each other most, by their horizontal edges."""
    height = len(one)
    size = 1 << (2 * height - 1).bit_length()
    first, second = (
        np.fft.rfft(np.diff(rows.astype(np.float32), axis=0), size, axis=0) for rows in (one, other)
    )
    alike = np.fft.irfft((first * second.conj()).sum(axis=1), size)
    found: list[int] = []
    for _ in range(_PEAKS):
        peak = int(alike.argmax())
        if alike[peak] <= 0:
            break
        found.append(peak if peak < size // 2 else peak - size)
        around = np.arange(peak - 2, peak + 3) % size
        alike[around] = 0
    return [shift for shift in found if abs(shift) < height]


def _agreed(one: Rows, other: Rows, shift: int) -> int | None:
    """How many more rows agree than do not when the second screen is scrolled so far; None where too few do.

    Messages are alike in shape, so that many rows agree by chance; but then as many do not.
    """
    height = len(one)
    first, second = (
        one[max(shift, 0) : height + min(shift, 0)],
        other[max(-shift, 0) : height - max(shift, 0)],
    )
    telling = _telling(first) | _telling(second)
    agree = telling & (_outside(first, second).max(axis=1) <= _ROW)
    places = np.flatnonzero(agree)
    against = int(np.count_nonzero(telling)) - len(places)
    if len(places) < max(_ENOUGH * height, against) or places[-1] - places[0] < _SPAN * height:
        return None
    return len(places) - against


def _telling(rows: Rows) -> npt.NDArray[np.bool_]:
    """The rows in which something begins or ends."""
    edges = np.abs(np.diff(rows.astype(np.int16), axis=0, prepend=rows[:1].astype(np.int16))).max(axis=1)
    return np.asarray(edges >= _EDGE)
