"""Facts as they are written down: numbered in the order of the evidence, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dossier.model import Evidence, Fact, FactKind, Line, Page, Source
from dossier.reading import layout


class Book:
    """Collects the facts of all files; ids count from F1.

    What is read from a page set level is written down with the places of the
    picture itself.
    """

    def __init__(self, evidence: Sequence[Evidence] = ()) -> None:
        """Begin a book.

        Args:
            evidence: the files as they are, to which places refer.
        """
        self.facts: list[Fact] = []
        self._pictured = {
            (item.id, page.number, line.number): line.box
            for item in evidence
            for page in item.pages
            for line in page.lines
        }

    def write(
        self,
        kind: FactKind,
        value: str,
        raw: str,
        where: tuple[Evidence, Page, Sequence[Line]],
        **more: Any,
    ) -> Fact:
        """Write down one fact.

        Args:
            kind: what it is about.
            value: normalised.
            raw: as it stands on the page.
            where: evidence, page and the lines it stands on (at least one).
            **more: further fields of :class:`~dossier.model.Fact`.
        """
        evidence, page, level = where
        lines = [
            replace(line, box=self._pictured.get((evidence.id, page.number, line.number), line.box))
            for line in level
        ]
        fact = Fact(
            id=f"F{len(self.facts) + 1}",
            kind=kind,
            value=value,
            raw=raw,
            confidence=round(min(line.confidence for line in lines), 4),
            source=Source(evidence.id, page.number, layout.span(lines), lines[0].number),
            **more,
        )
        self.facts.append(fact)
        return fact
