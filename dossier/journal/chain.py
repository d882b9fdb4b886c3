"""The journal on the disk: lines are added at its end, each bound to the one before.

Nothing that stands there is ever changed or taken away, not even half a line
that a power cut left: it is closed, told of, and the chain goes on over its bytes.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from dossier import locks
from dossier.journal import clock, line
from dossier.journal.line import Broken, Line
from dossier.words import has, phrase

NAME = "journal.jsonl"
_CASE_FILE = "case.yaml"
_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_TRIES = 3
_MOST = 1 << 28
"""Bytes of a journal: it is held in memory whole."""
_PATIENCE = 2.0
"""Seconds for which a reader waits for a writer; nobody writes for so long."""


class State(StrEnum):
    """What became of the journal."""

    KEPT = "kept"
    NOT_WANTED = "not-wanted"
    """There is no ``case.yaml``: nothing is added to such a folder."""
    FOREIGN = "foreign"
    """Something of that name is there that is no journal of ours; it stays as it is."""
    UNWRITABLE = "unwritable"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the journal; ``added`` counts new lines, ``why`` is the system's word on a failure."""

    state: State
    added: int = 0
    why: str = ""

    def told(self, lang: str) -> str:
        """What the user should know; "" where all is well."""
        key = f"journaling.{self.state}"
        return phrase(key, lang, path=NAME, why=self.why) if has(key) else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a new line is to tell."""

    what: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chain:
    """All lines of a journal; ``whole`` says that the last ends in a newline."""

    pieces: tuple[Line | Broken, ...] = ()
    whole: bool = True

    @property
    def lines(self) -> tuple[Line, ...]:
        """The sound ones."""
        return tuple(one for one in self.pieces if isinstance(one, Line))

    def last(self, what: str) -> Line | None:
        """The last line of a kind."""
        return next((one for one in reversed(self.lines) if one.what == what), None)

    @property
    def sequence(self) -> int:
        """How many lines were written: those that cannot be read count by their number."""
        behind = 0
        for one in reversed(self.pieces):
            if isinstance(one, Line):
                return one.sequence + behind
            behind += 1
        return behind


def of(data: bytes) -> Chain:
    """The chain that a file's bytes are."""
    *raws, rest = data.split(b"\n")
    pieces = tuple(map(line.parse, raws + [rest] * bool(rest)))
    return Chain(pieces, whole=not rest)


def append(folder: Path, tell: Callable[[Chain], Sequence[Entry]], now: datetime) -> Kept:
    """Add lines to the journal of an evidence folder.

    Args:
        folder: the evidence folder.
        tell: what is to be added to a journal as it stands; nothing else can be
            added between the question and the answer.
        now: the time of the lines.
    """
    if not (folder / _CASE_FILE).is_file():
        return Kept(State.NOT_WANTED)
    path = folder / NAME
    if not os.path.lexists(path) and not tell(Chain()):
        return Kept(State.KEPT)
    try:
        for _ in range(_TRIES):
            kept = _append(path, tell, clock.written(now))
            if kept is not None:
                return kept
    except OSError as error:
        return Kept(State.UNWRITABLE, why=error.strerror or type(error).__name__)
    return Kept(State.UNWRITABLE)


def load(folder: Path) -> Chain | None:
    """The journal of a folder; None where there is none of ours.

    Raises:
        OSError: it cannot be read.
    """
    path = folder / NAME
    if not os.path.lexists(path) or not _is_regular(path):
        return None
    handle = os.open(path, os.O_RDONLY | _PLAIN | _NO_LINK)
    try:
        try:
            with locks.held(handle, _PATIENCE):  # lest a line be seen that is being written
                data = _content(handle)
        except OSError:
            data = _content(handle)  # a file system without locks, or one that can only be read
    finally:
        os.close(handle)
    return None if data is None else of(data)


def is_journal(path: Path) -> bool:
    """Whether a file is a journal of ours, by its first bytes."""
    try:
        if not _is_regular(path):
            return False
        with path.open("rb") as stream:
            return line.is_ours(stream.read(line.ENOUGH))
    except OSError:
        return False


def _append(path: Path, tell: Callable[[Chain], Sequence[Entry]], time: str) -> Kept | None:
    """One attempt; None when the file was replaced meanwhile."""
    if os.path.lexists(path) and not _is_regular(path):
        return Kept(State.FOREIGN)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _PLAIN | _NO_LINK, 0o644)
    try:
        with locks.held(handle):
            if not os.path.lexists(path) or not os.path.samestat(path.lstat(), os.fstat(handle)):
                return None
            data = _content(handle)
            if data is None:
                return Kept(State.FOREIGN)
            chain = of(data)
            entries = tell(chain)
            if entries:
                _write(handle, _bytes(chain, entries, time))
            return Kept(State.KEPT, len(entries))
    finally:
        os.close(handle)


def _bytes(chain: Chain, entries: Sequence[Entry], time: str) -> bytes:
    """What is written behind a chain for some entries."""
    last = chain.pieces[-1] if chain.pieces else None
    if not chain.whole and isinstance(last, Broken):
        entries = (Entry(line.RESUMED, {"bytes": len(last.raw)}), *entries)
    sequence, previous = chain.sequence, last.hash if last else line.FIRST
    made = [] if chain.whole else [b""]
    for entry in entries:
        sequence += 1
        new = line.make(sequence, time, entry.what, entry.details, previous)
        previous = new.hash
        made.append(new.raw)
    return b"\n".join(made) + b"\n"


def _write(handle: int, data: bytes) -> None:
    """One call for all of it, so that others see all or nothing; the rest only where the system splits it."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)


def _content(handle: int) -> bytes | None:
    """All bytes of an open journal; None when it is none of ours.

    Raises:
        OSError: it cannot be read, or is longer than any journal is.
    """
    with open(handle, "rb", closefd=False) as stream:
        stream.seek(0)
        start = stream.read(line.ENOUGH)
        if not line.is_ours(start):
            return None
        if os.fstat(handle).st_size > _MOST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return start + stream.read()


def _is_regular(path: Path) -> bool:
    """Whether something is a file itself, and no link to one."""
    return stat.S_ISREG(path.lstat().st_mode)
