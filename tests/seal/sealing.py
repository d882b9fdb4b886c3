"""Small sealed packets and sets, made without reading a picture."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from dossier.archival import Attachment, Relationship, archive
from dossier.model import Evidence
from dossier.seal import Entry, manifest, packet
from dossier.seal.canonical import sha256

ORIGINALS: Mapping[str, bytes] = {
    "聊天.txt": "买家 14:02 请取消订单\n".encode(),
    "订单.png": b"\x89PNG order",
    "付款/账单.csv": b"a,b\n1,2\n",
}


def pdf(words: str = "packet") -> bytes:
    """A PDF of one page as the packet room leaves it."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, words)
    canvas.save()
    return out.getvalue()


def entries(files: Mapping[str, bytes] = ORIGINALS) -> tuple[Entry, ...]:
    """The files as a seal lists them."""
    return tuple(manifest.entry(path, data) for path, data in files.items())


def attached(files: Mapping[str, bytes] = ORIGINALS) -> list[Attachment]:
    """The files as attachments."""
    return [
        Attachment(f"证据{n} {Path(path).name}", f"E{n:03d}", "image/png", data, path, Relationship.SOURCE)
        for n, (path, data) in enumerate(files.items(), 1)
    ]


def sealed(seal: str = "0" * 64, *, words: str = "packet", complete: bool = True) -> bytes:
    """A sealed packet that carries the originals."""
    told = packet.Told(seal, entries(), frozenset(), complete)
    return packet.close(archive(pdf(words), packet.enclosed(attached(), told)))


def evidence(files: Mapping[str, bytes] = ORIGINALS) -> tuple[Evidence, ...]:
    """The files as intake tells them."""
    return tuple(
        Evidence(f"E{n}", path, sha256(data), len(data), "image/png", modified="2024-08-09T11:20:31")
        for n, (path, data) in enumerate(files.items(), 1)
    )


def write(folder: Path, files: Mapping[str, bytes] = ORIGINALS) -> Path:
    """The files on the disk."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def outputs(folder: Path, masked: Sequence[str] = ()) -> Path:
    """A set as a build leaves it: two packets, data, a text, the manifest."""
    record = b'{"schema": "dossier/1"}\n'
    core = manifest.core(
        evidence(),
        masked,
        ("notes.xyz",),
        {"engine": "auto", "for": ["platform", "12315"]},
        {},
        [manifest.entry("dossier.json", record)],
    )
    seal = manifest.seal_of(core)
    files = {
        "dossier.json": record,
        "packet-platform.pdf": sealed(seal),
        "packet-12315.pdf": sealed(seal, words="another"),
        "form-platform.txt": b"form\n",
    }
    write(folder, files)
    listed = [manifest.entry(path, data) for path, data in files.items()]
    (folder / manifest.MANIFEST).write_bytes(manifest.manifest(core, listed, "inputs"))
    return folder
