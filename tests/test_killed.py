"""Killed at any moment, a build leaves the old whole packet or the new one; the next run clears the rest away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from places import ROOT, SAMPLES

from dossier.pipeline import Result
from dossier.seal import file_sha256, manifest

WAYS = ("exchange", "renames")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def killed(what: str, folder: Path, way: str) -> dict[str, int]:
    """How often ``killing.py`` found what; it fails where it finds anything but a whole folder."""
    command = [sys.executable, str(ROOT / "tests" / "killing.py"), what, str(folder), way]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counted: dict[str, int] = json.loads(done.stdout)
    return counted


@pytest.mark.parametrize("way", WAYS)
def test_a_build_killed_before_any_of_its_steps(tmp_path: Path, way: str) -> None:
    counted = killed("steps", tmp_path, way)
    assert counted["old-old"] >= 20
    assert counted["old-new"] >= 10
    assert counted["none-none"] >= 20
    assert counted["none-new"] >= 5
    # Two renames leave one moment without a folder, which the next run mends; the exchange leaves none.
    assert counted.get("old-none", 0) == (1 if way == "renames" else 0)


def test_a_repair_killed_before_any_of_its_steps(tmp_path: Path) -> None:
    counted = killed("tidying", tmp_path, "renames")
    assert counted["none"] >= 3
    assert counted["old"] >= 5


@pytest.mark.parametrize("way", WAYS)
def test_a_build_killed_at_random_moments(tmp_path: Path, way: str) -> None:
    counted = killed("moments", tmp_path, way)
    assert counted["old"] >= 10
    assert counted["new"] >= 10
    assert counted["left"] >= 10, "most moments lie within a build"


@pytest.mark.parametrize("way", WAYS)
def test_builds_of_one_place_at_once(tmp_path: Path, way: str) -> None:
    assert sum(killed("rivals", tmp_path, way).values()) == 1


def command(evidence: Path, place: Path, destination: str) -> list[str]:
    return [
        *(sys.executable, "-m", "dossier", "build", str(evidence)),
        *("-o", str(place), "--for", destination),
    ]


def destination_of(place: Path) -> str:
    """What the packet in a place is for, after making sure that it is whole."""
    told = manifest.load(place)
    assert all(file_sha256(place / entry.path) == entry.sha256 for entry in told.outputs)
    (packet,) = place.glob("packet-*.pdf")
    assert {path.relative_to(place).as_posix() for path in place.rglob("*")} == {
        "manifest.json",
        *(entry.path for entry in told.outputs),
    }
    return packet.stem.removeprefix("packet-")


def test_a_real_build_killed_while_it_writes(sample: Callable[[str], Result], tmp_path: Path) -> None:
    sample("inside-window")  # its pictures are read now, and found in the cache by the builds
    evidence, place = tmp_path / "证据", tmp_path / "证据-dossier"
    shutil.copytree(SAMPLES / "inside-window", evidence)
    subprocess.run(command(evidence, place, "platform"), env=ENVIRONMENT, capture_output=True, check=True)
    for written in (1, 3):
        build = subprocess.Popen(
            command(evidence, place, "12315"),
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while build.poll() is None and len(list(tmp_path.glob(".dossier-*.part/new/*"))) < written:
            time.sleep(0.002)
        build.kill()
        build.wait()
        assert destination_of(place) in {"platform", "12315"}
    subprocess.run(command(evidence, place, "association"), env=ENVIRONMENT, capture_output=True, check=True)
    assert destination_of(place) == "association"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["证据", "证据-dossier"]
