"""Check one PDF by the seal that it carries: its bytes, what lies in it, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.seal import packet
from dossier.seal.canonical import sha256
from dossier.seal.difference import Difference
from dossier.seal.packet import Seal, SealError

if TYPE_CHECKING:
    from dossier.signing import Signature

_SIGNS = b"/ByteRange"
"""Every signature names the bytes it covers in clear."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One checked PDF.

    ``seal`` is None where it has none; ``intact`` says that the sealed bytes are as
    they were; ``sha256`` is that of the whole file, signatures included.
    """

    path: str
    sha256: str
    seal: Seal | None
    intact: bool
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
    whole = sha256(data)
    try:
        seal = packet.read(data)
    except SealError as error:
        return Packet(path, whole, None, intact=False, differences=(Difference(error.code, path),))
    if not seal.holds(data):
        return Packet(path, whole, seal, intact=False, differences=tuple(_altered(path, data, seal)))
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
        path, whole, seal, intact=not differences, signatures=signatures, differences=tuple(differences)
    )


def _altered(path: str, data: bytes, seal: Seal) -> Iterator[Difference]:
    """What can be said of a PDF whose seal does not hold."""
    if len(data) < seal.length:
        yield Difference("packet-cut", path, str(seal.length - len(data)))
        return
    inside = list(_within(path, data, seal))
    yield from inside or [Difference("packet-changed", path)]


def _within(path: str, data: bytes, seal: Seal) -> Iterator[Difference]:
    """The files in a PDF against what its seal lists."""
    found = packet.attachments(data)
    for entry in seal.attachments:
        content = found.pop(entry.path, None)
        if content is None:
            yield Difference("enclosed-missing", path, entry.path)
        elif sha256(content) != entry.sha256:
            yield Difference("enclosed-changed", path, entry.path)
    for name in sorted(found.keys() - {packet.NAME}):
        yield Difference("enclosed-added", path, name)
