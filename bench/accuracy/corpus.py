"""The pictures, in an order in which any first part of them is a fair sample.

Open and held looks take turns, page kinds and spoils come from decks shuffled once
by a fixed seed; one picture depends on its place in the list and on nothing else.
"""
# ruff: noqa: S311

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from bench.accuracy import dress as dressing
from bench.accuracy import spoil
from bench.accuracy.dress import Dress
from bench.accuracy.held import HELD
from bench.accuracy.looks import OPEN
from bench.accuracy.pages import PAGES, scene
from bench.accuracy.places import Spot, spot
from bench.accuracy.truth import Picture
from samples.draw.canvas import Canvas

COUNT = 192
SEED = 20240512

_KINDS = ("order", "payment", "chat", "order", "payment", "chat", "rule")
_SPOILS = (
    *("none",) * 4,
    *("dark", "pale", "jpeg90", "jpeg60", "jpeg30", "half", "twothirds", "photo", "photo"),
    *("watermark", "banner", "crop", "crop+jpeg60", "banner+twothirds", "dark+jpeg30", "watermark+jpeg60"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one picture will be, before it is drawn."""

    number: int
    dress: Dress
    held: bool
    page: str
    spoilt: str
    scale: float


def plans(count: int = COUNT) -> tuple[Plan, ...]:
    """The first pictures of the corpus."""
    halves = (_half(OPEN, held=False), _half(HELD, held=True))
    return tuple(replace(next(halves[number % 2]), number=number + 1) for number in range(count))


def compose(plan: Plan) -> tuple[Canvas, tuple[Spot, ...], Random]:
    """Lay a page out, without a pixel yet, and find its fields on it; and the random choices left.

    Raises:
        LookupError: the truth names something that does not stand on the page.
    """
    rng = Random(f"{SEED} {plan.number} {plan.dress.look.name}")
    look = plan.dress.look.at(plan.scale)
    if plan.spoilt.startswith("dark"):
        look = dressing.dark(look)
    if plan.spoilt == "pale":
        look = dressing.pale(look)
    drawn = PAGES[plan.page](scene(plan.dress, look, rng))
    lines = drawn.canvas.lines()
    return drawn.canvas, tuple(spot(one, lines) for one in drawn.fields), rng


def draw(plan: Plan) -> Picture:
    """Draw one picture."""
    canvas, spots, rng = compose(plan)
    shot, (data, suffix) = spoil.SPOILS[plan.spoilt](spoil.Shot(canvas.image(), canvas.scale, spots), rng)
    name = f"p{plan.number:03d}.{suffix}"
    return Picture(name, data, plan.dress.look.name, plan.page, plan.spoilt, plan.held, spoil.fields(shot))


def pictures(count: int = COUNT) -> Iterator[Picture]:
    """Draw the first pictures of the corpus, one at a time."""
    yield from (draw(plan) for plan in plans(count))


def _half(dresses: tuple[Dress, ...], *, held: bool) -> Iterator[Plan]:
    """Plans without end for one half: every look in turn, kinds and spoils from full decks."""
    spoils = _deck(_SPOILS, Random(f"{SEED} spoils {held}"))
    kinds = _deck(_KINDS, Random(f"{SEED} kinds {held}"))
    rng = Random(f"{SEED} scales {held}")
    while True:
        for one in dresses:
            kind, spoilt = next(kinds), next(spoils)
            if one.desk:
                kind = {"order": "desk", "chat": "talk"}.get(kind, kind)
            scale = max(rng.choice(one.scales), spoil.LEAST_SCALE.get(spoilt, 0))
            yield Plan(0, one, held, kind, spoilt, scale)


def _deck(cards: tuple[str, ...], rng: Random) -> Iterator[str]:
    while True:
        yield from rng.sample(cards, len(cards))
