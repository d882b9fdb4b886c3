"""Build: a judged case becomes a folder with packets, data and manifest — wholly or not at all.

The outputs are made in a folder beside the target and moved into place at the
end, so the target holds either the old packet or the new one.  Only a folder
that this program made is ever replaced.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier import record, seal
from dossier.casefile import CaseFile
from dossier.errors import NotWritten
from dossier.intake import OriginalChanged
from dossier.model import Case, Evidence
from dossier.options import Making
from dossier.outputs import RECORD, file_name
from dossier.packet import assemble
from dossier.packet.figures import FromFolder, Originals
from dossier.pipeline import Result


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has to tell: the orders the packets are about, and characters that no font has."""

    orders: tuple[str, ...]
    strange: frozenset[str]


@dataclass(frozen=True, slots=True)
class Edition:
    """One set of outputs: the case as this set tells it, and the originals as it may show them."""

    case: Case
    said: CaseFile
    originals: Originals


def build(
    folder: Path,
    place: Path,
    result: Result,
    wanted: Sequence[str],
    inputs: str = "",
    making: Making = Making(),  # noqa: B008 - frozen
) -> Built:
    """Write the packets.

    Args:
        folder: the evidence folder.
        place: the output folder, as :func:`dossier.outputs.target` gives it.
        result: the judged case.
        wanted: destinations.
        inputs: what the packet is made from, see :mod:`dossier.freshness`.
        making: what else is made.

    Raises:
        NotWritten: the output could not be written, or an original changed meanwhile.
    """
    case = result.case
    try:
        built, outputs = _made(Edition(case, result.casefile, FromFolder(folder)), wanted, making)
    except OriginalChanged as error:
        raise NotWritten("original-changed", path=str(error)) from error
    _still_the_same(folder, case.evidence)
    outputs[seal.MANIFEST] = seal.manifest(case.evidence, _others(case), outputs, inputs)
    _put(place, outputs)
    return built


def _made(edition: Edition, wanted: Sequence[str], making: Making) -> tuple[Built, dict[str, bytes]]:
    """The outputs of one set by their paths within it."""
    case, said, originals = edition.case, edition.said, edition.originals
    told = [record.what(problem) for problem in case.problems]
    seen, figures = assemble.prepare(case, said, tuple(dict.fromkeys(told)), originals)
    outputs: dict[str, bytes] = {}
    strange: frozenset[str] = frozenset()
    for name in wanted:
        stream = io.BytesIO()
        strange |= assemble.write(seen, figures, name, stream).missing
        outputs[file_name(name)] = stream.getvalue()
    outputs[RECORD] = record.dumps(case).encode()
    return Built(tuple(shown.order.order_id for shown in seen.orders), strange), outputs


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


def _put(place: Path, outputs: Mapping[str, bytes]) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part"))
    except OSError as error:
        raise NotWritten("not-written", path=str(place), why=error.strerror or str(error)) from error
    try:
        for name, data in outputs.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
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
