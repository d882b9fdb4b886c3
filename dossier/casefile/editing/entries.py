"""What is said of single files: entries of a section, by the name of the file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from ruamel.yaml.nodes import ScalarNode

from dossier.casefile.editing import accepting
from dossier.casefile.editing.errors import ChangedError, NotAcceptedError
from dossier.casefile.editing.fields import lines
from dossier.casefile.editing.places import (
    Pair,
    blanked,
    end,
    find,
    is_blank,
    next_row,
    pair_end,
    root,
    rows_in,
    rows_out,
    spliced,
    table,
)
from dossier.casefile.editing.putting import put
from dossier.casefile.editing.saving import change
from dossier.casefile.editing.sections import column, emptied, missing, section
from dossier.casefile.editing.writing import quoted, told, written
from dossier.casefile.model import CaseFile
from dossier.casefile.paths import Folder
from dossier.casefile.schema import schema
from dossier.forms.form import By, Field, Reader, Record
from dossier.forms.mistakes import MistakesError
from dossier.forms.tree import Text


def set_entry(folder: Path, name: str, file: str, value: str | None, seen: str | None = None) -> None:
    """Writes what a person says of a file into ``case.yaml``.

    Args:
        folder: the evidence folder; ``case.yaml`` is made where there is none.
        name: of the section in the model: ``"roles"``, ``"orders"`` or ``"dates"``.
        file: its path below the folder.
        value: as typed; None or "" takes the entry out.
        seen: what the person had before them, "" for no entry; None is not looked at.

    Raises:
        KeyError: there is no such section.
        NotAcceptedError: there is no such file, or that cannot be said of it.
        ChangedError: the entry no longer says what the person had before them, nor the new value.
        NotEditableError, CaseFileError, OSError: see :func:`~dossier.casefile.editing.saving.change`.
    """
    holder = Folder(folder)
    reader = schema(holder)
    field = section(reader.fields, name)
    if not isinstance(field.read, By):
        raise KeyError(name)
    entries = _Entries(holder, reader, field, field.read.value)
    words = lines(value or "")
    real, wanted = entries.accepted(file, words)

    def edit(text: str, said: CaseFile, readable: bool) -> tuple[str, CaseFile] | None:
        known: Mapping[str, object] = getattr(said, name)
        now = known.get(real)
        if now == wanted:
            return None
        if seen is not None and not entries.is_meant(file, lines(seen), now):
            raise ChangedError(told(now, entries.read))
        rest = {key: one for key, one in known.items() if key != real}
        if wanted is None:
            after = entries.without(text, real, now)
        else:
            after = entries.put(text, real, wanted, readable=readable)
            rest[real] = wanted
        return after, replace(said, **{name: MappingProxyType(rest)})  # type: ignore[arg-type]

    change(folder, reader, edit)


@dataclass(frozen=True, slots=True)
class _Entries:
    """A section of entries in the text of a ``case.yaml``."""

    folder: Folder
    reader: Record[CaseFile]
    field: Field
    read: Reader[object]

    def accepted(self, file: str, words: str) -> tuple[str, object]:
        """A file as it is spelled on the disk, and what the words say of it; None where there are none."""
        if words:
            return accepting.entry(self.reader, self.field, file, words)
        try:
            return self.folder.path(Text(0, file, plain=False, last=0), self.field.spellings[0]), None
        except MistakesError as error:
            raise NotAcceptedError(*error.mistakes) from error

    def is_meant(self, file: str, seen: str, now: object) -> bool:
        """Whether the words that a person had before them say what stands there."""
        with suppress(NotAcceptedError):
            return self.accepted(file, seen)[1] == now
        return False

    def put(self, text: str, file: str, value: object, *, readable: bool = True) -> str:
        """The text with an entry put in, or exchanged."""
        top = root(text)
        pair = find(top, self.field)
        new = written(value, self._value, readable=readable)
        if pair is None:
            # Further in than under a key that was there: so it is known which key goes with its last entry.
            at = column(top)
            rows = [f"{' ' * at}{self.field.spellings[0]}:", *new.behind(quoted(file), at + 4)]
            return spliced(text, [missing(text, top, self.field, self.reader.fields, rows)])
        if is_blank(pair[1]):
            rows = new.behind(quoted(file), column(top) + 2)
            place = next_row(text, pair_end(text, pair))
            return spliced(text, [blanked(text, pair), rows_in(text, place, rows)])
        if entry := self._entry(pair, file):
            return spliced(text, put(text, entry, self._value, value, readable=readable))
        rows = new.behind(quoted(file), table(pair[1]).start_mark.column)
        return spliced(text, [rows_in(text, next_row(text, end(text, pair[1])), rows)])

    def without(self, text: str, file: str, value: object) -> str:
        """The text with the lines of an entry taken out."""
        pair = find(root(text), self.field)
        entry = self._entry(pair, file) if pair else None
        if pair is None or entry is None:
            return text
        kept = spliced(text, [rows_out(text, entry[0].start_mark.index, pair_end(text, entry))])
        if len(pair[1].value) > 1:
            return kept
        return emptied(text, pair, kept, lambda bare: self.put(bare, file, value))

    @property
    def _value(self) -> Field:
        return Field("", (), self.read)

    def _entry(self, pair: Pair, file: str) -> Pair | None:
        """The entry of a file; of two, the one with something in it."""
        found = [one for one in table(pair[1]).value if self._file(one[0]) == file]
        return next((one for one in found if not is_blank(one[1])), found[0] if found else None)

    def _file(self, key: object) -> str:
        with suppress(MistakesError):
            if isinstance(key, ScalarNode):
                return self.folder.path(Text(0, key.value, plain=False, last=0), "")
        return ""
