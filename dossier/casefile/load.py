"""Reads ``case.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier import words
from dossier.casefile.model import CaseFile
from dossier.casefile.paths import DRAFT, NAME, Folder
from dossier.casefile.schema import schema
from dossier.forms import tree
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.staging import drafts

if TYPE_CHECKING:
    from pathlib import Path


class CaseFileError(ValueError):
    """``case.yaml`` cannot be used as it stands.

    ``line``, ``expected`` (a phrase key) and ``found`` speak of the first
    mistake; ``mistakes`` holds all of them.
    """

    def __init__(self, path: Path, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(path, mistakes)
        self.path = path
        self.mistakes = mistakes
        self.line = mistakes[0].line
        self.expected = mistakes[0].expected
        self.found = mistakes[0].found

    def message(self, lang: str = words.CHINESE) -> str:
        """One line of text a mistake, each with the file, the line and what was expected."""
        return "\n".join(one.message(lang, self.path.name) for one in self.mistakes)

    def __str__(self) -> str:
        return self.message(words.language())


def load(folder: Path) -> CaseFile:
    """What the buyer wrote in ``folder/case.yaml``; an empty case file when there is none.

    Raises:
        CaseFileError: the file cannot be read or holds something unexpected.
    """
    drafts.tidy(folder, DRAFT)
    path = folder / NAME
    try:
        root = tree.read(path)
        return CaseFile() if root is None else schema(Folder(folder))(root, NAME)
    except (FileNotFoundError, NotADirectoryError):
        return CaseFile()
    except OSError as error:
        mistake = Mistake(0, "casefile.expected.readable", error.strerror or type(error).__name__)
        raise CaseFileError(path, (mistake,)) from error
    except MistakesError as error:
        raise CaseFileError(path, error.mistakes) from error
