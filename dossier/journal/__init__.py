"""The journal: ``journal.jsonl`` beside ``case.yaml``, lines that are only ever added.

It tells what was read, what a person put right, confirmed or took back, what was
built and what was checked.  Each line bears the hash of the one before, so that a
changed, missing or moved line shows; ``journal-head.json`` beside the packet says
where the journal ended, so that a cut end shows.  It is kept only where a
``case.yaml`` lies, and no command fails because of it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.journal import head as _head
from dossier.journal.chain import NAME, Kept, State, is_journal, load
from dossier.journal.check import check
from dossier.journal.clock import now
from dossier.journal.head import Head
from dossier.journal.notes import What, built, differed, verified
from dossier.seal.listed import HEAD

if TYPE_CHECKING:
    from dossier.pipeline import Result

__all__ = [
    "HEAD",
    "NAME",
    "Head",
    "Kept",
    "State",
    "builds",
    "built",
    "check",
    "differed",
    "head_of",
    "is_journal",
    "length",
    "note",
    "now",
    "verified",
]


def note(folder: Path, result: Result, data: str | None, now: datetime) -> Kept:
    """Tell the journal what was read, and what a person has put right since it was told last.

    Args:
        folder: the evidence folder.
        result: the judged case of the folder.
        data: the text of ``dossier.json``; None to tell only of the person's acts.
        now: the time of the lines.
    """
    # All the rooms before this one come with it; most commands need only the chain.
    from dossier.journal import readings  # noqa: PLC0415

    return readings.note(folder, result, data, now)


def head_of(folder: Path) -> bytes | None:
    """The content of ``journal-head.json`` for the journal as it stands.

    Returns:
        None where there is no journal, or none of which a line can be read.
    """
    try:
        chain = load(folder)
    except OSError:
        return None
    head = _head.of(chain) if chain else None
    return _head.dumps(head) if head else None


def length(folder: Path) -> int:
    """How many lines the journal of an evidence folder has; 0 where there is none."""
    try:
        chain = load(folder)
    except OSError:
        return 0
    return len(chain.lines) if chain else 0


def builds(folder: Path) -> dict[str, datetime]:
    """When each packet was made that the journal tells of, by the hash that :func:`built` was given.

    Args:
        folder: the evidence folder.
    """
    try:
        chain = load(folder)
    except OSError:
        return {}
    lines = chain.lines if chain else ()
    made = (one for one in lines if one.what == What.BUILT)
    return {str(one.details.get("manifest")): datetime.fromisoformat(one.time) for one in made}
