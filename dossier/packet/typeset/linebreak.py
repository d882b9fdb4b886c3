"""Lines out of clusters: the best set of breaks for a whole paragraph.

A cluster is the smallest thing that is set, usually one character.  The
breaker weighs all sensible breaks of a paragraph together (after Knuth and
Plass): it prefers lines that need little stretching, squeezes punctuation
where that saves a line, and avoids a last line of a single character.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf
from typing import TYPE_CHECKING

from dossier.packet.typeset import characters
from dossier.packet.typeset.characters import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_STRETCH = 0.08
"""The most that is added between two characters, in em: at a tenth, text
extractors begin to read blanks between Chinese characters."""
MOST_LOOSE = 0.5
"""The most that is added beyond that in one place, in em: at a blank or after a
mark, and when that is not enough between Chinese and Latin, where readers may
then see a blank."""
_EASY_STRETCH = 0.05
_APART, _UNFILLED = (400.0, 800.0), 1500.0
"""Costs of a line whose wider spaces take all they can, and of each em that stays empty."""
_SHORT_LAST, _SHORT_COST = 2.0, 80.0
_RAGGED = 4.0
_LOOSEST = 5.0
_STICKS_OUT = 1e6
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Cluster:
    """``text`` as drawn (one shape), its width in points, and whether a word holds it together.

    ``char`` is what its neighbours see: its first character, or
    :data:`characters.OBJECT`; a line feed ends a line.
    """

    text: str
    char: str
    width: float
    held: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Clusters ``start`` to ``end`` (excluded; blanks at the end left out).

    ``gaps[k]`` is the space after cluster ``start + k`` in points, ``lead``
    the empty half cut from an opening mark at the start, ``width`` what the
    line takes up.
    """

    start: int
    end: int
    lead: float
    width: float
    gaps: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """The widths to fill, in points, and how.

    ``plain`` sets characters by their own widths only, as
    :func:`dossier.packet.typeset.fonts.draw` does.
    """

    width: float
    first: float
    em: float
    justify: bool = True
    plain: bool = False


def lines(
    clusters: Sequence[Cluster], measure: Measure, start: int = 0, end: int | None = None
) -> list[Line]:
    """Break clusters ``start`` to ``end`` into lines.

    A cluster wider than the measure stands alone and sticks out.
    """
    found: list[Line] = []
    end = len(clusters) if end is None else end
    first = measure.first
    begin = start
    for index in range(start, end + 1):
        if index == end or clusters[index].char == "\n":
            found += _Segment(clusters, begin, index, measure, first).lines()
            begin, first = index + 1, measure.width
    if len(found) > 1 and clusters[end - 1].char == "\n":
        found.pop()
    return found


def pieces(clusters: Sequence[Cluster]) -> list[tuple[int, int]]:
    """What no line's end may part, as (start, end); a line feed is a piece by itself."""
    costs = _costs(clusters)
    starts = [
        i for i, cluster in enumerate(clusters) if not i or costs[i] is not None or cluster.char == "\n"
    ]
    return list(pairwise([*starts, len(clusters)]))


def _costs(clusters: Sequence[Cluster]) -> list[float | None]:
    """The cost of a break before each cluster, None where there is none."""
    costs = characters.breaks("".join(cluster.char for cluster in clusters))
    for index, cluster in enumerate(clusters):
        if index and cluster.held and clusters[index - 1].held:
            costs[index] = None
    return costs


