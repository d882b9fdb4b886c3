"""Opens ``case.yaml``, proves a change of its text, and saves it in one step.

What comes of a change is read back before it is saved; unless it says exactly
what it said before plus the change, nothing is written.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from dossier import files
from dossier.casefile.editing.errors import NotAcceptedError, NotEditableError
from dossier.casefile.load import CaseFileError
from dossier.casefile.model import CaseFile
from dossier.casefile.paths import DRAFT, NAME
from dossier.casefile.start import CaseFileExists, init
from dossier.forms import tree
from dossier.forms.form import Record
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.staging import drafts

Edit: TypeAlias = Callable[[str, CaseFile, bool], tuple[str, CaseFile] | None]
"""Takes the text, what it says, and whether words may stand without quotes or in rows of their own;
gives the new text and what that must say, or None when there is nothing to do."""

_BYTE_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_TRIES = 5


def change(folder: Path, reader: Record[CaseFile], edit: Edit) -> None:
    """Changes ``case.yaml``, made first where there is none and something is to be written.

    Byte order mark, encoding and permissions stay.  ``edit`` is called again
    when somebody else saved meanwhile, and with False when its readable
    writing does not say what it should.

    Raises:
        CaseFileError: ``case.yaml`` has mistakes.
        NotEditableError: it cannot be changed safely, or not to this.
        OSError: it cannot be read or written.
    """
    path = folder / NAME
    for _ in range(_TRIES):
        if path.is_symlink():
            raise NotEditableError
        if not path.exists():
            if edit("", CaseFile(), True) is None:  # noqa: FBT003 - an Edit
                return
            with contextlib.suppress(CaseFileExists):
                init(folder)
        old = files.content(path, tree.LARGEST)
        mark, encoding = _encoding(path, old)
        text = old.removeprefix(mark).decode(encoding)
        changed = _changed(path, reader, edit, text)
        if changed is None:
            return
        new = mark + changed.encode(encoding)
        if len(new) > tree.LARGEST:
            raise NotAcceptedError(Mistake(0, "casefile.expected.size", hint=str(tree.LARGEST // 1024)))
        if tree.decode(new) != changed:
            raise NotEditableError
        # Somebody who saved meanwhile must not lose it: begin again with what stands there now.
        if new == old or _swap(path, old, new):
            return
    raise NotEditableError


def _encoding(path: Path, data: bytes) -> tuple[bytes, str]:
    """The byte order mark a file begins with, and the encoding of the rest."""
    try:
        tree.decode(data)
    except MistakesError as error:
        raise CaseFileError(path, error.mistakes) from error
    for mark, encoding in _BYTE_MARKS:
        if data.startswith(mark):
            return mark, encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b"", "gb18030"
    return b"", "utf-8"


def _changed(path: Path, reader: Record[CaseFile], edit: Edit, text: str) -> str | None:
    """The changed text, in the first way of writing that says what it should."""
    try:
        said = _read(reader, text)
    except MistakesError as error:
        raise CaseFileError(path, error.mistakes) from error
    for readable in (True, False):
        wanted = edit(text, said, readable)
        if wanted is None:
            return None
        with contextlib.suppress(MistakesError):
            if _read(reader, wanted[0]) == wanted[1]:
                return wanted[0]
    raise NotEditableError


def _read(reader: Record[CaseFile], text: str) -> CaseFile:
    root = tree.parse(text)
    return CaseFile() if root is None else reader(root, NAME)


def _swap(path: Path, old: bytes, new: bytes) -> bool:
    """Puts new contents in the place of the old; False when the old are no longer there."""
    with drafts.written(path.parent, new, DRAFT) as draft:
        shutil.copymode(path, draft)
        if path.read_bytes() != old:
            return False
        os.replace(draft, path)  # noqa: PTH105 - the atomic one
        return True
