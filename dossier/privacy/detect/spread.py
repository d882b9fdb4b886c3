"""A secret found once is one wherever it stands: the same characters, whatever stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.privacy.model import Secret
from dossier.reading import identifiers
from dossier.reading.text import fold

_BETWEEN = re.compile(r"[\s\-—_]")
_LEAST = 6
_LEAST_NAME = 2


def bare(text: str) -> str:
    """A text without blanks and dashes, in one width and case."""
    return _BETWEEN.sub("", fold(text)).casefold()


def is_telling(kind: Secret, text: str) -> bool:
    """Whether a secret is long enough to be sought elsewhere."""
    found = bare(text)
    if kind is Secret.NAME:
        return len(found) >= _LEAST_NAME and not found.isdigit()
    return len(found) >= _LEAST


def places(kind: Secret, secret: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a secret stands in a text, blanks and dashes ignored.

    Letters and figures on either side of it make it another word or number; of
    card keys look-alike characters are one.
    """
    wanted = _form(kind, secret)
    kept = [(place, char) for place, char in enumerate(fold(text)) if not _BETWEEN.match(char)]
    joined = _form(kind, "".join(char for _, char in kept))
    if not wanted or len(joined) != len(kept):
        return
    start = joined.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        first, last = kept[start][0], kept[end - 1][0] + 1
        if _is_bounded(text, first, last):
            yield first, last
            start = joined.find(wanted, end)
        else:
            start = joined.find(wanted, start + 1)


def _form(kind: Secret, text: str) -> str:
    found = bare(text)
    return identifiers.twin(found) if kind is Secret.CARD_KEY else found


def _is_bounded(text: str, first: int, last: int) -> bool:
    """Whether a span is no part of a longer number or Latin word."""
    before, after = text[first - 1 : first], text[last : last + 1]
    return not (_same(before, text[first]) or _same(text[last - 1], after))


def _same(left: str, right: str) -> bool:
    if not left or not right:
        return False
    return (left.isdigit() and right.isdigit()) or (
        left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
    )
