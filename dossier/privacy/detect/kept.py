"""What a mask never covers: the numbers, times and amounts that the case rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossier.model import Case, Evidence, Fact, FactKind, Page
from dossier.privacy.detect import spread
from dossier.privacy.detect.cells import Cell, Spot
from dossier.privacy.model import Secret

_NUMBERS = (FactKind.ORDER_ID, FactKind.TRANSACTION_ID, FactKind.MERCHANT_ORDER_ID)
_PLACED = (*_NUMBERS, FactKind.AGENT_ID, FactKind.AGENT_NAME, FactKind.TIMESTAMP, FactKind.AMOUNT)
_IN_PLACE = (FactKind.AGENT_NAME, FactKind.PRODUCT, FactKind.SELLER, FactKind.PLATFORM)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of a case.

    ``numbers`` are those that a label or a sentence calls an order's or a payment's;
    ``spoken`` those that were only met somewhere, where a code of the same shape
    may have been taken for one.  ``placed`` are the words of facts by
    evidence, page and line; ``names`` are the shop's and its people's.
    """

    numbers: frozenset[str]
    spoken: frozenset[str]
    placed: Mapping[tuple[str, int, int], tuple[str, ...]]
    names: tuple[str, ...]

    def is_named(self, name: str) -> bool:
        """Whether a name is the shop's, its goods' or one of its people's."""
        return any(spread.bare(name) == spread.bare(other) for other in self.names)

    def spans(self, item: Evidence, page: Page, cell: Cell, *, sure: bool) -> Iterator[Span]:
        """The stretches of a cell that stay.

        Args:
            item: the file.
            page: the page.
            cell: the cell.
            sure: the spot in question has a label that says what it is.
        """
        for number in self.numbers if sure else self.numbers | self.spoken:
            yield from spread.places(Secret.ACCOUNT, number, cell.text)
        for words in self.placed.get((item.id, page.number, cell.number), ()):
            if sure and spread.bare(words) in self.spoken:
                continue
            yield from _exactly(words, cell.text)


def of(case: Case) -> Kept:
    """What stays of a case."""
    numbers = {spread.bare(f.value) for f in case.facts if f.kind in _NUMBERS}
    labelled = {spread.bare(f.value) for f in case.facts if f.kind in _NUMBERS and f.label}
    labelled |= _called_orders(case, numbers - labelled)
    spoken = numbers - labelled
    placed: dict[tuple[str, int, int], tuple[str, ...]] = {}
    for fact in case.facts:
        if fact.kind in _PLACED:
            where = (fact.source.evidence, fact.source.page, fact.source.line)
            placed[where] = (*placed.get(where, ()), *_words(fact))
    names = tuple(dict.fromkeys(f.value for f in case.facts if f.kind in _IN_PLACE))
    return Kept(frozenset(labelled), frozenset(spoken), placed, names)


def _called_orders(case: Case, numbers: Collection[str]) -> set[str]:
    """Those of some numbers that stand right behind the word for an order, or for its number, somewhere."""
    if not numbers:
        return set()
    texts = (
        spread.bare(text)
        for item in case.evidence
        for page in item.pages
        for text in (*(line.text for line in page.lines), *(message.text for message in page.messages))
    )
    called = re.compile(
        rf"(?:订单|单号|单)(?:编?号|号码|id)?[:是为#]{{0,2}}({'|'.join(map(re.escape, sorted(numbers)))})"
    )
    return {number for text in texts for number in called.findall(text)}


def _words(fact: Fact) -> Sequence[str]:
    return [part.strip() for part in (*fact.raw.split("\n"), fact.value) if part.strip()]


def _exactly(words: str, text: str) -> Iterator[Span]:
    """Where words stand in a text, not as a part of a longer run of letters and figures."""
    for match in re.finditer(re.escape(words), text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if not (_sticks(before, words[0]) or _sticks(words[-1], after)):
            yield match.span()


def _sticks(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def free(spot: Spot, spans: Sequence[Span]) -> Iterator[Spot]:
    """What is left of a spot outside the stretches that stay."""
    start = spot.start
    for low, high in sorted(span for span in spans if span[1] > spot.start and span[0] < spot.end):
        if high <= start:
            continue
        if low > start:
            yield Spot(spot.place, start, low, spot.kind, spot.sure)
        start = max(start, high)
    if start < spot.end:
        yield Spot(spot.place, start, spot.end, spot.kind, spot.sure)