class _Segment:
    """The clusters between two forced breaks, with running sums of their widths."""

    def __init__(self, all_: Sequence[Cluster], start: int, end: int, measure: Measure, first: float) -> None:
        self._offset = start
        self._clusters = all_[start:end]
        self._measure = measure
        self._first = first
        chars = [c.char for c in self._clusters]
        pairs = list(pairwise(chars))
        em = 0.0 if measure.plain else measure.em
        self._gaps = [characters.gap(*pair) * em for pair in pairs]
        self._shrinks = [characters.shrink(*pair) * em for pair in pairs]
        self._stretches = [characters.stretch(*pair) for pair in pairs]
        steps = [c.width + g for c, g in zip(self._clusters, (*self._gaps, 0.0), strict=False)]
        self._place = list(accumulate(steps, initial=0.0))
        self._shrunk = list(accumulate(self._shrinks, initial=0.0))
        self._stretched = list(accumulate(self._stretches, initial=0))
        self._wide = [[where(*pair) for pair in pairs] for where in (characters.loose, characters.edge)]
        self._widths = [list(accumulate(wide, initial=0)) for wide in self._wide]
        self._costs = self._breaks(chars)
        self._legal = [i for i, cost in enumerate(self._costs) if cost is not None]
        self._legal.append(len(self._clusters))

    def _breaks(self, chars: list[str]) -> list[float | None]:
        costs = _costs(self._clusters)
        ends = [i for i, cost in enumerate(costs) if cost is not None] + [len(chars)]
        start = 0
        for end in ends:
            # Only what begins the paragraph must do with the room of its first line.
            room = self._measure.width if start else min(self._first, self._measure.width)
            if self._natural(start, end) > room + _TOLERANCE:
                for i in range(start + 1, end):
                    costs[i] = characters.broken_word(chars[i - 1], chars[i])
            start = end
        return costs

    def _trimmed(self, start: int, end: int) -> int:
        while end > start and characters.kind(self._clusters[end - 1].char) is Kind.SPACE:
            end -= 1
        return end

    def _lead(self, start: int) -> float:
        cut = not self._measure.plain and self._clusters[start].char in characters.OPENING
        return characters.HALF * self._measure.em if cut else 0.0

    def _natural(self, start: int, end: int) -> float:
        """Width of a line before stretching; its last mark loses the empty half."""
        end = self._trimmed(start, end)
        if end <= start:
            return 0.0
        last = self._clusters[end - 1]
        cut = not self._measure.plain and last.char in characters.CLOSING
        tail = characters.HALF * self._measure.em if cut else 0.0
        return self._place[end - 1] - self._place[start] + last.width - tail - self._lead(start)

    def _give(self, start: int, end: int) -> tuple[float, int]:
        end = self._trimmed(start, end)
        if end <= start:
            return 0.0, 0
        return self._shrunk[end - 1] - self._shrunk[start], self._stretched[end - 1] - self._stretched[start]

    def lines(self) -> list[Line]:
        if not self._clusters:
            return [Line(self._offset, self._offset, 0.0, 0.0, ())]
        size = len(self._clusters)
        best = [inf] * (size + 1)
        came = [0] * (size + 1)
        best[0] = 0.0
        for start in range(size):
            if best[start] < inf:
                for end, cost in self._ends(start):
                    if best[start] + cost < best[end]:
                        best[end], came[end] = best[start] + cost, start
        stops = [size]
        while stops[-1]:
            stops.append(came[stops[-1]])
        stops.reverse()
        return [self._line(a, b) for a, b in pairwise(stops)]

    def _room(self, start: int) -> float:
        return self._measure.width if start else self._first

    def _ends(self, start: int) -> list[tuple[int, float]]:
        """Where a line from ``start`` may end, with costs; never empty.

        Of the ends that would leave more than a few em free only the last is
        weighed.
        """
        room, justify = self._room(start), self._measure.justify
        nearest = bisect_right(self._legal, start)
        far = self._place[start] + room - _LOOSEST * self._measure.em
        index = bisect_right(self._legal, far, key=self._place.__getitem__)
        found: list[tuple[int, float]] = []
        for end in self._legal[max(nearest, index - 1) :]:
            slack = room - self._natural(start, end)
            give, places = self._give(start, end) if justify else (0.0, 0)
            if slack + give < -_TOLERANCE:
                break
            found.append((end, self._cost(start, end, slack, give, places)))
        return found or [(self._legal[nearest], _STICKS_OUT)]

    def _cost(self, start: int, end: int, slack: float, give: float, places: int) -> float:
        em = self._measure.em
        if end == len(self._clusters):
            short = start > 0 and self._natural(start, end) < _SHORT_LAST * em
            squeezed = 60 * (slack / give) ** 2 if slack < -_TOLERANCE else 0.0
            return squeezed + (_SHORT_COST if short else 0.0)
        penalty = self._costs[end] or 0.0
        if not self._measure.justify:
            return penalty + _RAGGED * (slack / em) ** 2
        if slack < 0:
            return penalty + (60 * (slack / give) ** 2 if give else 0.0)
        even = min(slack, places * MAX_STRETCH * em)
        rest = slack - even
        penalty += 100 * (even / (max(places, 1) * _EASY_STRETCH * em)) ** 2
        for widths, cost in zip(self._widths, _APART, strict=True):
            room = (widths[self._trimmed(start, end) - 1] - widths[start]) * MOST_LOOSE * em
            part = min(rest, room)
            penalty += cost * part / room if room else 0.0
            rest -= part
        return penalty + _UNFILLED * rest / em

    def _line(self, start: int, end: int) -> Line:
        natural = self._natural(start, end)
        give, places = self._give(start, end)
        slack = self._room(start) - natural
        last = end == len(self._clusters)
        stop = self._trimmed(start, end)
        span = range(start, max(stop - 1, start))
        gaps = [self._gaps[k] for k in span]
        if self._measure.justify and slack < 0 < give:
            part = min(-slack / give, 1.0)
            gaps = [g - part * self._shrinks[k] for k, g in zip(span, gaps, strict=True)]
        elif self._measure.justify and slack > 0 and not last and places:
            each = min(slack / places, MAX_STRETCH * self._measure.em)
            gaps = [g + each * self._stretches[k] for k, g in zip(span, gaps, strict=True)]
            gaps = self._loosened(span, gaps, slack - each * places)
        width = natural + sum(gaps) - sum(self._gaps[k] for k in span)
        return Line(self._offset + start, self._offset + stop, self._lead(start), width, tuple(gaps))

    def _loosened(self, span: range, gaps: list[float], rest: float) -> list[float]:
        """What even stretching could not fill goes where a wider space does no harm."""
        for places in self._wide:
            wide = [places[k] for k in span]
            if rest > _TOLERANCE and any(wide):
                each = min(rest / sum(wide), MOST_LOOSE * self._measure.em)
                gaps = [gap + each * is_wide for gap, is_wide in zip(gaps, wide, strict=True)]
                rest -= each * sum(wide)
        return gaps
