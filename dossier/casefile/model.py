"""What a buyer tells the program about the case: plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from dossier.model import Box, FactKind, Role

V = TypeVar("V")


def _nothing() -> Mapping[str, V]:
    return MappingProxyType({})


class ClaimKind(StrEnum):
    """What a claim asks for."""

    REFUND = "refund"
    FEE = "fee"
    CANCEL = "cancel"
    DAMAGES = "damages"
    DELIVER = "deliver"
    EXPLAIN = "explain"
    IDENTITY = "identity"
    OTHER = "other"


class Purpose(StrEnum):
    """What the goods were bought for."""

    OWN = "own"
    RESALE = "resale"


@dataclass(frozen=True, slots=True)
class Party:
    """The complainant.  Empty strings are things not told."""

    name: str = ""
    phone: str = ""
    address: str = ""
    id_number: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who is complained of, as far as the buyer knows."""

    name: str = ""
    credit_code: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing asked for; ``amount`` in yuan with two decimals, or None."""

    kind: ClaimKind = ClaimKind.OTHER
    text: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A file of the folder to be left out, and why."""

    file: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A reading put right by the person.

    ``was`` is what the machine read; ``value`` is what stands there, or None
    when there is no such thing and the reading is to be dropped.  ``line`` is
    where the correction stands in ``case.yaml``, for messages about one that
    fits nothing.
    """

    file: str
    page: int
    kind: FactKind
    was: str
    value: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Addition:
    """Words that stand on a page and that the machine missed, as the person read them.

    ``box`` is where they stand, in pixels of the upright picture.  ``kind`` says what
    they are, and ``about`` what they speak of where the kind needs it (an event for a time,
    a money role for an amount); with None they are read together with the rest of the page.
    ``line`` is as for :class:`Correction`.
    """

    file: str
    page: int
    box: Box
    text: str
    kind: FactKind | None = None
    about: str = ""
    line: int = field(default=0, compare=False)


class PageCategory(StrEnum):
    """What a reported web page is, in the person's own choice of a few neutral words."""

    FALSE_PAGE = "false-page"
    PERSONAL_DATA = "personal-data"
    MINORS = "minors"
    GOODS = "goods"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReportedPage:
    """A web page that the person wants to report, and the file of the folder that shows it.

    ``captured`` is as fine as the person wrote it ("2024-05-12 14:03") or empty.
    """

    url: str
    category: PageCategory
    file: str
    text: str = ""
    captured: str = ""


@dataclass(frozen=True, slots=True)
class DrawnMask:
    """A rectangle of a page that the person hides, in pixels of the upright picture, and why."""

    file: str
    page: int
    box: Box
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """Words that were taken for a secret and are none, and where the person saw them hidden."""

    file: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything in ``case.yaml``; all of it may be missing.

    The keys of ``roles``, ``orders`` and ``dates`` are paths relative to the
    evidence folder with ``/`` between parts, spelled as on the disk.
    ``dates`` gives the day of a chat that shows only clock times.  ``purpose``,
    ``minor`` (the buyer is under 18), ``known_since`` (the day on which the buyer
    knew) and ``forbidden_goods`` decide who takes a complaint; None is no answer.
    ``reply_by`` is the day by which the buyer asks the platform to answer.
    ``limits`` are the most characters of web forms' fields, by the keys of
    destination and field.  ``keep_card_keys`` leaves card keys in the set that is
    filed, ``masks`` hide more than the program finds, ``releases`` less.
    """

    complainant: Party = Party()
    respondent: Respondent = Respondent()
    order: str = ""
    claims: tuple[Claim, ...] = ()
    account: str = ""
    filed_elsewhere: str = ""
    negotiated: str = ""
    attachments: str = ""
    purpose: Purpose | None = None
    minor: bool | None = None
    known_since: date | None = None
    reply_by: date | None = None
    forbidden_goods: bool | None = None
    pages: tuple[ReportedPage, ...] = ()
    limits: Mapping[str, Mapping[str, int]] = field(default_factory=_nothing)
    keep_card_keys: bool = False
    masks: tuple[DrawnMask, ...] = ()
    releases: tuple[Release, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=_nothing)
    exclude: tuple[Exclusion, ...] = ()
    orders: Mapping[str, str] = field(default_factory=_nothing)
    dates: Mapping[str, date] = field(default_factory=_nothing)
    corrections: tuple[Correction, ...] = ()
    additions: tuple[Addition, ...] = ()
