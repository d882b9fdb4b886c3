"""Items of lists: claims, corrections and the like, put in, exchanged and taken out."""

from __future__ import annotations

from pathlib import Path

from dossier.casefile.editing.errors import ChangedError
from dossier.casefile.editing.lists import Items
from dossier.casefile.editing.saving import change
from dossier.casefile.model import CaseFile
from dossier.casefile.paths import Folder
from dossier.casefile.schema import schema


def add_item(folder: Path, name: str, item: object) -> None:
    """Puts an item at the end of a list of ``case.yaml``, which is made where there is none.

    Args:
        folder: the evidence folder.
        name: of the list in the model, such as ``"claims"``.
        item: one of those that the model has in this list.

    Raises:
        KeyError: there is no such list.
        NotAcceptedError: the list cannot hold the item; its message says why.
        NotEditableError, CaseFileError, OSError: see :func:`~dossier.casefile.editing.saving.change`.
    """
    reader = schema(Folder(folder))
    rows = Items.named(reader, name)
    wanted = rows.accepted(item)

    def edit(text: str, said: CaseFile, readable: bool) -> tuple[str, CaseFile]:
        return rows.added(text, wanted, readable=readable), rows.said(said, (*rows.of(said), wanted))

    change(folder, reader, edit)


def replace_item(folder: Path, name: str, old: object, new: object) -> None:
    """Exchanges an item of a list where it stands; fields that do not change keep their writing.

    Raises:
        KeyError, NotAcceptedError: see :func:`add_item`.
        ChangedError: the old item is not there, nor the new one.
        NotEditableError, CaseFileError, OSError: see :func:`~dossier.casefile.editing.saving.change`.
    """
    reader = schema(Folder(folder))
    rows = Items.named(reader, name)
    wanted = rows.accepted(new)

    def edit(text: str, said: CaseFile, readable: bool) -> tuple[str, CaseFile] | None:
        items = rows.of(said)
        if old not in items and wanted in items:
            return None
        number = _last(items, old)
        after = rows.exchanged(text, number, items, wanted, readable=readable)
        return after, rows.said(said, (*items[:number], wanted, *items[number + 1 :]))

    change(folder, reader, edit)


def remove_item(folder: Path, name: str, old: object) -> None:
    """Takes an item out of a list; with the last one the section is again what it was before the first.

    Raises:
        KeyError: there is no such list.
        ChangedError: the item is not there.
        NotEditableError, CaseFileError, OSError: see :func:`~dossier.casefile.editing.saving.change`.
    """
    reader = schema(Folder(folder))
    rows = Items.named(reader, name)

    def edit(text: str, said: CaseFile, _: bool) -> tuple[str, CaseFile]:
        items = rows.of(said)
        number = _last(items, old)
        return rows.without(text, number, items), rows.said(said, (*items[:number], *items[number + 1 :]))

    change(folder, reader, edit)


def _last(items: tuple[object, ...], item: object) -> int:
    """Which item of a list is meant; of two that are the same, the later one."""
    for number in range(len(items) - 1, -1, -1):
        if items[number] == item:
            return number
    raise ChangedError
