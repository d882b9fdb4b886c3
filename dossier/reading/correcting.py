"""The person's word on a reading: a value put right, or a reading that is not there.

A corrected fact keeps the machine's value beside the person's, and what is
derived later (orders, dates, events) is derived from the person's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.model import (
    Delivery,
    EventKind,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    OrderState,
    Problem,
)
from dossier.reading import calendar, documents, money, stamps, terms
from dossier.reading.speech import disclosing
from dossier.reading.terms import promises
from dossier.reading.text import squeeze


@dataclass(frozen=True, slots=True)
class Correction:
    """In file ``path``, page ``page``, ``was`` of ``kind`` stands as ``value`` (None: is not there)."""

    path: str
    page: int
    kind: FactKind
    was: str
    value: str | None


def apply(
    evidence: Sequence[Evidence], facts: Sequence[Fact], corrections: Sequence[Correction]
) -> tuple[list[Fact], list[Problem]]:
    """The facts with all corrections, and a problem for each correction that fits no reading.

    A correction speaks of what was read.  Only where nothing was read so does it speak of what
    another correction made: two times that were read for one another are put right by two
    corrections, whichever stands first.
    """
    paths = {item.id: item.path for item in evidence}
    current: list[Fact | None] = list(facts)
    problems: list[Problem] = []
    done: set[int] = set()
    for correction in corrections:
        meant = [
            n for n, fact in enumerate(current) if fact is not None and is_meant(fact, correction, paths)
        ]
        hits = [n for n in meant if n not in done] or meant
        if correction.value is None:
            # What the machine read is not there; what the person added of the same words is meant only alone.
            hits = [n for n in hits if (fact := current[n]) is not None and fact.machine != ""] or hits
        news = {n: normalised(correction, fact.about) for n in hits if (fact := current[n]) is not None}
        if not any(new != "" for new in news.values()):
            problems.append(Problem(correction.path, "correction-unmatched", correction.was, correction.page))
            continue
        done.update(news)
        for place, new in news.items():
            fact = current[place]
            if fact is not None:
                # A term that the person's clause has not is not there.
                current[place] = corrected(fact, new, correction.value or "") if new else None
    return [fact for fact in current if fact is not None], problems


def is_meant(fact: Fact, correction: Correction, paths: Mapping[str, str]) -> bool:
    """Whether a correction speaks of a fact; ``paths`` are those of the files by id."""
    if fact.kind is not correction.kind or paths[fact.source.evidence] != correction.path:
        return False
    was = squeeze(correction.was)
    return fact.source.page == correction.page and was in (squeeze(fact.raw), squeeze(fact.value))


def corrected(fact: Fact, value: str, raw: str) -> Fact:
    """The fact as the person has it: ``value`` in the form of its kind, ``raw`` in their own words."""
    return replace(
        fact,
        value=value,
        raw=raw,
        machine=fact.value,
        status=FactStatus.CORRECTED,
        assumed=False,
        confidence=1.0,
    )


def normalised(correction: Correction, about: str = "") -> str | None:
    """The person's value in the form of its kind; None to drop; ``""`` when it has no such form.

    Args:
        correction: the person's word.
        about: what the reading it speaks of is about: one clause may hold several terms.
    """
    if correction.value is None:
        return None
    if correction.kind is FactKind.TIMESTAMP:
        stamp = next(stamps.find(correction.value), None)
        return calendar.value(stamp) if stamp else ""
    if correction.kind is FactKind.AMOUNT:
        amount = next(money.find(correction.value), None)
        return str(amount.value) if amount else ""
    text = correction.value.strip()
    if correction.kind is FactKind.STATUS:
        return text if text in set(OrderState) else documents.state(text) or ""
    if correction.kind is FactKind.DELIVERY:
        return text if text in set(Delivery) else documents.delivery(squeeze(text)) or ""
    if correction.kind is FactKind.REASON:
        return ""  # what was not read as a reason has no form; one can only be dropped
    if correction.kind is FactKind.STATEMENT:
        return text if text in set(EventKind) else ""
    if correction.kind is FactKind.POLICY_TERM:
        return _term(text, about)
    return text


def _term(text: str, about: str) -> str:
    """The term of a kind in the person's words, read as a rule's or, failing that, as words of a chat."""
    if about == terms.NOTICE and (said := disclosing.find(text)):
        return said[0].value
    for found in (terms.find(text), terms.find(text, said=True)):
        value = next((term.value for term in found if term.about == about), "")
        if value and not (about == terms.REFUND_TIME and value.startswith(promises.BY)):
            return value  # a day that counts from a message ("明天") is told nowhere in a correction
    return ""
