"""Why a change of ``case.yaml`` was not made.  Nothing was saved in any of these cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dossier import words

if TYPE_CHECKING:
    from dossier.forms.mistakes import Mistake


class NotEditableError(Exception):
    """``case.yaml`` is written in a way that cannot be changed safely; the person has to do it by hand."""


class NotAcceptedError(NotEditableError):
    """What was to be written is nothing that ``case.yaml`` may say; ``mistakes`` tell what it should be."""

    def __init__(self, *mistakes: Mistake) -> None:
        self.mistakes = tuple(replace(mistake, line=0) for mistake in mistakes)
        super().__init__(*self.mistakes)

    def message(self, lang: str = words.CHINESE) -> str:
        """One line of text a mistake: what was expected and what was given."""
        return "\n".join(one.message(lang) for one in self.mistakes)

    def __str__(self) -> str:
        return self.message(words.language())


class ChangedError(Exception):
    """``case.yaml`` no longer says what the person had before them.

    ``now`` is what stands there, as a person writes it; "" when it is gone or a list.
    """

    def __init__(self, now: str = "") -> None:
        super().__init__(now)
        self.now = now
