"""Check one PDF by the seal that it carries: its bytes, what lies in it, and what stands behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import files
from dossier.seal import packet
from dossier.seal.canonical import sha256
from dossier.seal.difference import Difference
from dossier.seal.packet import Seal, SealError

if TYPE_CHECKING:
    from dossier.signing import Signature

MOST = 1 << 31
"""Bytes of a PDF that is checked: it is held in memory whole."""
_SIGNS = b"/ByteRange"
"""Every signature names the bytes it covers in clear."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One checked PDF.

    ``seal`` is None where it has none; ``intact`` says that the sealed bytes are as
    they were; ``sha256`` and ``bytes`` are of the whole file, signatures included, and
    ``beginning`` is the hash of what was sealed; "" where that is unknown.
    """

    path: str
    sha256: str
    seal: Seal | None
    intact: bool
    bytes: int = 0
    beginning: str = ""
    signatures: tuple[Signature, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def enclosed(self) -> int:
        """How many files lie in it beside the seal."""
        return len(self.seal.attachments) if self.seal is not None and self.intact else 0


def check(path: str, data: bytes) -> Packet:
    """Hold a PDF against its seal.

    Args:
        path: what the file is called in differences.
        data: the whole file.

    Raises:
        dossier.errors.DossierError: it is signed, and what checks signatures is not installed.
    """
    whole, size = sha256(data), len(data)
    try:
        seal = packet.read(data)
    except SealError as error:
        return Packet(
            path, whole, None, intact=False, bytes=size, differences=(Difference(error.code, path),)
        )
    if not seal.holds(data):
        altered = tuple(_altered(path, data, seal))
        return Packet(path, whole, seal, intact=False, bytes=size, differences=altered)
    differences = list(_within(path, data[: seal.length], seal))
    signatures: tuple[Signature, ...] = ()
    if len(data) > seal.length:
        if _SIGNS in data[seal.length :]:
            from dossier import signing  # noqa: PLC0415 - an optional part

            checked = signing.check(data, seal.length, path)
            signatures = checked.signatures
            differences += checked.differences
        else:
            differences.append(Difference("packet-longer", path, str(len(data) - seal.length)))
    return Packet(
        path,
        whole,
        seal,
        intact=not differences,
        bytes=size,
        beginning=sha256(data[: seal.length]),
        signatures=signatures,
        differences=tuple(differences),
    )


def of_file(place: Path, path: str) -> Packet:
    """Hold a file against its seal; one that cannot be read, or is none, differs.

    Raises:
        dossier.errors.DossierError: see :func:`check`.
    """
    try:
        data = files.content(place, MOST)
    except OSError:
        return Packet(path, "", None, intact=False, differences=(Difference("output-unreadable", path),))
    return check(path, data)


def _altered(path: str, data: bytes, seal: Seal) -> Iterator[Difference]:
    """What can be said of a PDF whose seal does not hold."""
    if len(data) < seal.length:
        yield Difference("packet-cut", path, str(seal.length - len(data)))
        return
    inside = list(_within(path, data, seal))
    yield from inside or [Difference("packet-changed", path)]


def _within(path: str, data: bytes, seal: Seal) -> Iterator[Difference]:
    """The files in a PDF against what its seal lists."""
    listed = {entry.path: entry for entry in seal.attachments}
    found = packet.attachments(data, {name: entry.bytes for name, entry in listed.items()})
    names = Counter(name for name, _ in found)
    hashes = dict(reversed(found))
    for name, entry in listed.items():
        if name not in hashes:
            yield Difference("enclosed-missing", path, name)
        elif hashes[name] != entry.sha256:
            yield Difference("enclosed-changed", path, name)
    for name in sorted(names - Counter((*listed, packet.NAME))):
        yield Difference("enclosed-added", path, name)
