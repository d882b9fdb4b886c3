"""What the person should know about something that was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossier.words import CHINESE, phrase


@dataclass(frozen=True, slots=True)
class Remark:
    """``about`` names a file or folder of the output, ``key`` a phrase with its values."""

    about: str
    key: str
    values: Mapping[str, object]

    def told(self, lang: str = CHINESE) -> str:
        """The sentence, without what it is about."""
        return phrase(self.key, lang, **self.values)
