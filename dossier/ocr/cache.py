"""What was read once is not read again.

An entry's name is a hash over everything the reading depends on: the original's
bytes, the page, how its picture is made, and the engine with its version and
options; and again under a hash over the picture's pixels, since one screenshot
comes in many files.  So no entry ever becomes wrong, and changing a rule or a
template reads no picture.  What was not asked for the longest time goes when
there is too much of it.

Entries hold what stands on private screenshots: files and folder are made
readable for the owner alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dossier.intake import RENDERING
from dossier.model import Box, Line

if TYPE_CHECKING:
    from PIL import Image

    from dossier.ocr.engine import Engine

SCHEMA = 4
"""Raise it when the same engine would give other lines (order, slicing) or entries look different."""

VARIABLE = "DOSSIER_CACHE"
_OFF = frozenset({"", "off"})

LIMIT = 100_000_000
"""Bytes that entries may take: those of some twenty thousand pictures."""
_LEFT = 0.8
"""What part of the limit is left when there was too much: so that it is not soon too much again."""
_DAY = 86_400
"""Seconds: how exactly it is known when an entry was last asked for."""
_ENTRY = re.compile(r"[0-9a-f]{64}\.json|\..+\.part")
_ROWS = 512
"""Rows of a picture looked at together: a long one is not held in memory twice."""


def key(sha256: str, page: int, engine: Engine) -> str:
    """The name of an entry, hex.

    Args:
        sha256: of the original.
        page: 1-based.
        engine: asked for its name, version and options only.
    """
    parts = (SCHEMA, RENDERING, sha256, page, engine.name, engine.version, engine.options)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def key_of_pixels(image: Image.Image, engine: Engine) -> str:
    """The name of an entry by what the engine sees, hex.

    Args:
        image: upright, RGB.
        engine: as for :func:`key`.
    """
    width, height = image.size
    parts = (SCHEMA, "pixels", width, height, engine.name, engine.version, engine.options)
    told = hashlib.sha256(json.dumps(parts).encode())
    for top in range(0, height, _ROWS):
        told.update(image.crop((0, top, width, min(height, top + _ROWS))).tobytes())
    return told.hexdigest()


@dataclass(frozen=True, slots=True)
class Use:
    """What a cache takes: ``entries`` and ``bytes``."""

    entries: int
    bytes: int


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
        place = self._place(name)
        try:
            lines = _lines(json.loads(place.read_text(encoding="utf-8")))
            if time.time() - place.stat().st_mtime > _DAY:
                os.utime(place)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return lines

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

    def use(self) -> Use:
        """What it takes at the moment."""
        sizes = [size for _, size, _ in self._entries()]
        return Use(len(sizes), sum(sizes))

    def tidy(self, limit: int = LIMIT) -> None:
        """Remove what was not asked for the longest time, where there are more than ``limit`` bytes.

        Whoever is about to read an entry meanwhile reads the picture anew.
        """
        entries = sorted(self._entries())
        rest = sum(size for _, size, _ in entries)
        if rest <= limit:
            return
        for _, size, place in entries:
            if rest <= _LEFT * limit:
                return
            with contextlib.suppress(OSError):
                place.unlink()
            rest -= size

    def clear(self) -> Use:
        """Remove all entries, and nothing else that may lie in the folder; tells what is left."""
        for _, _, place in self._entries():
            with contextlib.suppress(OSError):
                place.unlink()
            with contextlib.suppress(OSError):  # others lie there, or are being written
                place.parent.rmdir()
        return self.use()

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """When each was last asked for, its bytes, and where it lies."""
        with contextlib.suppress(OSError):
            for folder in os.scandir(self.folder):
                if len(folder.name) == 2 and folder.is_dir(follow_symlinks=False):  # noqa: PLR2004 - see _place
                    yield from _within(folder.path)

    def _place(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.json"


def _within(folder: str) -> Iterator[tuple[float, int, Path]]:
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if not _ENTRY.fullmatch(entry.name):
                continue
            with contextlib.suppress(OSError):  # gone meanwhile
                known = entry.stat(follow_symlinks=False)
                yield known.st_mtime, known.st_size, Path(entry.path)


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
