"""A folder becomes evidence: E1, E2 … in the order of the paths."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dossier.intake import capture, originals, registry
from dossier.intake.errors import Unreadable
from dossier.intake.keys import Keys
from dossier.intake.reader import Reading, Trouble
from dossier.intake.walk import Found, walk
from dossier.model import Anchor, Evidence, Problem


@dataclass(frozen=True, slots=True)
class Intake:
    """What a folder held.

    ``evidence`` has every file of a known format; one that could not be read
    has no pages but keeps its hash and its problems.  ``problems`` repeats those
    and adds files that are no evidence at all.
    """

    evidence: tuple[Evidence, ...]
    problems: tuple[Problem, ...]


def read_folder(folder: Path, keys: Keys | None = None) -> Intake:
    """Take in every file of a folder and its sub-folders.

    Pictures, and PDF pages without a text of their own, get their size but no
    lines: those come from OCR.

    Args:
        folder: an existing folder; nothing in it is changed.
        keys: passwords for locked files.

    Returns:
        The evidence sorted by path, and the problems sorted by path.

    Raises:
        FileNotFoundError: there is no such folder.
        NotADirectoryError: it is a file.
    """
    found, problems = walk(folder)
    evidence: list[Evidence] = []
    told = list(problems)
    for file in found:
        try:
            one = _evidence(file, f"E{len(evidence) + 1}", keys or Keys())
        except Unreadable as error:
            told.append(Problem(file.path, error.code, error.detail))
        else:
            evidence.append(one)
            told.extend(one.problems)
    return Intake(tuple(evidence), tuple(sorted(told, key=lambda one: (one.path, one.page or 0, one.code))))


def _evidence(file: Found, number: str, keys: Keys) -> Evidence:
    """One file.

    Raises:
        Unreadable: it is no evidence at all (no reader, no permission, empty).
    """
    name = PurePosixPath(file.path)
    with originals.opened(file.place) as stream:
        head = originals.head(stream)
        if not head:
            raise Unreadable("empty")
        reader = registry.choose(head, name)
        most = originals.limit(reader.media(head))
        if originals.size(stream) > most:
            sha256, length = originals.fingerprint(stream)
            reading = Reading((), troubles=(Trouble("too-large", f"{most // 1024 // 1024} MB"),))
        else:
            data = originals.contents(stream, most)
            sha256, length = hashlib.sha256(data).hexdigest(), len(data)
            try:
                reading = reader.read(data, keys.of(file.path))
            except Unreadable as error:
                reading = Reading((), troubles=(Trouble(error.code, error.detail),))
        modified = originals.modified(stream)
    named = capture.from_name(name.name)
    return Evidence(
        id=number,
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
