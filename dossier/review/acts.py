"""What a person does on the page, as changes of ``case.yaml``.

Each act says what the person had before them; where ``case.yaml`` says something else by now
(another tab, an editor) nothing is written, and the refusal tells what stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

from dossier.casefile import CaseFile, CaseFileError, Correction, correct, editing
from dossier.casefile.editing import ChangedError, NotAcceptedError, NotEditableError
from dossier.casefile.model import Addition, Claim, ClaimKind, DrawnMask, Exclusion, Release
from dossier.casefile.schema import ROLES
from dossier.model import Box, Evidence, Fact, FactKind, FactStatus, Role
from dossier.pipeline import Result
from dossier.reading import money
from dossier.reading.text import squeeze
from dossier.review import values
from dossier.review.desk import Desk
from dossier.review.entries import Item, entries_of, marked, name, named
from dossier.review.taken import Taken
from dossier.review.values import RefusedError
from dossier.words import language

Fields = Mapping[str, str]
"""The names and values of a form."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was saved: where on the page it shows, the form that takes it back, and what to say."""

    anchor: str = ""
    undo: Fields | None = None
    said: str = ""


class Acts:
    """What can be done at a desk.  Every act raises :class:`RefusedError` when nothing was saved."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._taken = Taken(desk.folder)

    def correct(self, fact_id: str, seen: str, text: str | None, mark: str = "") -> Done:
        """Put a reading right, or confirm it; None where there is no such thing on the page.

        Args:
            fact_id: of the case as it stands.
            seen: the fact's words on the page that the person had before them.
            text: as written.
            mark: of the fact on that page, see :func:`mark`; "" is not looked at.
        """
        with self._changing() as result:
            fact = next((one for one in result.case.facts if one.id == fact_id), None)
            if fact is None or fact.raw != seen:
                raise RefusedError("outdated")
            item = _of(result, fact.source.evidence)
            if mark and mark != marked(fact, item):
                raise RefusedError("outdated")
            value = None if text is None else values.accepted(fact, text)
            entries = entries_of(fact, item, result.casefile.corrections)
            if len(entries) > 1:
                raise RefusedError("several")
            was = entries[0].was if entries else " ".join(fact.raw.split()) or fact.value
            if not entries and _says_so_already(result, fact, was):
                raise RefusedError("several")
            entry = Correction(item.path, fact.source.page, fact.kind, was, value)
            correct.put(self._desk.folder, entry)
        kept = next((one for one in self._said.corrections if correct.same_reading(one, entry)), entry)
        undo = {"action": "undo", "entry": name(kept), "seen": kept.value or ""}
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
            item = _at(result, path)
            entry = Addition(path, page, _within(item, page, box), words, chosen, about if kind else "")
            if entry in result.casefile.additions:
                raise RefusedError("same")
            editing.add_item(self._desk.folder, "additions", entry)
        kept = _kept(entry, self._said.additions)
        return Done(kept, {"action": "unadd", "entry": kept})

    def unadd(self, entry_id: str) -> Done:
        """Take a mark of something missed away again."""
        return self._remove("additions", entry_id, lambda said: said.additions)

    def arrange(self, path: str, what: str, value: str, seen: str | None) -> Done:
        """Say what a file is, which order it belongs to, or of which day its chat is.

        Args:
            path: of the file.
            what: ``role``, ``order`` or ``day``.
            value: "" leaves it to the program again.
            seen: what the page showed; None is not looked at.
        """
        section = {"role": "roles", "order": "orders", "day": "dates"}.get(what)
        if section is None:
            raise RefusedError("choice")
        with self._changing() as result:
            item = _at(result, path)
            told = _of_file(result.casefile, section, path)
            shown = {told, item.role.value} if what == "role" else {told}
            if seen is not None and seen not in shown:
                raise RefusedError("changed", told)
            before = told
            if what == "role":
                value, before = (ROLES[_role(one)][0] if one else "" for one in (value, told))
            editing.set_entry(self._desk.folder, section, path, value or None, before)
        now = _of_file(self._said, section, path)
        return Done(item.id, {"action": "file", "path": path, "what": what, "value": told, "seen": now})

    def exclude(self, path: str, reason: str) -> Done:
        """Leave a file out of the case."""
        with self._changing() as result:
            item = _at(result, path)
            if any(one.file == path for one in result.casefile.exclude):
                raise RefusedError("same")
            editing.add_item(self._desk.folder, "exclude", Exclusion(path, _line(reason)))
        return Done(item.id, {"action": "file", "path": path, "what": "include", "value": ""})

    def include(self, path: str) -> Done:
        """Take a file in again that was left out."""
        with self._changing() as result:
            item = _at(result, path)
            entry = next((one for one in result.casefile.exclude if one.file == path), None)
            if entry is None:
                raise RefusedError("outdated")
            with self._taken.taking(name(entry), "exclude", entry) as undo:
                editing.remove_item(self._desk.folder, "exclude", entry)
        return Done(item.id, undo)

    def mask(self, path: str, page: int, box: Box, reason: str) -> Done:
        """Hide a place in everything that is made."""
        with self._changing() as result:
            item = _at(result, path)
            entry = DrawnMask(path, page, _within(item, page, box), _line(reason))
            if entry in result.casefile.masks:
                raise RefusedError("same")
            editing.add_item(self._desk.folder, "masks", entry)
        kept = _kept(entry, self._said.masks)
        return Done(kept, {"action": "unmask", "entry": kept})

    def unmask(self, entry_id: str) -> Done:
        """Hide a place no longer."""
        return self._remove("masks", entry_id, lambda said: said.masks)

    def release(self, path: str, page: int, text: str) -> Done:
        """Say that words which are hidden are no secret."""
        with self._changing() as result:
            _at(result, path)
            entry = Release(path, page, _line(text))
            if not entry.text:
                raise RefusedError("empty")
            if entry in result.casefile.releases:
                raise RefusedError("same")
            editing.add_item(self._desk.folder, "releases", entry)
        return Done("", {"action": "unrelease", "entry": _kept(entry, self._said.releases)})

    def unrelease(self, entry_id: str) -> Done:
        """Hide words again."""
        return self._remove("releases", entry_id, lambda said: said.releases)

    def field(self, field: str, value: str, seen: str | None) -> Done:
        """Fill in a field of ``case.yaml``.

        Args:
            field: dotted names of :mod:`dossier.casefile.model`.
            value: as written; "" empties it.
            seen: what the page showed; None is not looked at.
        """
        value, seen = values.plain(value), None if seen is None else values.plain(seen)
        with self._changing():
            editing.set_field(self._desk.folder, field, value, seen)
        anchor = f"field-{field.replace('.', '-').replace('_', '-')}"
        if seen is None:
            return Done(anchor)
        return Done(anchor, {"action": "field", "name": field, "value": seen, "seen": value})

    def claim(self, entry_id: str, kind: str, text: str, amount: str) -> Done:
        """Ask for something, or ask for it in other words.

        Args:
            entry_id: of the claim that is changed; "" for a new one.
            kind: a claim kind or "".
            text: in the person's words.
            amount: in yuan, or "".
        """
        entry = Claim(_claim_kind(kind), text.strip(), _amount(amount))
        if entry.kind is ClaimKind.OTHER and not entry.text:
            raise RefusedError("claim-text")
        with self._changing() as result:
            if not entry_id:
                if entry in result.casefile.claims:
                    raise RefusedError("same")
                editing.add_item(self._desk.folder, "claims", entry)
            else:
                old = named(entry_id, result.casefile.claims)
                if old != entry:
                    editing.replace_item(self._desk.folder, "claims", old, entry)
        kept = _kept(entry, self._said.claims)
        if not entry_id:
            return Done("claims", {"action": "unclaim", "entry": kept})
        return Done("claims", {"action": "claim", "entry": kept, **_told(old)})

    def unclaim(self, entry_id: str) -> Done:
        """Ask for something no longer."""
        return replace(self._remove("claims", entry_id, lambda said: said.claims), anchor="claims")

    @property
    def _said(self) -> CaseFile:
        """``case.yaml`` as it was at the last look."""
        return self._desk.seen().result.casefile

    def _remove(self, section: str, entry_id: str, items: Callable[[CaseFile], Iterable[Item]]) -> Done:
        with self._changing() as result:
            entry = named(entry_id, items(result.casefile))
            with self._taken.taking(entry_id, section, entry) as undo:
                editing.remove_item(self._desk.folder, section, entry)
        return Done(undo=undo)

    @contextmanager
    def _changing(self) -> Iterator[Result]:
        """The case as it stands, while nobody else changes it; it is judged anew afterwards."""
        if self._desk.archived:
            raise RefusedError("archived")
        with self._desk.holding():
            standing = self._desk.look()
            if standing.mistaken:
                raise RefusedError("casefile", standing.trouble)
            try:
                yield standing.result
            except ChangedError as error:
                raise RefusedError("changed", error.now) from error
            except CaseFileError as error:
                raise RefusedError("casefile", error.message(language())) from error
            except NotAcceptedError as error:
                raise RefusedError("value", error.message(language())) from error
            except NotEditableError as error:
                raise RefusedError("by-hand") from error
            except OSError as error:
                raise RefusedError("not-written", error.strerror or type(error).__name__) from error
            self._desk.look()  # at once, so that the journal has the time of the act


def _kept(entry: Item, items: tuple[Item, ...]) -> str:
    """What an entry that was put in is called, as it is read back: its words may be written otherwise."""
    return name(entry if entry in items or not items else items[-1])


def _of_file(said: CaseFile, section: str, path: str) -> str:
    """What ``case.yaml`` says of a file, as a form has it."""
    return str(getattr(said, section).get(path) or "")


def _says_so_already(result: Result, fact: Fact, was: str) -> bool:
    """Whether words of a page are those of another fact that a person put right: both would change."""
    words, place = squeeze(was), (fact.source.evidence, fact.source.page, fact.kind)
    return any(
        one.status is FactStatus.CORRECTED
        and one.id != fact.id
        and (one.source.evidence, one.source.page, one.kind) == place
        and words in (squeeze(one.raw), squeeze(one.value))
        for one in result.case.facts
    )


def _of(result: Result, evidence_id: str) -> Evidence:
    return next(one for one in result.case.evidence if one.id == evidence_id)


def _at(result: Result, path: str) -> Evidence:
    for item in result.case.evidence:
        if item.path == path:
            return item
    raise RefusedError("outdated")


def _within(item: Evidence, page: int, box: Box) -> Box:
    """The part of a box that lies on the page."""
    found = next((one for one in item.pages if one.number == page), None)
    if found is None or not found.width:
        raise RefusedError("outdated")
    inside = Box(max(0, box.x0), max(0, box.y0), min(found.width, box.x1), min(found.height, box.y1))
    if inside.x1 - inside.x0 < values.SMALLEST or inside.y1 - inside.y0 < values.SMALLEST:
        raise RefusedError("small")
    return inside


def _line(text: str) -> str:
    """One line of text."""
    line = " ".join(text.split())
    if len(line) > values.LONGEST or not line.isprintable():
        raise RefusedError("text", str(values.LONGEST))
    return line


def _role(text: str) -> Role:
    if text not in set(Role):
        raise RefusedError("choice")
    return Role(text)


def _claim_kind(text: str) -> ClaimKind:
    if text and text not in set(ClaimKind):
        raise RefusedError("choice")
    return ClaimKind(text or ClaimKind.OTHER)


def _amount(text: str) -> Decimal | None:
    if not text.strip():
        return None
    found = money.only(text)
    if found is None:
        raise RefusedError("amount")
    return found.value.quantize(Decimal("0.01"))


def _told(claim: Claim) -> Fields:
    """A claim as its form has it."""
    amount = "" if claim.amount is None else str(claim.amount)
    return {"kind": claim.kind.value, "text": claim.text, "amount": amount}
