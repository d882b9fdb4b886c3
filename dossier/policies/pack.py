"""The nouns of a policy pack, and what can be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from dossier import words
from dossier.forms.mistakes import Mistake

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

PackProblem: TypeAlias = Mistake
"""One thing to mend: ``line``, ``expected`` (a phrase key), ``found`` and ``message(lang, file)``."""


class Start(StrEnum):
    """From when a window runs."""

    PAID = "paid"
    ORDERED = "ordered"


class DeliveryScope(StrEnum):
    """Which goods a window covers."""

    ANY = "any"
    AUTOMATIC = "automatic"
    MANUAL = "manual"


class Applies(StrEnum):
    """When a fee may be kept."""

    AFTER_WINDOW = "after-window"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Window:
    """Free cancellation for ``minutes`` (1 to a week's worth); ``clause`` names where that is written."""

    minutes: int
    start: Start = Start.PAID
    delivery: DeliveryScope = DeliveryScope.ANY
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee from ``low`` to ``high`` per cent of the price, both included."""

    low: Decimal
    high: Decimal
    applies: Applies = Applies.AFTER_WINDOW
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """The wording of one clause under the number it bears."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The terms of one platform, or of none in particular when ``reference`` is true.

    ``captured`` is the day the terms were read; ``manual_cancel`` says whether
    an order delivered by hand may be cancelled before work starts, None when
    the terms do not say; ``manual_clause`` names where.
    """

    id: str
    title: str
    version: str
    source: str
    captured: date
    reference: bool
    windows: tuple[Window, ...] = ()
    fees: tuple[Fee, ...] = ()
    manual_cancel: bool | None = None
    manual_clause: str = ""
    clauses: tuple[Clause, ...] = ()

    def clause(self, key: str) -> Clause | None:
        """The clause of a number, or None."""
        return next((clause for clause in self.clauses if clause.id == key), None)


class PackError(ValueError):
    """A pack that cannot be used as it stands; ``problems`` is never empty."""

    def __init__(self, path: Path, problems: tuple[PackProblem, ...]) -> None:
        super().__init__(path, problems)
        self.path = path
        self.problems = problems

    def message(self, lang: str = words.CHINESE) -> str:
        """One line of text a problem."""
        return "\n".join(problem.message(lang, self.path.name) for problem in self.problems)

    def __str__(self) -> str:
        return self.message(words.language())


class UnknownPackError(LookupError):
    """Neither a built-in pack nor a file; ``known`` are the built-in names."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known

    def message(self, lang: str = words.CHINESE) -> str:
        """What was asked for and what there is."""
        return words.phrase("policies.unknown", lang, name=self.name, known="、".join(self.known))

    def __str__(self) -> str:
        return self.message(words.language())
