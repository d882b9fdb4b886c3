"""Files that are still being written are waited for: half a screenshot is no evidence.

A file that changed a moment ago is looked at until it rests.  The whole folder
shares one pause, so a folder at rest costs no time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

YOUNG = 2.0
"""Seconds: a file changed less than this ago may still be changing."""
REST = 1.0
"""Seconds without a change after which a file rests."""
LONGEST = 10.0
"""Seconds that are waited at most."""
PATIENT = 1.5
"""Seconds after which somebody is told what is waited for."""
_POLL = 0.1
_AGAIN = 60.0
"""Seconds during which a file that was waited for in vain is not waited for once more."""
_UNFINISHED = (
    ".aria2",
    ".crdownload",
    ".download",
    ".downloading",
    ".opdownload",
    ".part",
    ".partial",
    ".td",
    ".tmp",
    ".xltd",
)
"""How browsers, sync programs and download managers end the names of files they have not finished."""
_BUNDLE = ".download"
"""Safari keeps a download in a folder that is named so."""
_OWNER = "~$"
"""How the note begins that office programs keep beside an open document."""

State: TypeAlias = tuple[int, int, int]
"""What changes when a file is written or replaced: its number on the disk, size and time (ns)."""
Waiting: TypeAlias = Callable[[Sequence[str]], None]
"""Takes the paths of files that are waited for."""

# A command looks at its folder more than once, and need not wait each time.
_rested: dict[Path, State] = {}
_given_up: dict[Path, float] = {}


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether anything was waited for, and what still moves."""

    waited: bool
    moving: frozenset[Path]


def state(place: Path) -> State | None:
    """The state of a file; None when it is gone.

    Only states that were asked for in this way compare: some systems tell other things of an open file.
    """
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def settle(files: Mapping[Path, str], waiting: Waiting | None = None) -> Settled:
    """Wait until every file rests, or until it has taken too long.

    Args:
        files: where they lie, and the paths by which they are called; one that goes meanwhile is
            waited for no longer.
        waiting: told once, if it takes long.
    """
    begun = time.monotonic()
    fresh = {place: now for place in files if (now := _fresh(place))}
    moving = {place for place in fresh if begun - _given_up.get(place, -_AGAIN) < _AGAIN}
    pending = {place: (now, begun) for place, now in fresh.items() if place not in moving}
    waited = bool(pending)
    while pending and time.monotonic() - begun < LONGEST:
        time.sleep(min(_POLL, REST))
        pending = dict(_looked_at(pending))
        if waiting and pending and time.monotonic() - begun > PATIENT:
            waiting(sorted(files[place] for place in pending))
            waiting = None
    _given_up.update(dict.fromkeys(pending, time.monotonic()))
    return Settled(waited, frozenset(moving | pending.keys()))


def is_unfinished(path: str) -> bool:
    """Whether a name says that a file is not finished, or is no document at all.

    Args:
        path: relative to the folder, ``/`` between parts.
    """
    name = PurePosixPath(path)
    ends = name.name.lower().endswith(_UNFINISHED)
    return ends or name.name.startswith(_OWNER) or name.parent.name.lower().endswith(_BUNDLE)


def _fresh(place: Path) -> State | None:
    """The state of a file that changed a moment ago; None of one that rests or is gone."""
    now = state(place)
    if now is None or _rested.get(place) == now:
        return None
    # The clock of a server may be ahead of ours; a file of next year is none that is being written.
    return now if -LONGEST < time.time() - now[2] / 1e9 < YOUNG else None


def _looked_at(pending: dict[Path, tuple[State, float]]) -> Iterator[tuple[Path, tuple[State, float]]]:
    """What still does not rest, with its state and since when it has that."""
    moment = time.monotonic()
    for place, (known, since) in pending.items():
        now = state(place)
        if now is not None and now != known:
            yield place, (now, moment)
        elif now is not None and moment - since < REST:
            yield place, (known, since)
        elif now is not None:
            _rested[place] = now
