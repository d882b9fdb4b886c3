"""The door of checking: a packet, a folder of outputs or a bag, with the evidence or without.

What comes out depends on the files alone: not on their place, their times, the
clock, the zone or the language.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dossier import bagging, files, journal
from dossier.errors import DossierError
from dossier.intake.capture import CHINA
from dossier.seal import folder, manifest, originals, sealed
from dossier.seal.difference import Difference
from dossier.seal.manifest import MANIFEST, Entry, Manifest
from dossier.seal.sealed import Packet

_OURS = (b'"dossier-manifest/', b'"seal"', b'"originals"')
"""One of these stands in a manifest of ours, even in a damaged one."""
_BESIDE = frozenset({"output-added", "output-missing"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, and what differs.

    Attributes:
        packets: the PDFs whose seal was checked.
        outputs: how many files a manifest lists; 0 where a PDF was checked alone.
        originals: how many originals were compared in the evidence folder.
        lines: how many lines of its journal were checked.
        bagged: how many files a bag's own list names.
        beyond: files of the evidence folder of which the packet says nothing.
        manifest: the manifest that was relied on.
        written: when the checked file was written, as the file system says, in China's time.
        built: when it was made, as the journal says.
    """

    packets: tuple[Packet, ...]
    outputs: int
    originals: int
    differences: tuple[Difference, ...]
    beyond: tuple[str, ...] = ()
    manifest: Manifest | None = None
    written: datetime | None = None
    built: datetime | None = None
    lines: int = 0
    bagged: int = 0


@dataclass(frozen=True, slots=True)
class _Source:
    """By what an evidence folder is checked."""

    entries: tuple[Entry, ...]
    others: frozenset[str]
    complete: bool


def verify(packet: Path, evidence: Path | None = None) -> Checked:
    """Check what was made and, if given, the evidence folder.

    Args:
        packet: a PDF, alone or beside its manifest, a folder that a build made, or a bag.
        evidence: the evidence folder.

    Raises:
        DossierError: there is no such file or folder, it was not made by this program,
            or a part of it could not be checked.
    """
    if not os.path.exists(packet):  # noqa: PTH110 - the other one raises where a name is too long
        raise DossierError("no-file", path=str(packet))
    if evidence is not None and not os.path.isdir(evidence):  # noqa: PTH112
        raise DossierError("no-folder", path=str(evidence))
    if packet.is_dir() and bagging.is_bag(packet):
        return _bag(packet, evidence)
    checked = _made(packet)
    if evidence is None:
        return checked
    return _with_originals(checked, packet, evidence)


def _bag(bag: Path, evidence: Path | None) -> Checked:
    """Check a bag by its own lists, and what lies in it by ours."""
    try:
        differences = bagging.check(bag)
    except OSError as error:
        differences = (Difference("output-unreadable", str(error.filename or bag)),)
    try:
        checked = verify(bag / bagging.PACKET, evidence or bag / bagging.ORIGINALS)
    except DossierError:
        if not differences:
            raise
        # What should lie in it is gone, which its lists tell.
        checked = Checked((), 0, 0, ())
    return replace(checked, differences=(*differences, *checked.differences), bagged=bagging.count(bag))


def _made(packet: Path) -> Checked:
    if packet.is_dir():
        return _folder(packet)
    if not _is_pdf(packet):
        return _folder(packet.parent)
    alone = _alone(packet)
    if not _belongs(packet):
        return alone
    found = _folder(packet.parent)
    seal = alone.packets[0].seal
    told = found.manifest
    listed = told is not None and packet.name in {entry.path for entry in told.outputs}
    if told is None or listed or (seal is not None and seal.manifest == told.seal):
        # Asked about one file: what was put beside it, or taken away there, is not its affair.
        here = (d for d in found.differences if d.path == packet.name or d.code not in _BESIDE)
        return replace(found, differences=tuple(here))
    return alone


def _folder(place: Path) -> Checked:
    found = folder.check(place)
    return Checked(
        found.packets,
        found.outputs,
        0,
        found.differences,
        manifest=found.manifest,
        written=_written(place / MANIFEST),
    )


def _alone(path: Path) -> Checked:
    packet = sealed.of_file(path, path.name)
    return Checked((packet,), 0, 0, packet.differences, written=_written(path))


def _is_pdf(path: Path) -> bool:
    """Whether a file is a PDF by its name or its beginning; a damaged one keeps at least the name."""
    if path.suffix.lower() == ".pdf":
        return True
    try:
        return b"%PDF-" in files.start(path, 1024)
    except OSError:
        return False


def _belongs(packet: Path) -> bool:
    """Whether a manifest of ours, perhaps a damaged one, lies beside a file."""
    try:
        data = files.content(packet.parent / MANIFEST, manifest.MOST)
    except OSError:
        return False
    return any(sign in data for sign in _OURS)


def _with_originals(checked: Checked, packet: Path, evidence: Path) -> Checked:
    source = _source(checked)
    place = packet if packet.is_dir() else packet.parent
    differences: Sequence[Difference] = ()
    beyond: tuple[str, ...] = ()
    if source is not None:
        held = originals.hold(evidence, source.entries, source.others, complete=source.complete)
        differences, beyond = held.differences, held.beyond
    elif not checked.differences:
        raise DossierError("no-manifest", path=str(packet))
    builds = journal.builds(evidence)
    told = (*journal.check(evidence, place / journal.HEAD), *_journaled(checked, builds, place))
    if any(one.code == "journal-foreign" for one in told):
        differences = [one for one in differences if one.path != journal.NAME]
    return replace(
        checked,
        originals=len(source.entries) if source is not None else 0,
        differences=(*checked.differences, *differences, *told),
        beyond=beyond,
        built=None if checked.manifest is None else builds.get(checked.manifest.sha256),
        lines=journal.length(evidence),
    )


def _journaled(checked: Checked, builds: Mapping[str, datetime], place: Path) -> Iterator[Difference]:
    """What the journal says of the manifest, which it named when the packet was made."""
    if checked.manifest is None or not builds:
        return
    named, marked = checked.manifest.sha256 in builds, (place / journal.HEAD).is_file()
    if named and not marked:
        yield Difference("mark-missing", journal.HEAD)
    elif marked and not named:
        yield Difference("manifest-other", MANIFEST, journal.NAME)


def _source(checked: Checked) -> _Source | None:
    """The list of originals: the manifest's, else that of a packet whose seal holds."""
    if checked.manifest is not None:
        told = checked.manifest
        return _Source(told.originals, told.others, told.complete)
    sources = [
        _Source(one.seal.originals, one.seal.others, one.seal.complete)
        for one in checked.packets
        if one.intact and one.seal is not None
    ]
    return max(sources, key=lambda one: (one.complete, len(one.entries)), default=None)


def _written(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, CHINA)
    except (OSError, ValueError, OverflowError):
        return None
