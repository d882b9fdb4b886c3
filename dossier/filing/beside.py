"""What lies beside a packet: the texts for its web form and, when asked for, its attachments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossier.filing import attachments, forms
from dossier.filing.attachments import Packet
from dossier.filing.destinations import Destination
from dossier.filing.limits import Limits
from dossier.filing.remark import Remark
from dossier.options import Making
from dossier.packet.view import View
from dossier.words import phrase


@dataclass(frozen=True, slots=True)
class Beside:
    """Files by their paths within the set, and what to tell about the attachments."""

    files: Mapping[str, bytes]
    remarks: tuple[Remark, ...] = ()


def of(destination: Destination, seen: View, packet: Packet, making: Making) -> Beside:
    """What lies beside a packet.

    Args:
        destination: of the packet.
        seen: what it was made of.
        packet: as it was made.
        making: what is asked for.
    """
    files: dict[str, bytes] = {}
    remarks: tuple[Remark, ...] = ()
    if making.attachments or making.max_mb is not None or making.max_files is not None:
        limits = Limits.of(making.max_mb, making.max_files)
        made = attachments.of(destination, packet, limits)
        files = {f"{destination.attachments}/{name}": data for name, data in made.files.items()}
        remarks = made.remarks
    limits_told = seen.said.limits.get(destination.key, {})
    entered = forms.entries(seen, destination, limits_told, making.max_chars)
    notes = tuple(_notes(destination, seen, list(files), remarks))
    files[destination.form] = forms.text(entered, destination, seen.said, notes)
    return Beside(files, (*remarks, *forms.too_long(entered, destination)))


def _notes(
    destination: Destination, seen: View, attached: Sequence[str], remarks: Sequence[Remark]
) -> Iterator[str]:
    yield phrase("forms.packet", packet=destination.packet)
    if attached:
        pdfs = sum(name.endswith(".pdf") for name in attached)
        pictures = len(attached) - pdfs
        yield phrase("forms.attached", folder=destination.attachments, pdfs=pdfs, pictures=pictures)
    for remark in remarks:
        yield remark.told()
    if seen.doubts:
        yield phrase("forms.doubts", count=len(seen.doubts))
