"""Answers are held against the truth of a picture, and counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.accuracy.truth import Answer, Field, Kind, Picture, key

ANY = "*"
"""In place of a role: the system does not tell what a time or an amount is of."""
_PAID = frozenset(("paid", "total"))
_EVENTS = frozenset(("ordered", "paid", "shipped", "said", "payment_created", "refunded", "completed"))
"""Roles of a time that a finding can rest on; to give a time another's is as wrong as a wrong digit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One required field of one picture, and whether a system gave it exactly."""

    picture: Picture
    field: Field
    exact: bool


@dataclass(frozen=True, slots=True)
class Given:
    """One value that a system gave for a picture, and whether it stands there."""

    picture: Picture
    answer: Answer
    wrong: bool


@dataclass(frozen=True, slots=True)
class Score:
    """What one system did on one picture or many."""

    hits: tuple[Hit, ...] = ()
    given: tuple[Given, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.given + other.given)

    @property
    def exact(self) -> int:
        """Required fields given exactly."""
        return sum(hit.exact for hit in self.hits)

    def certain(self, *, strict: bool = False) -> tuple[int, int]:
        """Wrong values among those given as certain, and how many those are."""
        kept = [one for one in self.given if one.answer.certain and (one.answer.strict or not strict)]
        return sum(one.wrong for one in kept), len(kept)


def of(picture: Picture, answers: Iterable[Answer]) -> Score:
    """Score one system's answers for one picture; equal answers count once."""
    told = _distinct(answers)
    hits = tuple(
        Hit(picture, field, any(_gives(one, field) for one in told))
        for field in picture.fields
        if field.required
    )
    given = tuple(
        Given(picture, one, not any(_stands(one, field) for field in picture.fields)) for one in told
    )
    return Score(hits, given)


def total(scores: Iterable[Score]) -> Score:
    """All scores as one."""
    hits: list[Hit] = []
    given: list[Given] = []
    for one in scores:
        hits.extend(one.hits)
        given.extend(one.given)
    return Score(tuple(hits), tuple(given))


def _distinct(answers: Iterable[Answer]) -> Sequence[Answer]:
    """Each value once, as certain as its most certain place."""
    best: dict[tuple[Kind, str, str], Answer] = {}
    for one in answers:
        name = (one.kind, key(one.kind, one.value), one.about)
        known = best.get(name)
        if known is None or (one.certain, one.strict) > (known.certain, known.strict):
            best[name] = one
    return tuple(best.values())


def _gives(answer: Answer, field: Field) -> bool:
    """Whether an answer is the field, its role included where the system tells roles."""
    if answer.kind is not field.kind or key(answer.kind, answer.value) != key(field.kind, field.value):
        return False
    if field.kind is Kind.AMOUNT:
        return answer.about == ANY or (answer.about in _PAID) == (field.about in _PAID)
    return field.kind is not Kind.TIMESTAMP or answer.about in (ANY, field.about)


def _stands(answer: Answer, field: Field) -> bool:
    """Whether an answer says nothing false: the value stands there, and not under another's role."""
    if answer.kind is not field.kind or key(answer.kind, answer.value) != key(field.kind, field.value):
        return False
    if field.kind is Kind.AMOUNT:
        return answer.about not in _PAID or field.about in _PAID
    if field.kind is Kind.TIMESTAMP:
        return answer.about not in _EVENTS or field.about in ("", answer.about)
    return True
