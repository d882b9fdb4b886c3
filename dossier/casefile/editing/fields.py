"""Fields that hold words: what a person typed goes in the place of what stands there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from dossier.casefile.editing import accepting
from dossier.casefile.editing.errors import ChangedError, NotAcceptedError
from dossier.casefile.editing.places import (
    Splice,
    blanked,
    find,
    is_blank,
    next_row,
    pair_end,
    root,
    row_start,
    rows_in,
    spliced,
    table,
)
from dossier.casefile.editing.putting import put
from dossier.casefile.editing.saving import change
from dossier.casefile.editing.sections import column, missing, path
from dossier.casefile.editing.writing import told, written
from dossier.casefile.model import CaseFile
from dossier.casefile.paths import Folder
from dossier.casefile.schema import schema
from dossier.forms.form import Field, Record


def set_field(folder: Path, name: str, value: str, seen: str | None = None) -> None:
    """Writes what a person typed into a field of ``case.yaml``.

    Args:
        folder: the evidence folder; ``case.yaml`` is made where there is none.
        name: of the field in the model, ``"order"`` or ``"complainant.name"``.
        value: as typed; "" empties the field and leaves its key.
        seen: what the person had before them, in any way of writing it; None is not looked at.

    Raises:
        KeyError: no field that holds words has this name.
        NotAcceptedError: the field cannot hold the value; its message says why.
        ChangedError: the field no longer says what the person had before them, nor the new value.
        NotEditableError, CaseFileError, OSError: see :func:`~dossier.casefile.editing.saving.change`.
    """
    reader = schema(Folder(folder))
    steps = path(reader, name)
    words = lines(value)
    wanted = accepting.field(reader, steps, words)
    before = None if seen is None else _before(reader, steps, lines(seen))

    def edit(text: str, said: CaseFile, readable: bool) -> tuple[str, CaseFile] | None:
        now = accepting.found(said, steps)
        if now == wanted:
            return None
        if before is not None and before != (now,):
            raise ChangedError(told(now, steps[-1].read))
        # Words stay as they were typed, all else is written in the template's manner.
        new = words if not words or type(wanted) is str else wanted
        splices = _splices(text, reader, steps, new, readable=readable)
        return spliced(text, splices), _said(said, steps, wanted)

    change(folder, reader, edit)


def lines(typed: str) -> str:
    """Words as a form sends them, without the blanks around them and with plain line ends."""
    return re.sub("\r\n|[\r\u2028\u2029]", "\n", typed).strip()


def _before(reader: Record[CaseFile], steps: tuple[Field, ...], seen: str) -> tuple[object, ...]:
    """What the person had before them; nothing when no field can have said it."""
    try:
        return (accepting.field(reader, steps, seen),)
    except NotAcceptedError:
        return ()


def _said(said: Any, steps: tuple[Field, ...], wanted: object) -> Any:
    first, *rest = steps
    inner = _said(getattr(said, first.name), tuple(rest), wanted) if rest else wanted
    return replace(said, **{first.name: inner})


def _splices(
    text: str, reader: Record[CaseFile], steps: tuple[Field, ...], value: object, *, readable: bool
) -> list[Splice]:
    top = root(text)
    field, key = steps[-1], steps[-1].spellings[0]
    at = column(top)
    pair = find(top, steps[0])
    if pair is None:
        names = [f"{' ' * at}{step.spellings[0]}:" for step in steps[:-1]]
        rows = written(value, field, readable=readable).behind(key, at + 2 * len(names))
        return [missing(text, top, steps[0], reader.fields, [*names, *rows])]
    if len(steps) == 1:
        return put(text, pair, field, value, readable=readable)
    if is_blank(pair[1]):
        rows = written(value, field, readable=readable).behind(key, at + 2)
        place = next_row(text, pair_end(text, pair))
        return [blanked(text, pair), rows_in(text, place, rows)]
    mapping = table(pair[1])
    if inner := find(mapping, field):
        return put(text, inner, field, value, readable=readable)
    rows = written(value, field, readable=readable).behind(key, mapping.start_mark.column)
    place = row_start(text, mapping.start_mark.index)
    assert isinstance(steps[0].read, Record)  # noqa: S101 - see path()
    for one in steps[0].read.fields:
        if one == field:
            break
        if before := find(mapping, one):
            place = max(place, next_row(text, pair_end(text, before)))
    return [rows_in(text, place, rows)]
