"""What lies beside a packet: the texts for its web form and, when asked for, its attachments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.filing import attachments as room
from dossier.filing import forms
from dossier.filing.attachments import Attached, Packet
from dossier.filing.destinations import Destination
from dossier.filing.limits import Limits
from dossier.filing.remark import Remark
from dossier.options import Making
from dossier.packet.view import View
from dossier.words import phrase


@dataclass(frozen=True, slots=True)
class Form:
    """The text of a web form, and what to tell about it."""

    data: bytes
    remarks: tuple[Remark, ...]


def attaches(making: Making) -> bool:
    """Whether attachments are asked for."""
    return making.attachments or making.max_mb is not None or making.max_files is not None


def attachments(destination: Destination, packet: Packet, making: Making) -> Attached:
    """The attachments of a packet, within the limits asked for."""
    return room.of(destination, packet, Limits.of(making.max_mb, making.max_files))


def form(destination: Destination, seen: View, making: Making, attached: Attached | None = None) -> Form:
    """The texts for the web form of a destination.

    Args:
        destination: whose form it is.
        seen: what its packet is made of.
        making: what is asked for.
        attached: what is attached.
    """
    limits = seen.said.limits.get(destination.key, {})
    entered = forms.entries(seen, destination, limits, making.max_chars)
    notes = tuple(_notes(destination, seen, attached))
    return Form(
        forms.text(entered, destination, seen.said, notes), tuple(forms.too_long(entered, destination))
    )


def _notes(destination: Destination, seen: View, attached: Attached | None) -> Iterator[str]:
    yield phrase("forms.packet", packet=destination.packet)
    files = attached.files if attached is not None else {}
    if files:
        pdfs = sum(name.endswith(".pdf") for name in files)
        pictures = len(files) - pdfs
        yield phrase("forms.attached", folder=destination.attachments, pdfs=pdfs, pictures=pictures)
    for remark in attached.remarks if attached is not None else ():
        yield remark.told()
    if seen.doubts:
        yield phrase("forms.doubts", count=len(seen.doubts))
