"""Files: what they are, whether they are used, and what of them is hidden."""

from __future__ import annotations

from dossier.casefile import CaseFile, editing
from dossier.casefile.model import DrawnMask, Exclusion, Release
from dossier.casefile.schema import ROLES
from dossier.model import Box, Role
from dossier.review.acts.base import Base, Done, at, kept, line, within
from dossier.review.entries import name
from dossier.review.values import RefusedError


class Files(Base):
    """Acts on whole files and on places in them."""

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
            item = at(result, path)
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
            item = at(result, path)
            if any(one.file == path for one in result.casefile.exclude):
                raise RefusedError("same")
            editing.add_item(self._desk.folder, "exclude", Exclusion(path, line(reason)))
        return Done(item.id, {"action": "file", "path": path, "what": "include", "value": ""})

    def include(self, path: str) -> Done:
        """Take a file in again that was left out."""
        with self._changing() as result:
            item = at(result, path)
            entry = next((one for one in result.casefile.exclude if one.file == path), None)
            if entry is None:
                raise RefusedError("outdated")
            with self._taken.taking(name(entry), "exclude", entry) as undo:
                editing.remove_item(self._desk.folder, "exclude", entry)
        return Done(item.id, undo)

    def mask(self, path: str, page: int, box: Box, reason: str) -> Done:
        """Hide a place in everything that is made."""
        with self._changing() as result:
            item = at(result, path)
            entry = DrawnMask(path, page, within(item, page, box), line(reason))
            if entry in result.casefile.masks:
                raise RefusedError("same")
            editing.add_item(self._desk.folder, "masks", entry)
        called = kept(entry, self._said.masks)
        return Done(called, {"action": "unmask", "entry": called})

    def unmask(self, entry_id: str) -> Done:
        """Hide a place no longer."""
        return self._remove("masks", entry_id, lambda said: said.masks)

    def release(self, path: str, page: int, text: str) -> Done:
        """Say that words which are hidden are no secret."""
        with self._changing() as result:
            at(result, path)
            entry = Release(path, page, line(text))
            if not entry.text:
                raise RefusedError("empty")
            if entry in result.casefile.releases:
                raise RefusedError("same")
            editing.add_item(self._desk.folder, "releases", entry)
        return Done("", {"action": "unrelease", "entry": kept(entry, self._said.releases)})

    def unrelease(self, entry_id: str) -> Done:
        """Hide words again."""
        return self._remove("releases", entry_id, lambda said: said.releases)


def _of_file(said: CaseFile, section: str, path: str) -> str:
    """What ``case.yaml`` says of a file, as a form has it."""
    return str(getattr(said, section).get(path) or "")


def _role(text: str) -> Role:
    if text not in set(Role):
        raise RefusedError("choice")
    return Role(text)
