"""Every system reads every picture, on all cores, and what an engine read is kept for the next run."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench.accuracy import engines, ours, patterns, real
from bench.accuracy.truth import Answer, Picture

SYSTEMS = ("dossier", "rapid", "tesseract")
_ENGINES = {"rapid": engines.rapid, "tesseract": engines.tesseract}
_KEPT = 2
"""Raise it when an engine is called in another way."""
_FILE_TIME = 1_767_225_600
"""What the file system says of every picture (2026-01-01 UTC), so that no run differs from another."""


def answers(system: str, pictures: Sequence[Picture], cache: Path) -> list[tuple[Answer, ...]]:
    """One system's answers for each picture, in their order."""
    with tempfile.TemporaryDirectory() as place:
        folders = [_alone(Path(place), picture) for picture in pictures]
        if system == "dossier":
            ours.warm(Path(place), cache)
            work = partial(ours.read, cache=cache)
        else:
            work = partial(_compared, system=system, cache=cache)
        count = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, 4)
        if len(folders) < count:
            return [work(folder) for folder in folders]
        found: list[tuple[Answer, ...]] = []
        with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
            for answer in pool.map(work, folders):
                found.append(answer)
                if sys.stderr.isatty():
                    print(f"\r{system} {len(found)}/{len(folders)}", end="", file=sys.stderr)
        return found


def _alone(place: Path, picture: Picture) -> Path:
    """A folder that holds one picture."""
    folder = place / picture.name
    folder.mkdir()
    path = folder / picture.name
    path.write_bytes(picture.data)
    os.utime(path, (_FILE_TIME, _FILE_TIME))
    return folder


def _compared(folder: Path, system: str, cache: Path) -> tuple[Answer, ...]:
    """An engine and the patterns; its words come from the cache where it has read the picture before."""
    path = next(folder.iterdir())
    data = path.read_bytes()
    if path.suffix == ".json":
        return patterns.find(real.words(data))
    name = hashlib.sha256(data + f"{system} {_KEPT} {engines.version(system)}".encode()).hexdigest()
    kept = cache / system / f"{name}.json"
    if kept.is_file():
        words = tuple(patterns.Word(*row) for row in json.loads(kept.read_text("utf-8")))
    else:
        words = _ENGINES[system](data)
        kept.parent.mkdir(parents=True, exist_ok=True)
        rows = [(w.text, w.x0, w.y0, w.x1, w.y1, w.score) for w in words]
        kept.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    return patterns.find(words)
