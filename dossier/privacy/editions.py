"""A set of outputs: for filing, with what is always masked, or for others, with every mask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from dossier.casefile import CaseFile, Party
from dossier.model import Case
from dossier.packet.figures import FromFolder, Originals
from dossier.privacy import choosing, listing
from dossier.privacy.listing import MaskedFile
from dossier.privacy.masked import Masked
from dossier.privacy.model import Mask
from dossier.privacy.redact import hidden, redact


@dataclass(frozen=True, slots=True)
class Edition:
    """One set of outputs: the case as this set tells it, the originals as it may show them.

    ``masked`` are the files in which it hides something.
    """

    case: Case
    said: CaseFile
    originals: Originals
    masked: tuple[MaskedFile, ...] = ()


def filing(folder: Path, case: Case, said: CaseFile) -> Edition:
    """The set to be filed."""
    masks = choosing.for_filing(folder, case, said)
    if not masks:
        return Edition(case, said, FromFolder(folder))
    return _edition(folder, (case, said), masks, shared=False)


def share(folder: Path, case: Case, said: CaseFile) -> Edition:
    """The set for others, in which nothing tells of persons."""
    made = _edition(folder, (case, said), choosing.for_others(folder, case, said), shared=True)
    return replace(made, said=replace(made.said, complainant=_nobody(said.complainant)))


def _edition(folder: Path, told: tuple[Case, CaseFile], masks: Sequence[Mask], *, shared: bool) -> Edition:
    case, said = redact(*told, masks)
    originals = Masked(folder, told[0].evidence, masks, shared=shared)
    return Edition(case, said, originals, listing.of(case, masks, originals))


def _nobody(party: Party) -> Party:
    """A complainant of whom only is told what was filled in."""
    values = {field.name: hidden() if getattr(party, field.name) else "" for field in fields(Party)}
    return Party(**values)
