"""References to facts: in which file and where in it, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from dossier.model import Case, Evidence, Fact, FactKind, FactStatus
from dossier.words import has, phrase

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a fact: its id, what it is in words, and how far it can be relied on."""

    fact: str
    words: str
    status: FactStatus


@dataclass(frozen=True, slots=True)
class Cited:
    """Facts of one page: the file ("证据2"), the place in it where that needs saying, and the links."""

    file: str
    place: str
    links: tuple[Link, ...]


def cited(case: Case, facts: Iterable[str], lang: str) -> tuple[Cited, ...]:
    """References to facts, page by page in the order of the files, each fact once.

    Args:
        case: whose facts they are.
        facts: ids; unknown ones are left out.
        lang: ``zh`` or ``en``.
    """
    known = {fact.id: fact for fact in case.facts}
    files = {item.id: item for item in case.evidence}
    places = {item.id: place for place, item in enumerate(case.evidence)}
    own = [known[fact] for fact in dict.fromkeys(facts) if fact in known]
    own.sort(key=lambda fact: (places.get(fact.source.evidence, len(places)), fact.source.page))
    return tuple(
        Cited(
            phrase("review.evidence", lang, number=evidence.removeprefix("E")),
            _place(files[evidence], page, lang) if evidence in files else "",
            tuple(Link(fact.id, what(fact, lang), fact.status) for fact in group),
        )
        for (evidence, page), group in groupby(own, lambda fact: (fact.source.evidence, fact.source.page))
    )


def what(fact: Fact, lang: str) -> str:
    """What a fact is: of a time and an amount what they are about, of others the kind."""
    about = f"review.about.{fact.about}"
    if fact.kind is FactKind.TIMESTAMP and fact.about == "said" and has(about, lang):
        return phrase(about, lang)
    kind = phrase(f"review.kind.{fact.kind}", lang)
    if fact.kind in (FactKind.TIMESTAMP, FactKind.POLICY_TERM):
        key = about if has(about, lang) else f"told.event.{fact.about}"
        return f"{kind} · {phrase(key, lang)}" if has(key, lang) else kind
    return kind


def _place(item: Evidence, number: int, lang: str) -> str:
    """Where in a file: the moment of a recording, the page of several."""
    page = next((page for page in item.pages if page.number == number), None)
    if page is not None and page.moment is not None:
        minutes, seconds = divmod(int(page.moment), _MINUTE)
        return phrase("told.place.moment", lang, clock=f"{minutes}:{seconds:02d}")
    return phrase("told.place.page", lang, page=number) if len(item.pages) > 1 else ""
