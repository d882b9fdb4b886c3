"""Makes a text fit a number of characters by leaving out whole sentences, the least important first.

No sentence is ever cut, so no number or amount is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``rank`` 1 is never left out, but may be said in its ``brief`` wording if it has one."""

    text: str
    rank: int = 1
    brief: str = ""

    @property
    def shortest(self) -> str:
        """Its brief wording, where that is shorter."""
        return self.brief if self.brief and len(self.brief) < len(self.text) else self.text


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text for a field; ``left_out`` counts sentences, ``over`` characters beyond the limit."""

    text: str
    limit: int | None
    left_out: int = 0
    shortened: bool = False

    @property
    def count(self) -> int:
        """Characters: a Chinese character, a letter, a digit, a sign and a blank each count as one."""
        return len(self.text)

    @property
    def over(self) -> int:
        """By how many characters even the shortest text is too long."""
        return 0 if self.limit is None else max(0, self.count - self.limit)


def fit(sentences: Sequence[Sentence], limit: int | None) -> Fitted:
    """The fullest text within a limit.

    The sentences of rank 1 come in first, at their shortest; then they get their full
    words; then the others join by rank, until the first for which there is no room.

    Args:
        sentences: in the order of the text.
        limit: characters, or None.
    """
    chosen = {n: one.shortest for n, one in enumerate(sentences) if one.rank == 1}
    order = sorted(range(len(sentences)), key=lambda n: (sentences[n].rank, n))
    for n in order:
        one = sentences[n]
        room = None if limit is None else limit - sum(len(t) for m, t in chosen.items() if m != n)
        wording = next((t for t in (one.text, one.shortest) if room is None or len(t) <= room), None)
        if wording is None and n not in chosen:
            break
        chosen[n] = wording or chosen[n]
    text = "".join(chosen[n] for n in sorted(chosen))
    return Fitted(
        text,
        limit,
        left_out=len(sentences) - len(chosen),
        shortened=any(chosen[n] != sentences[n].text for n in chosen),
    )
