"""Keys under a heading, under their label, or after a sentence that hands them over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.model import Speaker
from dossier.privacy.detect import codes
from dossier.privacy.detect.cells import Cell, Spot
from dossier.privacy.detect.key_words import hands_over, is_goods, is_label, is_other
from dossier.privacy.detect.numbers import names_trade
from dossier.privacy.model import Secret
from dossier.reading import labels

_MISSES = 4
"""So many rows without a key end the keys under a heading."""
_RIGHT_UNDER, _FURTHER, _OF_GOODS = 4, 6, 10
"""The shortest codes: in the row under a label, further down, and among other things delivered."""


class Heading:
    """Goes down a page and takes the codes under what announces them, up to the next labelled value.

    Args:
        teaches: the page is one of rules, where a key behind its label is an example.
    """

    def __init__(self, *, teaches: bool) -> None:
        self._teaches = teaches
        self._open = self._goods = self._named = False
        self._start = self._row = -1
        self._speaker = Speaker.UNKNOWN
        self._misses = 0

    def read(self, place: int, cell: Cell, found: Sequence[Spot]) -> Iterator[Spot]:
        """The key in a cell, where one is expected.

        Args:
            place: of the cell.
            cell: the next one of the page.
            found: the keys that its label gave away.
        """
        label = is_label(cell.text)
        if label or hands_over(cell.text) or (found and not self._teaches) or is_goods(cell.text):
            self._open, self._misses = True, 0
            self._named, self._goods = label, not label and not found and is_goods(cell.text)
            self._start = self._row = cell.row
            self._speaker = cell.speaker
            return
        if not self._open:
            return
        # Whoever answers sends an order's number rather than a key.
        if cell.speaker is not self._speaker or (cell.row != self._start and _begins_other(cell)):
            self._open = False
            return
        span = self._code(cell)
        if span is not None:
            self._misses, self._row = 0, cell.row
            yield Spot(place, *span, Secret.CARD_KEY, sure=not self._goods)
        elif cell.row != self._row:
            self._misses, self._row = self._misses + 1, cell.row
            self._open = self._misses <= _MISSES

    def _code(self, cell: Cell) -> tuple[int, int] | None:
        """The code that a cell is, as long as one must be there; among other goods it must mix."""
        next_row = cell.row <= self._start + 1
        right_under = self._named and next_row
        shortest = _OF_GOODS if self._goods else _RIGHT_UNDER if right_under else _FURTHER
        span = codes.is_whole(cell.folded, shortest=shortest, due=next_row and not self._goods)
        if span is None or names_trade(cell, 0) or is_other(cell.above):
            return None
        code = cell.folded[slice(*span)]
        return span if not self._goods or re.search(r"\d.*[A-Za-z]|[A-Za-z].*\d", code) else None


def _begins_other(cell: Cell) -> bool:
    """Whether another labelled value begins in a cell."""
    if is_label(cell.label):
        return False
    return is_other(cell.text) or is_other(cell.label) or bool(labels.split(cell.text)[0])
