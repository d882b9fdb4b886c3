"""Check a set of outputs by its manifest, and the manifest by the packets beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dossier.errors import DossierError
from dossier.seal import listed, manifest, sealed
from dossier.seal.difference import Difference
from dossier.seal.listed import HEAD, HEAD_PART, LITTER
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
    """Check a folder that a build made, with the sets below it.

    Raises:
        DossierError: nothing in it tells that this program made it; or a packet is
            signed, and what checks signatures is not installed.
    """
    told, troubles = _manifest(folder)
    # Without a list nobody knows which files are ours: the packets at the top are looked at.
    names = [path.name for path in sorted(folder.glob(f"*{_PDF}"))] if told is None else _files(folder)
    packets = {name: _packet(folder, name) for name in names if name.endswith(_PDF)}
    ours = [one for one in packets.values() if one.seal is not None]
    if told is None and not ours and not troubles:
        raise DossierError("no-manifest", path=str(folder))
    if told is None and not troubles:
        troubles = [Difference("manifest-missing", MANIFEST)]
    inner = _inner(folder)
    if told is None:
        found = [one for packet in ours for one in packet.differences]
        differences = _once([*troubles, *found, *(one for part in inner for one in part.differences)])
        return Set(None, tuple(ours), 0, tuple(differences))
    seals = {told.seal, *(part.manifest.seal for part in inner if part.manifest)}
    differences = list(_listed(folder, told, packets))
    reliable = not any(one.path == MANIFEST for one in differences)
    differences += [one for part in inner for one in part.differences]
    expected = {entry.path for entry in told.outputs} | {MANIFEST, HEAD, HEAD_PART}
    extra = _extra(sorted(set(names) - expected), packets, seals)
    differences += extra
    return Set(
        told if reliable else None,
        tuple(packet for packet in ours if packet.intact),
        len(told.outputs),
        tuple(_once(differences)),
    )


def _manifest(folder: Path) -> tuple[Manifest | None, list[Difference]]:
    try:
        return manifest.load(folder), []
    except ManifestError as error:
        return None, [Difference(error.code, MANIFEST)]
    except OSError:
        return None, []


def _files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.name not in LITTER and (path.is_symlink() or not path.is_dir())
    )


def _packet(folder: Path, name: str) -> Packet:
    try:
        return sealed.check(name, (folder / name).read_bytes())
    except OSError:
        return Packet(name, "", None, intact=False, differences=(Difference("output-unreadable", name),))


def _inner(folder: Path) -> list[Set]:
    """The sets in sub-folders, their paths told from here."""
    found = []
    for place in sorted(folder.glob(f"*/{MANIFEST}")):
        name = place.parent.name
        one = check(place.parent)
        moved = tuple(replace(d, path=f"{name}/{d.path}") for d in one.differences)
        found.append(replace(one, differences=moved))
    return found


def _listed(folder: Path, told: Manifest, packets: dict[str, Packet]) -> Iterator[Difference]:
    """What the manifest lists against what is there, and the manifest against the packets."""
    for entry in told.outputs:
        packet = packets.get(entry.path)
        if packet is None:
            yield from listed.held(folder, entry)
        elif packet.seal is not None and packet.differences:
            yield from packet.differences
        elif packet.sha256 != entry.sha256:
            yield Difference("output-changed", entry.path)
    yield from _vouched(told, packets)


def _vouched(told: Manifest, packets: dict[str, Packet]) -> Iterator[Difference]:
    """What the packets say of the manifest: they were sealed with its first part, and name it."""
    outputs = {entry.path: entry for entry in told.outputs}
    for entry in told.data:
        if outputs.get(entry.path) != entry:
            yield Difference("manifest-other", MANIFEST, entry.path)
    vouching = 0
    at_top = (name for name in outputs if name.endswith(_PDF) and "/" not in name)
    for name in dict.fromkeys((*told.packets, *at_top)):
        packet = packets.get(name)
        if name not in outputs:
            yield Difference("manifest-other", MANIFEST, name)
        elif packet is None or packet.sha256 != outputs[name].sha256:
            vouching += 1  # that it is gone or altered is told already
        elif packet.seal is None:
            yield Difference("packet-unsealed", name)
        elif packet.seal.manifest != told.seal:
            yield Difference("manifest-other", MANIFEST, name)
        else:
            vouching += 1
    if not vouching:
        yield Difference("manifest-other", MANIFEST, "packet-*.pdf")


def _extra(names: Iterable[str], packets: dict[str, Packet], seals: set[str]) -> list[Difference]:
    """Files that no manifest lists; a signed copy of a packet of this set is welcome."""
    found: list[Difference] = []
    for name in names:
        packet = packets.get(name)
        if packet is not None and packet.seal is not None and packet.seal.manifest in seals:
            found += packet.differences
        else:
            found.append(Difference("output-added", name))
    return found


def _once(differences: Iterable[Difference]) -> list[Difference]:
    """The first that is said of each file; several parts of one packet are several."""
    kept: dict[tuple[str, str], Difference] = {}
    for one in differences:
        kept.setdefault((one.path, one.detail), one)
    return list(kept.values())
