"""Every sample and every made-up case, built once for all tests and every destination."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made import CASES, NAMES
from packets import Packet, record_of
from places import SAMPLES

from dossier import building, outputs
from dossier.pipeline import Result, investigate

_BUILT = "built"
"""Stands in a case's folder when it is built, with what went wrong."""
_PATIENCE = 300
"""Seconds."""


@pytest.fixture(scope="session")
def packets(
    sample: Callable[[str], Result], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Packet, ...]]:
    """All packets of a case; where several processes run the tests, one of them builds it for all."""
    made: dict[str, tuple[Packet, ...] | str] = {}
    root = tmp_path_factory.getbasetemp()
    root = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "packets"

    def build(name: str) -> tuple[Packet, ...]:
        if name not in made:
            place = root / name
            try:
                place.mkdir(parents=True)
            except FileExistsError:
                _wait(place)
            else:
                _build(name, place, sample)
            failed = (place / _BUILT).read_text(encoding="utf-8")
            # What went wrong is told by every test of the case, and none builds it again.
            made[name] = failed or read(name, place / "out")
        found = made[name]
        if isinstance(found, str):
            pytest.fail(f"{name} was not built: {found}", pytrace=False)
        return found

    return build


def _build(name: str, place: Path, sample: Callable[[str], Result]) -> None:
    failed = ""
    try:
        folder = SAMPLES / name
        if name in CASES:
            folder = place / "evidence"
            CASES[name]().write(folder)
        result = investigate(folder) if name in CASES else sample(name)
        building.build(folder, place / "out", result, outputs.known())
    except Exception as error:  # noqa: BLE001 - told by the tests
        failed = repr(error)
    (place / "told").write_text(failed, encoding="utf-8")
    (place / "told").rename(place / _BUILT)


def _wait(place: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not (place / _BUILT).exists():
        if time.monotonic() > end:
            pytest.fail(f"{place.name} was not built by the other process", pytrace=False)
        time.sleep(0.1)


@pytest.fixture(params=NAMES)
def built(request: pytest.FixtureRequest, packets: Callable[[str], tuple[Packet, ...]]) -> tuple[Packet, ...]:
    """The packets of one case after the other."""
    return packets(request.param)


def read(name: str, out: Path) -> tuple[Packet, ...]:
    record = record_of((out / outputs.RECORD).read_bytes())
    found = sorted(out.glob("packet-*.pdf"))
    assert found
    return tuple(Packet(name, path.stem.removeprefix("packet-"), path.read_bytes(), record) for path in found)
