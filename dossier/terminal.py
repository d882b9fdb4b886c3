"""Text on a terminal: its width in columns, its colours, and nothing that moves the cursor."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

import click

WIDEST = 100
NARROWEST = 40
_NO_START = frozenset("，。；：！？、”’）》」』…")
_TRAILING = "（“《"


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where text goes: ``width`` columns, with colours or without."""

    width: int
    coloured: bool

    @classmethod
    def of(cls, stream: TextIO) -> Terminal:
        """What a stream can show; ``NO_COLOR`` is honoured."""
        width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))
        return cls(width, stream.isatty() and "NO_COLOR" not in os.environ)

    def style(self, text: str, *, colour: str | None = None, bold: bool = False, dim: bool = False) -> str:
        """Text in a colour, bold or dim, where colours are shown."""
        return click.style(text, fg=colour, bold=bold or None, dim=dim or None) if self.coloured else text

    def wrap(self, text: str, indent: str, hanging: str) -> Iterator[str]:
        """Lines that fit; a Chinese character takes two columns, a line never begins with 。or ，."""
        line, used = indent, columns(indent)
        for word in _words(text):
            if used + columns(word) > self.width and line.strip() and word not in _NO_START:
                kept = line.rstrip(_TRAILING) if line.rstrip(_TRAILING).strip() else line
                moved = line[len(kept) :]
                yield kept.rstrip()
                line = hanging + moved + word.lstrip()
                used = columns(line)
            else:
                line += word
                used += columns(word)
        yield line.rstrip()


def columns(text: str) -> int:
    """The columns a text takes."""
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text
    )


def cut(text: str, width: int) -> str:
    """Text in at most so many columns; what is cut off leaves a sign."""
    if columns(text) <= width:
        return text
    while columns(text) > width - 1:
        text = text[:-1]
    return text + "…"


def printable(text: str) -> str:
    """Text whose control and direction characters are shown as �."""
    return "".join(c if c.isprintable() or c == " " else "�" for c in text)


def _words(text: str) -> Iterator[str]:
    """Pieces that are not broken: runs of narrow characters, single wide ones."""
    word = ""
    for char in text:
        if columns(char) == 2 or char == " ":  # noqa: PLR2004
            if word:
                yield word
                word = ""
            yield char
        else:
            word += char
    if word:
        yield word
