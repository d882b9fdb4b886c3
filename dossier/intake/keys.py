"""Passwords for locked files: those given beforehand, then those a person types.

They are held in memory for one run and written nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

ATTEMPTS = 3
"""How often a person is asked for one file."""

Ask = Callable[[str, int], str]
"""Gets a path and how many passwords were typed for it in vain; returns what the person
types now, or "" to leave that file closed."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What may open locked files.

    ``known`` is tried on every one of them, and so is what was typed for another.
    ``ask`` is None where nobody can be asked.  ``typed`` is the one thing here that
    changes: it keeps, by path, what a person typed, so that a folder which is read
    twice in one run, or again and again by the review page, asks once for each file.
    """

    known: tuple[str, ...] = field(default=(), repr=False)
    ask: Ask | None = field(default=None, repr=False)
    typed: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, path: str) -> Iterator[str]:
        """The passwords to try on one file; whoever takes from it stops when one fits."""
        tried = {*self.known, *(word for words in self.typed.values() for word in words)}
        # The file's own first: where it was typed before, the others are in vain.
        yield from dict.fromkeys((*reversed(self.typed.get(path, ())), *self.known, *sorted(tried)))
        if self.ask is None or path in self.typed:
            return
        words = self.typed.setdefault(path, [])
        while len(words) < ATTEMPTS and (word := self.ask(path, len(words))):
            words.append(word)
            if word not in tried:
                yield word

    def silent(self) -> Keys:
        """The same passwords, and nobody is asked for more."""
        return replace(self, ask=None)
