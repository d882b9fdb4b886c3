"""Readings that are not certain, as a person is shown them.

What makes a reading doubtful is decided in :mod:`dossier.reading.certainty`.
Here stands which of them are worth a look, and how their places are marked in
plain text: ``F9[5S]H`` says that the third and the fourth sign may be others.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from itertools import groupby

from dossier.model import Fact, FactKind, FactStatus
from dossier.ocr.agreement import fold

_NUMBERS = (
    FactKind.ORDER_ID,
    FactKind.MERCHANT_ORDER_ID,
    FactKind.TRANSACTION_ID,
    FactKind.AGENT_ID,
)
_MONEY = ("paid", "total", "price", "fee", "refund")
_SAID = "said"
_MOST = 0.5
"""Two readings that differ in more than this share of their signs are not compared sign by sign."""


def of(facts: Iterable[Fact]) -> list[Fact]:
    """The disputed numbers, amounts, times, agents and terms, each place once.

    A time of a chat counts where something that was said hangs on it; other
    times and amounts where they tell of an event or of money that changed hands.
    """
    known = list(facts)
    linked = {link for fact in known for link in fact.links}
    found: dict[object, Fact] = {}
    for fact in known:
        if fact.status is FactStatus.DISPUTED and _counts(fact, linked):
            source = fact.source
            found.setdefault((source.evidence, source.page, source.line, source.box, fact.raw), fact)
    return list(found.values())


def _counts(fact: Fact, linked: set[str]) -> bool:
    if fact.kind is FactKind.TIMESTAMP:
        return fact.id in linked if fact.about == _SAID else bool(fact.about)
    if fact.kind is FactKind.AMOUNT:
        return fact.about in _MONEY
    return fact.kind in _NUMBERS or fact.kind is FactKind.POLICY_TERM


def shown(fact: Fact) -> str:
    """The first reading: a number as it was understood, anything else as it stands on the page."""
    return fact.value if fact.kind in _NUMBERS else " ".join(fact.raw.split())


def places(fact: Fact) -> tuple[int, ...]:
    """The places of :func:`shown`, from 0, whose sign is in doubt.

    They are those that look like another, and those in which a second reading of
    the same make differs.
    """
    alike = fact.doubts if fact.kind in _NUMBERS else ()
    other = () if fact.kind is FactKind.POLICY_TERM else differing(shown(fact), fact.second or "")
    return tuple(sorted({*alike, *other}))


def differing(first: str, second: str) -> tuple[int, ...]:
    """The places of one reading, from 0, whose sign another has not; none where they are too unlike."""
    if not second:
        return ()
    # Separators do not count: engines lose them and put them in.
    signs = [(place, char) for place, own in enumerate(first) for char in fold(own) if char.isalnum()]
    other = [char for char in fold(second) if char.isalnum()]
    matcher = difflib.SequenceMatcher(None, [char for _, char in signs], other, autojunk=False)
    found = [signs[n][0] for tag, a, b, _, _ in matcher.get_opcodes() if tag != "equal" for n in range(a, b)]
    return tuple(found) if len(found) <= _MOST * len(signs) else ()


def runs(text: str, doubtful: Sequence[int]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether its signs are in doubt."""
    parts = groupby(enumerate(text), key=lambda one: one[0] in doubtful)
    return [("".join(char for _, char in part), doubt) for doubt, part in parts]


def marked(text: str, doubtful: Sequence[int]) -> str:
    """A text with brackets around doubtful signs, one pair for neighbours."""
    return "".join(f"[{run}]" if doubt else run for run, doubt in runs(text, doubtful))


def words(fact: Fact) -> str:
    """The first reading with its doubtful signs in brackets."""
    return marked(shown(fact), places(fact))
