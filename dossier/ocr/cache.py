"""What was read once is not read again.

An entry's name is a hash over everything the reading depends on: the original's
bytes, the page, how its picture is made, and the engine with its version and
options.  So nothing ever has to be thrown away, and changing a rule or a
template reads no picture.

Entries hold what stands on private screenshots: files and folder are made
readable for the owner alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dossier.intake import RENDERING
from dossier.model import Box, Line

if TYPE_CHECKING:
    from dossier.ocr.engine import Engine

SCHEMA = 4
"""Raise it when the same engine would give other lines (order, slicing) or entries look different."""

VARIABLE = "DOSSIER_CACHE"
_OFF = frozenset({"", "off"})


def key(sha256: str, page: int, engine: Engine) -> str:
    """The name of an entry, hex.

    Args:
        sha256: of the original.
        page: 1-based.
        engine: asked for its name, version and options only.
    """
    parts = (SCHEMA, RENDERING, sha256, page, engine.name, engine.version, engine.options)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of readings.  It never fails: what cannot be read or kept is simply read anew."""

    folder: Path

    @classmethod
    def usual(cls) -> Self | None:
        """The user's cache, or what ``DOSSIER_CACHE`` names; None when it says "" or "off"."""
        named = os.environ.get(VARIABLE)
        if named is not None:
            return None if named.strip().lower() in _OFF else cls(Path(named).expanduser())
        import platformdirs  # noqa: PLC0415 - not needed when the folder is named

        return cls(Path(platformdirs.user_cache_dir("dossier", appauthor=False)) / "ocr")

    def get(self, name: str) -> tuple[Line, ...] | None:
        """The lines of an entry, or None when there is none or it is damaged."""
        try:
            return _lines(json.loads(self._place(name).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, name: str, lines: tuple[Line, ...]) -> None:
        """Keep lines under a name, whole or not at all, whoever else writes at the same time."""
        place = self._place(name)
        rows = [[line.text, line.box, line.confidence, line.ground, line.tilt, line.again] for line in lines]
        words = json.dumps({"schema": SCHEMA, "lines": rows}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, made = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    stream.write(words)
                os.replace(made, place)  # noqa: PTH105 - the atomic one
            except BaseException:
                Path(made).unlink(missing_ok=True)
                raise

    def _place(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.json"


def _lines(entry: Any) -> tuple[Line, ...]:
    """The lines of an entry.

    Raises:
        ValueError, KeyError, TypeError: it is not one of ours.
    """
    if entry["schema"] != SCHEMA:
        raise ValueError("another schema")
    return tuple(_line(number, row) for number, row in enumerate(entry["lines"], start=1))


def _line(number: int, row: Any) -> Line:
    text, box, confidence, ground, tilt, again = row
    if not isinstance(text, str) or not all(isinstance(side, int) for side in box):
        raise TypeError("not a line")
    if ground is not None and not isinstance(ground, int):
        raise TypeError("not a colour")
    if not all(isinstance(reading, str) for reading in again):
        raise TypeError("not a reading")
    return Line(number, text, Box(*box), float(confidence), ground, float(tilt), tuple(again))
