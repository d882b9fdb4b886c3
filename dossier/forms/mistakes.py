"""What is wrong in a file that a person wrote by hand, told by line."""

from __future__ import annotations

from dataclasses import dataclass

from dossier import words

_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend.

    ``expected`` is the key of a phrase that says what should stand there;
    ``found`` is what stands there, shortened, and empty where showing it would
    not help; ``key`` is the field as the person wrote it; ``hint`` is the
    likely right word.  ``line`` counts from 1 and is 0 for the whole file.
    """

    line: int
    expected: str
    found: str = ""
    key: str = ""
    hint: str = ""

    def message(self, lang: str = words.CHINESE, file: str = "") -> str:
        """One sentence: the file when its name is given, the line, what was expected and what is there."""
        expected = words.phrase(self.expected, lang, key=self.key, hint=self.hint)
        return words.phrase(
            "casefile.mistake", lang, file=file, line=self.line, expected=expected, found=self.found
        ).strip()


class MistakesError(ValueError):
    """Everything found wrong in one reading, in the order of the lines; never empty."""

    def __init__(self, *mistakes: Mistake) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: mistake.line))
        super().__init__("; ".join(f"{m.line}: {m.expected}" for m in self.mistakes))


def shorten(text: str) -> str:
    """A text made fit to be quoted in a message: one line, at most 30 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
