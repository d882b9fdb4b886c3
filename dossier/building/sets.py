"""One set of outputs while it is made: texts, data, packets, and the list of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dossier import record, registers
from dossier.archival import archive, enclosing
from dossier.exclusion import is_excluded
from dossier.filing import beside, destinations, reporting
from dossier.filing.attachments import Packet
from dossier.filing.destinations import About, Destination
from dossier.filing.remark import Remark
from dossier.model import Case
from dossier.options import Making
from dossier.outputs import RECORD
from dossier.packet import assemble
from dossier.packet.figures import making as drawing
from dossier.packet.view import View
from dossier.privacy.editions import Edition
from dossier.seal import MANIFEST, Entry, manifest, packet

Put = Callable[[str, bytes], object]


@dataclass(frozen=True, slots=True)
class Made:
    """What a set has to tell: see :class:`dossier.building.Built`."""

    orders: tuple[str, ...]
    strange: frozenset[str]
    remarks: tuple[Remark, ...]


class OutputSet:
    """One set of outputs: each file is put in its place as soon as it is known.

    Args:
        case: as it was judged, with the real names.
        edition: as this set tells it.
        put: takes a path within the set, and the content.
    """

    def __init__(self, case: Case, edition: Edition, put: Put) -> None:
        self._edition = edition
        self._put = put
        self._entries: list[Entry] = []
        real = {item.id: item.path for item in case.evidence}
        self._renamed = {item.id for item in edition.case.evidence if item.path != real[item.id]}
        self._others = _others(edition.case)
        self._complete = self._others == _others(case)
        self._core: Mapping[str, Any] = {}
        self.record = record.dumps(edition.case)

    def make(
        self,
        wanted: Sequence[str],
        making: Making,
        options: Mapping[str, Any],
        beneath: Sequence[Entry] = (),
    ) -> Made:
        """Write everything but the manifest.

        What does not need the packets comes first: the packets vouch for it, and for what
        was made ``beneath`` this set before.
        """
        case, originals = self._edition.case, self._edition.originals
        told = tuple(dict.fromkeys(record.what(problem) for problem in case.problems))
        seen, figures = assemble.prepare(case, self._edition.said, told, originals, self._edition.masked)
        places = [destinations.find(name) for name in wanted]
        remarks: list[Remark] = []
        self._write(RECORD, self.record.encode())
        if not beside.attaches(making):
            for place in places:
                remarks += self._form(beside.form(place, _about(place, seen), making), place)
        self._core = self._listed(options, beneath)
        seen = enclosing.told(replace(seen, seal=manifest.seal_of(self._core)), originals)
        strange: frozenset[str] = frozenset()
        for place in places:
            own = _about(place, seen)
            drawn = figures if own is seen else drawing.of(own, originals)
            made = self._packet(place, own, drawn)
            strange |= made.rendered.missing
            if beside.attaches(making):
                attached = beside.attachments(place, made, making)
                for name, content in attached.files.items():
                    self._write(f"{place.attachments}/{name}", content)
                remarks += attached.remarks
                remarks += self._form(beside.form(place, own, making, attached), place)
        return Made(tuple(shown.order.order_id for shown in seen.orders), strange, tuple(remarks))

    def manifest(self, outputs: Iterable[Entry] | None = None, inputs: str = "") -> bytes:
        """The manifest of the set.

        Args:
            outputs: what it lists; the files of this set when it is not said.
            inputs: see :func:`dossier.seal.manifest.manifest`.
        """
        return manifest.manifest(self._core, self._entries if outputs is None else outputs, inputs)

    def close(self) -> bytes:
        """Write the manifest into the set, telling nothing of the case file that it was made from."""
        data = self.manifest()
        self._put(MANIFEST, data)
        return data

    def _packet(self, place: Destination, seen: View, drawn: assemble.Figures) -> Packet:
        originals = self._edition.originals
        stream = io.BytesIO()
        rendered = assemble.write(seen, drawn, place.key, stream)
        pages = place.about is About.PAGES
        data = b"" if pages else record.dumps(enclosing.case(seen)).encode()
        attached = enclosing.attachments(seen, originals, rendered.anchors, data)
        speaks = self._told(seen, rendered.anchors if pages else None)
        sealed = packet.close(archive(stream.getvalue(), packet.enclosed(attached, speaks)))
        self._write(place.packet, sealed)
        return Packet(sealed, stream.getvalue(), rendered)

    def _form(self, form: beside.Form, place: Destination) -> Sequence[Remark]:
        self._write(place.form, form.data)
        return form.remarks

    def _write(self, name: str, data: bytes) -> None:
        self._put(name, data)
        self._entries.append(manifest.entry(name, data))

    def _listed(self, options: Mapping[str, Any], beneath: Sequence[Entry]) -> Mapping[str, Any]:
        return manifest.core(
            self._edition.case.evidence,
            self._renamed,
            self._others,
            options,
            registers.versions(),
            [*self._entries, *beneath],
            complete=self._complete,
        )

    def _told(self, seen: View, printed: Iterable[str] | None) -> packet.Told:
        """What a packet's seal says: the files that the packet itself lists, or of these the printed ones."""
        listed = {one.id for one in seen.exhibits if printed is None or one.anchor in printed}
        items = self._edition.case.evidence
        entries = tuple(
            Entry(item.path, item.bytes, item.sha256, item.id in self._renamed)
            for item in items
            if item.id in listed
        )
        if printed is not None:
            return packet.Told(seen.seal, entries)
        whole = self._complete and not any(is_excluded(item) for item in items)
        return packet.Told(seen.seal, entries, frozenset(self._others), whole)


def _about(place: Destination, seen: View) -> View:
    """What a destination is told: the case, or the web pages alone."""
    return reporting.view(seen) if place.about is About.PAGES else seen


def _others(case: Case) -> set[str]:
    """Files of the folder that are named in a problem but are no evidence."""
    return {problem.path for problem in case.problems} - {item.path for item in case.evidence}
