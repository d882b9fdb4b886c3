"""What was masked, for the page that lists it: each file's places, and the hashes of its copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.exclusion import is_excluded
from dossier.model import Case
from dossier.privacy.masked import Copy, Masked
from dossier.privacy.model import Mask, Secret
from dossier.words import phrase


@dataclass(frozen=True, slots=True)
class MaskedPlace:
    """One kind of secret on one page, and in how many places."""

    page: int
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class MaskedFile:
    """One file with masks; ``copies`` are what stands for it."""

    id: str
    number: int
    file: str
    sha256: str
    places: tuple[MaskedPlace, ...]
    copies: tuple[Copy, ...]

    def on(self, page: int) -> bool:
        """Whether a page has a mask."""
        return any(place.page == page for place in self.places)


def of(case: Case, masks: Sequence[Mask], originals: Masked) -> tuple[MaskedFile, ...]:
    """The masked files of a set in their order.

    Args:
        case: as the set tells it.
        masks: of the set.
        originals: which make the copies.
    """
    found = []
    for item in case.evidence:
        places = Counter((m.page, m.kind) for m in _places(masks) if m.evidence == item.id)
        if not places or is_excluded(item):
            continue
        found.append(
            MaskedFile(
                item.id,
                int(item.id.removeprefix("E")),
                item.path,
                item.sha256,
                tuple(
                    MaskedPlace(page, phrase(f"privacy.kind.{kind}"), places[page, kind])
                    for page, kind in sorted(places)
                ),
                originals.copies(item),
            )
        )
    return tuple(found)


def _places(masks: Sequence[Mask]) -> list[Mask]:
    """Each place once: the words under a drawn rectangle are of the one place."""
    drawn = {(m.evidence, m.page, m.box) for m in masks if m.kind is Secret.DRAWN and not m.text}
    return [m for m in masks if not m.text or (m.evidence, m.page, m.box) not in drawn]
