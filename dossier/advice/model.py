"""The nouns of advice: plain frozen data, made for a terminal, a calendar or JSON.

Words stand nowhere here.  A ``key`` names a phrase below ``advice.`` and
``values`` are what that phrase is given; ``rests`` are the ids of the facts
(``F1``), events (``T1``) and rules whose finding bears the piece of advice out;
``law`` are ids of the register that may be printed on the day of the advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from dossier.model import Event, Order

Severity = Literal["stop", "ask", "note"]
"""``stop``: do not go on this way; ``ask``: answer this first; ``note``: good to know."""
State = Literal["done", "now", "later"]
"""Of a place to turn to."""


def nothing() -> Mapping[str, object]:
    """No values."""
    return MappingProxyType({})


class Situation(StrEnum):
    """Where an order stands, as far as the folder shows it."""

    UNPAID = "unpaid"
    WAITING = "waiting"
    """Paid; nothing shows that goods were sent, and the shop has decided nothing."""
    SHIPPED = "shipped"
    """Sent, and the shop has decided nothing."""
    REFUSED = "refused"
    PROMISED = "promised"
    """The shop agreed to cancel or to pay back; no money is shown to have come."""
    OVERDUE = "overdue"
    """As promised, and the promised or published time is over."""
    CONTRADICTORY = "contradictory"
    """The shop both refused and agreed, and which came last cannot be told."""
    PARTLY = "partly-refunded"
    REFUNDED = "refunded"
    """Refunded; how much cannot be told for certain."""
    FULLY = "fully-refunded"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Given(StrEnum):
    """What the terms would give back (``money.given``)."""

    WHOLE = "whole"
    WHOLE_NOW = "whole-now"
    """All of it, if cancelling is asked for while the window is still open."""
    WHOLE_DOUBTED = "whole-doubted"
    """All of it, if the clause covers the order, or the request was in time: that cannot be told."""
    RANGE = "range"
    RANGE_OR_WHOLE = "range-or-whole"
    UNSAID = "unsaid"
    """A clause lets the order be cancelled and does not say how much comes back."""
    DISPATCHED = "dispatched"
    """The clauses promise something only for goods that were not sent yet."""
    NOTHING = "nothing"
    """The folder shows no term about it."""


class Where(StrEnum):
    """Where terms stand."""

    PAGE = "page"
    CHAT = "chat"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class Due:
    """Until when money was to come back.

    ``last`` is the last day at the most patient reading; ``sure`` is false where a
    year's holidays are not announced, the words leave room, or the clause may not
    cover the order.
    """

    last: date
    sure: bool
    rests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """One order's situation with what it rests on.

    ``sent`` is None where that does not show.  ``request`` is the buyer's last plain
    request to cancel, ``withdrawn`` what may have taken it back, ``word`` the shop's
    last decision, ``earlier`` an opposite one before it.
    """

    order: Order
    situation: Situation
    rests: tuple[str, ...] = ()
    sent: bool | None = None
    begun: bool = False
    request: Event | None = None
    withdrawn: Event | None = None
    word: Event | None = None
    earlier: Event | None = None
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    key: str
    values: Mapping[str, object] = field(default_factory=nothing)
    rests: tuple[str, ...] = ()
    law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one order, in yuan; None where the folder does not bear a number.

    ``low`` and ``high`` are what the terms would give back, ``back`` what came,
    ``kept`` what the shop kept, ``open_low`` and ``open_high`` what the terms leave
    still to come.  ``clauses`` are the facts the terms stand in, ``pack`` the named pack.
    """

    price: Decimal | None
    price_disputed: bool
    given: Given
    low: Decimal | None = None
    high: Decimal | None = None
    source: Where | None = None
    clauses: tuple[str, ...] = ()
    pack: str = ""
    back: Decimal | None = None
    kept: Decimal | None = None
    kept_sure: bool = True
    open_low: Decimal | None = None
    open_high: Decimal | None = None
    rests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """A date.  ``day`` is None where it counts from a day that has not come yet.

    ``sure`` is false where holidays of a year are not announced, or what it counts
    from is not certain.
    """

    key: str
    day: date | None
    values: Mapping[str, object] = field(default_factory=nothing)
    rests: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Rung:
    """One place to turn to; ``state`` is ``done``, ``now`` or ``later``."""

    key: str
    state: State
    rests: tuple[str, ...] = ()
    law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderAdvice:
    """Everything about one order; ``groundless`` says that every rule found no departure."""

    position: Position
    money: Money
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...]
    ladder: tuple[Rung, ...]
    groundless: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What admissibility has to say: ``key`` names the phrase, ``values`` fill it in."""

    key: str
    values: Mapping[str, object]
    severity: Severity


@dataclass(frozen=True, slots=True)
class Gap:
    """One piece of evidence that is needed.

    ``where`` names what needs it: destinations (``12315``) and findings
    (``grace.shipped-inside``); ``why`` and ``how`` are words for a person;
    ``present`` that the folder has it.
    """

    need: str
    where: tuple[str, ...]
    why: str
    how: str
    present: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """The advice of one day about a case."""

    today: date
    orders: tuple[OrderAdvice, ...]
    remarks: tuple[Remark, ...] = ()
    gaps: tuple[Gap, ...] = ()
