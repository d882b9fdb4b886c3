"""The folder of a bag, and what lies in it."""

from __future__ import annotations

import os
from pathlib import Path

from dossier.bagging import tags


def is_bag(place: Path) -> bool:
    """Whether a folder is meant to be a bag."""
    return any((place / name).is_file() for name in (tags.DECLARATION, tags.MANIFEST))


def is_inside(folder: Path) -> bool:
    """Whether a folder is part of a bag: whatever is written there breaks the bag."""
    return any(is_bag(above) for above in folder.resolve().parents)


def files(place: Path) -> dict[str, Path]:
    """Everything in a folder that is no folder, links included, by path with ``/`` between parts.

    Raises:
        OSError: a folder cannot be looked into.
    """
    found: dict[str, Path] = {}
    pending = [("", place)]
    while pending:
        before, here = pending.pop()
        for entry in os.scandir(here):
            if entry.is_dir(follow_symlinks=False):
                pending.append((f"{before}{entry.name}/", Path(entry.path)))
            else:
                found[before + entry.name] = Path(entry.path)
    return found
