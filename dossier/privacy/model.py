"""The noun of the room: a mask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dossier.model import Box


class Secret(StrEnum):
    """What a mask hides; the words stand in the phrases ``privacy.kind.<value>``."""

    CARD_KEY = "card-key"
    """What redeems the goods: a card number with its password, an activation code."""
    PHONE = "phone"
    ID_NUMBER = "id-number"
    BANK_CARD = "bank-card"
    EMAIL = "email"
    ACCOUNT = "account"
    """A person's account with a payment platform or a messenger."""
    NAME = "name"
    ADDRESS = "address"
    AVATAR = "avatar"
    QR_CODE = "qr-code"
    """It may lead to a person's account, or to a payment."""
    DRAWN = "drawn"
    """A place that the user marked."""


ALWAYS = frozenset({Secret.CARD_KEY, Secret.DRAWN})
"""Masked in every set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """One place that is hidden.

    ``text`` is what stands there, as read, ``shown`` what copies of the text say
    instead ("138****0000"); both are empty where a picture has no words (an
    avatar).  ``line`` is the number of the page's line, message or row, 0 for
    none; ``box`` the place in pixels of the upright page, None on a page without
    a picture.
    """

    evidence: str
    page: int
    kind: Secret
    text: str = ""
    shown: str = ""
    line: int = 0
    box: Box | None = None
