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

WEEK = 7 * 24 * 60
"""The most minutes a pack names."""
MOST = 999
"""The highest count of a length of time."""

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


class Condition(StrEnum):
    """What must still be so for a window to hold."""

    NONE = "none"
    UNSHIPPED = "unshipped"


class After(StrEnum):
    """From when goods cannot be given back."""

    SHIPPED = "shipped"
    SOLD = "sold"
    VIEWED = "viewed"
    USED = "used"


class Until(StrEnum):
    """Up to when an order delivered by hand can be cancelled."""

    STARTED = "started"
    SHIPPED = "shipped"
    NEVER = "never"


class Unit(StrEnum):
    """What a length of time is counted in."""

    WORKING_DAYS = "working-days"
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"


class Since(StrEnum):
    """From when the time for paying back or answering runs; an answer's from the request or unknown."""

    AGREED = "agreed"
    REQUESTED = "requested"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    UNKNOWN = "unknown"


class Way(StrEnum):
    """How the money goes back."""

    ORIGINAL = "original"
    ANY = "any"


class Hours(StrEnum):
    """Which hours count towards an answer."""

    ANY = "any"
    SERVICE = "service"


class Means(StrEnum):
    """How the terms are shown to a buyer."""

    POPUP = "popup"
    SMS = "sms"
    PAGE = "page"
    AGREEMENT = "agreement"
    NONE = "none"


class When(StrEnum):
    """When the terms are shown, seen from the payment."""

    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Window:
    """Free cancellation for ``minutes`` (1 to a week's worth); ``clause`` names where that is written."""

    minutes: int
    start: Start = Start.PAID
    delivery: DeliveryScope = DeliveryScope.ANY
    clause: str = ""
    condition: Condition = Condition.NONE


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee from ``low`` to ``high`` per cent of the price, both included."""

    low: Decimal
    high: Decimal
    applies: Applies = Applies.AFTER_WINDOW
    clause: str = ""
    delivery: DeliveryScope = DeliveryScope.ANY


@dataclass(frozen=True, slots=True)
class Irrevocable:
    """Goods that cannot be given back once ``after`` is reached.

    ``beyond_minutes`` limits that to orders paid longer ago than so; ``goods`` is the kind
    of goods meant ("点卡"), empty for all.
    """

    after: After
    beyond_minutes: int | None = None
    delivery: DeliveryScope = DeliveryScope.ANY
    goods: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """Who is of a higher rank comes first."""

    clause: str


@dataclass(frozen=True, slots=True)
class Manual:
    """Up to when an order delivered by hand can be cancelled."""

    until: Until
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time from ``low`` to ``high`` of the unit beside it; equal where only one is told."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Refund:
    """The time within which the shop pays back; a length of 0 means at once."""

    within: Length
    unit: Unit
    start: Since = Since.UNKNOWN
    way: Way = Way.ANY
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The time within which the shop answers a request."""

    within: Length
    unit: Unit
    start: Since = Since.REQUESTED
    hours: Hours = Hours.ANY
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """How and when the terms are shown."""

    by: tuple[Means, ...]
    when: When = When.UNKNOWN
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """The wording of one clause under the number it bears, where it stands and when it was read.

    A loaded pack fills in its own ``source`` and ``captured`` where the clause gives none.
    """

    id: str
    text: str
    source: str = ""
    captured: date | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The terms of one platform, or of none in particular when ``reference`` is true.

    ``captured`` is the day the terms were read.
    """

    id: str
    title: str
    version: str
    source: str
    captured: date
    reference: bool
    windows: tuple[Window, ...] = ()
    fees: tuple[Fee, ...] = ()
    irrevocable: tuple[Irrevocable, ...] = ()
    rank: tuple[Rank, ...] = ()
    manual: tuple[Manual, ...] = ()
    refund: tuple[Refund, ...] = ()
    answer: tuple[Answer, ...] = ()
    notice: tuple[Notice, ...] = ()
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
