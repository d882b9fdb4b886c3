"""Memory that was left empty goes back, and nothing happens where there is little."""

from __future__ import annotations

import subprocess
import sys

import pytest
from places import ROOT

from dossier.ocr import memory

SCRIPT = """
from dossier.ocr import memory
before = memory.held()
held = [bytes(64_000) for _ in range(4000)]
full = memory.held()
# Every second piece stays, and keeps the C library from giving back what lies between.
del held[::2]
scattered = memory.held()
assert not memory.give_back(scattered + 1)
did = memory.give_back(before)
print(full - before, scattered - before, memory.held() - before, did)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems give it back by themselves")
def test_holes_go_back_to_the_system() -> None:
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    full, scattered, left = map(int, told[:3])
    assert scattered > 0.9 * full
    assert left < 0.6 * full
    assert told[3] == "True"


def test_where_the_system_has_no_such_thing_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    memory._trimmer.cache_clear()
    monkeypatch.setattr(memory.sys, "platform", "win32")
    assert memory.give_back(-1) is False
    memory._trimmer.cache_clear()
