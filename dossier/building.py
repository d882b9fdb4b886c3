"""Build: a judged case becomes a folder with packets, data and manifest — wholly or not at all.

The outputs go to a stage beside the target and take its place at the end
(:mod:`dossier.staging`), so the target holds either the old packet or the new one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dossier import intake, outputs, record, registers, seal
from dossier.archival import archive, enclosing
from dossier.errors import NotWritten
from dossier.exclusion import is_excluded
from dossier.filing import beside, destinations, reporting
from dossier.filing.attachments import Packet
from dossier.filing.destinations import About, Destination
from dossier.filing.remark import Remark
from dossier.intake import OriginalChanged
from dossier.model import Case
from dossier.options import Making, Options
from dossier.outputs import RECORD, SHARE
from dossier.packet import assemble
from dossier.packet.figures import FromFolder
from dossier.packet.figures import making as drawing
from dossier.packet.view import View
from dossier.pipeline import Result
from dossier.privacy import editions
from dossier.privacy.editions import Edition
from dossier.seal import Entry, manifest, packet
from dossier.staging import Stage


@dataclass(frozen=True, slots=True)
class Masked:
    """In how many files how many places are hidden."""

    files: int
    places: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has to tell.

    ``orders`` are those the packets are about, ``strange`` characters that no font has,
    ``case`` is what the filing set tells, ``masked`` what the set with the most masks
    hides, ``remarks`` what to know about attachments.
    """

    orders: tuple[str, ...]
    strange: frozenset[str]
    case: Case
    masked: Masked
    remarks: tuple[Remark, ...] = ()


def build(
    folder: Path,
    place: Path,
    result: Result,
    wanted: Sequence[str],
    inputs: str = "",
    making: Making = Making(),  # noqa: B008 - frozen
    options: Options | None = None,
) -> Built:
    """Write the packets.

    Args:
        folder: the evidence folder.
        place: the output folder, as :func:`dossier.outputs.target` gives it.
        result: the judged case.
        wanted: destinations; one about web pages is passed over where none is told.
        inputs: what the packet is made from, see :mod:`dossier.freshness`.
        making: what else is made.
        options: how the case was read.

    Raises:
        NotWritten: the output could not be written, an original changed meanwhile, or
            no destination is left.
    """
    case, said = result.case, result.casefile
    kept, lacking = reporting.split(wanted, said)
    if not kept:
        raise _pages_only(folder, case, destinations.find(lacking[0]))
    told = _options(options or Options(), making, kept)
    with Stage(place) as stage:
        try:
            filing = _Set(case, editions.filing(folder, case, said), told, stage.put)
            built = filing.make(kept, making)
            if making.share:
                shared = editions.share(folder, case, said)
                others = _Set(case, shared, told, lambda name, data: stage.put(f"{SHARE}/{name}", data))
                built = replace(built, masked=others.make(kept, making).masked)
                # It tells nothing of the case file that it was made from.
                others.close(inputs="")
            everything = [Entry(one.path, one.bytes, one.sha256) for one in stage.files]
            stage.put(seal.MANIFEST, manifest.manifest(filing.core, everything, inputs))
            # What the packet speaks of must be what lies there now.
            intake.prove_unchanged(folder, case.evidence)
        except OriginalChanged as error:
            raise NotWritten("original-changed", **error.values) from error
        outputs.refuse(place)
        stage.finish()
    return built


