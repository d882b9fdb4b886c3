"""Check a set of outputs by its manifest, and the manifest by the packets beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dossier import files
from dossier.errors import DossierError
from dossier.seal import listed, manifest, sealed
from dossier.seal.difference import Difference
from dossier.seal.listed import HEAD, HEAD_PART
from dossier.seal.manifest import MANIFEST, Manifest, ManifestError
from dossier.seal.sealed import Packet

_PDF = ".pdf"


@dataclass(frozen=True, slots=True)
class Set:
    """A checked folder of outputs.

    ``manifest`` is None where it is missing or cannot be relied on; ``outputs`` counts
    the files that it lists.
    """

    manifest: Manifest | None
    packets: tuple[Packet, ...]
    outputs: int
    differences: tuple[Difference, ...]


def check(folder: Path) -> Set:
    """Check a folder that a build made, with the sets that its manifest lists in sub-folders.

    Raises:
        DossierError: nothing in it tells that this program made it; or a packet is
            signed, and what checks signatures is not installed.
    """
    told, troubles = _manifest(folder)
    if told is None:
        return _unlisted(folder, troubles)
    return _with_inner(_made(folder, told), folder, _sets(told))


def _manifest(folder: Path) -> tuple[Manifest | None, list[Difference]]:
    try:
        return manifest.load(folder), []
    except ManifestError as error:
        return None, [Difference(error.code, MANIFEST)]
    except FileNotFoundError:
        return None, []
    except OSError:
        return None, [Difference("output-unreadable", MANIFEST)]


def _unlisted(folder: Path, troubles: list[Difference]) -> Set:
    """A folder without a list: nobody knows which files are ours, so the packets at its top are looked at."""
    packets = [sealed.of_file(path, path.name) for path in sorted(folder.glob(f"*{_PDF}"))]
    ours = tuple(packet for packet in packets if packet.seal is not None)
    if not ours and not troubles:
        raise DossierError("no-manifest", path=str(folder))
    troubles = troubles or [Difference("manifest-missing", MANIFEST)]
    found = (one for packet in ours for one in packet.differences)
    places = [path.parent.name for path in folder.glob(f"*/{MANIFEST}") if not path.parent.is_symlink()]
    return _with_inner(Set(None, ours, 0, (*troubles, *found)), folder, places)


def _made(folder: Path, told: Manifest) -> Set:
    """A folder by its manifest alone, whatever other sets lie in it."""
    there, closed = _files(folder)
    expected = {entry.path for entry in told.outputs} | {MANIFEST, HEAD, HEAD_PART}
    names = {name: name for name in there} | listed.respelled(expected, there)
    places = {name: folder / path for path, name in names.items()}
    beside = sorted(places.keys() - expected)
    packets = {
        name: sealed.of_file(place, name)
        for name, place in places.items()
        if name.endswith(_PDF) and (name in beside or "/" not in name) and files.is_regular(place)
    }
    # Nobody knows what became of a file in a folder that is closed to us.
    open_to_us = (d for d in _listed(folder, places, told, packets) if not d.path.startswith(tuple(closed)))
    differences = [*(Difference("output-unreadable", path) for path in closed), *open_to_us]
    reliable = not any(one.path == MANIFEST for one in differences)
    differences += _extra(beside, packets, {entry.sha256 for entry in told.outputs})
    # What lies below is counted with the set that it belongs to.
    own = (packet for name, packet in packets.items() if "/" not in name)
    intact = tuple(packet for packet in own if packet.seal is not None and packet.intact)
    return Set(told if reliable else None, intact, len(told.outputs), tuple(differences))


def _files(folder: Path) -> tuple[list[str], list[str]]:
    """What lies in a folder but for litter and folders, links included; and folders that are closed to us."""
    found: list[str] = []
    closed: list[str] = []
    pending = [""]
    while pending:
        before = pending.pop()
        try:
            entries = list(os.scandir(folder / before))
        except OSError:
            closed.append(before or ".")
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{before}{entry.name}/")
            elif not listed.is_litter(entry.name):
                found.append(before + entry.name)
    return sorted(found), closed


def _sets(told: Manifest) -> list[str]:
    """The sub-folders in which a manifest lists another."""
    parts = (entry.path.split("/") for entry in told.outputs)
    return sorted(part[0] for part in parts if part[1:] == [MANIFEST])


def _with_inner(found: Set, folder: Path, places: Iterable[str]) -> Set:
    """A set together with those in sub-folders, their paths told from here."""
    packets, differences = list(found.packets), list(found.differences)
    for name in places:
        told, troubles = _manifest(folder / name)
        if told is not None:
            inner = _made(folder / name, told)
            packets += (replace(one, path=f"{name}/{one.path}") for one in inner.packets)
            troubles = list(inner.differences)
        differences += (replace(one, path=f"{name}/{one.path}") for one in troubles)
    return replace(found, packets=tuple(packets), differences=tuple(_once(differences)))


def _listed(
    folder: Path, places: Mapping[str, Path], told: Manifest, packets: Mapping[str, Packet]
) -> Iterator[Difference]:
    """What the manifest lists against what is there, and the manifest against the packets."""
    for entry in told.outputs:
        packet = packets.get(entry.path)
        if packet is None or not packet.sha256:
            unread = packet.differences if packet is not None else ()
            yield from listed.held(places.get(entry.path, folder / entry.path), entry) or unread
        elif packet.differences:
            yield from packet.differences
        elif (packet.sha256, packet.bytes) != (entry.sha256, entry.bytes):
            yield Difference("output-changed", entry.path)
    yield from _vouched(told, packets)


def _vouched(told: Manifest, packets: Mapping[str, Packet]) -> Iterator[Difference]:
    """What the packets say of the manifest: they were sealed with its first part, and name it."""
    outputs = {entry.path: entry for entry in told.outputs}
    for entry in told.data:
        if outputs.get(entry.path) != entry:
            yield Difference("manifest-other", MANIFEST, entry.path)
    settled = False
    at_top = (name for name in outputs if name.endswith(_PDF) and "/" not in name)
    for name in dict.fromkeys((*told.packets, *at_top)):
        packet = packets.get(name)
        if name not in outputs:
            yield Difference("manifest-other", MANIFEST, name)
        elif packet is None or packet.sha256 != outputs[name].sha256:
            pass  # that it is gone or altered is told already
        elif packet.seal is None:
            yield Difference("packet-unsealed", name)
        elif packet.seal.manifest != told.seal:
            yield Difference("manifest-other", MANIFEST, name)
        settled = True
    if not settled:
        # It lists no packet at all, and so nothing that could vouch for it.
        yield Difference("manifest-other", MANIFEST, "packet-*.pdf")


def _extra(names: Iterable[str], packets: Mapping[str, Packet], hashes: set[str]) -> Iterator[Difference]:
    """Files that no manifest lists; a signed copy of a listed packet is welcome: it begins with its bytes."""
    for name in names:
        packet = packets.get(name)
        if packet is not None and packet.beginning in hashes:
            yield from packet.differences
        else:
            yield Difference("output-added", name)


def _once(differences: Iterable[Difference]) -> list[Difference]:
    """The first that is said of each file; several parts of one packet are several."""
    kept: dict[tuple[str, str], Difference] = {}
    for one in differences:
        kept.setdefault((one.path, one.detail), one)
    return list(kept.values())
