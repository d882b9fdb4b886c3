"""Every sample and every made-up case, built once a session for every destination."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made import CASES
from packets import Packet, record_of
from places import SAMPLES

from dossier import building, outputs
from dossier.pipeline import Result, investigate

SAMPLE_NAMES = (
    "every-format",
    "fee-kept",
    "inside-window",
    "manual-after-request",
    "not-a-breach",
    "refund-overdue",
)
NAMES = (*SAMPLE_NAMES, *CASES)


@pytest.fixture(scope="session")
def packets(
    sample: Callable[[str], Result], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Packet, ...]]:
    """All packets of a case."""
    made: dict[str, tuple[Packet, ...] | Exception] = {}
    root = tmp_path_factory.mktemp("packets")

    def build(name: str) -> tuple[Packet, ...]:
        if name not in made:
            try:
                made[name] = _built(name, root / name, sample)
            except Exception as error:  # noqa: BLE001 - every test of the case tells it, and none builds it again
                made[name] = error
        found = made[name]
        if isinstance(found, Exception):
            pytest.fail(f"{name} was not built: {found!r}", pytrace=False)
        return found

    return build


def _built(name: str, place: Path, sample: Callable[[str], Result]) -> tuple[Packet, ...]:
    folder = SAMPLES / name
    if name in CASES:
        folder = place / "evidence"
        CASES[name]().write(folder)
    result = investigate(folder) if name in CASES else sample(name)
    building.build(folder, place / "out", result, outputs.known())
    return read(name, place / "out")


@pytest.fixture(params=NAMES)
def built(request: pytest.FixtureRequest, packets: Callable[[str], tuple[Packet, ...]]) -> tuple[Packet, ...]:
    """The packets of one case after the other."""
    return packets(request.param)


def read(name: str, out: Path) -> tuple[Packet, ...]:
    record = record_of((out / outputs.RECORD).read_bytes())
    found = sorted(out.glob("packet-*.pdf"))
    assert found
    return tuple(Packet(name, path.stem.removeprefix("packet-"), path.read_bytes(), record) for path in found)
