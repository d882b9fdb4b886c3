"""What a command costs: seconds, processor seconds and the memory of all its processes together."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
_EVERY = 0.05
"""Seconds between two looks at the memory: a process that lives shorter is not seen."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one command with everything it started.

    Attributes:
        seconds: by the clock on the wall.
        cpu: processor seconds, of the system's too.
        peak: megabytes at the worst moment, what processes share counted once; 0 where
            the system does not tell it (it is asked on Linux only).
    """

    seconds: float
    cpu: float
    peak: float


def python(*arguments: str, **variables: str) -> Cost:
    """The cost of this Python with arguments, at the root of the project.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | variables
    return command([sys.executable, *arguments], environment)


def command(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> Cost:
    """The cost of a command; what it says is thrown away.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    ended = threading.Event()
    peaks = [0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, ended, peaks))
    watcher.start()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(words))
    return Cost(seconds, used.ru_utime + used.ru_stime, max(peaks))


def _watch(session: int, ended: threading.Event, peaks: list[float]) -> None:
    while not ended.wait(_EVERY):
        peaks.append(sum(_memory(process) for process in _of(session)) / MEGABYTE)


def _of(session: int) -> Iterator[str]:
    """The processes of a session."""
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in brackets may hold anything; the session is the fourth word after it.
            if int(place.read_text(errors="replace").rpartition(")")[2].split()[3]) == session:
                yield place.parent.name
        except (OSError, IndexError, ValueError):
            continue


def _memory(process: str) -> int:
    """Bytes of a process, what it shares with others in parts."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return 0
