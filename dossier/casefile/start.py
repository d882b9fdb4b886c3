"""Writes the first ``case.yaml``; with the journal it is all that the program adds to an evidence folder."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from dossier import resources, words
from dossier.casefile.paths import DRAFT, NAME, Folder
from dossier.staging import drafts

if TYPE_CHECKING:
    from pathlib import Path

_MOST_FILES = 200


class CaseFileExists(FileExistsError):  # noqa: N818 - the name the other rooms know
    """There is a ``case.yaml`` already; it is never written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def message(self, lang: str = words.CHINESE) -> str:
        """What happened and what to do."""
        return words.phrase("casefile.exists", lang, path=self.path.name)

    def __str__(self) -> str:
        return self.message(words.language())


def init(folder: Path) -> Path:
    """Writes a commented ``case.yaml`` in Chinese into the folder.

    Returns:
        The path of the new file.

    Raises:
        CaseFileExists: the name is taken, be it by a dangling link.
        OSError: the folder is not there or cannot be written to.
    """
    path = folder / NAME
    if os.path.lexists(path):
        raise CaseFileExists(path)
    # Old Notepad shows a file with bare line feeds as one line.
    content = _content(folder).replace("\n", os.linesep).encode()
    try:
        drafts.create(path, content, DRAFT)
    except FileExistsError:
        raise CaseFileExists(path) from None
    return path


def _content(folder: Path) -> str:
    # A YAML file, not markup; file names are quoted as JSON strings, which YAML reads.
    environment = Environment(  # noqa: S701
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    source = (resources.templates() / "case.yaml.j2").read_text(encoding="utf-8")
    files = [json.dumps(name, ensure_ascii=False) for name in Folder(folder).files[:_MOST_FILES]]
    return environment.from_string(source).render(files=files)
