"""What was taken out of ``case.yaml`` on the page, to be put back as it was."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dossier.casefile import CaseFile, Correction, correct, editing
from dossier.casefile.editing.saving import change
from dossier.casefile.paths import Folder
from dossier.casefile.schema import schema
from dossier.forms.form import Record
from dossier.review.entries import Entry
from dossier.review.values import RefusedError

_KEPT = 100


@dataclass(frozen=True, slots=True)
class _Taken:
    """An entry of a section, and the text of ``case.yaml`` with it and without it."""

    section: str
    entry: Entry
    before: str
    said: CaseFile
    after: str


class Taken:
    """Remembers, while the page is open, what was taken out last.

    Where nothing else changed since, the text is again what it was, with the person's
    remarks and in their order; else the entry is put in anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: OrderedDict[str, _Taken] = OrderedDict()

    @contextmanager
    def taking(self, entry_id: str, section: str, entry: Entry) -> Iterator[Mapping[str, str]]:
        """Remember an entry that is taken out meanwhile; gives the form that puts it back.

        Args:
            entry_id: what the entry is called.
            section: its list in the model.
            entry: what is taken out.
        """
        before = self._read()
        yield {"action": "undo", "entry": entry_id, "again": "on"}
        self._known[entry_id] = _Taken(section, entry, *before, self._read()[0])
        self._known.move_to_end(entry_id)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def restore(self, entry_id: str) -> None:
        """Put an entry back.

        Raises:
            RefusedError: it is not known, or stands there already.
        """
        known = self._known.get(entry_id)
        if known is None:
            raise RefusedError("outdated")
        text, said = self._read()
        if text == known.after:
            again = (known.before, known.said)
            change(self._folder, self._reader, lambda text, _, __: again if text == known.after else None)
        elif known.entry in getattr(said, known.section):
            raise RefusedError("same")
        elif isinstance(known.entry, Correction):
            correct.put(self._folder, known.entry)
        else:
            editing.add_item(self._folder, known.section, known.entry)
        del self._known[entry_id]

    @property
    def _reader(self) -> Record[CaseFile]:
        return schema(Folder(self._folder))

    def _read(self) -> tuple[str, CaseFile]:
        """The text of ``case.yaml``, and what it says."""
        found = [("", CaseFile())]
        change(self._folder, self._reader, lambda text, said, _: found.append((text, said)))
        return found[-1]
