"""Corrections of readings, put into ``case.yaml`` and taken out again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dossier.casefile.editing.errors import NotEditableError
from dossier.casefile.editing.lists import Items
from dossier.casefile.editing.saving import change
from dossier.casefile.model import CaseFile, Correction
from dossier.casefile.paths import Folder
from dossier.casefile.schema import schema

__all__ = ["NotEditableError", "put", "remove", "same_reading"]


def put(folder: Path, wanted: Correction) -> None:
    """Saves a correction; one of the same reading is replaced.  Makes ``case.yaml`` where there is none.

    Raises:
        CaseFileError: ``case.yaml`` has mistakes.
        NotEditableError: it cannot be changed safely, or not to this.
        OSError: it cannot be read or written.
    """
    reader = schema(Folder(folder))
    rows = Items.named(reader, "corrections")
    wanted = rows.accepted(wanted)

    def edit(text: str, said: CaseFile, readable: bool) -> tuple[str, CaseFile]:
        items = said.corrections
        known = [number for number, one in enumerate(items) if same_reading(one, wanted)]
        if not known:
            return rows.added(text, wanted, readable=readable), rows.said(said, (*items, wanted))
        for number in known:
            new = replace(items[number], value=wanted.value)
            text = rows.exchanged(text, number, items, new, readable=readable)
            items = (*items[:number], new, *items[number + 1 :])
        return text, rows.said(said, items)

    change(folder, reader, edit)


def remove(folder: Path, unwanted: Correction) -> None:
    """Takes a correction out; does nothing when it is not there.

    Raises:
        CaseFileError, NotEditableError, OSError: see :func:`put`.
    """
    reader = schema(Folder(folder))
    rows = Items.named(reader, "corrections")

    def edit(text: str, said: CaseFile, _: bool) -> tuple[str, CaseFile] | None:
        items = said.corrections
        found = [number for number, one in enumerate(items) if same_reading(one, unwanted)]
        for number in reversed(found):
            text = rows.without(text, number, items)
            items = (*items[:number], *items[number + 1 :])
        return (text, rows.said(said, items)) if found else None

    change(folder, reader, edit)


def same_reading(one: Correction, other: Correction) -> bool:
    """Whether two corrections speak of the same reading; blanks in it do not matter."""
    return (one.file, one.page, one.kind, "".join(one.was.split())) == (
        other.file,
        other.page,
        other.kind,
        "".join(other.was.split()),
    )
