"""Where a secret stands in a text, however it is written there.

Blanks, dashes, capitals and full-width forms make no difference: a phone
number is the same with and without them.  Short words of letters and digits
must stand alone, longer ones are found inside others as well, and a sentence
that was cut short ("卡密 ABCD-12…") shows the beginning of one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dossier.privacy.model import Mask, Secret
from dossier.reading import identifiers

_ALONE = 8
"""From this many signs on a word of letters and digits is found inside a longer one, too."""
_BEGUN, _BEGUN_WIDE = 4, 2
"""So many signs of a secret before an ellipsis give it away; of Chinese ones fewer."""
_CUTS = ("…", "...")
_ASCII = 0x80


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, ``stop`` excluded, and the mask that hides it."""

    start: int
    stop: int
    mask: Mask


@dataclass(frozen=True, slots=True)
class _Word:
    """A secret as it is compared."""

    signs: str
    mask: Mask

    @property
    def alike(self) -> str:
        """Of a card key its form in which look-alikes are one, for readings err there; else as it is."""
        return "".join(map(_alike, self.signs)) if self.mask.kind is Secret.CARD_KEY else self.signs


def plain(text: str) -> str:
    """A text as it is compared: without blanks, dashes, capitals and full-width forms."""
    return "".join(sign for _, sign in _signs(text))


class Censor:
    """Finds some secrets in texts and writes what is shown instead.

    Args:
        masks: those without a text are passed over.
        stays: longer words, within which nothing is a secret: an order's number, the shop's name.
        anywhere: whether the texts are the secrets' own places, where what stands beside does not matter.
    """

    def __init__(self, masks: Iterable[Mask], stays: Iterable[str] = (), *, anywhere: bool = False) -> None:
        known: dict[str, Mask] = {}
        for mask in masks:
            known.setdefault(plain(mask.text), mask)
        known.pop("", None)
        self._words = [_Word(signs, known[signs]) for signs in sorted(known, key=lambda s: (-len(s), s))]
        self._stays = sorted({plain(text) for text in stays} - {""})
        self._anywhere = anywhere

    def __call__(self, text: str) -> str:
        """The text with every secret replaced."""
        found = self.spans(text)
        for span in reversed(found):
            text = text[: span.start] + span.mask.shown + text[span.stop :]
        return text

    def spans(self, text: str) -> list[Span]:
        """Where secrets stand, in order and without overlaps; of two that overlap the longer one rules."""
        if not self._words or not text:
            return []
        placed = list(_signs(text))
        signs = "".join(sign for _, sign in placed)
        places = [place for place, _ in placed]
        alike = "".join(map(_alike, signs))
        here = [word for word in self._words if word.signs in signs or word.alike in alike]
        stays = self._staying(signs, places)
        found: list[Span] = []
        # A piece may stand alone only once its neighbour is known for a secret: look until nothing is new.
        while new := [
            span
            for word in here
            for span in _occurrences(word, signs, alike, places)
            if not _inside(span, found) and not _part(span, stays)
            if self._anywhere or _alone(span, text, found, long=len(word.signs) >= _ALONE)
        ]:
            found = _joined([*found, *new])
        return _joined([*found, *self._begun(text, signs, places)])

    def _staying(self, signs: str, places: Sequence[int]) -> list[tuple[int, int]]:
        if self._anywhere:
            return []
        return [
            (places[start], places[start + len(word) - 1] + 1)
            for word in self._stays
            for start in _starts(word, signs)
        ]

    def _begun(self, text: str, signs: str, places: Sequence[int]) -> Iterator[Span]:
        """Beginnings of secrets before an ellipsis, and ends behind one."""
        for cut in _CUTS:
            place = text.find(cut)
            while place >= 0:
                before = sum(1 for one in places if one < place)
                after = sum(1 for one in places if one < place + len(cut))
                for word in self._words:
                    if long := _begins(word.signs, signs[:before]):
                        yield Span(places[before - long], place, word.mask)
                    if long := _begins(word.signs[::-1], signs[after:][::-1]):
                        yield Span(place + len(cut), places[after + long - 1] + 1, word.mask)
                place = text.find(cut, place + len(cut))


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """The signs that count, each with its place in the text."""
    for place, written in enumerate(text):
        for sign in unicodedata.normalize("NFKC", written).casefold():
            if not sign.isspace() and unicodedata.category(sign) not in {"Pd", "Cf", "Cc"}:
                yield place, sign


def _alike(sign: str) -> str:
    return identifiers.twin(sign) if ord(sign) < _ASCII else sign


def _occurrences(word: _Word, signs: str, alike: str, places: Sequence[int]) -> Iterator[Span]:
    is_key = word.mask.kind is Secret.CARD_KEY
    for start in _starts(word.alike if is_key else word.signs, alike if is_key else signs):
        yield Span(places[start], places[start + len(word.signs) - 1] + 1, word.mask)


def _starts(word: str, signs: str) -> Iterator[int]:
    start = signs.find(word)
    while start >= 0:
        yield start
        start = signs.find(word, start + 1)


def _part(span: Span, stays: Iterable[tuple[int, int]]) -> bool:
    """Whether a span is a part, and not the whole, of what stays."""
    here = (span.start, span.stop)
    return any(start <= here[0] and here[1] <= stop and (start, stop) != here for start, stop in stays)


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.start and span.stop <= other.stop for other in others)


def _alone(span: Span, text: str, found: Iterable[Span], *, long: bool) -> bool:
    """Whether a span is no part of a longer number or Latin word, leaving aside what is hidden itself."""
    hidden = {place for other in found for place in range(other.start, other.stop)}
    for edge, beside in ((span.start, span.start - 1), (span.stop - 1, span.stop)):
        if 0 <= beside < len(text) and beside not in hidden and _runs(text[edge], text[beside], long=long):
            return False
    return True


def _runs(one: str, other: str, *, long: bool) -> bool:
    if long:
        return one.isdigit() and other.isdigit()
    return one.isascii() and other.isascii() and one.isalnum() and other.isalnum()


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order; those that overlap become one, shown as the longest of them."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.stop)):
        if joined and span.start < joined[-1].stop:
            last = joined[-1]
            longer = max(last, span, key=lambda one: one.stop - one.start)
            joined[-1] = Span(last.start, max(last.stop, span.stop), longer.mask)
        else:
            joined.append(span)
    return joined


def _begins(word: str, end: str) -> int:
    """How many first signs of a word a text ends with, when they are enough to tell something; else 0."""
    least = _BEGUN_WIDE if ord(word[0]) >= _ASCII else _BEGUN
    return next((n for n in range(len(word) - 1, least - 1, -1) if end.endswith(word[:n])), 0)
