"""Which files of a folder are evidence, in an order that no locale changes.

Links are the delicate part.  What a link inside the folder points at is walked
anyway, so a link adds something only when its target lies in the folder but
was passed over (a hidden store, say).  A link that leads out is never followed:
evidence must not depend on what lies elsewhere.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from dossier.model import Problem

_CASE_FILE, _JOURNAL = "case.yaml", "journal.jsonl"
_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file: its path relative to the folder with ``/`` between parts, and where it lies."""

    path: str
    place: Path


@dataclass(slots=True)
class _Walk:
    root: Path
    files: list[Found] = field(default_factory=list)
    links: list[tuple[str, Path]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)

    def folder(self, place: Path, prefix: str) -> None:
        """Take in one folder and everything below it, links excepted."""
        pending = [(place, prefix)]
        while pending:
            here, before = pending.pop()
            self.seen.add(here)
            try:
                entries = sorted(os.scandir(here), key=lambda entry: entry.name)
            except OSError as error:
                code = "folder-unreadable"
                self.problems.append(Problem(before.rstrip("/") or ".", code, _reason(error)))
                continue
            for entry in entries:
                if _passed_over(entry.name) or (not before and _is_ours(entry)):
                    continue
                path = before + entry.name
                if not _speakable(path):
                    self.problems.append(Problem(_spelled(path), "name-unreadable"))
                elif entry.is_symlink():
                    self.links.append((path, Path(entry.path)))
                elif entry.is_dir(follow_symlinks=False):
                    pending.append((Path(entry.path), f"{path}/"))
                elif entry.is_file(follow_symlinks=False):
                    self.seen.add(Path(entry.path))
                    self.files.append(Found(path, Path(entry.path)))
                else:
                    self.problems.append(Problem(path, "special-file"))

    def link(self, path: str, place: Path) -> None:
        """Take in what a link points at, when it lies inside and was not walked yet."""
        try:
            target = place.resolve(strict=True)
            mode = target.stat().st_mode
        except (OSError, RuntimeError):  # dangling, or a ring of links
            self.problems.append(Problem(path, "link-broken"))
            return
        if not target.is_relative_to(self.root):
            self.problems.append(Problem(path, "link-outside"))
        elif target in self.seen or target == self.root:
            return
        elif stat.S_ISDIR(mode):
            self.folder(target, f"{path}/")
        elif stat.S_ISREG(mode):
            self.seen.add(target)
            self.files.append(Found(path, target))
        else:
            self.problems.append(Problem(path, "special-file"))


def walk(folder: Path) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """The files of a folder and its sub-folders, sorted by path.

    Args:
        folder: an existing folder.

    Returns:
        The files, and what could not be walked.

    Raises:
        FileNotFoundError: there is no such folder.
        NotADirectoryError: it is a file.
    """
    root = folder.resolve(strict=True)
    if not root.is_dir():
        raise NotADirectoryError(folder)
    state = _Walk(root)
    state.folder(root, "")
    while state.links:
        pending, state.links = sorted(state.links), []
        for path, place in pending:
            state.link(path, place)
    return tuple(sorted(state.files, key=lambda found: found.path)), tuple(state.problems)


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name.lower() in _SYSTEM


def _is_ours(entry: os.DirEntry[str]) -> bool:
    """Whether a file of the top folder is one that the program keeps there; a chat may share a name."""
    if entry.name != _JOURNAL:
        return entry.name == _CASE_FILE
    from dossier.journal import is_journal  # noqa: PLC0415 - that room looks at folders by this walk

    return is_journal(Path(entry.path))


def _speakable(path: str) -> bool:
    """Whether a name is text: an archive unpacked with the wrong charset leaves bytes that are none."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _spelled(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
