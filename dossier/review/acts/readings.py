"""What was read: put right, confirmed, or marked where it was missed."""

from __future__ import annotations

from dataclasses import replace

from dossier.casefile import Correction, correct, editing
from dossier.casefile.model import Addition
from dossier.model import Box, FactKind
from dossier.review import values
from dossier.review.acts.base import Base, Done, at, kept, within
from dossier.review.entries import entries_of, marked, name, named
from dossier.review.values import RefusedError


class Readings(Base):
    """Acts on what was read."""

    def correct(self, fact_id: str, seen: str, text: str | None, mark: str = "") -> Done:
        """Put a reading right, or confirm it; None where there is no such thing on the page.

        Args:
            fact_id: of the case as it stands.
            seen: the fact's words on the page that the person had before them.
            text: as written.
            mark: of the fact on that page, see :func:`~dossier.review.entries.marked`; "" is not looked at.
        """
        with self._changing() as result:
            fact = next((one for one in result.case.facts if one.id == fact_id), None)
            if fact is None or fact.raw != seen:
                raise RefusedError("outdated")
            item = next(one for one in result.case.evidence if one.id == fact.source.evidence)
            if mark and mark != marked(fact, item):
                raise RefusedError("outdated")
            value = None if text is None else values.accepted(fact, text)
            entries = entries_of(fact, item, result.casefile.corrections)
            if len(entries) > 1:
                raise RefusedError("several")
            was = entries[0].was if entries else " ".join(fact.raw.split()) or fact.value
            entry = Correction(item.path, fact.source.page, fact.kind, was, value)
            correct.put(self._desk.folder, entry)
        stands = next((one for one in self._said.corrections if correct.same_reading(one, entry)), entry)
        undo = {"action": "undo", "entry": name(stands), "seen": stands.value or ""}
        before = entries[0].value if entries else None
        # By its entry: facts get other numbers when a file comes, and many show the same words.
        return Done(fact_id, undo if before is None else {**undo, "value": before})

    def undo(self, entry_id: str, seen: str | None = None, value: str | None = None) -> Done:
        """Take a correction back.

        Args:
            entry_id: of the correction.
            seen: what it said, "" for a reading that is dropped; None is not looked at.
            value: what it said before that and shall say again; None takes it out.
        """
        with self._changing() as result:
            entry = named(entry_id, result.casefile.corrections)
            if seen is not None and seen != (entry.value or ""):
                raise RefusedError("changed", entry.value or "")
            if value is not None:
                correct.put(self._desk.folder, replace(entry, value=value))
                return Done()
            with self._taken.taking(entry_id, "corrections", entry) as undo:
                correct.remove(self._desk.folder, entry)
        return Done(undo=undo)

    def restore(self, entry_id: str) -> Done:
        """Put back what was taken out a moment ago."""
        with self._changing():
            self._taken.restore(entry_id)
        return Done()

    def add(self, path: str, page: int, box: Box, text: str, kind: str = "", about: str = "") -> Done:
        """Mark something that was missed.

        Args:
            path: of the file.
            page: from 1.
            box: in pixels of the upright picture.
            text: what stands there, as the person confirms it.
            kind: a fact kind; "" to have it read with the rest of the page.
            about: what the kind speaks of, where it needs that.
        """
        words = " ".join(text.split())
        if not words:
            raise RefusedError("empty")
        if len(words) > values.LONGEST_ADDED or not words.isprintable():
            raise RefusedError("text", str(values.LONGEST_ADDED))
        if kind and kind not in set(FactKind):
            raise RefusedError("choice")
        chosen = FactKind(kind) if kind else None
        with self._changing() as result:
            item = at(result, path)
            entry = Addition(path, page, within(item, page, box), words, chosen, about if kind else "")
            if entry in result.casefile.additions:
                raise RefusedError("same")
            editing.add_item(self._desk.folder, "additions", entry)
        called = kept(entry, self._said.additions)
        return Done(called, {"action": "unadd", "entry": called})

    def unadd(self, entry_id: str) -> Done:
        """Take a mark of something missed away again."""
        return self._remove("additions", entry_id, lambda said: said.additions)
