"""Prose as clauses: the wrapped lines of a rule page put together again."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.model import Line, Page
from dossier.reading import layout, terms

_APART = 1.25


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its text and, for each of its lines, where in the text it begins."""

    text: str
    lines: tuple[tuple[int, Line], ...]

    @property
    def number(self) -> str:
        """The number it opens with ("3.1"), or an empty string."""
        return terms.clause_number(self.text)

    def between(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines that a span of the text stands on."""
        ends = [begin for begin, _ in self.lines[1:]] + [len(self.text)]
        return tuple(
            line for (begin, line), stop in zip(self.lines, ends, strict=True) if begin < end and stop > start
        )


def of(page: Page) -> list[Clause]:
    """The clauses of a page from top to bottom.

    A clause begins with a number, after a wide gap, or, in a text file, after
    a line that ends a sentence.
    """
    parts: list[list[Line]] = []
    usual = layout.line_height(page)
    for row in layout.rows(page):
        for line in row:
            if not line.text.strip():
                continue
            if not parts or _begins(parts[-1][-1], line, usual):
                parts.append([line])
            else:
                parts[-1].append(line)
    return [_clause(part) for part in parts]


def _begins(last: Line, line: Line, usual: float) -> bool:
    if terms.clause_number(line.text):
        return True
    if last.box is None or line.box is None:
        return last.text.rstrip().endswith(("。", "；", ";", ":", "："))
    return line.box.y0 - last.box.y1 > _APART * usual or line.box.y1 < last.box.y0


def _clause(part: list[Line]) -> Clause:
    text, starts = "", []
    for line in part:
        starts.append((len(text), line))
        text += line.text.strip()
    return Clause(text, tuple(starts))
