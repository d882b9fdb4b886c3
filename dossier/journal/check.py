"""Hold a journal against itself and against its head, and name the cause of what does not fit.

One change makes many things wrong behind it; only the change itself is told.
Lines are named by their sequence.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dossier import files
from dossier.journal import head as heads
from dossier.journal import line
from dossier.journal.chain import NAME, Chain, load
from dossier.journal.head import Head, HeadChangedError
from dossier.journal.line import Broken, Line
from dossier.seal.difference import Difference
from dossier.seal.listed import HEAD


@dataclass(frozen=True, slots=True)
class _Run:
    """Broken pieces that follow each other, and the sound lines around them."""

    before: Line | None
    pieces: tuple[Broken, ...]
    after: Line | None

    @property
    def is_resumed(self) -> bool:
        """Whether it is half a line of which the next one, written behind it, tells."""
        if self.after is None or self.after.what != line.RESUMED or len(self.pieces) > 1:
            return False
        return self.after.previous == self.pieces[0].hash

    def told(self, end: int) -> tuple[str, str]:
        """What happened to which lines; ``end`` is the last of all that is known of."""
        first = (self.before.sequence if self.before else 0) + 1
        least = first + len(self.pieces) - 1
        last = max(self.after.sequence - 1 if self.after else end, least)
        changed = last == least and all(piece.legible for piece in self.pieces)
        return ("journal-changed" if changed else "journal-damaged"), _span(first, last)


def check(folder: Path, head: Path) -> tuple[Difference, ...]:
    """What differs in the journal of an evidence folder.

    Args:
        folder: the evidence folder.
        head: where ``journal-head.json`` lies, if there is one.
    """
    known, differences = _head(head)
    try:
        chain = load(folder)
    except OSError as error:
        return (*differences, Difference("journal-unreadable", NAME, _reason(error)))
    if chain is not None:
        return (*differences, *of(chain, known))
    if not os.path.lexists(head):
        return ()
    there = os.path.lexists(folder / NAME)
    return (*differences, Difference("journal-foreign" if there else "journal-missing", NAME))


def _head(path: Path) -> tuple[Head | None, tuple[Difference, ...]]:
    """The head of a file, or what is wrong with it."""
    if not os.path.lexists(path):
        return None, ()
    try:
        return heads.loads(files.content(path, heads.MOST)), ()
    except HeadChangedError:
        return None, (Difference("journal-head-changed", HEAD),)
    except OSError as error:
        return None, (Difference("journal-unreadable", HEAD, _reason(error)),)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def of(chain: Chain, head: Head | None = None) -> tuple[Difference, ...]:
    """What differs within a chain, and from its head."""
    return tuple(Difference(code, NAME, detail) for code, detail in _found(chain, head))


def _found(chain: Chain, head: Head | None) -> Iterator[tuple[str, str]]:
    end = head.sequence if head else 0
    numbers = [one.sequence for one in chain.lines]
    half = isinstance(chain.pieces[-1], Broken) and not chain.whole if chain.pieces else False
    runs = [run for run in _runs(chain.pieces[:-1] if half else chain.pieces) if not run.is_resumed]
    yield from _order(numbers, broken=bool(runs))
    if numbers == sorted(set(numbers)):
        yield from _gaps(chain)
    for run in runs:
        yield run.told(end)
    changed = _unlinked(chain.pieces)
    if changed:
        yield "journal-changed", _spans(changed)
    yield from _ending(chain, head)
    if head is not None and head.sequence not in changed:
        named = next((one for one in chain.lines if one.sequence == head.sequence), None)
        if named is not None and named.hash != head.line:
            yield "journal-rewritten", str(head.sequence)


def _order(numbers: Sequence[int], *, broken: bool) -> Iterator[tuple[str, str]]:
    """Lines that stand twice, or elsewhere than they were written."""
    twice = {number for number, times in Counter(numbers).items() if times > 1}
    once = list(dict.fromkeys(numbers))
    if twice:
        yield "journal-repeated", _spans(twice)
    moved = [number for number, right in zip(once, sorted(once), strict=True) if number != right]
    if moved:
        yield "journal-reordered", _spans(moved)
    if (twice or moved) and not broken:
        missing = [_span(a + 1, b - 1) for a, b in pairwise([0, *sorted(once)]) if b - a > 1]
        if missing:
            yield "journal-lines-missing", ", ".join(missing)


def _gaps(chain: Chain) -> Iterator[tuple[str, str]]:
    """Lines that are gone from before others; where broken ones stand instead, those are told."""
    last = 0
    for before, one in pairwise((None, *chain.pieces)):
        if isinstance(one, Line):
            if one.sequence > last + 1 and not isinstance(before, Broken):
                yield "journal-lines-missing", _span(last + 1, one.sequence - 1)
            last = one.sequence


def _ending(chain: Chain, head: Head | None) -> Iterator[tuple[str, str]]:
    """A last line that is not whole, and lines that are gone from the end."""
    last = max((one.sequence for one in chain.lines), default=0)
    broken_end = bool(chain.pieces) and isinstance(chain.pieces[-1], Broken)
    if head is not None and head.sequence > last and (not chain.whole or not broken_end):
        yield "journal-cut", _span(last + 1, head.sequence)
    elif not chain.whole:
        yield "journal-torn", str(chain.sequence)


def _runs(pieces: Sequence[Line | Broken]) -> Iterator[_Run]:
    before: Line | None = None
    run: list[Broken] = []
    for piece in (*pieces, None):
        if isinstance(piece, Broken):
            run.append(piece)
            continue
        if run:
            yield _Run(before, tuple(run), piece)
        before, run = piece, []


def _unlinked(pieces: Sequence[Line | Broken]) -> set[int]:
    """Sound lines that are not those which the next line was written behind."""
    found: set[int] = set()
    for one, after in pairwise(pieces):
        if not isinstance(one, Line) or not isinstance(after, Line) or after.sequence != one.sequence + 1:
            continue
        if after.previous != one.hash:
            found.add(one.sequence)
    first = pieces[0] if pieces else None
    if isinstance(first, Line) and first.sequence == 1 and first.previous != line.FIRST:
        found.add(1)
    return found


def _spans(numbers: Iterable[int]) -> str:
    """Numbers as a person writes them: "2, 4–6"."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(_span(*span) for span in spans)


def _span(first: int, last: int) -> str:
    return str(first) if last <= first else f"{first}–{last}"
