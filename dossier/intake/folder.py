"""A folder becomes evidence: E1, E2 … in the order of the paths."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from dossier.intake import capture, originals, registry, settling
from dossier.intake.errors import Unreadable
from dossier.intake.keys import Keys
from dossier.intake.reader import Reading, Trouble
from dossier.intake.settling import Waiting
from dossier.intake.walk import Found, walk
from dossier.model import Anchor, Evidence, Problem

_MOVING = "still-written"
_TORSO = frozenset({"empty", "not-a-picture", "not-a-workbook", "text-encoding", "unknown-format"})
_BROKEN = ("-broken", "-truncated")
_ROUNDS = 3
"""How often a folder is looked at anew because files in it moved."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What a folder held.

    ``evidence`` has every file of a known format; one that could not be read
    has no pages but keeps its hash and its problems.  ``problems`` repeats those
    and adds files that are no evidence at all.
    """

    evidence: tuple[Evidence, ...]
    problems: tuple[Problem, ...]


def read_folder(folder: Path, keys: Keys | None = None, waiting: Waiting | None = None) -> Intake:
    """Take in every file of a folder and its sub-folders.

    A file that is being written is waited for, and left out if that takes too long.
    Pictures, and PDF pages without a text of their own, get their size but no
    lines: those come from OCR.

    Args:
        folder: an existing folder; nothing in it is changed.
        keys: passwords for locked files.
        waiting: told the paths of files that are being written, where that takes long.

    Returns:
        The evidence sorted by path, and the problems sorted by path.

    Raises:
        FileNotFoundError: there is no such folder.
        NotADirectoryError: it is a file.
    """
    done: dict[str, Evidence | Problem] = {}
    for _ in range(_ROUNDS):
        found, problems, moving = _at_rest(folder, waiting)
        for file in found:
            if not _is_final(done.get(file.path)):
                moves = file.place in moving
                done[file.path] = Problem(file.path, _MOVING) if moves else _taken(file, keys or Keys())
        if all(_is_final(done[file.path]) or file.place in moving for file in found):
            break
    evidence: list[Evidence] = []
    told = list(problems)
    for outcome in (done[file.path] for file in found):
        if isinstance(outcome, Problem):
            told.append(outcome)
        else:
            evidence.append(replace(outcome, id=f"E{len(evidence) + 1}"))
            told.extend(outcome.problems)
    return Intake(tuple(evidence), tuple(sorted(told, key=lambda one: (one.path, one.page or 0, one.code))))


def _at_rest(
    folder: Path, waiting: Waiting | None
) -> tuple[tuple[Found, ...], tuple[Problem, ...], frozenset[Path]]:
    """The files of a folder, its problems, and which files are still being written.

    Raises:
        FileNotFoundError, NotADirectoryError: see :func:`read_folder`.
    """
    for _ in range(_ROUNDS):
        found, problems = walk(folder)
        settled = settling.settle({file.place: file.path for file in found}, waiting)
        if not settled.waited:
            break
        # What was waited for may have another name by now, as a finished download has.
    return found, problems, settled.moving


def _is_final(outcome: Evidence | Problem | None) -> bool:
    """Whether another look would not find anything else."""
    return outcome is not None and not (isinstance(outcome, Problem) and outcome.code == _MOVING)


def _taken(file: Found, keys: Keys) -> Evidence | Problem:
    """One file, or why it is no evidence.  Nothing that can be read is left out for its name."""
    unfinished = settling.is_unfinished(file.path)
    try:
        one = _evidence(file, keys)
    except Unreadable as error:
        if unfinished and _is_torso(error.code):
            return Problem(file.path, "unfinished")
        return Problem(file.path, error.code, error.detail)
    if not unfinished:
        return one
    if not one.pages and all(_is_torso(problem.code) for problem in one.problems):
        return Problem(file.path, "unfinished")
    return replace(one, problems=(*one.problems, Problem(file.path, "unfinished-name")))


def _is_torso(code: str) -> bool:
    """Whether a problem is one that half a file has."""
    return code in _TORSO or code.endswith(_BROKEN)


def _evidence(file: Found, keys: Keys) -> Evidence:
    """One file, without its number.

    Raises:
        Unreadable: it is no evidence at all (no reader, no permission, empty, still being written).
    """
    name = PurePosixPath(file.path)
    before = settling.state(file.place)
    with originals.opened(file.place) as stream:
        head = originals.head(stream)
        if not head:
            raise Unreadable("empty")
        reader = registry.choose(head, name)
        most = originals.limit(reader.media(head))
        if originals.size(stream) > most:
            sha256, length = originals.fingerprint(stream)
            _prove_rest(file, before)
            reading = Reading((), troubles=(Trouble("too-large", f"{most // 1024 // 1024} MB"),))
        else:
            data = originals.contents(stream, most)
            _prove_rest(file, before)
            sha256, length = hashlib.sha256(data).hexdigest(), len(data)
            try:
                reading = reader.read(data, keys.of(file.path))
            except Unreadable as error:
                reading = Reading((), troubles=(Trouble(error.code, error.detail),))
        modified = originals.modified(stream)
    named = capture.from_name(name.name)
    return Evidence(
        id="",
        path=file.path,
        sha256=sha256,
        bytes=length,
        media=reader.media(head),
        pages=reading.pages,
        engine=reading.engine,
        captured=named or reading.captured,
        captured_by=Anchor.FILE_NAME if named else Anchor.EXIF if reading.captured else None,
        modified=modified,
        password=reading.password,
        channel=reading.channel,
        device=reading.device,
        problems=tuple(Problem(file.path, one.code, one.detail, one.page) for one in reading.troubles),
    )


def _prove_rest(file: Found, before: settling.State | None) -> None:
    """Make sure that a file was not written, nor another put in its place, while it was read.

    Raises:
        Unreadable: it was.
    """
    if settling.state(file.place) != before:
        raise Unreadable(_MOVING)
