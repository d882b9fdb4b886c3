"""Measure the main job on the samples as whole processes, in one run.

    python bench [ROUNDS]

For each sample: the default engine alone on the same pictures with all cores (the
better of one process with all threads and one process a core), a cold build and a
warm one, in seconds of wall clock, and their ratios.  The machine may be noisy; the
ratio of measurements of one run is what counts.  The goals that the project keeps:
a cold build costs at most one and a half times the engine alone, second readings
included, and a warm one is at least ten times faster.  Then the program against the
engine and its peers on forty and four hundred pictures, see ``bench/speed.py``; the making
of a packet of eighty large screenshots, see ``bench/packet.py``; the opening of the review
page of three hundred pictures, see ``bench/review.py``; and many cases at once, see
``bench/batch.py``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ("fee-kept", "inside-window", "manual-after-request", "not-a-breach")
WARM_GOAL = 10.0
FLOOR_GOAL = 1.5


def timed(*command: str, cache: Path | None = None) -> float:
    """Seconds of one command in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    if cache is not None:
        environment["DOSSIER_CACHE"] = str(cache)
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def floor(sample: Path) -> float:
    """Seconds that the engine alone takes, dealt out to processes in the better of two ways."""
    script = str(ROOT / "bench" / "floor.py")
    return min(timed(script, str(sample), str(count)) for count in {1, os.cpu_count() or 1})


def measure(sample: Path, rounds: int) -> tuple[float, float, float]:
    """Median seconds of the engine alone, of cold and of warm builds, taken in turn."""
    alone, cold, warm = [], [], []
    with tempfile.TemporaryDirectory() as place:
        for number in range(rounds):
            cache, out = Path(place) / f"cache{number}", Path(place) / f"out{number}"
            build = ("-m", "dossier", "build", str(sample), "-o", str(out))
            alone.append(floor(sample))
            cold.append(timed(*build, cache=cache))
            warm.append(timed(*build, cache=cache))
    return statistics.median(alone), statistics.median(cold), statistics.median(warm)


def main() -> int:
    """Print the table; 1 when a sample misses a goal."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    # The sample of every format holds hardly a picture that the bare engine opens.
    samples = [ROOT / "samples" / name for name in SAMPLES]
    print(f"{'sample':24}{'engine s':>10}{'cold s':>8}{'warm s':>8}{'cold/engine':>13}{'cold/warm':>11}")
    missed = False
    for sample in samples:
        alone, cold, warm = measure(sample, rounds)
        missed = missed or cold / warm < WARM_GOAL or cold / alone > FLOOR_GOAL
        print(
            f"{sample.name:24}{alone:10.2f}{cold:8.2f}{warm:8.2f}{cold / alone:13.2f}{cold / warm:11.1f}",
            flush=True,
        )
    print(flush=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for name in ("speed.py", "packet.py", "review.py", "batch.py"):
        script = str(ROOT / "bench" / name)
        # Many cases are measured once: four runs of the same cases are compared there.
        times = () if name == "batch.py" else (str(rounds),)
        large = subprocess.run([sys.executable, script, *times], env=environment, check=False)
        missed = missed or large.returncode != 0
        print(flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
