"""The files that ``case.yaml`` may name: those of its folder.

A name that fits nothing is a mistake and not passed over.  A person who
excludes a private picture and mistypes its name must be told, or the picture
would be printed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dossier.forms import form
from dossier.forms.mistakes import Mistake, MistakesError, shorten
from dossier.intake.walk import walk

if TYPE_CHECKING:
    from pathlib import Path

    from dossier.forms.tree import Node

NAME = "case.yaml"
DRAFT = "case"
"""The kind of its drafts, see :mod:`dossier.staging.drafts`."""

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class Folder:
    """An evidence folder, looked into only when a file is named."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Paths of the evidence below the folder, as intake spells them."""
        return tuple(found.path for found in walk(self.root)[0])

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {_plain(name): name for name in self.files}

    def path(self, node: Node, key: str) -> str:
        """A file of the folder, spelled as on the disk.

        Backslashes, a leading ``./``, capitals and the two ways of writing
        accents are forgiven.  A path may go on inside a file (``mail.eml/1.png``).
        """
        written = form.line(node, key)
        path = PurePosixPath(written if written in self.files else written.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or _DRIVE.match(written) or not path.parts:
            raise form.wrong(node, "casefile.expected.inside", key)
        for holder in (path, *path.parents):
            real = self._spelled.get(_plain(holder.as_posix()))
            if real is not None:
                return (PurePosixPath(real) / path.relative_to(holder)).as_posix()
        near = form.nearest(path.as_posix(), self.files)
        raise MistakesError(Mistake(node.line, "casefile.expected.file", shorten(written), key, near))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
