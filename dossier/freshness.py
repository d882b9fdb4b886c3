"""Whether a packet is still what a build would make: then nothing has to be made again.

A packet depends on the originals and on how much of them could be opened, on
``case.yaml``, on the options, and on the program itself.  One hash over all of
them stands in the manifest; when it is the same and the outputs are untouched,
a second build would write the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dossier import intake, journal, resources, seal
from dossier.model import Evidence
from dossier.options import Making, Options
from dossier.seal import listed, manifest

_OWN = ("*.py", "*.yaml", "*.j2", "*.ttf")
_MENDED = frozenset({"journal-cut", "journal-head-changed", "journal-missing", "journal-rewritten"})
"""What a check finds in the mark of where the journal ended: a new build tells of it and writes another."""
_LIBRARIES = (
    "av",
    "rapidocr",
    "onnxruntime",
    "pytesseract",
    "reportlab",
    "pillow",
    "pi-heif",
    "pikepdf",
    "pypdfium2",
    "python-calamine",
    "pyzipper",
    "beautifulsoup4",
    "jinja2",
)


def inputs(folder: Path, options: Options, wanted: Sequence[str], making: Making = Making()) -> str:  # noqa: B008 - frozen
    """The hash of everything that a build of this folder depends on.

    Args:
        folder: an existing evidence folder.
        options: of the reading; the number of processes does not matter, nor by which password
            a file was opened, only what was found in it.
        wanted: destinations.
        making: what else is made.
    """
    taken = intake.read_folder(folder, options.keys, options.waiting)
    parts: list[Any] = [
        [
            (item.id, item.path, item.sha256, item.captured, item.modified, _opened(item))
            for item in taken.evidence
        ],
        [(problem.path, problem.code, problem.detail, problem.page) for problem in taken.problems],
        [_hash(folder / "case.yaml"), _hash(Path(options.policy)) if options.policy else ""],
        [options.engine, options.policy, list(wanted), asdict(making)],
        [_program(), [(name, _version(name)) for name in _LIBRARIES]],
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def is_fresh(place: Path, expected: str, evidence: Path) -> bool:
    """Whether a folder holds an untouched packet made from these inputs.

    Args:
        place: the output folder.
        expected: see :func:`inputs`.
        evidence: the evidence folder, whose journal tells of the packet.
    """
    try:
        told = manifest.load(place)
    except (OSError, seal.ManifestError):
        return False
    if told.inputs != expected or not listed.untouched(place, told):
        return False
    mark = place / journal.HEAD
    if mark.is_file() != (told.sha256 in journal.builds(evidence)):
        return False
    return not any(one.code in _MENDED for one in journal.check(evidence, mark))


def _opened(item: Evidence) -> str:
    """Tells what was found in a file from what another password, or none, would have let be found."""
    return hashlib.sha256(repr(item.pages).encode(errors="backslashreplace")).hexdigest()


@cache
def _program() -> str:
    """A hash over the program's own files: a changed rule or template makes every packet stale."""
    digest = hashlib.sha256()
    root = Path(resources.__file__).resolve().parent
    for base in dict.fromkeys((root, resources.templates())):
        for path in sorted(file for pattern in _OWN for file in base.rglob(pattern)):
            digest.update(path.relative_to(base).as_posix().encode())
            # Fonts are large and come with the wheel: their size tells them apart.
            digest.update(str(path.stat().st_size).encode() if path.suffix == ".ttf" else path.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _hash(path: Path) -> str:
    return seal.file_sha256(path) if path.is_file() else ""
