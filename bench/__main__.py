"""Measure the main job on the samples: cold against warm, as whole processes, in one run.

    python bench [ROUNDS]

Prints seconds of wall clock and their ratio for each sample; the machine may be
noisy, the ratio of two measurements of one run is what counts.  The goal that
the project keeps: a warm build is at least ten times faster than a cold one.
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
GOAL = 10.0


def build(sample: Path, out: Path, cache: Path) -> float:
    """Seconds of one build in a process of its own."""
    environment = os.environ | {"DOSSIER_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "dossier", "build", str(sample), "-o", str(out)],
        env=environment,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def measure(sample: Path, rounds: int) -> tuple[float, float]:
    """Median seconds of cold and of warm builds, taken in turn."""
    cold, warm = [], []
    with tempfile.TemporaryDirectory() as place:
        for number in range(rounds):
            cache, out = Path(place) / f"cache{number}", Path(place) / f"out{number}"
            cold.append(build(sample, out, cache))
            warm.append(build(sample, out, cache))
    return statistics.median(cold), statistics.median(warm)


def main() -> int:
    """Print the table; 1 when a sample misses the goal."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    samples = sorted(
        path.parent for path in (ROOT / "samples").glob("*/*.*") if path.parent.name not in ("draw", "story")
    )
    print(f"{'sample':24}{'cold s':>8}{'warm s':>8}{'cold/warm':>11}")
    missed = False
    for sample in dict.fromkeys(samples):
        cold, warm = measure(sample, rounds)
        missed = missed or cold / warm < GOAL
        print(f"{sample.name:24}{cold:8.2f}{warm:8.2f}{cold / warm:11.1f}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
