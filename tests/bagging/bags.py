"""Small cases for bags, with a packet that is only made up: what a bag holds does not matter to it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from dossier import bagging
from dossier.model import Evidence
from dossier.seal import manifest

PACKET = {"packet-12315.pdf": b"%PDF-1.7\nmade up\n%%EOF\n", "share/dossier.json": b"{}\n"}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    evidence: Path
    out: Path
    masked: frozenset[str] = frozenset()
    """Paths whose names the packet hides."""
    unseen: frozenset[str] = frozenset()
    """Paths that the walk does not tell."""

    @property
    def bag(self) -> Path:
        return self.out.with_name("out-bag")

    def write(self) -> bagging.Bagged:
        return bagging.write(self.evidence, self.out, bagging.target(self.evidence, self.out))

    def seal(self, packet: Mapping[str, bytes] = PACKET) -> None:
        """Make the packet anew: its manifest lists what lies in the evidence folder now."""
        originals = {
            path.relative_to(self.evidence).as_posix(): path.read_bytes()
            for path in sorted(self.evidence.rglob("*"))
            if path.is_file() and not path.is_symlink() and path.suffix in (".png", ".txt")
        }
        for name, data in packet.items():
            (self.out / name).parent.mkdir(parents=True, exist_ok=True)
            (self.out / name).write_bytes(data)
        items = [
            Evidence(f"E{n}", path, sha256(data), len(data), "image/png")
            for n, (path, data) in enumerate(originals.items(), 1)
            if path not in self.unseen
        ]
        renamed = [
            replace(item, path=f"（已遮盖）{item.id}") if item.path in self.masked else item for item in items
        ]
        hidden = [item.id for item in items if item.path in self.masked]
        core = manifest.core(renamed, hidden, (), {}, {}, ())
        entries = [manifest.entry(path, data) for path, data in packet.items()]
        (self.out / "manifest.json").write_bytes(manifest.manifest(core, entries, inputs=""))


def case(folder: Path, files: Mapping[str, bytes]) -> Place:
    """An evidence folder of some files, and a packet that was made from it."""
    place = Place(folder / "evidence", folder / "out")
    place.evidence.mkdir()
    for name, data in files.items():
        (place.evidence / name).parent.mkdir(parents=True, exist_ok=True)
        (place.evidence / name).write_bytes(data)
    place.seal()
    return place


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def sums(bag: Path, name: str) -> dict[str, str]:
    """What a manifest lists, read without our own code: path → SHA-256."""
    lines = (bag / name).read_bytes().decode().split("\n")
    assert lines.pop() == ""
    pairs = [line.split("  ", 1) for line in lines]
    return {unquote(path, errors="strict"): digest for digest, path in pairs}
