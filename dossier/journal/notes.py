"""What the journal is told of a build and a check; nothing is told twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from dossier.journal.chain import Chain, Entry, Kept, append
from dossier.seal.difference import Difference
from dossier.seal.manifest import PROGRAM


class What(StrEnum):
    """What happened (``what`` of a line)."""

    READ = "read"
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    ARRANGED = "arranged"
    """Which files are used, what they are, and what of them is hidden."""
    BUILT = "built"
    VERIFIED = "verified"
    DIFFERED = "differed"
    """The journal itself was found changed or cut, and goes on from there."""


def built(
    folder: Path, manifest: str, outputs: Mapping[str, str], options: Mapping[str, Any], now: datetime
) -> Kept:
    """Tell the journal what was made.

    Args:
        folder: the evidence folder.
        manifest: SHA-256 of ``manifest.json``.
        outputs: path → SHA-256.
        options: of the build: texts, whole numbers, truth values, lists and mappings of them.
        now: the time of the line.
    """
    details = {
        "manifest": manifest,
        "outputs": [{"path": path, "sha256": digest} for path, digest in sorted(outputs.items())],
        "options": dict(options),
        "program": PROGRAM,
    }
    return append(folder, lambda chain: unless_told(chain, What.BUILT, details), now)


def verified(
    folder: Path, packet: str, manifest: str, originals: int, differences: Sequence[str], now: datetime
) -> Kept:
    """Tell the journal that a packet was checked, and with what result.

    Args:
        folder: the evidence folder.
        packet: the name of what was checked.
        manifest: SHA-256 of its manifest, or the hash that the packet itself bears; "" for none.
        originals: how many were held against it.
        differences: codes of what differs; none when all is unchanged.
        now: the time of the line.
    """
    details = {
        "packet": packet,
        "manifest": manifest,
        "originals": originals,
        "result": "different" if differences else "unchanged",
        "differences": sorted(set(differences)),
        "program": PROGRAM,
    }

    def tell(chain: Chain) -> list[Entry]:
        last = chain.lines[-1] if chain.lines else None
        same = last is not None and (last.what, last.details) == (What.VERIFIED, details)
        return [] if same else [Entry(What.VERIFIED, details)]

    return append(folder, tell, now)


def differed(folder: Path, differences: Sequence[Difference], now: datetime) -> Kept:
    """Tell the journal what was wrong with it before more is written.

    A cut end no longer shows once the journal goes on from there; this line keeps it.

    Args:
        folder: the evidence folder.
        differences: as :func:`dossier.journal.check` found them; none adds nothing.
        now: the time of the line.
    """
    details = {"differences": [{"code": one.code, "detail": one.detail} for one in differences]}

    def tell(chain: Chain) -> list[Entry]:
        return unless_told(chain, What.DIFFERED, details) if differences else []

    return append(folder, tell, now)


def unless_told(chain: Chain, what: What, details: Mapping[str, Any]) -> list[Entry]:
    """An entry, unless the last of its kind tells the same."""
    last = chain.last(what)
    return [] if last is not None and last.details == details else [Entry(what, details)]
