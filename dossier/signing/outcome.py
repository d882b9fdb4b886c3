"""What a check of signatures found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dossier.seal.difference import Difference


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature whose arithmetic holds.

    Attributes:
        name: the signer as the certificate says; nobody has checked it.
        fingerprint: SHA-256 of the certificate in hex, by which it can be known again.
        claimed: when it was made, by the signer's own clock.
        stamped: when a time-stamping authority saw it, or None.
        authority: the authority as its certificate says, or "".
    """

    name: str
    fingerprint: str
    claimed: datetime
    stamped: datetime | None = None
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The signatures behind the sealed bytes, the first one first, and what is not as it should be."""

    signatures: tuple[Signature, ...]
    differences: tuple[Difference, ...]
