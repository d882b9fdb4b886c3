"""How many cases a minute ``dossier batch`` finishes, with one worker and two, here and on a Dask cluster.

    python bench/batch.py [CASES] [PICTURES]

The cases (6 by default, of 4 pictures each) are drawn pictures of which no two are alike; the
default engine reads them really, second readings included, and nothing is in the cache before.
A run gets as many processors as it has workers, where the system can do that, so that one worker with
many threads is not taken for many.  The cluster is started here, a scheduler and workers on 127.0.0.1;
starting it is not timed, reaching it is.  Others at work on the machine take more from two workers
than from one: the load before each run is printed.  The command fails when the four folders of
packets are not the same, byte for byte.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.accuracy.corpus import pictures  # noqa: E402 - a script, whose own folder is on the path
from dossier.batch.cases import LEDGER  # noqa: E402

CASES, PICTURES = 6, 4
OLD = 1_600_000_000
"""Seconds since 1970: nobody waits for files of then to be written."""
PATIENCE = 60.0
"""Seconds for the cluster to come up."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: how, the load before it, its seconds, and a hash over all it made."""

    name: str
    load: float
    seconds: float
    made: str


def draw(folder: Path, cases: int, each: int) -> None:
    """A folder of cases."""
    for number, picture in enumerate(pictures(cases * each)):
        place = folder / f"case {number // each + 1}" / picture.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(picture.data)
        os.utime(place, (OLD, OLD))


def run(room: Path, name: str, *options: str) -> Run:
    """A cold batch as a process of its own.

    Raises:
        subprocess.CalledProcessError: not every case was finished.
    """
    out = room / name
    command = ("-m", "dossier", "batch", str(room / "cases"), "-o", str(out), *options)
    load, start = os.getloadavg()[0], time.perf_counter()
    subprocess.run([sys.executable, *command], env=_environment(room, name), check=True, capture_output=True)
    return Run(name, load, time.perf_counter() - start, _hash(out))


def _environment(room: Path, name: str) -> dict[str, str]:
    own = {"PYTHONPATH": str(ROOT), "DOSSIER_CACHE": str(room / f"readings {name}")}
    return os.environ | own


@contextmanager
def cluster(room: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler with workers of one thread each."""
    name = f"dask {workers}"
    known = room / f"{name}.json"
    here = ("--scheduler-file", str(known), "--host", "127.0.0.1", "--no-dashboard")
    commands = [("scheduler", *here, "--port", "0")]
    more = ("--nthreads", "1", "--no-nanny", "--local-directory", str(room))
    commands += [("worker", *here, *more, "--name", str(number)) for number in range(workers)]
    with contextlib.ExitStack() as stack:
        for words in commands:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                env=_environment(room, name),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
        yield _reached(known, workers)


def _reached(known: Path, workers: int) -> str:
    """The address, once all workers are there."""
    from distributed import Client  # noqa: PLC0415 - an extra

    end = time.monotonic() + PATIENCE
    while not known.exists():
        if time.monotonic() > end:
            raise TimeoutError("no scheduler")
        time.sleep(0.1)
    address: str = json.loads(known.read_text(encoding="utf-8"))["address"]
    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(workers, timeout=PATIENCE)  # type: ignore[no-untyped-call]
    return address


def _hash(folder: Path) -> str:
    """Over every file but the ledger, whose order is that of finishing."""
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != LEDGER:
            told.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()


def measured(room: Path) -> Iterator[Run]:
    """The four runs, one after the other."""
    for workers in (1, 2):
        with _processors(workers):
            yield run(room, f"here {workers}", "--jobs", str(workers))
    for workers in (1, 2):
        with _processors(workers), cluster(room, workers) as address:
            yield run(room, f"dask {workers}", "--dask", address)


@contextmanager
def _processors(count: int) -> Iterator[None]:
    """Only so many processors for what is started meanwhile."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(every)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


def main() -> int:
    """Measure, print, and fail when results differ."""
    told = [int(one) for one in sys.argv[1:]]
    cases, each = (*told, *(CASES, PICTURES)[len(told) :])
    runs: list[Run] = []
    with tempfile.TemporaryDirectory() as place:
        draw(Path(place) / "cases", cases, each)
        sys.stdout.write(f"{cases} cases, {cases * each} pictures\n")
        sys.stdout.write(
            f"{'workers':8}{'load':>6}{'seconds':>9}{'cases/min':>11}{'pictures/s':>12}{'speed':>8}\n"
        )
        for one in measured(Path(place)):
            runs.append(one)
            rates = f"{60 * cases / one.seconds:11.1f}{cases * each / one.seconds:12.2f}"
            speed = f"{runs[0].seconds / one.seconds:7.2f}×"
            sys.stdout.write(f"{one.name:8}{one.load:6.1f}{one.seconds:9.1f}{rates}{speed}\n")
            sys.stdout.flush()
    same = len({one.made for one in runs}) == 1
    sys.stdout.write("the same packets and tables, byte for byte\n" if same else "THE RESULTS DIFFER\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
