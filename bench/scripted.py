"""Tesseract and a script of patterns, as somebody would write it in an afternoon: one process a core.

python bench/scripted.py FOLDER
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.accuracy import engines, patterns


def read(path: str) -> int:
    """How many fields the patterns find in one picture."""
    return len(patterns.find(engines.tesseract(Path(path).read_bytes())))


def main(folder: str) -> None:
    """Read the pictures of a folder."""
    paths = sorted(str(path) for path in Path(folder).iterdir())
    with multiprocessing.Pool(os.cpu_count()) as pool:
        found = pool.map(read, paths, chunksize=1)
    print(sum(found), "fields")


if __name__ == "__main__":
    main(sys.argv[1])
