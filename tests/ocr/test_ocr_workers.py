"""Workers: a page that kills its process costs itself and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from dossier.intake import read_folder
from dossier.model import Box, Line
from dossier.ocr.engine import EngineMissing
from dossier.ocr.workers import Outcome, Task, run

ALWAYS, ONCE, RAISES, HUNGRY, MISSING = 13, 17, 19, 23, 29


class Fragile:
    """Says how wide a picture is; at some widths it dies, fails or hungers."""

    name, version, options = "fragile", "1", ""

    def __init__(self, memory: Path, threads: int) -> None:
        self.memory, self.threads = memory, threads

    def read(self, image: Image.Image) -> tuple[Line, ...]:
        if image.width == ALWAYS or (image.width == ONCE and not self.memory.exists()):
            self.memory.touch()
            os._exit(3)
        if image.width == RAISES:
            raise RuntimeError("secret path")
        if image.width == HUNGRY:
            raise MemoryError
        if image.width == MISSING:
            raise EngineMissing("engine-broken", "libx")
        return (Line(1, f"{image.width} {os.getpid()}", Box(0, 0, 1, 1)),)


def tasks(folder: Path, *widths: int) -> list[Task]:
    for number, width in enumerate(widths):
        Image.new("RGB", (width, 10 + number)).save(folder / f"{number}.png")
    return [Task(folder, one, 1) for one in read_folder(folder).evidence]


def told(outcomes: list[Outcome]) -> dict[str, str]:
    return {one.task.evidence.path: one.code or one.lines[0].text.split()[0] for one in outcomes}


def test_a_crash_costs_only_its_page(tmp_path: Path) -> None:
    """Five pages, two workers: one page always kills, one only at first, the rest are read once each."""
    pages = tasks(tmp_path, 100, ALWAYS, 101, ONCE, 102)
    outcomes = list(run(partial(Fragile, tmp_path / "memory"), pages, 2))
    assert told(outcomes) == {
        "0.png": "100",
        "1.png": "ocr-crashed",
        "2.png": "101",
        "3.png": str(ONCE),
        "4.png": "102",
    }
    assert len(outcomes) == 5


def test_what_an_engine_raises_stays_with_its_page(tmp_path: Path) -> None:
    outcomes = list(run(partial(Fragile, tmp_path / "memory"), tasks(tmp_path, 100, RAISES, HUNGRY), 1))
    assert told(outcomes) == {"0.png": "100", "1.png": "ocr-failed", "2.png": "ocr-memory"}
    assert [one.detail for one in outcomes] == ["", "RuntimeError", ""]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_engine_that_does_not_start_stops_the_run(tmp_path: Path, jobs: int) -> None:
    with pytest.raises(EngineMissing) as refused:
        list(run(partial(Fragile, tmp_path / "memory"), tasks(tmp_path, MISSING, MISSING), jobs))
    assert (refused.value.code, refused.value.detail) == ("engine-broken", "libx")


def test_one_page_or_one_job_starts_no_process(tmp_path: Path) -> None:
    make = partial(Fragile, tmp_path / "memory")
    here = str(os.getpid())
    alone = list(run(make, tasks(tmp_path, 100)))
    several = list(run(make, tasks(tmp_path, 100, 101), 1))
    assert [one.lines[0].text.split()[1] for one in alone + several] == [here] * 3


def test_a_changed_original_is_told_for_its_page(tmp_path: Path) -> None:
    pages = tasks(tmp_path, 100, 101)
    (tmp_path / "0.png").write_bytes(b"changed")
    outcomes = list(run(partial(Fragile, tmp_path / "memory"), pages, 1))
    assert told(outcomes) == {"0.png": "original-changed", "1.png": "101"}


def test_a_script_without_a_main_guard_still_gets_its_pages(tmp_path: Path) -> None:
    """Spawned workers run the script again and die at once; the pages are then read in its own process."""
    tasks(tmp_path, 100, 101)
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from functools import partial\n"
        "from pathlib import Path\n"
        f"sys.path.insert(0, {os.fspath(Path(__file__).parent)!r})\n"
        "from test_ocr_workers import Fragile, Task, read_folder, run\n"
        f"folder = Path({os.fspath(tmp_path)!r})\n"
        "pages = [Task(folder, one, 1) for one in read_folder(folder).evidence if one.media == 'image/png']\n"
        "outcomes = run(partial(Fragile, folder / 'memory'), pages, 2)\n"
        "print(sorted(one.lines[0].text.split()[0] for one in outcomes))\n"
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, timeout=60, env=os.environ
    )
    assert done.stdout.splitlines()[-1:] == ["['100', '101']"], done.stderr
