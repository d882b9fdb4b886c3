"""Loads the register and answers whether an article may be printed.

A rule cites an id such as ``XFT-12``.  Printed is only what was read in full
in a trustworthy copy (certainty A), is in force on the day in question, and is
not repealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dossier import resources
from dossier.law.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Certainty(StrEnum):
    """How well a text is known; only A is printed."""

    A = "A"
    """Read in full in a copy that names its official origin, or in two independent copies."""
    B = "B"
    """Read in one secondary source, or inferred."""
    C = "C"
    """Common belief without a source."""


class UnknownLawError(LookupError):
    """The register has no such id."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation or judicial interpretation.

    ``short`` is the title as cited, ``number`` the issuing number and empty
    unless certain.  ``since`` is the day from which the text described here
    has been in force, later than the first version's where it was amended;
    ``until`` is its last day or None; ``repealed_by`` is an id or empty.
    ``source`` names entries of :attr:`Register.sources`.
    """

    id: str
    title: str
    short: str
    number: str
    since: date
    until: date | None
    repealed_by: str
    certainty: Certainty
    source: tuple[str, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article.

    ``gist`` is our own short wording, in Chinese; ``citation`` is the form to
    print, e.g. 《消费者权益保护法实施条例》第十二条.  ``platform_only`` articles
    bind platform operators and say nothing of a shop on its own site.
    """

    id: str
    instrument: Instrument
    number: int
    gist: str
    citation: str
    certainty: Certainty
    source: tuple[str, ...]
    platform_only: bool


@dataclass(frozen=True, slots=True)
class Register:
    """All instruments and articles by id; ``checked`` is the month of the last check."""

    checked: str
    sources: Mapping[str, str]
    instruments: Mapping[str, Instrument]
    articles: Mapping[str, Article]

    def article(self, key: str) -> Article:
        """The article of an id such as ``XFT-12``.

        Raises:
            UnknownLawError: the register has none.
        """
        try:
            return self.articles[key]
        except KeyError:
            raise UnknownLawError(key) from None

    def instrument(self, key: str) -> Instrument:
        """The instrument of an id such as ``XFT``.

        Raises:
            UnknownLawError: the register has none.
        """
        try:
            return self.instruments[key]
        except KeyError:
            raise UnknownLawError(key) from None

    def printable(self, key: str, on: date) -> bool:
        """Whether an article or instrument may stand in a packet as law in force on a day.

        A repealed instrument is never printable, whatever the day: a packet is
        written now, and a computer with a wrong clock must not revive it.

        Raises:
            UnknownLawError: the register has no such id.
        """
        article = self.articles.get(key)
        law = article.instrument if article else self.instrument(key)
        certain = law.certainty is Certainty.A and (article is None or article.certainty is Certainty.A)
        in_force = law.since <= on and (law.until is None or on <= law.until)
        return certain and in_force and not law.repealed_by


@cache
def load(folder: Path | None = None) -> Register:
    """The register of a folder; the one that travels with the program by default.

    Raises:
        ValueError: an entry is malformed; told with file and field.
    """
    root = folder or resources.law()
    head = _yaml(root / "register.yaml")
    checked = str(head["checked"])
    sources = {str(tag): str(what) for tag, what in head["sources"].items()}
    instruments: dict[str, Instrument] = {}
    articles: dict[str, Article] = {}
    for path in sorted((root / "instruments").glob("*.yaml")):
        data = _yaml(path)
        try:
            law = _instrument(data, checked)
            found = [
                _article(law, number, entry, data, head["citation"])
                for number, entry in data["articles"].items()
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}: {error!r}") from error
        if law.id in instruments:
            raise ValueError(f"{path.name}: {law.id} stands twice")
        instruments[law.id] = law
        articles |= {article.id: article for article in found}
    register = Register(
        checked, MappingProxyType(sources), MappingProxyType(instruments), MappingProxyType(articles)
    )
    _check_links(register)
    return register


def _yaml(path: Path) -> dict[str, Any]:
    data = resources.data(path)
    if not isinstance(data, dict):
        raise ValueError(f"{path.name}: not a mapping")  # noqa: TRY004 - the file is at fault, not a caller
    return data


def _instrument(data: dict[str, Any], checked: str) -> Instrument:
    certain = Certainty(data.get("number_certainty", data["certainty"])) is Certainty.A
    return Instrument(
        id=str(data["id"]),
        title=str(data["title"]),
        short=str(data["short"]),
        number=str(data.get("number", "")) if certain else "",
        since=_day(data["since"]),
        until=_day(data["until"]) if "until" in data else None,
        repealed_by=str(data.get("repealed_by", "")),
        certainty=Certainty(data["certainty"]),
        source=_sources(data["source"]),
        checked=str(data.get("checked", checked)),
    )


def _article(
    law: Instrument, number: object, entry: dict[str, Any], whole: dict[str, Any], form: str
) -> Article:
    if not isinstance(number, int):
        raise TypeError(f"article number {number!r}")
    applies = entry.get("applies", whole.get("applies", "any"))
    if applies not in {"any", "platform"}:
        raise ValueError(f"applies: {applies!r}")
    return Article(
        id=f"{law.id}-{number}",
        instrument=law,
        number=number,
        gist=str(entry["gist"]),
        citation=form.format(title=law.short, number=chinese(number)),
        certainty=Certainty(entry["certainty"]),
        source=_sources(entry["source"]),
        platform_only=applies == "platform",
    )


def _day(value: object) -> date:
    if type(value) is not date:
        raise TypeError(f"not a day: {value!r}")
    return value


def _sources(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise TypeError(f"not a list of sources: {value!r}")
    return tuple(str(tag) for tag in value)


def _check_links(register: Register) -> None:
    """Every source has a legend, every repealing instrument an entry."""
    for law in register.instruments.values():
        if law.repealed_by and law.repealed_by not in register.instruments:
            raise ValueError(f"{law.id}: repealed by unknown {law.repealed_by}")
    entries: tuple[Instrument | Article, ...] = (*register.instruments.values(), *register.articles.values())
    for entry in entries:
        for tag in entry.source:
            if tag not in register.sources:
                raise ValueError(f"{entry.id}: unknown source {tag}")
