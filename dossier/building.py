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
from dataclasses import dataclass, replace
from pathlib import Path

from dossier import record, seal
from dossier.archival import archive, enclosing
from dossier.errors import NotWritten
from dossier.filing import beside, destinations, reporting
from dossier.filing.attachments import Packet
from dossier.filing.destinations import About, Destination
from dossier.filing.remark import Remark
from dossier.intake import OriginalChanged
from dossier.model import Case, Evidence
from dossier.options import Making
from dossier.outputs import RECORD, SHARE
from dossier.packet import assemble
from dossier.packet.figures import FromFolder
from dossier.packet.figures import making as drawing
from dossier.pipeline import Result
from dossier.privacy import editions
from dossier.privacy.editions import Edition


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
) -> Built:
    """Write the packets.

    Args:
        folder: the evidence folder.
        place: the output folder, as :func:`dossier.outputs.target` gives it.
        result: the judged case.
        wanted: destinations; one about web pages is passed over where none is told.
        inputs: what the packet is made from, see :mod:`dossier.freshness`.
        making: what else is made.

    Raises:
        NotWritten: the output could not be written, an original changed meanwhile, or
            no destination is left.
    """
    case, said = result.case, result.casefile
    kept, lacking = reporting.split(wanted, said)
    if not kept:
        raise _pages_only(folder, case, destinations.find(lacking[0]))
    try:
        built, outputs = _made(editions.filing(folder, case, said), kept, making)
        if making.share:
            shared = editions.share(folder, case, said)
            copies, beneath = _made(shared, kept, making)
            outputs |= {f"{SHARE}/{name}": data for name, data in _sealed(shared.case, beneath).items()}
            built = replace(built, masked=copies.masked)
    except OriginalChanged as error:
        raise NotWritten("original-changed", path=str(error)) from error
    _still_the_same(folder, case.evidence)
    outputs[seal.MANIFEST] = seal.manifest(case.evidence, _others(case), outputs, inputs)
    _put(place, outputs)
    return built


def _made(edition: Edition, wanted: Sequence[str], making: Making) -> tuple[Built, dict[str, bytes]]:
    """The outputs of one set by their paths within it."""
    case, said, originals = edition.case, edition.said, edition.originals
    told = tuple(dict.fromkeys(record.what(problem) for problem in case.problems))
    seen, figures = assemble.prepare(case, said, told, originals, edition.masked)
    seen = enclosing.told(seen, originals)
    outputs: dict[str, bytes] = {}
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
        data = b"" if place.about is About.PAGES else record.dumps(enclosing.case(own)).encode()
        enclosed = enclosing.attachments(own, originals, rendered.anchors, data)
        outputs[place.packet] = archive(stream.getvalue(), enclosed)
        packet = Packet(outputs[place.packet], stream.getvalue(), rendered)
        beneath = beside.of(place, own, packet, making)
        outputs |= beneath.files
        remarks += beneath.remarks
    outputs[RECORD] = record.dumps(case).encode()
    orders = tuple(shown.order.order_id for shown in seen.orders)
    return Built(orders, strange, case, _counted(edition), tuple(remarks)), outputs


def _counted(edition: Edition) -> Masked:
    places = [place for file in edition.masked for place in file.places]
    return Masked(len(edition.masked), sum(place.count for place in places))


def _sealed(case: Case, outputs: dict[str, bytes]) -> dict[str, bytes]:
    """A set with a manifest of its own, which tells nothing of the case file it was made from."""
    return {**outputs, seal.MANIFEST: seal.manifest(case.evidence, _others(case), outputs, inputs="")}


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