class _Set:
    """One set of outputs while it is made: each file is put in its place as soon as it is known.

    Args:
        case: as it was judged, with the real names.
        edition: as this set tells it.
        options: what was asked for.
        put: takes a path within the set, and the content.
    """

    def __init__(
        self, case: Case, edition: Edition, options: dict[str, Any], put: Callable[[str, bytes], object]
    ) -> None:
        self._edition = edition
        self._put = put
        self._entries: list[Entry] = []
        real = {item.id: item.path for item in case.evidence}
        self._renamed = {item.id for item in edition.case.evidence if item.path != real[item.id]}
        self._others = _others(edition.case)
        self._complete = self._others == _others(case)
        self._write(RECORD, record.dumps(edition.case).encode())
        self.core = manifest.core(
            edition.case.evidence,
            self._renamed,
            self._others,
            options,
            registers.versions(),
            self._entries,
            complete=self._complete,
        )
        self._seal = manifest.seal_of(self.core)

    def make(self, wanted: Sequence[str], making: Making) -> Built:
        """Write the packets and what lies beside them."""
        case, said, originals = self._edition.case, self._edition.said, self._edition.originals
        told = tuple(dict.fromkeys(record.what(problem) for problem in case.problems))
        seen, figures = assemble.prepare(case, said, told, originals, self._edition.masked)
        seen = enclosing.told(replace(seen, seal=self._seal), originals)
        strange: frozenset[str] = frozenset()
        remarks: list[Remark] = []
        for place in map(destinations.find, wanted):
            own, drawn = seen, figures
            if place.about is About.PAGES:
                own = reporting.view(seen)
                drawn = drawing.of(own, originals)
            stream = io.BytesIO()
            rendered = assemble.write(own, drawn, place.key, stream)
            strange |= rendered.missing
            pages = place.about is About.PAGES
            data = b"" if pages else record.dumps(enclosing.case(own)).encode()
            attached = enclosing.attachments(own, originals, rendered.anchors, data)
            speaks = self._told(own, rendered.anchors) if pages else self._told(own)
            sealed = packet.close(archive(stream.getvalue(), packet.enclosed(attached, speaks)))
            self._write(place.packet, sealed)
            beneath = beside.of(place, own, Packet(sealed, stream.getvalue(), rendered), making)
            for name, content in beneath.files.items():
                self._write(name, content)
            remarks += beneath.remarks
        orders = tuple(shown.order.order_id for shown in seen.orders)
        return Built(orders, strange, case, _counted(self._edition), tuple(remarks))

    def close(self, inputs: str) -> None:
        """Write the manifest."""
        self._put(seal.MANIFEST, manifest.manifest(self.core, self._entries, inputs))

    def _write(self, name: str, data: bytes) -> None:
        self._put(name, data)
        self._entries.append(manifest.entry(name, data))

    def _told(self, seen: View, printed: Iterable[str] | None = None) -> packet.Told:
        """What a packet's seal says: the files that the packet itself lists."""
        listed = {one.id for one in seen.exhibits if printed is None or one.anchor in printed}
        items = self._edition.case.evidence
        entries = tuple(
            Entry(item.path, item.bytes, item.sha256, item.id in self._renamed)
            for item in items
            if item.id in listed
        )
        if printed is not None:
            return packet.Told(self._seal, entries)
        whole = self._complete and not any(is_excluded(item) for item in items)
        return packet.Told(self._seal, entries, frozenset(self._others), whole)


def _options(options: Options, making: Making, wanted: Sequence[str]) -> dict[str, Any]:
    """What was asked for, without passwords and without where anything lies."""
    policy = options.policy or ""
    if policy and Path(policy).is_file():
        policy = f"{Path(policy).name} {seal.file_sha256(Path(policy))}"
    return {"engine": options.engine, "policy": policy, "for": list(wanted), **asdict(making)}


def _counted(edition: Edition) -> Masked:
    places = [place for file in edition.masked for place in file.places]
    return Masked(len(edition.masked), sum(place.count for place in places))


def _pages_only(folder: Path, case: Case, place: Destination) -> NotWritten:
    """The refusal to make a packet about web pages where nobody told any."""
    try:
        found = reporting.candidates(case, FromFolder(folder))
    except OriginalChanged:
        found = ()
    return NotWritten("pages-only", name=place.key, candidates=" ".join(found))


def _others(case: Case) -> set[str]:
    """Files of the folder that are named in a problem but are no evidence."""
    return {problem.path for problem in case.problems} - {item.path for item in case.evidence}
