"""Folders of cases drawn for these tests, with their readings in the cache: no engine runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import drawn
from places import ROOT

from dossier.batch.cases import LEDGER

EPOCH = "1700000000"
"""The journal's clock stands still, so that marks of journals compare too."""
OLD = 1_600_000_000
"""Nobody waits for files of then to be written."""


def settled(folder: Path) -> Path:
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (OLD, OLD), follow_symlinks=False)
    return folder


def small(folder: Path, number: int, pictures: int = 1) -> Path:
    """A case of little pictures that no other number has."""
    folder.mkdir(parents=True)
    for index in range(pictures):
        image, lines = drawn.words(f"订单编号 CM2024{number:04d}{index:02d}", number * 8 + index)
        drawn.write(folder / f"{index}.png", image, lines)
    return folder


def several(cases: Path, count: int) -> Path:
    for number in range(1, count + 1):
        small(cases / f"案件{number}", number, 1 + number % 2)
    return settled(cases)


def content(folder: Path) -> dict[str, bytes]:
    """Every file but the ledger, whose order is that of finishing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LEDGER
    }


def forget(cases: Path) -> None:
    """Let the cases be as if no packet had ever been made of them."""
    for journal in cases.glob("*/journal.jsonl"):
        journal.unlink()


@dataclass(frozen=True, slots=True)
class Done:
    """What a helper began: ``what`` is ``read`` or ``build``, ``parent`` the process it works for."""

    what: str
    case: str
    file: str
    parent: int


@dataclass(frozen=True, slots=True)
class Log:
    path: Path

    def lines(self, what: str = "") -> list[Done]:
        if not self.path.exists():
            return []
        found = (line.split("\t") for line in self.path.read_text(encoding="utf-8").splitlines())
        return [Done(kind, case, file, int(parent)) for kind, case, file, parent in found if what in kind]

    def begun_by(self, parent: int) -> str:
        """What was begun last for a process."""
        return next((one.what for one in reversed(self.lines()) if one.parent == parent), "")


def stubbed(folder: Path, patch: pytest.MonkeyPatch) -> Log:
    """Let all helpers that are started from now on have the engine of ``stub/``, and a log."""
    log = Log(folder / "log")
    paths = (str(Path(__file__).parent / "stub"), str(ROOT))
    patch.setenv("PYTHONPATH", os.pathsep.join(paths))
    patch.setenv("STUB_LOG", str(log.path))
    patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return log


def started(*arguments: object) -> subprocess.Popen[str]:
    """The program in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "dossier", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def told(out: Path) -> list[str]:
    """The cases in the ledger, as often as they stand there."""
    try:
        lines = (out / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        return []
    found = (json.loads(line) for line in lines if line.endswith("\n"))
    return [one["row"]["case"] for one in found if "row" in one]


def until(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def alive(session: int) -> bool:
    """Whether a session has processes."""
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return False
    return True
