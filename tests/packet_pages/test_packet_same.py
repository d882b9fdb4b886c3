"""The same folder gives the same bytes: another time, place, zone, language, hash seed and working directory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from made import CASES
from places import ROOT, SAMPLES

from dossier import journal
from dossier.pipeline import Result

HERE = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {
    "TZ": "America/Los_Angeles",
    "LC_ALL": "POSIX",
    "LANG": "C",
    "PYTHONHASHSEED": "4242",
    "DOSSIER_LANG": "en",
    "HOME": "/nonexistent",
    "SOURCE_DATE_EPOCH": "1700000000",
}


def build(folder: Path, out: Path, environment: dict[str, str]) -> dict[str, str]:
    """Hashes of all outputs of the command line in a process of its own."""
    out.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "dossier", "build", str(folder), "-o", str(out), "--for", "platform,12315"],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        cwd=out.parent,
        check=True,
        capture_output=True,
    )
    return {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        # Where the journal ended: its lines bear the time, and each folder has its own.
        if path.is_file() and path.name != journal.HEAD
    }


@pytest.mark.parametrize("name", ["fee-kept", "strange"])
def test_the_same_bytes_elsewhere(name: str, sample: Callable[[str], Result], tmp_path: Path) -> None:
    one, other = tmp_path / "甲 a" / "证据", tmp_path / "b" / "another-name"
    if name in CASES:
        CASES[name]().write(one)
    else:
        sample(name)  # read once, so that both find the lines in the cache
        shutil.copytree(SAMPLES / name, one)
    shutil.copytree(one, other)
    first = build(one, tmp_path / "out1" / "x", HERE)
    second = build(other, tmp_path / "out2" / "y", ELSEWHERE)
    assert len(first) >= 4
    assert {path: (h, second.get(path)) for path, h in first.items() if second.get(path) != h} == {}
    assert first.keys() == second.keys()
