"""What a person may put in the place of a reading: each kind of fact has its form."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from dossier.model import Delivery, Fact, FactKind, FactStatus, OrderState
from dossier.reading import money, stamps
from dossier.reading.correcting import Correction, normalised
from dossier.reading.text import squeeze

SURE = 0.9
"""A reading less certain than this is shown among the doubtful ones."""
LONGEST = 200
"""Characters of one value."""
LONGEST_ADDED = 2000
"""Characters of a place that was missed: a whole clause of a rule page may be one."""
SMALLEST = 4
"""Pixels: a drawn place is at least as wide and high."""

_NUMBERS = (FactKind.ORDER_ID, FactKind.TRANSACTION_ID, FactKind.MERCHANT_ORDER_ID, FactKind.AGENT_ID)
_NUMBER = re.compile(r"[0-9A-Za-z_-]{1,64}")
_LONG = 6
_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


class Form(StrEnum):
    """How the new value of a fact is given; for ``NONE`` the reading can only be dropped."""

    TIME = "time"
    AMOUNT = "amount"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    NONE = "none"


class RefusedError(ValueError):
    """A value that is not saved; ``code`` names its phrase ``review.refused.<code>``."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def plain(text: str) -> str:
    """A text without signs that hide or turn the writing; copied numbers often bring some along."""
    return "".join(char for char in text if char in "\n\t\u200d" or unicodedata.category(char) not in _HIDDEN)


def is_doubtful(fact: Fact) -> bool:
    """Whether a person should look at a reading first."""
    if fact.status is FactStatus.CORRECTED:
        return False
    return fact.status is FactStatus.DISPUTED or fact.assumed or fact.hedged or fact.confidence < SURE


def form(fact: Fact) -> Form:
    """How a fact's new value is given.

    Sentences and terms carry a meaning beside their words, which a person
    cannot put right by exchanging the words.
    """
    if fact.kind in (FactKind.STATEMENT, FactKind.POLICY_TERM, FactKind.REASON):
        return Form.NONE
    if fact.kind is FactKind.TIMESTAMP:
        return Form.TIME
    if fact.kind is FactKind.AMOUNT:
        return Form.AMOUNT
    if fact.kind in _NUMBERS:
        return Form.NUMBER
    return Form.CHOICE if options(fact) else Form.TEXT


def options(fact: Fact) -> tuple[str, ...]:
    """The values among which one is chosen; none where anything can be written."""
    if fact.kind is FactKind.DELIVERY:
        return (Delivery.AUTOMATIC, Delivery.MANUAL)
    if fact.kind is FactKind.STATUS and fact.about == "state":
        return tuple(state for state in OrderState if state is not OrderState.UNKNOWN)
    return ()


def accepted(fact: Fact, text: str) -> str:
    """The value as it is saved.

    Raises:
        RefusedError: it has not the form of its kind, or says what was read anyway.
    """
    value = " ".join(text.split())
    if not value:
        raise RefusedError("empty")
    if len(value) > LONGEST or not value.isprintable():
        raise RefusedError("text", str(LONGEST))
    if _confirms(fact, value):
        return value
    value = _formed(fact, value)
    if not is_doubtful(fact) and squeeze(value) in (squeeze(fact.raw), squeeze(fact.value)):
        raise RefusedError("same")
    return value


def _formed(fact: Fact, value: str) -> str:
    """A value in the form of its kind."""
    chosen = form(fact)
    if chosen is Form.NONE:
        raise RefusedError("fixed")
    if chosen is Form.TIME:
        _time(fact, value)
    elif chosen is Form.AMOUNT:
        if money.only(value) is None:
            raise RefusedError("amount")
    elif chosen is Form.NUMBER:
        value = _number(fact, value)
    elif chosen is Form.CHOICE and value not in options(fact):
        raise RefusedError("choice")
    return value


def _confirms(fact: Fact, value: str) -> bool:
    """Whether a person says that a disputed time or term was read rightly, in words of use again."""
    if fact.status is not FactStatus.DISPUTED or fact.kind not in (FactKind.TIMESTAMP, FactKind.POLICY_TERM):
        return False
    said = Correction("", fact.source.page, fact.kind, value, value)
    return value == " ".join(fact.raw.split()) and bool(normalised(said, fact.about))


def choices(fact: Fact) -> tuple[str, ...]:
    """The readings of a disputed fact that a person may settle on, as they are saved."""
    if fact.status is not FactStatus.DISPUTED:
        return ()
    raw = " ".join(fact.raw.split())
    first = fact.value if form(fact) in (Form.NUMBER, Form.AMOUNT) else raw
    second = fact.second or ""
    if form(fact) is Form.AMOUNT and (amount := money.only(second)) is not None:
        # Both in one form, to be compared sign by sign.
        second = str(amount.value)
    return tuple(dict.fromkeys(one for one in (first, second) if _is_accepted(fact, one)))


def confirming(fact: Fact, written: str) -> str:
    """What a person saves to say that a doubtful reading is right as it stands; "" where nothing does.

    Args:
        fact: a disputed one has :func:`choices` instead, an inferred day is not confirmed by a picture.
        written: the value as a person writes it.
    """
    if not is_doubtful(fact) or fact.status is FactStatus.DISPUTED or fact.assumed:
        return ""
    return next((one for one in (written, " ".join(fact.raw.split())) if _is_accepted(fact, one)), "")


def _is_accepted(fact: Fact, text: str) -> bool:
    try:
        return bool(accepted(fact, text))
    except RefusedError:
        return False


def _time(fact: Fact, value: str) -> None:
    """A whole time that shows at least the parts that the page shows."""
    found = list(stamps.find(value))
    if len(found) != 1 or found[0].raw != value or found[0].relative or found[0].doubtful:
        raise RefusedError("time")
    shown = next(stamps.find(fact.raw), None)
    if shown is None or shown.has_date:
        if not found[0].has_date or found[0].year is None:
            raise RefusedError("date")
        if shown is not None and shown.has_clock and not found[0].has_clock:
            raise RefusedError("time")


def _number(fact: Fact, value: str) -> str:
    number = unicodedata.normalize("NFKC", value)
    if not _NUMBER.fullmatch(number):
        raise RefusedError("number")
    if fact.kind is not FactKind.AGENT_ID and (len(number) < _LONG or not any(c.isdigit() for c in number)):
        raise RefusedError("number")
    return number
