"""The floor: what the default engine alone costs on the pictures of a folder, as whole processes.

    python bench/floor.py FOLDER PROCESSES

Reads every picture with RapidOCR as it comes, nothing before and nothing after,
in so many processes that share the processors evenly.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})


def read(paths: list[str], threads: int) -> None:
    """Read pictures one after the other."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - a worker's, not the parent's

    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )
    for path in paths:
        engine(path)


def main(folder: str, processes: int) -> None:
    """Deal the pictures out and wait."""
    paths = sorted(str(path) for path in Path(folder).iterdir() if path.suffix.lower() in PICTURES)
    threads = max(1, (os.cpu_count() or 1) // processes)
    if processes == 1:
        read(paths, threads)
        return
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=read, args=(paths[n::processes], threads)) for n in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
