"""How far long work is: foretold soberly, on one line of a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from places import ROOT

from dossier.cli.progress import Pace, spoken
from dossier.terminal import columns, cut


def test_time_left_is_told_from_the_time_taken_after_the_first_step() -> None:
    moments: Iterator[float] = iter((100.0, 102.0, 104.0, 110.0, 180.0))
    pace = Pace(lambda: next(moments))
    # The first step waited for the engine: 100 seconds, of which nothing is foretold.
    assert pace.left(1, 11) is None
    assert pace.left(2, 11) is None  # too soon to say
    assert pace.left(3, 11) == pytest.approx(4 / 2 * 8)
    assert pace.left(6, 11) == pytest.approx(10 / 5 * 5)
    assert pace.left(11, 11) == 0


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (None, ""),
        (0.0, ""),
        (1.0, "约 5 秒"),
        (33.0, "约 35 秒"),
        (59.9, "约 60 秒"),
        (61.0, "约 1 分钟"),
        (620.0, "约 10 分钟"),
    ],
)
def test_it_is_spoken_of_as_a_person_would(seconds: float | None, told: str) -> None:
    assert spoken(seconds) == told


@pytest.mark.parametrize("width", [1, 2, 7, 8, 100])
def test_a_line_is_cut_to_the_columns_there_are(width: int) -> None:
    text = "识别 IMG 一张图"
    assert columns(cut(text, width)) <= width
    assert cut(text, columns(text)) == text


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are of Unix")
def test_a_terminal_sees_one_line_and_a_pipe_none(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    folder.mkdir()
    for number in range(3):
        Image.new("RGB", (40 + number, 40), "white").save(folder / f"{'很长的名字' * 12}{number}.png")
    command = [sys.executable, "-m", "dossier", "check", str(folder)]
    told = os.environ | {
        "PYTHONPATH": str(ROOT),
        "DOSSIER_CACHE": "off",
        "COLUMNS": "60",
        "DOSSIER_LANG": "zh",
    }
    ours, theirs = pty.openpty()
    with open(theirs, "wb", closefd=False) as stderr:
        seen = subprocess.run(command, stdout=subprocess.PIPE, stderr=stderr, env=told, check=False)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # all is read, and nobody writes any more
        pass
    os.close(ours)
    lines = shown.decode().split("\r\x1b[K")
    # One after the other in the same place, and the last is taken away.
    assert [line[:8] for line in lines[1:4]] == ["正在识别 1/3", "正在识别 2/3", "正在识别 3/3"]
    assert all(columns(line) < 60 for line in lines[1:4])
    assert "正在识别" not in lines[4]
    piped = subprocess.run(command, capture_output=True, env=told, check=False)
    assert "正在识别".encode() not in piped.stderr
    assert piped.stdout == seen.stdout
