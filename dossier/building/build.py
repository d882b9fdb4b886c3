"""The way of a build: the sets are staged, the originals proved unchanged, and all of it takes its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dossier import intake, outputs, seal
from dossier.building.sets import OutputSet
from dossier.errors import NotWritten
from dossier.filing import destinations, reporting
from dossier.filing.destinations import Destination
from dossier.filing.remark import Remark
from dossier.intake import OriginalChanged
from dossier.model import Case
from dossier.options import Making, Options
from dossier.outputs import SHARE
from dossier.packet.figures import FromFolder
from dossier.pipeline import Progress, Result
from dossier.privacy import editions
from dossier.privacy.editions import Edition
from dossier.seal import Entry
from dossier.seal.listed import HEAD
from dossier.seal.manifest import entry
from dossier.staging import Stage

Note = Callable[[str, bytes], bytes | None]
"""Takes the text of ``dossier.json`` and the manifest before they take their place, and gives
the mark of where the journal ends, or None where none is kept."""


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
    options: Options | None = None,
    note: Note | None = None,
    progress: Progress | None = None,
) -> Built:
    """Write the packets.

    Args:
        folder: the evidence folder.
        place: the output folder, as :func:`dossier.outputs.target` gives it.
        result: the judged case.
        wanted: destinations; one about web pages is passed over where none is told.
        inputs: what the packet is made from, see :mod:`dossier.freshness`.
        making: what else is made.
        options: how the case was read.
        note: tells the journal.
        progress: told of each file that is made, with how many of the packets are done.

    Raises:
        NotWritten: the output could not be written, an original changed meanwhile, or
            no destination is left.
        DossierError: files that a person put into ``place`` would be lost.
    """
    case, said = result.case, result.casefile
    kept, lacking = reporting.split(wanted, said)
    if not kept:
        raise _pages_only(folder, case, destinations.find(lacking[0]))
    told = _options(options or Options(), making, kept)
    steps = _Steps(progress, len(kept) * (1 + making.share))
    with Stage(place) as stage:
        try:
            masked, beneath = None, []
            if making.share:
                shared = editions.share(folder, case, said)
                others = OutputSet(case, shared, lambda name, data: steps.put(stage, f"{SHARE}/{name}", data))
                others.make(kept, making, told)
                # First, so that the packets of the filing set vouch for it.
                beneath.append(entry(f"{SHARE}/{seal.MANIFEST}", others.close()))
                masked = _counted(shared)
            edition = editions.filing(folder, case, said)
            filing = OutputSet(case, edition, lambda name, data: steps.put(stage, name, data))
            made = filing.make(kept, making, told, beneath)
            everything = [Entry(one.path, one.bytes, one.sha256) for one in stage.files]
            manifest = filing.manifest(everything, inputs)
            stage.put(seal.MANIFEST, manifest)
            # What the packet speaks of must be what lies there now.
            intake.prove_unchanged(folder, case.evidence)
        except OriginalChanged as error:
            raise NotWritten("original-changed", **error.values) from error
        outputs.refuse(place)
        head = note(filing.record, manifest) if note is not None else None
        if head is not None:
            stage.put(HEAD, head)
            # The journal may have been waited for.
            outputs.refuse(place)
        stage.finish()
    return Built(made.orders, made.strange, edition.case, masked or _counted(edition), made.remarks)


@dataclass(slots=True)
class _Steps:
    """Tells how many of the packets are done."""

    progress: Progress | None
    total: int
    done: int = 0

    def put(self, stage: Stage, name: str, data: bytes) -> None:
        stage.put(name, data)
        if name.rpartition("/")[2] in _packets():
            self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.total, name)


@cache
def _packets() -> frozenset[str]:
    return frozenset(one.packet for one in destinations.known())


def _options(options: Options, making: Making, wanted: Sequence[str]) -> dict[str, Any]:
    """What was asked for, without passwords and without where anything lies."""
    policy = options.policy or ""
    if policy and Path(policy).is_file():
        policy = f"{Path(policy).name} {seal.file_sha256(Path(policy))}"
    return {"engine": options.engine, "policy": policy, "for": list(wanted), **asdict(making)}


def _counted(edition: Edition) -> Masked:
    places = [place for file in edition.masked for place in file.places]
    return Masked(len(edition.masked), sum(place.count for place in places))


def _pages_only(folder: Path, case: Case, place: Destination) -> NotWritten:
    """The refusal to make a packet about web pages where nobody told any."""
    try:
        found = reporting.candidates(case, FromFolder(folder))
    except OriginalChanged:
        found = ()
    return NotWritten("pages-only", name=place.key, candidates=" ".join(found))
