"""Whether what lies in the place of a bag may be replaced: nothing in it may be lost."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from dossier.bagging import tags
from dossier.bagging.check import check
from dossier.bagging.gather import ORIGINALS, is_own
from dossier.bagging.place import files
from dossier.errors import DossierError, NotWritten
from dossier.seal.difference import Difference
from dossier.seal.listed import is_litter

_STRANGE = frozenset({"bag-added", "bag-changed", "bag-declaration", "bag-tag"})
"""What a person or another program may have done; what is merely missing is made again."""
_NAMED = 5
"""So many files are named; the others are counted."""


def target(evidence: Path, out: Path) -> Path:
    """The place of the bag: ``<out>-bag`` beside the output folder.

    Args:
        evidence: the evidence folder.
        out: the output folder, as :func:`dossier.outputs.target` gives it.

    Raises:
        DossierError: it would lie inside the evidence or around it, or replace what is not ours.
        NotWritten: what lies there cannot be looked into.
    """
    folder, place = evidence.resolve(), out.with_name(f"{out.name}-bag")
    if place == folder or folder in place.parents or place in folder.parents:
        raise DossierError("inside-evidence", path=str(place))
    refuse(place)
    return place


def refuse(place: Path) -> tuple[Difference, ...]:
    """Make sure that a place is empty, or a bag of ours with nothing in it but what we put there.

    Returns:
        What else differs from the bag's own lists: then it is not whole.

    Raises:
        DossierError: it is something else.
        NotWritten: it cannot be looked into.
    """
    if not os.path.lexists(place):
        return ()
    if place.is_symlink() or not place.is_dir():
        raise DossierError("not-ours", path=str(place))
    try:
        if all(is_litter(file.name) for file in files(place).values()):
            return ()
        if not _is_ours(place):
            raise DossierError("not-ours", path=str(place))
        differences = check(place)
    except OSError as error:
        raise NotWritten("not-written", path=str(place), why=error.strerror or str(error)) from error
    strange = list(
        dict.fromkeys(d.path for d in differences if d.code in _STRANGE and not _is_litter(d.path))
    )
    if strange:
        named = strange[:_NAMED]
        raise DossierError("bag-altered", path=str(place), files=named, more=len(strange) - len(named))
    return differences


def keep_originals(place: Path, now: Iterable[str]) -> None:
    """Refuse to replace a bag by one with fewer originals: it may be the last to hold them.

    Args:
        place: a bag of ours, or an empty folder.
        now: SHA-256 of what goes into the new bag.

    Raises:
        NotWritten: an original would be lost.
    """
    kept = frozenset(now)
    if not (place / tags.MANIFEST).exists():
        return
    for path, sha256 in _listed(place).items():
        if path.startswith(ORIGINALS) and not is_own(path) and sha256 not in kept:
            raise NotWritten("bag-holds-more", path=path.removeprefix(ORIGINALS), place=str(place))


def _is_ours(place: Path) -> bool:
    """Whether our name stands on a bag, and nothing beside it that somebody else added."""
    try:
        told = tags.read_info((place / tags.INFO).read_bytes())
        _listed(place)
    except (OSError, ValueError):
        return False
    return told.keys() <= tags.LABELS


def _listed(place: Path) -> dict[str, str]:
    """What the manifest of a bag lists: path → SHA-256.

    Raises:
        OSError: it cannot be read.
        ValueError: it is damaged.
    """
    return tags.read_manifest((place / tags.MANIFEST).read_bytes())


def _is_litter(path: str) -> bool:
    return is_litter(path.rpartition("/")[2])
