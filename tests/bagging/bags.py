"""Small cases for bags, with a packet that is only made up: what a bag holds does not matter to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from dossier import bagging

SEAL = "5ea1" * 16
PACKET = {"packet-12315.pdf": b"%PDF-1.7\nmade up\n%%EOF\n", "share/dossier.json": b"{}\n"}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    evidence: Path
    out: Path

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
        document = {
            "seal": SEAL,
            "originals": _listed(originals),
            "outputs": _listed(packet),
        }
        (self.out / "manifest.json").write_text(json.dumps(document), encoding="utf-8")


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


def _listed(files: Mapping[str, bytes]) -> list[dict[str, object]]:
    return [{"path": path, "bytes": len(data), "sha256": sha256(data)} for path, data in files.items()]
