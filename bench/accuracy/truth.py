"""What stands on a picture, and what a system says stands there.

Values have the normalised form of ``dossier.json``; :func:`key` is the form in
which two values are compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class Kind(StrEnum):
    """A kind of key field: the fact kinds of ``dossier.json`` that a finding rests on."""

    ORDER_ID = "order_id"
    TRANSACTION_ID = "transaction_id"
    MERCHANT_ORDER_ID = "merchant_order_id"
    AMOUNT = "amount"
    TIMESTAMP = "timestamp"
    AGENT_ID = "agent_id"
    AGENT_NAME = "agent_name"
    WINDOW = "grace_window"
    FEE = "fee_rate"


IDENTIFIERS = frozenset((Kind.ORDER_ID, Kind.TRANSACTION_ID, Kind.MERCHANT_ORDER_ID))


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that stands on a picture.

    ``about`` is the role of a time (``ordered``, ``paid``, ``shipped``, ``said``…) or of an
    amount (``paid``); ``shown`` are the words on the page and ``label`` those beside them, both
    only to find the place.  What is not ``required`` may be read but need not be: it is partly
    covered, or no key field.  ``look_alike`` marks a code in which letters and digits mix freely.
    """

    kind: Kind
    value: str
    shown: str
    label: str = ""
    about: str = ""
    required: bool = True
    look_alike: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the corpus with all it holds.

    ``name`` is unique and has the suffix of ``data``'s format; ``spoilt`` names what was done to
    it (``none`` when nothing); ``held`` says that it belongs to the half that development must
    not see.
    """

    name: str
    data: bytes = field(repr=False)
    dress: str
    page: str
    spoilt: str
    held: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One value that a system gives; ``strict`` when a second place or reading bore it out."""

    kind: Kind
    value: str
    about: str = ""
    certain: bool = True
    strict: bool = False


def key(kind: Kind, value: str) -> str:
    """The form in which values of a kind are compared.

    Amounts are compared as numbers, times to the precision that is shown, windows by length and
    starting point, fees by their lowest and highest rate; everything else by its characters.
    """
    if kind is Kind.AMOUNT:
        try:
            return str(Decimal(value).quantize(Decimal("0.01")))
        except InvalidOperation:
            return value
    if kind is Kind.TIMESTAMP:
        return value.removesuffix("+08:00")
    if kind is Kind.WINDOW:
        parts = value.split(";")
        start = next((part for part in parts if part.startswith("start=")), "start=unknown")
        return f"{parts[0]};{start}"
    if kind is Kind.FEE:
        rates = re.findall(r"\d+(?:\.\d+)?", value.split(";", maxsplit=1)[0])
        return "-".join(f"{float(rate):.3f}" for rate in rates)
    return value
