"""A room loaded in the background is loaded whole, also when the user interrupts meanwhile."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from places import ROOT

from dossier.cli.loading import loading

SLOW = "import time\nfor _ in range(20):\n    time.sleep(0.02)\nready = True\n"


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that takes 0.4 s to import."""
    name = "slow_room"
    (tmp_path / f"{name}.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


def test_it_is_there_at_the_end(slow: str) -> None:
    handler = signal.getsignal(signal.SIGINT)
    with loading(slow):
        assert not hasattr(sys.modules.get(slow), "ready")
    assert sys.modules[slow].ready
    assert signal.getsignal(signal.SIGINT) is handler


def test_an_interruption_waits_for_it_and_no_longer(slow: str) -> None:
    handler, begun = signal.getsignal(signal.SIGINT), time.monotonic()
    with pytest.raises(KeyboardInterrupt), loading(slow):  # noqa: PT012
        time.sleep(0.05)
        signal.raise_signal(signal.SIGINT)
        time.sleep(30)  # the long work that goes on beside it
    assert time.monotonic() - begun < 20
    assert sys.modules[slow].ready
    assert signal.getsignal(signal.SIGINT) is handler


def test_afterwards_an_interruption_is_at_once(slow: str) -> None:
    with pytest.raises(KeyboardInterrupt), loading(slow):  # noqa: PT012
        while not hasattr(sys.modules.get(slow), "ready"):
            time.sleep(0.01)
        time.sleep(0.05)
        signal.raise_signal(signal.SIGINT)
        pytest.fail("it went on")


def test_an_error_of_the_work_is_told_after_loading(slow: str) -> None:
    with pytest.raises(ValueError, match="work"), loading(slow):
        raise ValueError("work")
    assert sys.modules[slow].ready


def test_a_build_interrupted_while_it_loads_ends_with_its_words(tmp_path: Path) -> None:
    """In a process of its own: one that hangs would be killed after a minute."""
    (tmp_path / "ev").mkdir()
    (tmp_path / "ev" / "a.txt").write_text("2024-05-12 14:03 订单CM1 取消\n", encoding="utf-8")
    script = (
        "import signal, sys, threading\n"
        "from dossier import cli, pipeline\n"
        "real = pipeline.investigate\n"
        "def late(*args):\n"
        "    signal.raise_signal(signal.SIGINT)\n"
        "    return real(*args)\n"
        "pipeline.investigate = late\n"
        f"sys.argv = ['dossier', 'build', {str(tmp_path / 'ev')!r}]\n"
        "cli.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "ev-dossier").exists()
