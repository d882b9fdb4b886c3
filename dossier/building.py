"""Build: a judged case becomes a folder with packets, data and manifest — wholly or not at all.

The outputs are made in a folder beside the target and moved into place at the
end, so the target holds either the old packet or the new one.  Only a folder
that this program made is ever replaced.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier import record, seal
from dossier.errors import DossierError, NotWritten
from dossier.intake import OriginalChanged
from dossier.model import Case, Evidence
from dossier.packet import assemble
from dossier.pipeline import Result

DEFAULT = ("platform", "12315")
RECORD = "dossier.json"
_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))


def destinations(wanted: Sequence[str]) -> tuple[str, ...]:
    """The destinations asked for; the usual two when none is, every one for ``all``.

    Raises:
        DossierError: a name is not a destination.
    """
    known = assemble.destinations()
    names = [part for name in wanted for part in name.split(",") if part]
    if "all" in names:
        return known
    for name in names:
        if name not in known:
            raise DossierError("no-destination", name=name, known=", ".join((*known, "all")))
    return tuple(dict.fromkeys(names)) or DEFAULT


def target(evidence: Path, output: Path | None) -> Path:
    """Where the packet goes: ``output``, or ``<evidence>-dossier`` beside the folder.

    Raises:
        DossierError: it would lie inside the evidence, or replace what is not ours.
    """
    folder = evidence.resolve()
    place = output.resolve() if output is not None else folder.with_name(f"{folder.name}-dossier")
    if place == folder or folder in place.parents or place in folder.parents:
        raise DossierError("inside-evidence", path=str(place))
    if place.exists() and not _is_ours(place):
        raise DossierError("not-ours", path=str(place))
    return place


def build(folder: Path, place: Path, result: Result, wanted: Sequence[str]) -> list[Path]:
    """Write the packets and return their paths.

    Args:
        folder: the evidence folder.
        place: the output folder, as :func:`target` gives it.
        result: the judged case.
        wanted: destinations.

    Raises:
        NotWritten: the output could not be written, or an original changed meanwhile.
    """
    case = result.case
    told = [record.why(p, "zh") for p in case.problems]
    try:
        seen, figures = assemble.prepare(case, result.casefile, tuple(dict.fromkeys(told)), folder)
        outputs: dict[str, bytes] = {}
        for name in wanted:
            stream = io.BytesIO()
            assemble.write(seen, figures, name, stream)
            outputs[f"packet-{name}.pdf"] = stream.getvalue()
    except OriginalChanged as error:
        raise NotWritten("original-changed", path=str(error)) from error
    outputs[RECORD] = record.dumps(case).encode()
    _still_the_same(folder, case.evidence)
    outputs[seal.MANIFEST] = seal.manifest(case.evidence, _others(case), outputs)
    _put(place, outputs)
    return [place / f"packet-{name}.pdf" for name in wanted]


def _others(case: Case) -> set[str]:
    """Files of the folder that are named in a problem but are no evidence."""
    return {problem.path for problem in case.problems} - {item.path for item in case.evidence}


def _still_the_same(folder: Path, evidence: Sequence[Evidence]) -> None:
    """Read every original once more: what the packet speaks of must be what lies there now."""
    for item in evidence:
        try:
            same = seal.file_sha256(folder / item.path) == item.sha256
        except OSError:
            same = False
        if not same:
            raise NotWritten("original-changed", path=item.path)


def _is_ours(place: Path) -> bool:
    """Whether a folder is empty or holds only what a manifest of ours lists."""
    if not place.is_dir():
        return False
    names = {path.name for path in place.iterdir()} - _LITTER
    if not names:
        return True
    try:
        document = json.loads((place / seal.MANIFEST).read_text(encoding="utf-8"))
        listed = {entry["path"] for entry in document["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return document.get("schema") == seal.SCHEMA and names <= listed | {seal.MANIFEST}


def _put(place: Path, outputs: Mapping[str, bytes]) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part"))
    except OSError as error:
        raise NotWritten("not-written", path=str(place), why=error.strerror or str(error)) from error
    try:
        for name, data in outputs.items():
            (new / name).write_bytes(data)
        new.chmod(0o777 & ~_umask())
        _swap(new, place)
    except OSError as error:
        raise NotWritten("not-written", path=str(place), why=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, place: Path) -> None:
    """Move a finished folder to its place; the old one goes only after the new one stands."""
    if not place.exists():
        new.rename(place)
        return
    old = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}.", suffix=".old"))
    old.rmdir()
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
