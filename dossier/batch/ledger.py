"""What is finished, told at once: one line of JSON a case, so that a killed run goes on where it was.

Each line holds a row with the digest of what it was made from.  The last line about a case
holds; half a line, left by whoever was killed while writing, is passed over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from dossier import locks
from dossier.batch.cases import LEDGER
from dossier.batch.row import Row, of_document
from dossier.errors import DossierError, NotWritten

SCHEMA = "dossier-batch-ledger/1"


class Ledger:
    """The ledger of an output folder, open and locked.

    Of the rows only the places in the file are held in memory.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        """Take in what stands there.

        Args:
            stream: open for reading and writing.
        """
        self._stream = stream
        self._places: dict[str, int] = {}
        self._written: set[str] = set()
        end, whole = 0, True
        stream.seek(0)
        for line in stream:
            told = _parsed(line)
            if told is not None and "row" in told:
                self._places[told["row"]["case"]] = end
            elif told is not None:
                self._written.update(told.get("written", ()))
            end += len(line)
            whole = line.endswith(b"\n")
        if not whole:
            self._append(b"\n")

    def known(self, case: str) -> tuple[str, Row] | None:
        """The digest and the row of a case that was finished before."""
        place = self._places.get(case)
        if place is None:
            return None
        self._stream.seek(place)
        told = _parsed(self._stream.readline())
        return None if told is None else (told["digest"], of_document(told["row"]))

    def finished(self, row: Row, digest: str) -> None:
        """Tell that a case is finished; it is on its way to the disk when this returns.

        Raises:
            NotWritten: the disk refuses.
        """
        self._places[row.case] = self._add({"digest": digest, "row": row.document()})

    def has_written(self, sha256: str) -> bool:
        """Whether a table of this content was announced."""
        return sha256 in self._written

    def writing(self, hashes: list[str]) -> None:
        """Announce tables, so that they are known for ours.

        Raises:
            NotWritten: the disk refuses.
        """
        self._add({"written": hashes})
        self._written.update(hashes)

    def _add(self, told: dict[str, Any]) -> int:
        line = json.dumps({"schema": SCHEMA, **told}, sort_keys=True, separators=(",", ":"))
        return self._append(line.encode() + b"\n")

    def _append(self, data: bytes) -> int:
        try:
            place = self._stream.seek(0, os.SEEK_END)
            self._stream.write(data)
            self._stream.flush()
        except OSError as error:
            why = error.strerror or str(error)
            raise NotWritten("not-written", path=LEDGER, why=why) from error
        return place


@contextmanager
def opened(out: Path) -> Iterator[Ledger]:
    """The ledger of an output folder, for us alone; folder and ledger are made where there are none.

    Raises:
        NotWritten: they cannot be made.
        DossierError: another run is at work in the folder.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        # Created with its owner's eyes in mind: it holds what the cases hold.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(out / LEDGER, flags, 0o600)
    except OSError as error:
        why = error.strerror or str(error)
        raise NotWritten("not-written", path=str(out), why=why) from error
    with os.fdopen(handle, "r+b") as stream:
        taken = True
        with suppress(OSError):  # a file system without locks
            taken = locks.take(handle)
        if not taken:
            raise DossierError("batch-busy", path=str(out))
        yield Ledger(stream)


def _parsed(line: bytes) -> dict[str, Any] | None:
    """A line that is whole and ours, or None."""
    try:
        told = json.loads(line)
        if told["schema"] != SCHEMA:
            return None
        if "row" in told:
            of_document(told["row"])
            str(told["digest"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return dict(told)
