"""The same objects again: what was made of them need not be made anew.

Comparing two pages line by line takes longer than much of what is made of them, so what
is kept is found by the objects themselves; a key holds on to them, so that no other can
take their place in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import lru_cache, wraps
from typing import Generic, TypeVar

from dossier.model import Evidence

T = TypeVar("T")
R = TypeVar("R")

PAGES = 2048
"""As many pages as one may well have before them."""


class One(Generic[T]):
    """One object, equal to itself alone."""

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, One) and self.it is other.it


def once(most: int) -> Callable[[Callable[[T], R]], Callable[[T], R]]:
    """A function of one object, called once for the same object while it is among the last ones.

    Args:
        most: how many results are kept.
    """

    def decorate(function: Callable[[T], R]) -> Callable[[T], R]:
        @lru_cache(maxsize=most)
        def kept(one: One[T]) -> R:
            return function(one.it)

        @wraps(function)
        def wrapper(it: T) -> R:
            return kept(One(it))

        return wrapper

    return decorate


class Files:
    """Files of evidence, equal where they have the very same pages and all else alike."""

    __slots__ = ("_key", "evidence")

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self.evidence = tuple(evidence)
        self._key = tuple((_told(item), tuple(map(id, item.pages))) for item in self.evidence)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Files) and self._key == other._key


_TOLD = tuple(one.name for one in fields(Evidence) if one.name != "pages")


def _told(item: Evidence) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in _TOLD)
