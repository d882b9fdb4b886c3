"""Passwords for locked files: those given beforehand, then those a person types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Keys:
    """What may open locked files.

    ``known`` is tried on every one of them.  ``ask`` gets a path and returns what
    the person typed, or "" to leave that file closed; None where nobody can be asked.
    """

    known: tuple[str, ...] = ()
    ask: Callable[[str], str] | None = None

    def of(self, path: str) -> Iterator[str]:
        """The passwords to try on one file; whoever takes from it stops when one fits."""
        yield from self.known
        for _ in range(_ATTEMPTS if self.ask else 0):
            typed = self.ask(path) if self.ask else ""
            if not typed:
                return
            yield typed
