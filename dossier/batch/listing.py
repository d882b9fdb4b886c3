"""The table for a terminal: a line a case, as wide as the terminal allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.batch import summary
from dossier.batch.cases import spelled
from dossier.batch.row import Outcome, Row
from dossier.model import Verdict
from dossier.terminal import Terminal, columns, cut, printable
from dossier.words import phrase

_COLOURS = {Outcome.DONE: "green", Outcome.NOTHING: "yellow", Outcome.FAILED: "red"}
_SHORTEST = 10
_GAP = "  "
_PAID = 14
_NUMBERS = ("orders", "findings", "problems")


@dataclass(frozen=True, slots=True)
class Listing:
    """Prints rows as they come; nothing of them is kept."""

    terminal: Terminal
    lang: str

    def head(self) -> str:
        """The line of headings."""
        case, result, paid = (self._t(f"batch.column.{name}") for name in ("case", "result", "paid"))
        counts = [self._t(f"batch.count.{one}") for one in _NUMBERS]
        return self.terminal.style(self._line(case, result, paid, counts), bold=True)

    def lines(self, row: Row) -> Iterator[str]:
        """A row, the findings that speak for the buyer below it, and the reason where there is no packet."""
        result = self._t(f"batch.result.{row.result}")
        counts = [str(len(row.orders)), str(len(row.findings)), str(len(row.problems))]
        line = self._line(spelled(row.case), result, summary.total(row), counts)
        yield line.replace(result, self.terminal.style(result, colour=_COLOURS[row.result]), 1)
        counted = Counter(one["verdict"] for one in row.findings)
        told = [
            f"{self._t(f'verdict.{verdict}')} {counted[verdict]}" for verdict in Verdict if counted[verdict]
        ]
        if told:
            yield from self.terminal.wrap(" · ".join(told), "    ", "    ")
        if row.reason is not None:
            words = printable(" ".join(row.reason.told(self.lang).split()))
            yield from self.terminal.wrap(words, "    ", "    ")

    def _line(self, case: str, result: str, paid: str, counts: list[str]) -> str:
        widths = [max(columns(self._t(f"batch.count.{one}")), 2) for one in _NUMBERS]
        wide = max(columns(self._t(f"batch.result.{one}")) for one in Outcome)
        rest = sum(widths) + wide + _PAID + len(_GAP) * (len(widths) + 2)
        width = max(_SHORTEST, self.terminal.width - rest)
        cells = [_left(case, width), _left(result, wide), _right(paid, _PAID)]
        cells += [_right(text, size) for text, size in zip(counts, widths, strict=True)]
        return _GAP.join(cells).rstrip()

    def _t(self, key: str, **values: object) -> str:
        return phrase(key, self.lang, **values)


def _left(text: str, width: int) -> str:
    text = cut(printable(text), width)
    return text + " " * (width - columns(text))


def _right(text: str, width: int) -> str:
    return " " * (width - columns(text)) + text
