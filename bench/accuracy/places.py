"""Where a field stands on a drawn page, so that a cover or a cut takes it out of what must be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bench.accuracy.truth import Field
from dossier.model import Line

_LEAST = 4
"""Fewer characters than this are no beginning of a wrapped value."""
_AHEAD = 4
"""A wrapped value goes on within so many lines: a label or a button may stand between."""


class Rect(NamedTuple):
    """A rectangle in pixels, ends exclusive."""

    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A field with the rectangles of its words and its label; ``whole`` until something hides a part."""

    field: Field
    rects: tuple[Rect, ...]
    whole: bool = True

    def moved(self, right: int, down: int) -> Spot:
        """The spot on a picture whose origin lies elsewhere."""
        rects = (Rect(r.x0 + right, r.y0 + down, r.x1 + right, r.y1 + down) for r in self.rects)
        return replace(self, rects=tuple(rects))


def spot(wanted: Field, lines: Sequence[Line]) -> Spot:
    """Find a field among the texts of a page.

    Raises:
        LookupError: its words do not stand there.
    """
    label = _squeeze(wanted.label)
    near = [line for line in lines if label and label in _squeeze(line.text)]
    found = [rects for start in range(len(lines)) if (rects := _from(wanted.shown, lines, start))]
    if not found:
        raise LookupError(wanted.shown)
    if not near:
        return Spot(wanted, tuple(found[0]))
    apart, rects, beside = min(
        ((abs(rects[0].y0 - _rect(line).y0), rects, _rect(line)) for rects in found for line in near),
        key=lambda one: one[0],
    )
    return Spot(wanted, (beside, *rects) if apart else (*rects, beside))


def covered(spots: Iterable[Spot], covers: Sequence[Rect]) -> tuple[Spot, ...]:
    """The spots after something was laid over or cut from the page."""
    return tuple(
        replace(
            one, whole=one.whole and not any(_meet(rect, cover) for rect in one.rects for cover in covers)
        )
        for one in spots
    )


def _from(shown: str, lines: Sequence[Line], start: int) -> list[Rect]:
    """The rectangles of a text that begins in a line, or nothing."""
    wanted, first = _squeeze(shown), _squeeze(lines[start].text)
    if wanted in first:
        return [_rect(lines[start])]
    size = next((n for n in range(len(wanted) - 1, _LEAST - 1, -1) if first.endswith(wanted[:n])), 0)
    if not size:
        return []
    rects, rest = [_rect(lines[start])], wanted[size:]
    for line in lines[start + 1 : start + 1 + _AHEAD * (1 + len(rest) // 10)]:
        text = _squeeze(line.text)
        if rest and (rest.startswith(text) or text.startswith(rest)):
            rects.append(_rect(line))
            rest = rest[len(text) :]
    return [] if rest else rects


def _rect(line: Line) -> Rect:
    assert line.box is not None  # noqa: S101 - drawn lines have one
    return Rect(*line.box)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _meet(one: Rect, other: Rect) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1
