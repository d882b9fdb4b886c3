"""Hold an evidence folder against the files that were taken in, and name what became of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.files import file_sha256
from dossier.intake.walk import walk
from dossier.seal.difference import Difference
from dossier.seal.listed import respelled
from dossier.seal.manifest import Entry

_CLOSED = "folder-unreadable"


@dataclass(frozen=True, slots=True)
class Held:
    """What became of the originals.

    ``beyond`` are files of which nothing is said: they may be new, or were left out on purpose.
    """

    differences: tuple[Difference, ...]
    beyond: tuple[str, ...] = ()


def hold(folder: Path, entries: Sequence[Entry], others: Collection[str], *, complete: bool) -> Held:
    """Compare a folder with what was taken in from it.

    Names and contents are compared, times are not: copying a file changes them.

    Args:
        folder: an existing evidence folder; nothing in it is changed.
        entries: the originals.
        others: paths of files that are no evidence.
        complete: whether ``entries`` and ``others`` are all that the folder held.

    Raises:
        OSError: the folder cannot be read.
    """
    found, problems = walk(folder)
    named = [entry for entry in entries if not entry.masked]
    listed = {entry.path for entry in named} | set(others)
    spelled = respelled(listed, [file.path for file in found])
    hashes = {spelled.get(file.path, file.path): _hash(file.place) for file in found}
    free = {path: one for path, one in hashes.items() if path not in listed}
    closed = {one.path for one in problems if one.code == _CLOSED} - listed
    differences = [
        # Nobody knows what became of a file in a folder that is closed to us.
        one
        for one in _named(named, hashes, free)
        if one.code != "original-missing" or not one.path.startswith(tuple(f"{path}/" for path in closed))
    ]
    hidden = (entry for entry in entries if entry.masked and not _take(free, entry.sha256))
    differences += [Difference("original-unfound", entry.path) for entry in hidden]
    differences += [Difference("original-unreadable", path) for path in sorted(closed)]
    # Links that lead out, pipes, names that are no text: they cannot be looked into, yet they are there.
    more = (*free, *sorted({one.path for one in problems} - listed - closed))
    if complete:
        differences += [Difference("original-added", path) for path in more]
        return Held(tuple(differences))
    return Held(tuple(differences), more)


def _named(entries: Sequence[Entry], hashes: Mapping[str, str], free: dict[str, str]) -> Iterator[Difference]:
    """What became of originals whose names are known; a renamed one is taken out of ``free``."""
    known = {entry.sha256: entry.path for entry in entries}
    for entry in entries:
        now = hashes.get(entry.path)
        if now == entry.sha256:
            continue
        if now is None:
            other = _take(free, entry.sha256)
            code = "original-renamed" if other else "original-missing"
            yield Difference(code, entry.path, other)
        elif not now:
            yield Difference("original-unreadable", entry.path)
        elif now in known:
            yield Difference("original-exchanged", entry.path, known[now])
        else:
            yield Difference("original-changed", entry.path, _take(free, entry.sha256))


def _take(free: dict[str, str], sha256: str) -> str:
    """The path of a file with some content, which then stands for it; empty when there is none."""
    for path, one in free.items():
        if one == sha256:
            del free[path]
            return path
    return ""


def _hash(place: Path) -> str:
    """The hash of a file; empty when it cannot be read."""
    try:
        return file_sha256(place)
    except OSError:
        return ""
