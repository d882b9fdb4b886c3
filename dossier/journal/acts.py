"""What a person did to the reading: each act with the machine's value and the person's.

What the machine missed and the person marked is an act too: it has a place, and the
machine's words are empty.

An act is in force while ``case.yaml`` says it and the reading it speaks of is
there.  It is told from the judged case, so that it does not matter whether it was
written by hand or on the review page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dossier import reading
from dossier.casefile import CaseFile, Correction
from dossier.model import Box, Case, Fact, FactKind, FactStatus
from dossier.reading import adding, correcting
from dossier.reading.text import squeeze

Reading = tuple[str, int | None, FactKind | None, str, Box | None, str]
"""What an act speaks of: file, page, kind, the machine's words without blanks; a place, and about what."""

_UNMATCHED = "correction-unmatched"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person said of a reading.

    ``read`` are the machine's words, ``written`` the person's, None where there is no
    such thing on the page.  ``page`` is None where the person told the day of a whole
    chat.  ``facts`` are what came of it, none where the reading was dropped.  ``box`` is where
    the person marked what the machine missed, ``about`` what they say it speaks of; without
    a ``kind`` it was read with the rest of the page.
    """

    file: str
    page: int | None
    kind: FactKind | None
    read: str
    written: str | None = None
    facts: tuple[Fact, ...] = ()
    box: Box | None = None
    about: str = ""

    @property
    def reading(self) -> Reading:
        """What it speaks of: two acts on the same reading exclude each other."""
        return (self.file, self.page, self.kind, squeeze(self.read), self.box, self.about)

    @property
    def confirms(self) -> bool:
        """Whether the person wrote what the machine had read."""
        if self.written is None or self.page is None or self.kind is None:
            return False
        if self.box is not None:
            return bool(self.facts) and all(fact.machine == fact.value for fact in self.facts)
        if squeeze(self.written) == squeeze(self.read):
            return True
        said = correcting.Correction(self.file, self.page, self.kind, self.read, self.written)
        found = replace(said, value=self.read)
        abouts = {fact.about for fact in self.facts}
        return bool(abouts) and all(
            correcting.normalised(said, about) == correcting.normalised(found, about) != ""
            for about in abouts
        )

    def details(self) -> dict[str, Any]:
        """What the journal tells of it, but for what came of it."""
        details: dict[str, Any] = {
            "file": self.file,
            "page": self.page,
            "kind": self.kind.value if self.kind else None,
            "read": self.read,
            "written": self.written,
        }
        return details if self.box is None else {**details, "box": list(self.box), "about": self.about}

    def places(self) -> list[dict[str, Any]]:
        """Where what came of it stands, with the normalised values of the machine and of the person."""
        return [
            {
                "page": fact.source.page,
                "line": fact.source.line,
                "box": list(fact.source.box) if fact.source.box else None,
                "machine": fact.machine,
                "value": fact.value,
            }
            for fact in self.facts
        ]


def of(details: Mapping[str, Any]) -> Act | None:
    """The act that a line of the journal tells of; None where it tells of none that this version knows."""
    file, page, read, written = (details.get(key) for key in ("file", "page", "read", "written"))
    if not (isinstance(file, str) and isinstance(page, int | None) and isinstance(read, str)):
        return None
    if not isinstance(written, str | None):
        return None
    kind = next((one for one in FactKind if one.value == details.get("kind")), None)
    if "box" in details:
        box, about = details["box"], details.get("about")
        whole = isinstance(box, list) and len(box) == len(Box._fields) and all(type(x) is int for x in box)
        if not whole or not isinstance(about, str) or (kind is None and details.get("kind") is not None):
            return None
        return Act(file, page, kind, read, written, box=Box(*box), about=about)
    return None if kind is None else Act(file, page, kind, read, written)


def in_force(case: Case, said: CaseFile) -> tuple[Act, ...]:
    """The acts that have an effect, in the order of ``case.yaml``: corrections, additions, days of chats."""
    paths = {item.id: item.path for item in case.evidence}
    corrected = [fact for fact in case.facts if fact.status is FactStatus.CORRECTED]
    made = {one: _made(one, corrected, paths) for one in said.corrections}
    acts: dict[Reading, Act] = {}
    for one in _applied(case, said, made):
        facts = tuple(_before_dating(fact, one, said) for fact in made[one])
        act = Act(one.file, one.page, one.kind, one.was, one.value, facts)
        acts.setdefault(act.reading, act)
    added = {act.reading: act for act in _added(case, said)}
    told = (*made.values(), *(act.facts for act in added.values()))
    explained = {fact.id for facts in told for fact in facts}
    dated = [fact for fact in corrected if fact.id not in explained]
    return (*acts.values(), *added.values(), *_days(dated, paths, said))


def _applied(case: Case, said: CaseFile, made: Mapping[Correction, Sequence[Fact]]) -> tuple[Correction, ...]:
    """The corrections that met a reading; of two on the same one the first did, the other is a problem."""
    unmatched = Counter((p.path, p.page, p.detail) for p in case.problems if p.code == _UNMATCHED)
    applied: list[Correction] = []
    for one in reversed(said.corrections):
        place = (one.file, one.page, one.was)
        if made[one] or not unmatched[place]:
            applied.insert(0, one)
        else:
            unmatched[place] -= 1
    return tuple(applied)


def _added(case: Case, said: CaseFile) -> Iterator[Act]:
    """What the person marked and the machine had missed."""
    files = {item.path: item.id for item in case.evidence}
    for one in said.additions:
        told = reading.Addition(one.file, one.page, one.box, one.text, one.kind, one.about)
        if one.file in files and adding.in_force(told, case.problems):
            facts = adding.made(told, files[one.file], case.facts)
            yield Act(one.file, one.page, one.kind, "", one.text, facts, one.box, one.about)


def _days(dated: Sequence[Fact], paths: Mapping[str, str], said: CaseFile) -> Iterator[Act]:
    """The days that the person told for chats that show only clock times."""
    for path, day in said.dates.items():
        facts = tuple(
            fact for fact in dated if fact.kind is FactKind.TIMESTAMP and paths[fact.source.evidence] == path
        )
        if facts:
            yield Act(path, None, FactKind.TIMESTAMP, "", day.isoformat(), facts)


def _made(one: Correction, corrected: Sequence[Fact], paths: Mapping[str, str]) -> tuple[Fact, ...]:
    """The facts that a correction made; of two that say the same, each has those that it speaks of."""
    if one.value is None:
        return ()
    here = [
        fact
        for fact in corrected
        if (paths[fact.source.evidence], fact.source.page, fact.kind) == (one.file, one.page, one.kind)
        and fact.raw.strip() == one.value.strip()
    ]
    was = replace(one, value=one.was)
    own = [fact for fact in here if fact.machine in (one.was, _normalised(was, fact.about))]
    return tuple(own or here)


def _before_dating(fact: Fact, one: Correction, said: CaseFile) -> Fact:
    """The day told for a chat completes the person's clock time too; the machine's is not that."""
    if fact.kind is FactKind.TIMESTAMP and one.file in said.dates:
        return replace(fact, machine=_normalised(replace(one, value=one.was), fact.about) or one.was)
    return fact


def _normalised(one: Correction, about: str) -> str | None:
    return correcting.normalised(
        correcting.Correction(one.file, one.page, one.kind, one.was, one.value), about
    )
