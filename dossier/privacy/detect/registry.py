"""The detectors, in the order in which they have their say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dossier.privacy.detect import (
    account,
    address,
    bank_card,
    card_key,
    email,
    id_number,
    name,
    own,
    phone,
)
from dossier.privacy.detect.cells import Sheet, Spot

Detector = Callable[[Sheet], Iterator[Spot]]

DETECTORS: tuple[Detector, ...] = (
    card_key.find,
    own.find,
    id_number.find,
    bank_card.find,
    email.find,
    phone.find,
    account.find,
    address.find,
    name.find,
)
"""Where two kinds claim the same characters, the one that stands first has them."""
