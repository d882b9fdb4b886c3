"""Writes the first ``case.yaml``: the only file the program adds to an evidence folder."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from dossier import resources, words
from dossier.casefile import drafts
from dossier.casefile.paths import NAME, Folder

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
        with drafts.written(folder, content) as draft:
            _named(draft, path, content)
    except FileExistsError:
        raise CaseFileExists(path) from None
    return path


def _named(draft: Path, path: Path, content: bytes) -> None:
    """Give a draft its name, unless that is taken: one of two simultaneous writers wins.

    Raises:
        FileExistsError: the name is taken, be it by a dangling link.
        OSError: the folder cannot be written to.
    """
    if sys.platform == "win32":
        draft.rename(path)  # which never replaces anything there
        return
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links, as on many a memory card.
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
        except BaseException:
            path.unlink(missing_ok=True)  # half a file would look like the person's own
            raise


def _content(folder: Path) -> str:
    # A YAML file, not markup; file names are quoted as JSON strings, which YAML reads.
    environment = Environment(  # noqa: S701
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    source = (resources.templates() / "case.yaml.j2").read_text(encoding="utf-8")
    files = [json.dumps(name, ensure_ascii=False) for name in Folder(folder).files[:_MOST_FILES]]
    return environment.from_string(source).render(files=files)
