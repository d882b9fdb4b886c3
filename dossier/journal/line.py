"""One line of the journal: a JSON object with one spelling, which vouches for itself.

``previous`` is the hash of the line before, ``sha256`` that of the line's own
content.  Nothing but the canonical bytes is accepted, so that no bit of a line
can change unseen.  The keys are chosen so that, sorted, what every line has comes
first and what it tells (``with``) last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dossier.intake.capture import CHINA
from dossier.seal.canonical import compact, sha256

SCHEMA = "dossier-journal/1"
FIRST = "0" * 64
"""What the first line has for the hash of the line before."""
RESUMED = "resumed"
"""What a line tells that follows one of which only a part was written."""

_KEYS = {"previous", "schema", "sequence", "sha256", "time", "what", "with"}
_HASH = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
LAST = 10**9
"""The highest number that a line may have; nobody writes so many."""
_OPENING = f'{{"previous":"{FIRST}","schema":"{SCHEMA}"'.encode()
_MARK = b'"schema":"dossier-journal/'
ENOUGH = 160
"""Bytes of a file by which a journal is known."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was written; ``details`` is what it tells, ``raw`` its bytes without the newline."""

    sequence: int
    time: str
    what: str
    details: Mapping[str, Any]
    previous: str
    raw: bytes

    @property
    def hash(self) -> str:
        """What the next line names as ``previous``."""
        return sha256(self.raw)


@dataclass(frozen=True, slots=True)
class Broken:
    """Bytes between two newlines that are no sound line.

    ``legible`` says that they have the form of one, and only the content is another.
    """

    raw: bytes
    legible: bool = False

    @property
    def hash(self) -> str:
        """What the next line names as ``previous``, if it was written after the damage."""
        return sha256(self.raw)


def make(sequence: int, time: str, what: str, details: Mapping[str, Any], previous: str) -> Line:
    """A line.

    Args:
        sequence: counts from 1.
        time: see :func:`dossier.journal.clock.written`.
        what: one word for what happened.
        details: texts, whole numbers, lists and mappings of them.
        previous: the hash of the line before, or :data:`FIRST`.
    """
    content = {
        "previous": previous,
        "schema": SCHEMA,
        "sequence": sequence,
        "time": time,
        "what": what,
        "with": details,
    }
    raw = _compact({**content, "sha256": sha256(_compact(content))})
    return Line(sequence, time, what, details, previous, raw)


def parse(raw: bytes) -> Line | Broken:
    """What stands between two newlines."""
    try:
        found = json.loads(raw.decode())
        if not isinstance(found, dict) or _compact(found) != raw or not _is_formed(found):
            return Broken(raw)
    except (ValueError, RecursionError):
        return Broken(raw)
    own = found.pop("sha256")
    if own != sha256(_compact(found)):
        return Broken(raw, legible=True)
    return Line(found["sequence"], found["time"], found["what"], found["with"], str(found["previous"]), raw)


def is_ours(start: bytes) -> bool:
    """Whether a file that begins so is a journal of ours, be it damaged or cut.

    Args:
        start: its first bytes, :data:`ENOUGH` of them where it has so many.
    """
    return start.startswith(_OPENING[:32]) or _OPENING.startswith(start) or _MARK in start[:ENOUGH]


def _is_formed(found: Mapping[str, Any]) -> bool:
    texts = ("previous", "schema", "sha256", "time", "what")
    return (
        set(found) == _KEYS
        and all(isinstance(found[key], str) for key in texts)
        and found["schema"] == SCHEMA
        and type(found["sequence"]) is int
        and 0 < found["sequence"] <= LAST
        and bool(_HASH.fullmatch(found["previous"]) and _HASH.fullmatch(found["sha256"]))
        and _is_time(found["time"])
        and bool(found["what"])
        and isinstance(found["with"], dict)
    )


def _is_time(written: str) -> bool:
    """Whether it is a moment, and one that can be told in China's time."""
    try:
        return bool(_TIME.fullmatch(written) and datetime.fromisoformat(written).astimezone(CHINA))
    except (ValueError, OverflowError):
        return False


def _compact(document: Mapping[str, Any]) -> bytes:
    # A lone surrogate, which no encoding has, is written as JSON's own escape of it.
    return compact(document).encode(errors="backslashreplace")
